"""Promises that were made outside of a talk, and other words or another day for any promise."""

from datetime import UTC, datetime, timedelta

import pytest

from api.localtime import BusinessCalendar, local_date
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio

GB = BusinessCalendar("GB")


async def promised(room: Room, contact_id: str, **more: object) -> Json:
    body = {"id": str(new_id()), "contact_id": contact_id, "text": "Send the sheet", **more}
    return dict(await room.send("POST", "/promises", body))


async def test_it_is_kept_by_the_same_clocks(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    one = await promised(room, contact_id)
    today = local_date(room.now, "Europe/London")
    assert one["due_on"] == GB.add_business_days(today, 3).isoformat()
    assert (one["promiser"], one["conversation_id"], one["thread_id"]) == ("mine", None, None)
    for path in ("/promises", f"/promises?contact_id={contact_id}"):
        assert [each["id"] for each in (await room.get(path))["items"]] == [one["id"]]
    room.pass_time(datetime.fromisoformat(one["due_at"]) - room.now + timedelta(minutes=1))
    late = await room.change(f"/promises/{one['id']}", {"state": "kept"})
    assert late["on_time"] is False
    assert [event["name"] for event in await room.events("promise.%")] == [
        "promise.late",
        "promise.kept",
    ]
    feed = (await room.get("/changes?type=promise"))["items"]
    assert [each["id"] for each in feed] == [one["id"]]


async def test_today_shows_it_the_working_day_before(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    tomorrow = local_date(room.now, "Europe/London") + timedelta(days=1)
    one = await promised(room, contact_id, due_on=tomorrow.isoformat())
    shown = str(await room.get("/today"))
    assert one["id"] in shown
    later = await promised(
        room, contact_id, due_on=(tomorrow + timedelta(days=60)).isoformat(), text="Write in spring"
    )
    assert later["id"] not in str(await room.get("/today"))


async def test_sent_again_it_is_kept_once(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    body = {"id": str(new_id()), "contact_id": contact_id, "text": "Send the sheet"}
    answers = [await room.call("POST", "/promises", body) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 200]
    assert (await room.call("POST", "/promises", {**body, "text": "Other"})).status_code == 409
    nobody = {**body, "id": str(new_id()), "contact_id": str(new_id())}
    assert (await room.call("POST", "/promises", nobody)).status_code == 404


async def test_another_day_makes_it_late_no_more(room: Room) -> None:
    contact_id = await room.contact("Ana Ferreira")
    one = await promised(room, contact_id, due_on="2026-01-05")
    assert one["on_time"] is False
    later = local_date(room.now, "Europe/London") + timedelta(days=9)
    path = f"/promises/{one['id']}"
    moved = await room.change(path, {"due_on": later.isoformat(), "text": "Send both sheets"})
    assert (moved["due_on"], moved["text"]) == (later.isoformat(), "Send both sheets")
    assert moved["on_time"] is None
    assert (await room.call("PATCH", path, {"text": ""}, if_match="*")).status_code == 400


async def test_one_of_a_talk_is_worded_anew_in_the_talk(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    promise_id = await room.line(talk, "Send the sheet", "promise", promiser="theirs")
    await room.line(talk, "SQL first")
    day = local_date(datetime.now(UTC), "Europe/London") + timedelta(days=20)
    changed = await room.change(
        f"/promises/{promise_id}", {"text": "Send both", "due_on": day.isoformat()}
    )
    assert (changed["id"], changed["text"], changed["due_on"]) == (
        promise_id,
        "Send both",
        day.isoformat(),
    )
    assert changed["promiser"] == "theirs"
    lines = (await room.get(f"/conversations/{talk['id']}/lines"))["items"]
    assert [(one["text"], one["tag"]) for one in lines] == [
        ("Send both", "promise"),
        ("SQL first", "insight"),
    ]
    assert (await room.call("DELETE", f"/promises/{promise_id}")).status_code == 409


async def test_one_entered_by_mistake_goes_and_comes_back(room: Room) -> None:
    one = await promised(room, await room.contact("Ana Ferreira"))
    path = f"/promises/{one['id']}"
    assert (await room.call("DELETE", path)).status_code == 204
    assert (await room.call("GET", path)).status_code == 404
    assert (await room.get("/promises"))["items"] == []
    back = await room.send("POST", f"{path}/restore")
    assert back["text"] == "Send the sheet"


async def test_doors(room: Room, person: MakePerson) -> None:
    contact_id = await room.contact("Ana Ferreira")
    one = await promised(room, contact_id)
    stranger, reader = await person(), await person(scopes=["contacts:read"])
    body = {"id": str(new_id()), "contact_id": contact_id, "text": "A book"}
    path = f"/v1/promises/{one['id']}"
    for method, where, said in (
        ("POST", "/v1/promises", body),
        ("DELETE", path, None),
        ("POST", f"{path}/restore", None),
    ):
        answers = [
            await room.http.request(method, where, headers=headers, json=said)
            for headers in ({}, reader.bearer, stranger.bearer)
        ]
        assert [answer.status_code for answer in answers] == [401, 403, 404], where
