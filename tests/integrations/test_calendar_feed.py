"""A person's dates in their own calendar program: secret, revocable, the same bytes until they change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import icalendar
import pytest
import recurring_ical_events
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

ALL = {"talks": True, "promises": True, "names": True}
BARE = {"talks": True, "promises": True, "names": False}
STARTS = (datetime.now(UTC) + timedelta(days=3)).replace(microsecond=0)


async def made(http: httpx.AsyncClient, nora: Desk, content: dict[str, bool]) -> str:
    """The path of a new feed."""
    answer = await http.post("/v1/me/calendar-feed", headers=nora.who.cookie, json=content)
    assert answer.status_code == 201, answer.text
    url: str = answer.json()["url"]
    assert url.startswith("http://askwell.test/v1/calendar-feeds/")
    return url.removeprefix("http://askwell.test")


async def dates(nora: Desk) -> tuple[str, str]:
    """A talk with Ewan Ross, and a promise to Helen Marsh; their ids."""
    thread = await nora.start("Ewan", "Ross")
    talk = await nora.post(
        "/v1/conversations",
        id=new_id(),
        thread_id=thread["id"],
        starts_at=STARTS,
        ends_at=STARTS + timedelta(minutes=30),
        zone="Europe/London",
        medium="in_person",
        place="Reception B",
    )
    assert talk.status_code == 201, talk.text
    helen = str(new_id())
    await nora.post("/v1/contacts", id=helen, name="Helen Marsh")
    past = await nora.post(
        "/v1/conversations/past",
        id=new_id(),
        thread_id=new_id(),
        contact_id=helen,
        ended_at=datetime.now(UTC) - timedelta(days=1),
    )
    assert past.status_code == 201, past.text
    promise = str(new_id())
    line = {
        "id": promise,
        "tag": "promise",
        "text": "send the falls sheet",
        "at": datetime.now(UTC).isoformat(),
        "promiser": "mine",
    }
    path = f"/v1/conversations/{past.json()['id']}/lines"
    assert (await nora.post(path, lines=[line])).status_code < 300
    return talk.json()["id"], promise


def events(body: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(body)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


async def desk(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Desk:
    return Desk(http, admin, await person())


async def test_a_calendar_reads_talks_and_promises(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    talk, promise = await dates(nora)
    answer = await http.get(await made(http, nora, ALL))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    found = {str(one["uid"]): one for one in events(answer.content)}
    coming = found[f"{talk}@askwell.test"]
    assert coming["summary"] == "Talk with Ewan Ross"
    assert coming["location"] == "Reception B"
    assert coming["sequence"] == 1
    assert coming["url"] == f"http://askwell.test/talks/{talk}"
    due = found[f"promise-{promise}@askwell.test"]
    assert due["summary"] == "Promised to Helen Marsh: send the falls sheet"
    assert isinstance(due["dtstart"].dt, date)
    on_the_day = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content)).between(
        STARTS - timedelta(hours=1), STARTS + timedelta(hours=1)
    )
    assert coming["uid"] in [one["uid"] for one in on_the_day]
    assert coming["dtstart"].dt == STARTS


async def test_without_names_nobody_is_named(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    await dates(nora)
    path = await made(http, nora, BARE)
    body = (await http.get(path)).text
    for word in ("Ewan", "Ross", "Helen", "falls", "Reception"):
        assert word not in body
    assert "SUMMARY:A talk" in body
    changed = await http.put(
        "/v1/me/calendar-feed",
        headers=nora.who.bearer,
        json={"talks": True, "promises": False, "names": False},
    )
    assert changed.json()["promises"] is False
    assert "promise" not in (await http.get(path)).text


async def test_what_has_not_changed_is_not_sent_again_and_a_moved_talk_moves(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    talk, _ = await dates(nora)
    path = await made(http, nora, ALL)
    first = await http.get(path)
    again = await http.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    later = STARTS + timedelta(days=1)
    await http.patch(
        f"/v1/conversations/{talk}",
        headers={**nora.who.bearer, "if-match": "*"},
        json={
            "starts_at": later.isoformat(),
            "ends_at": (later + timedelta(minutes=30)).isoformat(),
        },
    )
    moved = await http.get(path, headers={"if-none-match": first.headers["etag"]})
    assert moved.status_code == 200
    event = next(one for one in events(moved.content) if str(one["uid"]).startswith(talk))
    assert (event["sequence"], event["dtstart"].dt) == (2, later)


async def test_a_new_address_ends_the_old_one_and_ending_it_ends_all(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    old = await made(http, nora, BARE)
    new = await made(http, nora, BARE)
    assert old != new
    assert [(await http.get(path)).status_code for path in (old, new)] == [404, 200]
    shown = await nora.get("/v1/me/calendar-feed")
    assert shown["since"] is not None
    secret = new.rpartition("/")[2].removesuffix(".ics")
    kept = await admin.fetchval(
        "SELECT token_hash FROM person.calendar_feeds WHERE owner_id = $1", nora.who.id
    )
    assert secret.encode() not in kept
    ended = await http.delete("/v1/me/calendar-feed", headers=nora.who.bearer)
    assert ended.status_code == 204
    assert (await http.get(new)).status_code == 404
    assert (await nora.get("/v1/me/calendar-feed"))["since"] is None
    assert (await http.delete("/v1/me/calendar-feed", headers=nora.who.bearer)).status_code == 204


async def test_an_account_that_is_ending_is_read_no_more(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    path = await made(http, nora, BARE)
    await admin.execute(
        "UPDATE directory.people SET deletion_due_at = now() WHERE id = $1", nora.who.id
    )
    assert (await http.get(path)).status_code == 404


@pytest.mark.parametrize("text", ["x.ics", "a" * 54 + ".ics", "%00.ics", "é.ics"])
async def test_what_is_no_address_leads_nowhere(http: httpx.AsyncClient, text: str) -> None:
    assert (await http.get(f"/v1/calendar-feeds/{text}")).status_code == 404


async def test_it_costs_the_door_and_two_statements(
    app: Litestar, http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await desk(http, admin, person)
    await dates(nora)
    path = await made(http, nora, ALL)
    await http.get(path)
    async with statements(app) as seen:
        await http.get(path)
    # The dates, and the sessions of a cohort.
    assert len(seen) == 3, seen


async def test_only_its_person_makes_one(http: httpx.AsyncClient, person: MakePerson) -> None:
    path: Any = "/v1/me/calendar-feed"
    assert (await http.get(path)).status_code == 401
    assert (await http.post(path, json=BARE)).status_code == 401
    somebody = await person()
    token = await http.post(path, headers=somebody.bearer, json=BARE)
    assert token.status_code == 403
    narrow = await person(scopes=["profile:read"])
    assert (await http.get(path, headers=narrow.bearer)).status_code == 403
    assert (await http.put(path, headers=somebody.bearer, json=BARE)).status_code == 409
