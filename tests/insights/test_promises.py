"""Promises over HTTP: made by lines, due, kept, late, released; and the thread that follows them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from api.insights.clocks import promise_clock
from api.insights.standing import Written, standing
from api.localtime import BusinessCalendar
from api.tables import new_id
from tests.insights.room import Json, Room
from tests.statements import statements

pytestmark = pytest.mark.anyio

GB = BusinessCalendar("GB")


async def held(room: Room, name: str = "Ewan Ross") -> Json:
    return await room.talked(await room.contact(name))


async def lane(room: Room, talk: Json) -> str:
    return str((await room.get(f"/threads/{talk['thread_id']}"))["lane"])


def test_three_business_days_across_a_weekend_and_a_holiday() -> None:
    """Thursday before Easter 2027: Good Friday does not count."""
    clock = promise_clock(
        "mine", said_on=date(2027, 3, 25), by=None, zone="Europe/London", calendar=GB
    )
    assert clock.due_on == date(2027, 3, 31)
    # The day is over at midnight of summer time.
    assert clock.due.due_at == datetime(2027, 3, 31, 23, tzinfo=UTC)
    assert clock.comes_up.due_local == datetime(2027, 3, 30)  # noqa: DTZ001 - on the wall


def test_theirs_is_asked_about_five_business_days_after() -> None:
    clock = promise_clock(
        "theirs",
        said_on=date(2027, 6, 1),
        by=date(2027, 6, 4),
        zone="Europe/London",
        calendar=GB,
    )
    assert clock.due_on == date(2027, 6, 4)
    assert clock.comes_up.due_local == datetime(2027, 6, 11)  # noqa: DTZ001 - on the wall


def test_what_stands_does_not_depend_on_the_order_of_arrival() -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    ids = [new_id() for _ in range(5)]

    def line(n: int, tag: str, over: int | None, later: int, gone: bool = False) -> Written:
        return Written(
            ids[n],
            tag,
            f"line {n}",
            at + timedelta(minutes=later),
            None if over is None else ids[over],
            gone,
            "mine",
            None,
        )

    lines = [
        line(0, "plain", None, 0),
        line(1, "promise", 0, 1),
        line(2, "insight", 1, 2),
        line(3, "promise", 2, 3),
        line(4, "promise", 2, 4),
    ]
    for order in (lines, lines[::-1]):
        found = standing(order, "promise")
        assert {first: one.id for first, one in found.items()} == {ids[1]: ids[3], ids[4]: ids[4]}
    assert standing([*lines, line(0, "plain", 0, 9)], "advice") == {}


async def test_a_line_tagged_promise_is_a_promise(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send the falls sheet", "promise", promiser="mine")
    promise = await room.get(f"/promises/{line_id}")
    assert promise["text"] == "Send the falls sheet"
    assert (promise["promiser"], promise["state"], promise["on_time"]) == ("mine", "open", None)
    calendar = GB.add_business_days(room.now.date(), 3)
    assert promise["due_on"] == calendar.isoformat()
    assert [one["id"] for one in (await room.get("/promises"))["items"]] == [line_id]
    # What is sent again makes nothing new.
    again = {"id": line_id, "tag": "promise", "text": "Send the falls sheet"}
    lines = {"lines": [{**again, "promiser": "mine", "at": room.now.isoformat()}]}
    await room.send("POST", f"/conversations/{talk['id']}/lines", lines)
    assert len((await room.get("/promises"))["items"]) == 1


async def test_a_line_that_replaces_it_changes_it_and_one_that_takes_it_away_takes_it(
    room: Room,
) -> None:
    talk = await held(room)
    first = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    day = (room.now + timedelta(days=20)).date().isoformat()
    second = await room.line(
        talk, "Send the falls sheet", "promise", promiser="theirs", due_on=day, supersedes=first
    )
    promise = await room.get(f"/promises/{first}")
    assert (promise["text"], promise["promiser"], promise["due_on"]) == (
        "Send the falls sheet",
        "theirs",
        day,
    )
    assert (await room.call("GET", f"/promises/{second}")).status_code == 404
    third = await room.line(talk, "Send the falls sheet", "insight", supersedes=second)
    assert (await room.call("GET", f"/promises/{first}")).status_code == 404
    await room.line(talk, "Send the sheet", "promise", promiser="mine", supersedes=third)
    assert (await room.get(f"/promises/{first}"))["text"] == "Send the sheet"


async def test_an_open_promise_of_mine_keeps_the_thread_in_talked(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    await room.send("POST", f"/threads/{talk['thread_id']}/thanks", {"id": str(new_id())})
    assert await lane(room, talk) == "talked"
    await room.line(talk, "Send me a link", "promise", promiser="theirs")
    kept = await room.change(f"/promises/{line_id}", {"state": "kept"})
    assert (kept["state"], kept["on_time"]) == ("kept", True)
    assert await lane(room, talk) == "in_touch"
    back = await room.change(f"/promises/{line_id}", {"state": "open"})
    assert (back["state"], back["settled_at"]) == ("open", None)
    assert await lane(room, talk) == "talked"
    await room.change(f"/promises/{line_id}", {"state": "released"})
    assert await lane(room, talk) == "in_touch"
    names = [row["name"] for row in await room.events("promise.%")]
    assert names == ["promise.kept", "promise.moved", "promise.moved"]


async def test_kept_after_its_day_is_kept_late(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    due_at = datetime.fromisoformat((await room.get(f"/promises/{line_id}"))["due_at"])
    room.pass_time(due_at - room.now + timedelta(hours=1))
    assert (await room.get(f"/promises/{line_id}"))["on_time"] is False
    kept = await room.change(f"/promises/{line_id}", {"state": "kept"})
    assert kept["on_time"] is False
    late, done = await room.events("promise.%")
    assert (late["name"], late["at"]) == ("promise.late", due_at)
    assert done["name"] == "promise.kept"
    # Told with its day: it was kept in time, and only told late.
    in_time = (due_at - timedelta(hours=2)).isoformat()
    assert (await room.change(f"/promises/{line_id}", {"state": "kept", "at": in_time}))[
        "on_time"
    ] is True


async def test_said_again_it_changes_nothing_and_asks_for_the_version(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    path = f"/promises/{line_id}"
    assert (await room.call("PATCH", path, {"state": "kept"})).status_code == 428
    stale = await room.call("PATCH", path, {"state": "kept"}, if_match='"99"')
    assert stale.status_code == 412
    first = await room.change(path, {"state": "kept"})
    room.pass_time(timedelta(minutes=3))
    assert await room.change(path, {"state": "kept"}) == first
    future = (room.now + timedelta(days=1)).isoformat()
    wrong = await room.call("PATCH", path, {"state": "kept", "at": future}, if_match="*")
    assert wrong.status_code == 400, wrong.text
    assert len(await room.events("promise.%")) == 1


async def test_lists_by_side_by_person_and_in_pages(room: Room) -> None:
    talk, other = await held(room), await held(room, "Ana Ferreira")
    for n in range(3):
        await room.line(talk, f"Mine {n}", "promise", promiser="mine")
    await room.line(other, "Theirs", "promise", promiser="theirs")
    mine = await room.get("/promises?promiser=mine&limit=2")
    assert [one["text"] for one in mine["items"]] == ["Mine 0", "Mine 1"]
    rest = await room.get(f"/promises?promiser=mine&limit=2&cursor={mine['next_cursor']}")
    assert [one["text"] for one in rest["items"]] == ["Mine 2"]
    contact_id = other["contact"]["id"]
    theirs = await room.get(f"/promises?contact_id={contact_id}")
    assert [one["text"] for one in theirs["items"]] == ["Theirs"]
    await room.change(f"/promises/{theirs['items'][0]['id']}", {"state": "released"})
    settled = await room.get("/promises?settled=settled")
    assert [one["on_time"] for one in settled["items"]] == [None]


async def test_promises_of_a_deleted_talk_are_gone_with_it(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    await room.send("DELETE", f"/conversations/{talk['id']}", if_match="*")
    assert (await room.call("GET", f"/promises/{line_id}")).status_code == 404
    assert (await room.get("/promises"))["items"] == []
    await room.send("POST", f"/conversations/{talk['id']}/restore")
    assert len((await room.get("/promises"))["items"]) == 1


async def test_an_erased_person_leaves_no_words(room: Room) -> None:
    talk = await held(room)
    line_id = await room.line(talk, "Send Ewan the sheet", "promise", promiser="mine")
    await room.send("POST", f"/contacts/{talk['contact']['id']}/erase")
    text = await room.admin.fetchval(
        "SELECT text FROM person.promises WHERE id = $1", UUID(line_id)
    )
    assert text == ""


async def test_lists_and_the_waiting_cost_few_statements(room: Room, app: Litestar) -> None:
    """However long they are: no statement for each row."""
    talk = await held(room)
    for n in range(5):
        await room.line(talk, f"Send sheet {n}", "promise", promiser="mine")
        await room.line(talk, f"Learn {n}", "advice")
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http:
        for path in ("promises", "advice", "given", "ties", "ties?due=true", "waiting"):
            url = f"/v1/{path}"
            assert (await http.get(url, headers=room.who.bearer)).status_code == 200
            async with statements(app) as seen:
                assert (await http.get(url, headers=room.who.bearer)).status_code == 200
            assert len(seen) == 1, (path, seen)
