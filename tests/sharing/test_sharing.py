"""Giving and ending what is shared, and reading who looked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.sharing.granting import expires_at
from api.tables import new_id
from tests.conftest import MakePerson, application
from tests.organizations.place import Place, told
from tests.sharing.part import Part, join
from tests.statements import statements

pytestmark = pytest.mark.anyio

UNKNOWN = "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"
"""An id that nothing has: the same in each process, for it stands in the names of tests."""
GRANT = f"/v1/enrolments/{UNKNOWN}/grants/activity"
BODY = {"id": UNKNOWN, "text_version": 1}


@pytest.fixture
async def nora(place: Place, person: MakePerson) -> Part:
    return await join(place, await person())


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/sharing", None),
        ("GET", "/v1/sharing/looks", None),
        ("PUT", GRANT, BODY),
        ("DELETE", GRANT, None),
        ("GET", f"/v1/enrolments/{UNKNOWN}/preview", None),
        ("GET", f"/v1/enrolments/{UNKNOWN}/preview/asks", None),
    ],
)
async def test_nobody_the_wrong_scope_and_what_is_unknown(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str, body: object
) -> None:
    assert (await http.request(method, path, json=body)).status_code == 401
    narrow = await person(scopes=["contacts:read", "contacts:write"])
    refused = await http.request(method, path, json=body, headers=narrow.bearer)
    assert refused.status_code == 403
    if "enrolments" in path:
        somebody = await person()
        unknown = await http.request(method, path, json=body, headers=somebody.bearer)
        assert unknown.status_code == 404


async def test_what_is_given_is_shared_until_it_is_ended(nora: Part) -> None:
    assert await nora.shared() == []
    body = {"id": str(new_id()), "text_version": 1}
    given = await nora.send("PUT", f"{nora.here}/grants/activity", body)
    assert given.status_code == 201
    assert (given.json()["scope"], given.json()["purpose"]) == ("activity", "coaching")
    again = await nora.send("PUT", f"{nora.here}/grants/activity", body)
    assert (again.status_code, again.json()) == (200, given.json())
    other = await nora.give()
    assert (other.status_code, other.json()) == (200, given.json()), "given once, under one id"
    assert (await nora.give("outcome")).json()["purpose"] == "results"
    assert await nora.shared() == ["activity", "outcome"]
    for _ in range(2):
        assert (await nora.end()).status_code == 204
    assert await nora.shared() == ["outcome"]
    late = await nora.send("PUT", f"{nora.here}/grants/activity", body)
    assert late.status_code == 409, "a request that arrives late shares nothing again"
    anew = await nora.give()
    assert anew.status_code == 201
    events = (await nora.do("GET", "/v1/events?types=grant.given&types=grant.revoked"))["items"]
    assert [(one["type"], one["data"]["codes"]["scope"]) for one in events] == [
        ("grant.given", "activity"),
        ("grant.revoked", "activity"),
        ("grant.given", "outcome"),
        ("grant.given", "activity"),
    ]
    assert events[0]["data"]["subject_id"] == anew.json()["id"]


async def test_goals_are_chosen_for_growth_and_words_are_those_that_were_shown(nora: Part) -> None:
    goals = [str(new_id()), str(new_id())]
    first = (await nora.give("growth", goal_ids=goals)).json()
    assert first["goal_ids"] == goals
    fewer = await nora.give("growth", goal_ids=goals[:1])
    changed = {**first, "goal_ids": goals[:1], "expires_at": fewer.json()["expires_at"]}
    assert (fewer.status_code, fewer.json()) == (200, changed)
    for what, more, field in (
        ("activity", {"goal_ids": goals}, "body.goal_ids"),
        ("activity", {"text_version": 7}, "body.text_version"),
    ):
        refused = await nora.give(what, **more)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == field
    assert (await nora.give("everything")).status_code in {400, 404}


async def test_an_enrolment_of_somebody_else_is_like_none(
    nora: Part, person: MakePerson, place: Place
) -> None:
    other = Part(place, await person(), nora.enrolment)
    unknown = Part(place, other.who, str(new_id()))
    for theirs, none in (
        (await other.give(), await unknown.give()),
        (await other.end(), await unknown.end()),
        (
            await other.send("GET", f"{other.here}/preview"),
            await unknown.send("GET", f"{unknown.here}/preview"),
        ),
    ):
        assert told(theirs) == told(none)
        assert theirs.status_code == 404


@pytest.mark.parametrize("how", ["leaves", "is put out"])
async def test_whoever_takes_part_no_longer_shares_nothing_also_when_they_come_back(
    nora: Part, how: str, place: Place
) -> None:
    await nora.give()
    if how == "leaves":
        await nora.leave()
    else:
        path = f"/enrolments/{nora.enrolment}"
        await place.do("admin", "PATCH", path, {"status": "left"}, **{"if-match": "*"})
    assert (await nora.do("GET", "/v1/sharing"))["items"] == []
    assert (await nora.give()).status_code == 404
    assert (await nora.end()).status_code == 204, "nothing is left to end"
    back = await join(place, nora.who)
    assert back.enrolment == nora.enrolment
    assert await nora.shared() == []
    assert (await nora.seen())["activity"] is None


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 7, 30, 23, tzinfo=UTC)),
        # After its last day, and long after it.
        (datetime(2026, 7, 20, tzinfo=UTC), datetime(2026, 7, 30, 23, tzinfo=UTC)),
        (datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 8, 31, tzinfo=UTC)),
    ],
)
def test_it_ends_by_itself_30_days_after_the_cohort(now: datetime, end: datetime) -> None:
    assert expires_at(date(2026, 6, 30), "Europe/London", now) == end


def move(shift: Path, by: timedelta) -> None:
    shift.write_text(str(by.total_seconds()))


async def test_what_expired_is_seen_by_nobody_and_can_be_given_anew(
    settings: Settings, clock_file: Path, shift: Path, person: MakePerson, place: Place
) -> None:
    nora = await join(place, await person())
    await nora.give()
    assert (await nora.seen())["shares"] == ["activity"]
    moved = application(replace(settings, clock_file=str(clock_file)))
    move(shift, timedelta(days=400))
    await place.admin.execute(
        "UPDATE directory.access_tokens SET expires_at = now() + interval '2 years'"
    )
    async with moved.lifespan():
        transport = httpx.ASGITransport(moved)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as later:
            there = Part(replace(place, http=later), nora.who, nora.enrolment)
            assert await there.shared() == []
            assert (await there.seen())["activity"] is None
            assert (await there.give()).status_code == 201
            assert (await there.seen())["shares"] == ["activity"]
    assert (await nora.seen())["shares"] == ["activity"]


async def test_every_look_is_told_once_an_hour(nora: Part, place: Place) -> None:
    assert (await nora.do("GET", "/v1/sharing/looks"))["items"] == [], "nobody has looked"
    await nora.do("GET", f"{nora.here}/preview")
    assert (await nora.do("GET", "/v1/sharing/looks"))["items"] == [], "the person themselves"
    await nora.give()
    for _ in range(3):
        await nora.seen()
        await place.do("coach", "GET", f"/participants/{nora.enrolment}/asks")
    await place.do("owner", "GET", "/participants")
    looks = (await nora.do("GET", "/v1/sharing/looks"))["items"]
    hours = {one["hour"] for one in looks}
    seen = {(one["reader"], one["kind"]) for one in looks}
    assert seen == {("Coach", "membership"), ("Coach", "activity"), ("Olga Owner", "membership")}
    # Where a new hour begins during these lines, each is told for both.
    assert len(looks) <= 3 * len(hours)
    assert {one["organization"] for one in looks} == {"Harbour College"}
    here = await nora.do("GET", f"/v1/sharing/looks?enrolment_id={nora.enrolment}")
    assert here["items"] == looks
    assert (await nora.do("GET", f"/v1/sharing/looks?enrolment_id={new_id()}"))["items"] == []
    first = await nora.do("GET", "/v1/sharing/looks?limit=1")
    rest = await nora.do("GET", f"/v1/sharing/looks?cursor={first['next_cursor']}")
    assert first["items"] + rest["items"] == looks


async def test_no_list_asks_more_for_more(
    app: Litestar, nora: Part, place: Place, person: MakePerson
) -> None:
    async def count() -> list[int]:
        counts = []
        for path in ("/v1/sharing", "/v1/sharing/looks"):
            async with statements(app) as seen:
                await nora.do("GET", path)
            counts.append(len(seen))
        async with statements(app) as seen:
            await place.do("coach", "GET", "/participants")
        return [*counts, len(seen)]

    before = await count()
    for _ in range(3):
        other = await join(place, await person())
        await other.give()
    again = await join(place, nora.who, "other_cohort")
    await again.give()
    await place.do("owner", "GET", "/participants")
    assert await count() == before
    assert max(before) <= 2
