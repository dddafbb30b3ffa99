"""Links in mails: looking does nothing, a tap does it once, and only for whom and what it was made."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.overview.schemas import Kind
from api.reminders.links import Signer, proof_of
from api.tables import new_id
from tests.reminders.test_reminders import World, world
from tests.threads.desk import Desk

__all__ = ["world"]

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def links(text: str, words: str) -> list[str]:
    return re.findall(rf"^{words}:\n\S*/(?:tap|unsubscribe)#(\S+)$", text, re.M)


async def look(world: World, token: str) -> Json:
    answer = await world.http.post("/v1/taps/look", json={"token": token})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def tap(world: World, token: str, when: str | None = None) -> Json:
    answer = await world.http.post("/v1/taps", json={"token": token, "when": when})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def undo(world: World, token: str) -> Json:
    answer = await world.http.request("DELETE", "/v1/taps", json={"token": token})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def kinds(nora: Desk) -> list[str]:
    day = await nora.get("/v1/today")
    every = [*([day["card"]] if day["card"] else []), *day["then"], *day["can_wait"]]
    return [one["kind"] for one in every]


async def followed_up(world: World) -> tuple[Desk, Json, str]:
    """Somebody who was mailed that a follow-up is due; the text of the mail."""
    nora = await world.person()
    thread = await nora.start("Ingrid", "Sorensen")
    await nora.say(thread["id"], "sent")
    await world.until(world.now + timedelta(days=10))
    mail = world.box.mails[-1]
    assert mail.letter.subject == "One follow-up to Ingrid"
    return nora, thread, mail.letter.text


async def test_looking_does_nothing_a_tap_does_it_once_and_undo_takes_it_back(
    world: World,
) -> None:
    nora, thread, text = await followed_up(world)
    token = links(text, "Did it already")[0]
    for _ in range(2):
        shown = await look(world, token)
        assert (shown["state"], shown["action"], shown["kind"]) == ("open", "done", "follow_up")
        assert not shown["undo"]
    assert "follow_up" in await kinds(nora)
    for _ in range(2):
        done = await tap(world, token)
        assert done["state"] == "done"
        assert done["undo"]
    stage = (await nora.get(f"/v1/threads/{thread['id']}"))["stage"]
    assert stage == "followed_up"
    told = "SELECT count(*) FROM person.events WHERE owner_id = $1 AND name = 'thread.asked'"
    again = await world.admin.fetchval(told, nora.who.id)
    for _ in range(2):
        assert (await undo(world, token))["state"] == "open"
    assert (await nora.get(f"/v1/threads/{thread['id']}"))["stage"] == "asked"
    assert await world.admin.fetchval(told, nora.who.id) == again
    assert (await tap(world, token))["state"] == "done"


async def test_later_offers_sensible_times_and_keeps_to_the_one_that_was_tapped(
    world: World,
) -> None:
    nora, _, text = await followed_up(world)
    token = links(text, "Later")[0]
    shown = await look(world, token)
    assert [one["when"] for one in shown["later"]] == ["half_hour", "week"]
    wrong = await world.http.post("/v1/taps", json={"token": token, "when": "in_time"})
    assert wrong.status_code == 400
    assert "follow_up" in await kinds(nora)
    put_off = await tap(world, token, "half_hour")
    assert put_off["until"] == shown["later"][0]["at"]
    assert (await tap(world, token, "week"))["until"] == put_off["until"]
    assert "follow_up" not in await kinds(nora)
    sent = len(world.box.mails)
    back = datetime.fromisoformat(put_off["until"])
    await world.until(back - timedelta(minutes=1))
    assert len(world.box.mails) == sent
    await world.until(back + timedelta(minutes=1))
    assert world.box.subjects[sent:] == ["One follow-up to Ingrid"]


async def test_what_was_done_elsewhere_is_over_and_nothing_is_changed(world: World) -> None:
    nora, thread, text = await followed_up(world)
    await nora.say(thread["id"], "answered_yes")
    for words in ("Did it already", "Later"):
        token = links(text, words)[0]
        assert (await look(world, token))["state"] == "over"
        assert (await tap(world, token, "week"))["state"] == "over"
        assert (await undo(world, token))["state"] == "over"
    assert (await nora.get(f"/v1/threads/{thread['id']}"))["stage"] == "replied_yes"


async def test_every_stale_or_forged_link_gets_the_same_answer(world: World) -> None:
    nora, thread, text = await followed_up(world)
    token = links(text, "Did it already")[0]
    other = await world.person()
    await world.admin.execute(
        "INSERT INTO person.link_keys (owner_id, secret) VALUES ($1, sha256('other'))", other.who.id
    )
    key = await world.admin.fetchval(
        "SELECT secret FROM person.link_keys WHERE owner_id = $1", nora.who.id
    )

    def made(person: Any, key: bytes, at: datetime, kind: Kind = "follow_up") -> str:
        link = Signer("", person, key, at).link("done", kind, UUID(thread["id"]))
        return link.partition("#")[2]

    good = made(nora.who.id, key, world.now)
    assert (await look(world, good))["state"] == "open"
    answers = [
        await world.http.post("/v1/taps", json={"token": one})
        for one in (
            "",
            "x",
            token[:-4] + "AAAA",
            "AAAA" + token[4:],
            made(nora.who.id, b"guessed" * 5, world.now),
            made(other.who.id, key, world.now),
            made(new_id(), key, world.now),
            made(nora.who.id, key, world.now - timedelta(days=15)),
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    bodies = [{k: v for k, v in one.json().items() if k != "request_id"} for one in answers]
    assert all(body == bodies[0] for body in bodies)
    # The right proof of another person's key opens nothing of Nora's.
    foreign = made(
        other.who.id,
        await world.admin.fetchval(
            "SELECT secret FROM person.link_keys WHERE owner_id = $1", other.who.id
        ),
        world.now,
    )
    assert (await look(world, foreign))["state"] == "over"
    await world.until(world.now + timedelta(days=15))
    assert (await world.http.post("/v1/taps/look", json={"token": token})).status_code == 404
    await world.admin.execute(
        "UPDATE directory.people SET deletion_due_at = now() WHERE id = $1", nora.who.id
    )
    fresh = made(nora.who.id, key, world.now)
    assert (await world.http.post("/v1/taps/look", json={"token": fresh})).status_code == 404


async def test_the_application_can_act_for_nobody_without_a_proof(
    world: World, http: httpx.AsyncClient
) -> None:
    nora = await world.person()
    app = http._transport.app  # type: ignore[attr-defined]
    async with app.state.database.enter_nobody() as work:
        assert not await work.enter_by_link(nora.who.id, b"body", proof_of(b"", b"body"))
        assert work.subject.kind == "nobody"


async def test_the_last_call_can_be_told_that_it_is_done(world: World) -> None:
    nora = await world.person()
    talk = await world.talk(nora, world.now + timedelta(minutes=10))
    await world.until(world.now + timedelta(minutes=45))
    told = f"/v1/conversations/{talk['id']}/happened"
    assert (await nora.post(told, id=new_id(), what="talked")).status_code == 200
    await world.until(world.now + timedelta(hours=20, minutes=30))
    call = world.box.mails[-1]
    assert call.letter.subject == "Thank Ewan. 4 hours left"
    token = links(call.letter.text, "Did it already")[0]
    assert (await tap(world, token))["state"] == "done"
    sent = len(world.box.mails)
    await world.until(world.now + timedelta(days=1))
    assert len(world.box.mails) == sent
    thanked = "SELECT thanked_at FROM person.conversations WHERE owner_id = $1"
    assert await world.admin.fetchval(thanked, nora.who.id) is not None


async def test_a_row_names_the_topic_that_is_stopped(world: World) -> None:
    nora, _, text = await followed_up(world)
    token = links(text, "Stop these")[0]
    stopped = await world.http.post(f"/v1/unsubscribe/{token}")
    assert stopped.json() == {"kind": "answers"}
    sent = len(world.box.mails)
    await world.until(world.now + timedelta(days=3))
    assert len(world.box.mails) == sent
    assert "follow_up" in await kinds(nora)
