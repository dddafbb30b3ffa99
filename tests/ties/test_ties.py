"""Keeping in touch over HTTP: after a talk, from the last real contact; a skip is not done."""

from datetime import datetime, timedelta

import pytest

from api.tables import new_id
from api.ties.dormant import Candidate, rank
from tests.insights.room import Room

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_there_is_nothing_before_a_talk(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    body = {"id": str(new_id()), "contact_id": contact_id}
    await room.send("POST", "/threads", body)
    await room.send(
        "POST", f"/threads/{body['id']}/happenings", {"id": str(new_id()), "what": "sent"}
    )
    assert (await room.call("GET", f"/ties/{contact_id}")).status_code == 404
    assert (await room.get("/ties"))["items"] == []
    assert (await room.get(f"/ties?contact_id={contact_id}"))["items"] == []


async def test_the_clock_begins_with_a_talk_and_again_with_every_real_contact(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    talk = await room.talked(contact_id, 130 * DAY)
    tie = await room.get(f"/ties/{contact_id}")
    assert (tie["every_days"], tie["last_at"]) == (120, talk["ended_at"])
    assert at(tie["due_at"]) == at(talk["ended_at"]) + 120 * DAY
    # Not thanked yet: there is something else to do first.
    assert (await room.get("/ties?due=true"))["items"] == []
    yesterday = {"id": str(new_id()), "at": (room.now - 125 * DAY).isoformat()}
    thanks = {**yesterday, "at_precision": "picked"}
    await room.send("POST", f"/threads/{talk['thread_id']}/thanks", thanks)
    due = (await room.get("/ties?due=true"))["items"]
    assert [one["contact"]["id"] for one in due] == [contact_id]
    assert at(due[0]["last_at"]) == at(yesterday["at"])
    message_id = await room.update_to(talk)
    assert len((await room.get("/ties?due=true"))["items"]) == 1
    await room.send("POST", f"/messages/{message_id}/sent", {"id": str(new_id())})
    tie = await room.get(f"/ties/{contact_id}")
    assert room.now - at(tie["last_at"]) < timedelta(minutes=1)
    assert (await room.get("/ties?due=true"))["items"] == []
    await room.send("DELETE", f"/messages/{message_id}/sent")
    assert len((await room.get("/ties?due=true"))["items"]) == 1


async def quiet(room: Room, name: str = "Ana Ferreira", ago: timedelta = 130 * DAY) -> str:
    """Somebody thanked long ago."""
    contact_id = await room.contact(name)
    talk = await room.talked(contact_id, ago)
    told = {"id": str(new_id()), "at": (room.now - ago + DAY / 2).isoformat()}
    await room.send(
        "POST", f"/threads/{talk['thread_id']}/thanks", {**told, "at_precision": "picked"}
    )
    return contact_id


async def test_a_skip_is_not_done(room: Room) -> None:
    contact_id = await quiet(room)
    before = await room.get(f"/ties/{contact_id}")
    skipped = await room.send("POST", f"/ties/{contact_id}/skipped")
    assert skipped["last_at"] == before["last_at"]
    assert timedelta(days=29) < at(skipped["due_at"]) - room.now <= 30 * DAY
    assert (await room.get("/ties?due=true"))["items"] == []
    assert await room.send("POST", f"/ties/{contact_id}/skipped") == skipped
    await room.send("DELETE", f"/ties/{contact_id}/skipped")
    assert len((await room.get("/ties?due=true"))["items"]) == 1
    await room.send("POST", f"/ties/{contact_id}/skipped")
    room.pass_time(31 * DAY)
    assert len((await room.get("/ties?due=true"))["items"]) == 1


async def test_in_touch_some_other_way_and_how_often(room: Room) -> None:
    contact_id = await quiet(room)
    touched = await room.send("POST", f"/ties/{contact_id}/touched", {})
    assert room.now - at(touched["last_at"]) < timedelta(minutes=1)
    often = await room.change(f"/ties/{contact_id}", {"every_days": 60})
    assert at(often["due_at"]) == at(often["last_at"]) + 60 * DAY
    off = await room.change(f"/ties/{contact_id}", {"off": True})
    assert off["due_at"] is None
    assert (await room.get(f"/ties?contact_id={contact_id}"))["items"] == [off]
    assert (await room.get("/ties"))["items"] == []
    await room.change(f"/ties/{contact_id}", {"off": False})
    back = await room.send("DELETE", f"/ties/{contact_id}/touched")
    assert room.now - at(back["last_at"]) > 120 * DAY
    assert (
        await room.call("PATCH", f"/ties/{contact_id}", {"every_days": 90}, if_match="*")
    ).status_code == 400


async def test_pages_in_the_order_of_what_is_due(room: Room) -> None:
    names = ["Ana One", "Ben Two", "Cat Three"]
    ids = [await quiet(room, name, (200 - n) * DAY) for n, name in enumerate(names)]
    first = await room.get("/ties?due=true&limit=2")
    rest = await room.get(f"/ties?due=true&limit=2&cursor={first['next_cursor']}")
    shown = [one["contact"]["id"] for one in [*first["items"], *rest["items"]]]
    assert shown == ids
    assert rest["next_cursor"] is None


async def test_a_first_word_of_progress_after_thirty_days(room: Room) -> None:
    early, late = await quiet(room, "Ana One", 29 * DAY), await quiet(room, "Ben Two", 31 * DAY)
    assert early != late
    waiting = (await room.get("/waiting"))["items"]
    assert [(one["kind"], one["contact"]["id"]) for one in waiting] == [("first_update", late)]
    room.pass_time(100 * DAY)
    kinds = [one["contact"]["id"] for one in (await room.get("/waiting"))["items"]]
    assert kinds == [], "then keeping in touch takes over"


async def test_who_is_not_to_be_contacted_is_not_due(room: Room) -> None:
    contact_id = await quiet(room)
    await room.change(f"/contacts/{contact_id}", {"do_not_contact": True})
    assert (await room.get("/ties?due=true"))["items"] == []
    assert (await room.get("/waiting"))["items"] == []


async def test_two_cards_of_one_person_keep_one_clock(room: Room) -> None:
    one, two = await quiet(room, "Ana One", 200 * DAY), await quiet(room, "Ana Two", 150 * DAY)
    merge = await room.send(
        "POST", "/merges", {"id": str(new_id()), "keep_id": one, "merge_id": two}
    )
    tie = await room.get(f"/ties/{one}")
    assert timedelta(days=149) < room.now - at(tie["last_at"]) < timedelta(days=150)
    assert len((await room.get("/ties"))["items"]) == 1
    await room.send("DELETE", f"/merges/{merge['id']}")
    kept, back = await room.get(f"/ties/{one}"), await room.get(f"/ties/{two}")
    assert room.now - at(kept["last_at"]) > timedelta(days=199)
    assert room.now - at(back["last_at"]) < timedelta(days=150)


def candidate(name: str, **more: object) -> Candidate:
    facts = {
        "tie": "bit",
        "met": False,
        "facts": (None, None, None, None),
        "last_at": None,
    } | more
    return Candidate(
        id=new_id(),
        name=name,
        given_name=name,
        role="",
        employer_name=None,
        **facts,  # type: ignore[arg-type]
    )


def test_new_and_willing_comes_first_and_nothing_new_not_at_all() -> None:
    met = [("acme", "health", "analysis", "lead")]
    ranked = rank(
        [
            candidate("Same", tie="well", facts=("acme", "health", "analysis", "lead")),
            candidate("Level", tie="well", facts=("acme", "health", "analysis", "junior")),
            candidate("Field", facts=("other", "energy", None, None)),
            candidate("Known", tie="well", facts=("other", "energy", "design", None)),
            candidate("Nothing", tie="well"),
        ],
        met,
    )
    assert [one.contact.name for one in ranked] == ["Known", "Field", "Level"]
    assert ranked[0].new == ["new_employer", "new_field", "new_function"]
    assert ranked[0].known == "knew_well"


async def test_dormant_ties_come_after_twenty_people(room: Room) -> None:
    for n in range(19):
        await room.contact(f"Person {n}", tie="well", employer=f"Place {n}")
    assert (await room.get("/ties/dormant"))["items"] == []
    await room.contact("Last One", tie="bit", employer="Somewhere", do_not_contact=True)
    shown = (await room.get("/ties/dormant"))["items"]
    assert len(shown) == 10
    assert all(one["known"] == "knew_well" for one in shown)
    assert {tuple(one["new"]) for one in shown} == {("new_employer",)}
