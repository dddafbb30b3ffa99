"""The dashboard of a cohort: sums that triggers keep, shown to the coach of that cohort alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from tests.conftest import MakePerson
from tests.isolation.rows import behind_the_scenes
from tests.organizations.place import Place
from tests.sharing.part import CANARY, Part, join, talk

pytestmark = pytest.mark.anyio

DIFFERENCE = """
SELECT (SELECT row(a.*)::text FROM (SELECT r.last_entry_at, r.people, r.open, r.before, r.waiting,
    r.begun, r.asked, r.answered, r.talks, r.thanked, r.in_time, r.held_unthanked, r.talk_unthanked,
    r.days_to_answer, r.days_to_talk) a) FROM {0} r
"""


WEEKS = """
SELECT week, asked, answered, talks, in_time FROM person.activity_weeks
WHERE owner_id = $1 AND (asked, answered, talks, in_time) <> (0, 0, 0, 0) ORDER BY 1
"""


async def kept(admin: asyncpg.Connection, part: Part) -> tuple[object, object]:
    """The row and the weeks of somebody as triggers keep them, and as they are when counted anew."""
    one = [
        await admin.fetchval(DIFFERENCE.format(source), part.who.id)
        for source in (
            "(SELECT * FROM person.activity WHERE owner_id = $1)",
            "(SELECT * FROM bridge.counted($1))",
        )
    ]
    weeks = [
        await admin.fetch(source, part.who.id)
        for source in (
            WEEKS,
            "SELECT * FROM bridge.counted_weeks($1) ORDER BY 1",
        )
    ]
    return (one[0], [tuple(w) for w in weeks[0]]), (one[1], [tuple(w) for w in weeks[1]])


async def test_sums_follow_every_way_of_changing_what_they_count(
    place: Place, person: MakePerson, admin: asyncpg.Connection
) -> None:
    part = await join(place, await person())
    await talk(part, "Early")
    assert await admin.fetchval("SELECT count(*) FROM person.activity WHERE owner_id = $1",
                                part.who.id) == 0  # fmt: skip
    await part.give()

    async def same(what: str) -> None:
        now, anew = await kept(admin, part)
        assert now == anew, what

    await same("sharing begins")
    await talk(part, "Maya")
    await same("a talk")
    third = await talk(part, "Ines")
    await part.do("DELETE", f"/v1/contacts/{third}")
    await same("somebody was taken away")
    await part.do("POST", f"/v1/contacts/{third}/restore")
    await same("and came back")
    thread, fourth = str(uuid4()), str(uuid4())
    await part.do("POST", "/v1/contacts", {"id": fourth, "name": "Victor"})
    await part.do("POST", "/v1/threads", {"id": thread, "contact_id": fourth})
    for what in ("sent", "no_answer"):
        await part.do(
            "POST", f"/v1/threads/{thread}/happenings", {"id": str(uuid4()), "what": what}
        )
    await same("an ask without an answer")
    held = await admin.fetchval(
        "SELECT thread_id FROM person.conversations WHERE owner_id = $1 LIMIT 1", part.who.id
    )
    await part.do("POST", f"/v1/threads/{held}/thanks", {"id": str(uuid4())})
    await same("thanks")
    for present in (True, False):
        async with admin.transaction():
            await admin.execute(
                "UPDATE person.changes SET seq = seq + 1, txid = txid_current() WHERE owner_id = $1",
                part.who.id,
            )
            await admin.execute(
                "UPDATE person.employers SET present = $2 WHERE owner_id = $1", part.who.id, present
            )
        await same(f"their own employer: {present}")


async def test_the_coach_reads_the_cohort_and_nobody_else_does(
    place: Place, person: MakePerson, admin: asyncpg.Connection
) -> None:
    part = await join(place, await person())
    await talk(part)
    quiet = await join(place, await person())
    await part.give()
    path = f"/cohorts/{place.ids['cohort']}/dashboard"
    shown = await place.do("coach", "GET", path)
    assert (shown["people"], shown["using_app"], shown["sharing"]) == (3, 2, 1)
    assert (shown["asked"], shown["answered"], shown["talks"], shown["moved"]) == (1, 1, 1, 1)
    assert shown["thanks"] == {"k": 0, "n": 0}
    people = (await place.do("coach", "GET", f"{path}/people"))["items"]
    assert [one["shares"] for one in people].count(True) == 1
    private = await place.do("coach", "GET", f"{path}/people?show=private")
    assert quiet.enrolment in [one["id"] for one in private["items"]]
    assert all(one["activity"] is None for one in private["items"])
    for who in ("owner", "admin", "analyst", "developer", part.who):
        for one in (path, f"{path}/people"):
            answer = await place.ask(who, "GET", one)
            assert answer.status_code in (403, 404), (who, answer.text)
    other = f"/cohorts/{place.ids['other_cohort']}/dashboard"
    assert (await place.ask("coach", "GET", other)).status_code == 404
    assert CANARY not in str(shown) + str(people)
    looked = (await part.do("GET", "/v1/sharing/looks"))["items"]
    assert {one["kind"] for one in looked} == {"membership", "activity"}
    await part.end()
    after = await place.do("coach", "GET", path)
    assert (after["sharing"], after["asked"], after["weeks"]) == (0, 0, [])


async def test_people_come_in_pages_and_never_by_how_much(place: Place, person: MakePerson) -> None:
    for _ in range(3):
        await (await join(place, await person())).give()
    path = f"/cohorts/{place.ids['cohort']}/dashboard/people"
    for sort in ("name", "quiet"):
        seen, cursor = [], ""
        while True:
            page = await place.do("coach", "GET", f"{path}?sort={sort}&limit=2{cursor}")
            seen += [one["id"] for one in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert len(seen) == len(set(seen)) == 4
    assert (await place.ask("coach", "GET", f"{path}?sort=talks")).status_code == 400


async def test_a_sum_that_is_wrong_is_found_and_repaired(
    place: Place, person: MakePerson, admin: asyncpg.Connection
) -> None:
    part = await join(place, await person())
    await part.give()
    await talk(part)
    async with behind_the_scenes(admin):
        await admin.execute(
            "UPDATE person.activity SET asked = 7, checked_at = $2 WHERE owner_id = $1",
            part.who.id, datetime.now(UTC) - timedelta(days=9000),
        )  # fmt: skip
    row = await admin.fetchrow("SELECT * FROM bridge.check_activity(now(), 1)")
    assert tuple(row) == (1, 1)
    now, anew = await kept(admin, part)
    assert now == anew
