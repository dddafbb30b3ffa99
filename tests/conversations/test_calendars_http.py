"""Calendars over HTTP: brought, read at once or by a worker, heeded, replaced, forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.conversations import calendars
from api.conversations.calendar_job import CalendarForgets, CalendarReads
from api.conversations.calendar_keeping import FORGETS, READS
from api.database import Database
from api.deliveries.rules import Claimed, Done, NotWanted
from api.files import Files
from api.tables import new_id
from tests.conversations.calendar_files import GOOGLE, event
from tests.conversations.conftest import Room
from tests.conversations.test_times_http import times, yes

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def always() -> str:
    """Every day from nine to half past two, in London."""
    return event(
        "DTSTART;TZID=Europe/London:20260105T090000",
        "DTEND;TZID=Europe/London:20260105T143000",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Chemotherapy with Dr Smith",
        "LOCATION:Ward 9",
    )


async def send(
    room: Room, text: str | bytes, *, uid: str = "", name: str = "Work.ics", **headers: str
) -> httpx.Response:
    method, path = ("PUT", f"/{uid}") if headers else ("POST", "")
    return await room.http.request(
        method,
        f"/v1/calendars{path}",
        files={"file": (name, text if isinstance(text, bytes) else text.encode())},
        data={} if headers else {"id": uid or str(new_id())},
        headers={**room.who.bearer, **headers},
    )


async def brought(room: Room, text: str) -> Json:
    answer = await send(room, text)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def kept(room: Room, table: str) -> int:
    return int(
        await room.admin.fetchval(
            f"SELECT count(*) FROM person.{table} WHERE owner_id = $1", room.who.id
        )
    )


async def test_no_time_is_offered_when_the_calendar_says_busy(room: Room) -> None:
    thread_id = await yes(room)
    calendar = await brought(room, always())
    assert (calendar["name"], calendar["state"], calendar["events"]) == ("Work", "ready", 1)
    # A day back and 366 ahead; one more where the window opens and closes in the middle of one.
    assert calendar["spans"] in (367, 368)
    until = datetime.fromisoformat(calendar["read_until"])
    assert timedelta(days=365) < until - datetime.now(UTC) < timedelta(days=367)
    suggested = await times(room, thread_id)
    assert {one["day_part"] for one in suggested["items"]} == {"afternoon"}
    assert suggested["looked_at"]["calendars"] == 1
    gone = await room.call("DELETE", f"/calendars/{calendar['id']}", if_match="*")
    assert gone.status_code == 204, gone.text
    free = await times(room, thread_id)
    assert {one["day_part"] for one in free["items"]} == {"morning", "afternoon"}
    assert free["looked_at"]["calendars"] == 0
    back = await room.call("POST", f"/calendars/{calendar['id']}/restore")
    assert back.status_code == 200, back.text
    assert (await times(room, thread_id))["items"] == suggested["items"]


async def test_only_when_somebody_is_busy_is_kept(room: Room) -> None:
    await brought(room, always())
    await brought(room, GOOGLE)
    assert await kept(room, "files") == 0
    words = ("Chemotherapy", "Smith", "Ward", "Dentist", "Handover", "Birthday", "somebody-else")
    for table in ("calendars", "busy_spans", "events", "clocks"):
        rows = await room.admin.fetch(
            f"SELECT t::text AS row FROM person.{table} t WHERE owner_id = $1", room.who.id
        )
        assert not [row for row in rows if any(word in row["row"] for word in words)]


async def test_what_was_declined_is_told_by_the_own_address(room: Room) -> None:
    start = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y%m%dT100000Z")
    end = start.replace("T10", "T11")
    declined = event(
        f"DTSTART:{start}", f"DTEND:{end}", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{room.who.email}"
    )
    assert (await brought(room, declined))["spans"] == 0


async def test_the_same_file_again_changes_nothing_and_another_is_refused(room: Room) -> None:
    uid = str(new_id())
    first = await send(room, always(), uid=uid)
    again = await send(room, always(), uid=uid)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert (await send(room, GOOGLE, uid=uid)).status_code == 409


async def test_a_newer_file_takes_its_place(room: Room) -> None:
    calendar = await brought(room, always())
    uid = calendar["id"]
    assert (await send(room, GOOGLE, uid=uid, **{"if-match": '"77"'})).status_code == 412
    refused = await send(room, "no calendar", uid=uid, **{"if-match": "*"})
    assert refused.json()["errors"][0]["code"] == "not-a-calendar"
    assert (await room.call("GET", f"/calendars/{uid}")).json() == calendar
    answer = await send(
        room, GOOGLE, uid=uid, name="Nora.ics", **{"if-match": f'"{calendar["version"]}"'}
    )
    assert answer.status_code == 200, answer.text
    assert (answer.json()["name"], answer.json()["events"]) == ("Nora", 8)
    assert await kept(room, "busy_spans") == answer.json()["spans"]


@pytest.mark.parametrize("text", ["", "First Name,Last Name\n", b"\x89PNG" * 50])
async def test_what_is_no_calendar_is_refused_and_leaves_nothing(room: Room, text: str) -> None:
    refused = await send(room, text)
    assert refused.status_code == 400, refused.text
    assert refused.json()["errors"][0]["code"] == "not-a-calendar"
    assert await kept(room, "calendars") == 0


async def test_lists_and_limits(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [await brought(room, event(uid=str(n))) for n in range(3)]
    first = (await room.call("GET", "/calendars?limit=2")).json()
    rest = (await room.call("GET", f"/calendars?limit=2&cursor={first['next_cursor']}")).json()
    listed = [one["id"] for one in (*first["items"], *rest["items"])]
    assert listed == [one["id"] for one in reversed(made)]
    assert made[0]["left_out"] == 1
    monkeypatch.setattr(calendars, "MOST_CALENDARS", 3)
    full = await send(room, always())
    assert (full.status_code, full.json()["type"].rpartition("/")[2]) == (403, "limit-reached")
    too_big = await send(room, b"x" * (calendars.FILE_BYTES + 100_000))
    assert too_big.status_code == 413


@pytest.fixture
async def worker(room: Room, settings: Any) -> Any:
    """A worker's database, on the clock of the room."""
    from api.clock import Clock

    made = Database(settings.database_worker_url, Clock(str(room.shift)), pool_size=1)
    yield made
    await made.close()


async def work(room: Room, worker: Database, kind: str, rule: Any, failures: int = 0) -> Any:
    """Do what the clock of this kind asks for, as a worker would."""
    clock = await room.admin.fetchrow(
        "SELECT * FROM person.clocks WHERE owner_id = $1 AND kind = $2", room.who.id, kind
    )
    assert clock is not None
    claimed = Claimed(
        tenant_id=room.who.id,
        id=new_id(),
        kind=kind,
        subject_id=clock["subject_id"],
        occurrence=clock["occurrence"],
        channel="job",
        recipient=room.who.id,
        due_at=clock["due_at"],
        attempt=1,
        failures=failures,
    )
    async with worker.enter_as([room.who.id]) as opened:
        return await rule.prepare(opened, claimed)


def long() -> str:
    """More than is read while somebody waits: of one event the description is long."""
    texts = "".join(f"DESCRIPTION:{'x' * 900}\n" for _ in range(1300))
    return always().replace("END:VEVENT", texts + "END:VEVENT")


def files_of(room: Room) -> Files:
    app = room.http._transport.app  # type: ignore[attr-defined]
    files = app.state["files"]
    assert isinstance(files, Files)
    return files


async def test_a_long_file_is_read_by_a_worker_and_then_gone(room: Room, worker: Database) -> None:
    thread_id = await yes(room)
    calendar = await brought(room, long())
    assert (calendar["state"], calendar["read_until"]) == ("reading", None)
    assert (await times(room, thread_id))["looked_at"]["calendars"] == 0
    assert await work(room, worker, READS, CalendarReads(files_of(room))) == Done("ready")
    read = (await room.call("GET", f"/calendars/{calendar['id']}")).json()
    assert (read["state"], read["events"]) == ("ready", 1)
    assert {one["day_part"] for one in (await times(room, thread_id))["items"]} == {"afternoon"}
    left = await room.admin.fetchval(
        "SELECT count(*) FROM person.files WHERE owner_id = $1 AND deleted_at IS NULL", room.who.id
    )
    assert left == 0
    assert await work(room, worker, READS, CalendarReads(files_of(room))) == NotWanted("replaced")


async def test_a_reading_that_keeps_failing_is_seen(room: Room, worker: Database) -> None:
    calendar = await brought(room, long())
    done = await work(room, worker, READS, CalendarReads(files_of(room)), failures=3)
    assert done == Done("failed")
    read = (await room.call("GET", f"/calendars/{calendar['id']}")).json()
    assert (read["state"], read["problem"]) == ("failed", "interrupted")


async def test_a_newer_file_replaces_a_reading_that_waits(room: Room, worker: Database) -> None:
    calendar = await brought(room, long())
    answer = await send(room, GOOGLE, uid=calendar["id"], **{"if-match": "*"})
    assert answer.json()["state"] == "ready"
    assert await work(room, worker, READS, CalendarReads(files_of(room))) == NotWanted("replaced")
    assert (await room.call("GET", f"/calendars/{calendar['id']}")).json()["events"] == 8


async def test_what_was_taken_away_is_gone_after_a_day(room: Room, worker: Database) -> None:
    calendar = await brought(room, always())
    await room.call("DELETE", f"/calendars/{calendar['id']}", if_match="*")
    due = await room.admin.fetchval(
        "SELECT due_at FROM person.clocks WHERE subject_id = $1 AND kind = $2",
        UUID(calendar["id"]),
        FORGETS,
    )
    assert timedelta(hours=23) < due - datetime.now(UTC) < timedelta(hours=25)
    assert await work(room, worker, FORGETS, CalendarForgets()) == Done("forgotten")
    assert await kept(room, "busy_spans") == 0
    assert (await room.call("POST", f"/calendars/{calendar['id']}/restore")).status_code == 404


async def test_brought_back_it_is_not_forgotten(room: Room, worker: Database) -> None:
    calendar = await brought(room, always())
    await room.call("DELETE", f"/calendars/{calendar['id']}", if_match="*")
    claimed = Claimed(
        room.who.id, new_id(), FORGETS, UUID(calendar["id"]), "+1d", "job", room.who.id,
        datetime.now(UTC), 1, 0,
    )  # fmt: skip
    await room.call("POST", f"/calendars/{calendar['id']}/restore")
    async with worker.enter_as([room.who.id]) as opened:
        assert await CalendarForgets().prepare(opened, claimed) == NotWanted("brought-back")
    assert await kept(room, "busy_spans") > 300


async def test_strangers_find_nothing(room: Room, person: Any) -> None:
    calendar = await brought(room, always())
    mine, room.who = room.who, await person()
    path = f"/calendars/{calendar['id']}"
    assert (await room.call("GET", path)).status_code == 404
    assert (await room.call("DELETE", path, if_match="*")).status_code == 404
    assert (await room.call("POST", f"{path}/restore")).status_code == 404
    assert (await send(room, GOOGLE, uid=calendar["id"], **{"if-match": "*"})).status_code == 404
    assert (await room.call("GET", "/calendars")).json()["items"] == []
    room.who = await person(scopes=["conversations:read"])
    assert (await send(room, GOOGLE)).status_code == 403
    room.who = mine
    assert (await room.http.get("/v1/calendars")).status_code == 401
