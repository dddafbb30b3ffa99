"""Whom to keep, and keys that end: asked once, answered by one tap, and nothing is deleted unasked."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.tables import new_id
from tests.digests.test_weekly import QUIETLY
from tests.reminders.test_reminders import World, world
from tests.reminders.test_taps import kinds, links, look, tap, undo
from tests.threads.desk import Desk

__all__ = ["world"]

pytestmark = pytest.mark.anyio

YEARS = timedelta(days=731)


async def unused(world: World, desk: Desk, name: str = "Tom") -> str:
    """Somebody whose card was not touched for two years."""
    contact = await desk.contact(name, "Whitaker")
    await rest(world, contact)
    return str(contact)


async def rest(world: World, contact_id: UUID) -> None:
    async with world.admin.transaction():
        await world.admin.execute("SET LOCAL session_replication_role = replica")
        await world.admin.execute(
            "UPDATE person.contacts SET updated_at = $1 WHERE id = $2",
            world.now - YEARS,
            contact_id,
        )


async def is_there(desk: Desk, contact_id: str) -> bool:
    answer = await desk.http.get(f"/v1/contacts/{contact_id}", headers=desk.who.bearer)
    return answer.status_code == 200


def asked(world: World) -> list[str]:
    """Subjects, without the word of a quiet week."""
    return [one for one in world.box.subjects if one != QUIETLY]


async def asked_about(world: World) -> tuple[Desk, str, str]:
    nora = await world.person()
    tom = await unused(world, nora)
    await world.until(world.now + timedelta(days=1))
    mail = world.box.mails[-1]
    assert mail.letter.subject == "Keep Tom in your list?"
    return nora, tom, mail.letter.text


async def test_who_was_not_needed_for_two_years_is_asked_about_and_kept(world: World) -> None:
    nora, tom, text = await asked_about(world)
    token = links(text, "Keep")[0]
    assert (await look(world, token))["state"] == "open"
    assert "keep_person" in await kinds(nora)
    assert (await tap(world, token))["state"] == "done"
    assert "keep_person" not in await kinds(nora)
    assert await is_there(nora, tom)
    assert (await undo(world, token))["state"] == "open"
    assert "keep_person" in await kinds(nora)
    await tap(world, token)
    await world.until(world.now + timedelta(days=20))
    assert asked(world) == ["Keep Tom in your list?"]


async def test_let_go_takes_one_tap_and_can_be_taken_back(world: World) -> None:
    nora, tom, text = await asked_about(world)
    token = links(text, "Let it go")[0]
    assert (await look(world, token))["action"] == "let_go"
    assert await is_there(nora, tom)
    for _ in range(2):
        done = await tap(world, token)
        assert (done["state"], done["undo"]) == ("done", True)
    assert not await is_there(nora, tom)
    await undo(world, token)
    assert await is_there(nora, tom)


async def test_nobody_is_deleted_unasked_and_the_question_comes_once(world: World) -> None:
    nora, tom, _ = await asked_about(world)
    await world.until(world.now + timedelta(days=60))
    assert asked(world) == ["Keep Tom in your list?"]
    assert await is_there(nora, tom)
    assert "keep_person" in await kinds(nora)


async def test_who_is_needed_is_not_asked_about(world: World) -> None:
    nora = await world.person()
    await unused(world, nora, "Asked")
    thread = await nora.start("Ingrid", "Berg")
    await rest(world, UUID(thread["contact"]["id"]))
    warned = await nora.contact("Kofi", "Mensah")
    await world.http.patch(
        f"/v1/contacts/{warned}",
        headers={**nora.who.bearer, "if-match": "*"},
        json={"do_not_contact": True},
    )
    await rest(world, warned)
    until = (world.now + timedelta(days=40)).date().isoformat()
    later = await nora.contact("Bea", "Lawson")
    await world.http.patch(
        f"/v1/contacts/{later}",
        headers={**nora.who.bearer, "if-match": "*"},
        json={"retain_until": until},
    )
    await rest(world, later)
    day = await nora.get("/v1/today")
    every = [day["card"], *day["then"], *day["can_wait"]]
    names = [one["contact"]["first_name"] for one in every if one["kind"] == "keep_person"]
    assert names == ["Asked"]
    await world.until(world.now + timedelta(days=41))
    day = await nora.get("/v1/today")
    every = [day["card"], *day["then"], *day["can_wait"]]
    names = [one["contact"]["first_name"] for one in every if one["kind"] == "keep_person"]
    assert sorted(names) == ["Asked", "Bea"]


async def test_a_thousand_imported_people_are_not_a_thousand_questions(world: World) -> None:
    nora = await world.person()
    for number in range(5):
        await unused(world, nora, f"Tom{number}")
    assert (await kinds(nora)).count("keep_person") == 3


async def key(world: World, desk: Desk, *, lasts: timedelta, left: timedelta) -> None:
    await world.admin.execute(
        "INSERT INTO directory.access_tokens"
        " (token_hash, id, person_id, name, hint, scopes, created_at, expires_at)"
        " VALUES (sha256($1), $2, $3, 'Sheets', 'abcd', '{profile:read}', $4, $5)",
        new_id().bytes,
        new_id(),
        desk.who.id,
        world.now + left - lasts,
        world.now + left,
    )


async def test_a_key_is_told_of_two_weeks_before_it_ends_and_on_its_eve(world: World) -> None:
    nora = await world.person()
    await key(world, nora, lasts=timedelta(days=365), left=timedelta(days=16))
    assert "token_ends" not in await kinds(nora)
    await world.until(world.now + timedelta(days=15))
    assert asked(world) == ["The key “Sheets” ends on 24 March 2027"] * 2
    token = links(world.box.mails[-1].letter.text, "All right")[0]
    assert (await tap(world, token))["state"] == "done"
    assert "token_ends" not in await kinds(nora)


async def test_a_key_that_was_made_for_days_is_not_told_of(world: World) -> None:
    nora = await world.person()
    await key(world, nora, lasts=timedelta(days=20), left=timedelta(days=5))
    assert "token_ends" not in await kinds(nora)
