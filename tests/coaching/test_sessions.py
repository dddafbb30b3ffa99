"""Sessions of a cohort: who sees them, how they move and go in a calendar, and who was there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import icalendar
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, hours_of, told
from tests.sharing.part import Part, join

pytestmark = pytest.mark.anyio
ANY = {"if-match": "*"}


async def plan(at: Place, by: str = "coach", to: str = "cohort", **said: Any) -> Any:
    """Plan a session in two days, unless it says otherwise."""
    session = {"id": str(new_id()), "title": "Writing an ask", **hours_of(2), **said}
    return await at.do(by, "POST", f"/cohorts/{at.ids[to]}/sessions", session)


async def titles(place: Place, by: str = "coach", past: bool = False) -> list[str]:
    query = "?past=true" if past else ""
    page = await place.do(by, "GET", f"/cohorts/{place.ids['cohort']}/sessions{query}")
    return [one["title"] for one in page["items"]]


async def own(part: Part, past: bool = False) -> list[Any]:
    page = await part.do("GET", f"/v1/cohort-sessions{'?past=true' if past else ''}")
    return list(page["items"])


def event(answer: httpx.Response) -> tuple[str, Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    (one,) = calendar.walk("VEVENT")
    return str(calendar["method"]), one


@pytest.fixture
async def nora(place: Place, person: MakePerson) -> Part:
    return await join(place, await person())


async def test_a_cohort_sees_its_sessions_and_nobody_else_does(
    place: Place, nora: Part, person: MakePerson
) -> None:
    ended = await plan(place, title="  Getting   started ", **hours_of(-3))
    assert ended["title"] == "Getting started"
    made = await plan(place, agenda="Asks, then coffee", place="Room 4")
    again = {name: made[name] for name in ("id", "title", "agenda", "place", "zone")}
    times = {name: made[name] for name in ("starts_at", "ends_at")}
    path = f"/cohorts/{place.ids['cohort']}/sessions"
    same = await place.ask("coach", "POST", path, {**again, **times})
    assert (same.status_code, same.json()) == (200, made)
    other = await place.ask("coach", "POST", path, {**again, **times, "title": "Other"})
    assert other.status_code == 409
    assert await titles(place) == ["Writing an ask", "Asks"]
    assert await titles(place, "owner", past=True) == ["Getting started"]
    mine = await own(nora)
    assert [one["title"] for one in mine] == ["Writing an ask", "Asks"]
    assert {name: mine[0][name] for name in ("programme", "cohort", "place", "agenda")} == {
        "programme": "Change over",
        "cohort": "Spring",
        "place": "Room 4",
        "agenda": "Asks, then coffee",
    }
    assert mine[0]["enrolment_id"] == nora.enrolment
    assert [one["title"] for one in await own(nora, past=True)] == ["Getting started"]
    theirs = await plan(place, "owner", "other_cohort")
    hidden = await place.ask("coach", "GET", f"/sessions/{theirs['id']}")
    unknown = await place.ask("coach", "GET", f"/sessions/{new_id()}")
    assert told(hidden) == told(unknown)
    for path in (f"/cohorts/{place.ids['other_cohort']}/sessions",):
        assert (await place.ask("coach", "GET", path)).status_code == 404
        body = {"id": str(new_id()), "title": "Asks", **hours_of(1)}
        assert (await place.ask("coach", "POST", path, body)).status_code == 404
    stranger = await person()
    seen = await place.http.get("/v1/cohort-sessions", headers=stranger.bearer)
    assert seen.json()["items"] == []
    ics = f"/v1/cohort-sessions/{made['id']}/session.ics"
    assert (await place.http.get(ics, headers=stranger.bearer)).status_code == 404
    await nora.leave()
    assert await own(nora) == []
    assert (await nora.send("GET", ics)).status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ends_at": "2026-01-01T10:00:00Z"}, "body.ends_at"),
        ({"zone": "Europe/Nowhere"}, "body.zone"),
        ({"title": "  "}, "body.title"),
    ],
)
async def test_what_is_no_session_names_the_field(place: Place, said: Any, field: str) -> None:
    body = {"id": str(new_id()), "title": "Asks", **hours_of(2), **said}
    refused = await place.ask("coach", "POST", f"/cohorts/{place.ids['cohort']}/sessions", body)
    assert refused.status_code == 400
    assert [one["field"] for one in refused.json()["errors"]] == [field]


async def test_a_calendar_moves_it_and_takes_it_away_for_coach_and_participant(
    place: Place, nora: Part
) -> None:
    made = await plan(place, place="https://meet.example.org/spring", agenda="Asks, then coffee")
    of_staff, of_nora = (
        f"/sessions/{made['id']}/session.ics",
        f"/v1/cohort-sessions/{made['id']}/session.ics",
    )

    async def both() -> tuple[str, Any]:
        seen = event(await place.ask("coach", "GET", of_staff))
        mine = event(await nora.send("GET", of_nora))
        for name in ("uid", "sequence", "dtstart", "dtend", "summary", "status"):
            assert seen[1][name] == mine[1][name]
        assert seen[0] == mine[0]
        return seen

    method, first = await both()
    assert (method, int(first["sequence"]), str(first["status"])) == ("REQUEST", 0, "CONFIRMED")
    assert str(first["summary"]) == "Writing an ask · Change over, Spring"
    assert first["dtstart"].dt == datetime.fromisoformat(made["starts_at"])
    assert str(first["location"]) == "https://meet.example.org/spring"
    assert str(first["description"]) == "Asks, then coffee"
    path = f"/sessions/{made['id']}"
    assert (await place.ask("coach", "PATCH", path, hours_of(4))).status_code == 428
    moved = await place.do("coach", "PATCH", path, hours_of(4), **ANY)
    stale = await place.ask("coach", "PATCH", path, hours_of(5), **{"if-match": '"1"'})
    assert stale.status_code == 412
    method, second = await both()
    assert (method, int(second["sequence"])) == ("REQUEST", 1)
    assert second["uid"] == first["uid"]
    assert second["dtstart"].dt == datetime.fromisoformat(moved["starts_at"])
    same = await place.do("coach", "PATCH", path, hours_of(4), **ANY)
    assert same["version"] == moved["version"], "the same again is no move"
    await place.do("coach", "PATCH", path, {"cancelled": True}, **ANY)
    method, third = await both()
    assert (method, int(third["sequence"]), str(third["status"])) == ("CANCEL", 2, "CANCELLED")
    assert third["uid"] == first["uid"]
    assert (await own(nora))[-1]["cancelled_at"] is not None, "that it does not happen is told"
    await place.do("coach", "PATCH", path, {"cancelled": False}, **ANY)
    assert (await both())[0] == "REQUEST"


async def test_a_feed_has_the_sessions_of_its_person(place: Place, nora: Part) -> None:
    made = await plan(place, place="Room 4")
    body = {"talks": True, "promises": True, "names": True}
    feed = await place.http.post("/v1/me/calendar-feed", json=body, headers=nora.who.cookie)
    address = httpx.URL(feed.json()["url"]).path
    read = icalendar.Calendar.from_ical((await place.http.get(address)).content)
    by_title = {str(one["summary"]): one for one in read.walk("VEVENT")}
    one = by_title["Writing an ask · Change over"]
    assert str(one["location"]) == "Room 4"
    single = event(await nora.send("GET", f"/v1/cohort-sessions/{made['id']}/session.ics"))[1]
    assert (one["uid"], one["sequence"]) == (single["uid"], single["sequence"])
    await place.do("coach", "PATCH", f"/sessions/{made['id']}", {"cancelled": True}, **ANY)
    read = icalendar.Calendar.from_ical((await place.http.get(address)).content)
    states = {str(one["uid"]): str(one.get("status")) for one in read.walk("VEVENT")}
    assert states[str(one["uid"])] == "CANCELLED"


async def test_who_was_there_is_marked_for_rows_and_people_alike(
    place: Place, nora: Part, person: MakePerson
) -> None:
    made = await plan(place)
    path = f"/sessions/{made['id']}/attendance"

    async def mark(by: str = "coach", **states: str | None) -> httpx.Response:
        items = [
            {"enrolment_id": key, "state": state}
            for key, state in ((who[name], state) for name, state in states.items())
        ]
        return await place.ask(by, "PUT", path, {"items": items})

    who = {
        "nora": nora.enrolment,
        "paul": place.ids["enrolment"],
        "other": place.ids["other_enrolment"],
        "nobody": str(new_id()),
    }
    before = (await place.do("coach", "GET", path))["items"]
    assert [(one["name"], one["uses_askwell"], one["state"]) for one in before] == [
        ("Nora Haas", True, None),
        ("Paul of Spring", False, None),
    ]
    assert (await mark(nora="there", paul="absent")).json() == {"there": 1, "marked": 2}
    assert (await mark(nora="there", paul="absent")).json() == {"there": 1, "marked": 2}
    for stranger in ("other", "nobody"):
        refused = await mark(**{"nora": "absent", stranger: "there"})
        assert refused.status_code == 404
    assert (await own(nora))[0]["attendance"] == "there", "nobody was marked with a stranger"
    assert (await mark("owner", paul="excused")).json() == {"there": 1, "marked": 2}
    assert (await mark(paul=None)).json() == {"there": 1, "marked": 1}
    await nora.leave()
    after = (await place.do("coach", "GET", path))["items"]
    assert [(one["name"], one["status"], one["state"]) for one in after] == [
        ("Nora Haas", "left", "there"),
        ("Paul of Spring", "active", None),
    ]
    await place.do("owner", "POST", f"/coaches/{place.ids['coaching']}/end")
    assert (await mark(paul="there")).status_code == 404


async def test_the_queue_tells_the_sessions_of_today_where_they_are(place: Place) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    hour = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    await plan(place, title="Now", **hour, zone="Europe/London", place="Room 4")
    await plan(place, title="Called off", **hour, zone="Europe/London")
    page = await place.do("coach", "GET", f"/cohorts/{place.ids['cohort']}/sessions")
    off = next(one["id"] for one in page["items"] if one["title"] == "Called off")
    await place.do("coach", "PATCH", f"/sessions/{off}", {"cancelled": True}, **ANY)
    await plan(place, "owner", "other_cohort", title="Not theirs", **hour, zone="Europe/London")
    # In twenty hours it is tomorrow somewhere, or still today: what the clock says there counts.
    later = now + timedelta(hours=20)
    for zone in ("Etc/GMT+12", "Etc/GMT-14"):
        times = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(1)).isoformat()}
        await plan(place, title=zone, **times, zone=zone)
    seen = (await place.do("coach", "GET", "/queue"))["sessions"]
    offsets = {"Etc/GMT+12": -12, "Etc/GMT-14": 14}
    today = {
        zone
        for zone, hours in offsets.items()
        if (later + timedelta(hours=hours)).date() == (now + timedelta(hours=hours)).date()
    }
    assert {one["title"] for one in seen} == {"Now", *today}
    assert (seen[0]["cohort"], seen[0]["place"], seen[0]["zone"]) == (
        "Spring",
        "Room 4",
        "Europe/London",
    )
    assert (await place.do("owner", "GET", "/queue"))["sessions"] == [], "who coaches nobody"
