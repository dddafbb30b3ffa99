"""The report of a closed week: counted once, from those who share, and read by everybody who works there."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from api.coaching.counting import Counted, counted_week
from api.coaching.publishing import publish_reports
from api.database import Database
from api.tables import new_id
from tests.isolation.rows import behind_the_scenes
from tests.organizations.place import Place

pytestmark = pytest.mark.anyio

# Twelve who take part and share how it is going; eleven of them talked.
FILL = """
CREATE TEMP TABLE part AS SELECT gen_random_uuid() AS person, gen_random_uuid() AS enrolment, n
  FROM generate_series(1, 12) n;
INSERT INTO directory.people (id, email, email_norm, sealed_key)
  SELECT person, person || '@example.org', person || '@example.org', '' FROM part;
INSERT INTO organization.enrolments
  (organization_id, id, cohort_id, person_id, name, name_norm, status, created_at)
  SELECT '{organization}', enrolment, '{cohort}', person, 'Nora', 'nora', 'active',
    now() - interval '60 days' FROM part;
INSERT INTO person.grants (owner_id, id, organization_id, enrolment_id, scope, purpose,
    text_version, granted_at, expires_at, alias_salt)
  SELECT person, gen_random_uuid(), '{organization}', enrolment, 'activity', 'coaching', 1,
    now() - interval '50 days', now() + interval '50 days', 'salt' FROM part;
INSERT INTO person.activity_weeks (owner_id, week, asked, answered, talks, in_time)
  SELECT person, date_trunc('week', now() - interval '14 days')::date, 2, 1,
    (n <= 11)::integer, (n <= 8)::integer FROM part;
"""


async def test_a_closed_week_is_counted_once_and_told_to_everybody_who_works_there(
    place: Place, admin: asyncpg.Connection, worker: Database
) -> None:
    days = {
        "starts_on": (datetime.now(UTC) - timedelta(days=60)).date().isoformat(),
        "ends_on": (datetime.now(UTC) + timedelta(days=60)).date().isoformat(),
    }
    cohort = str(new_id())
    body = {"id": cohort, "programme_id": place.ids["programme"], "name": "Now"}
    await place.do("owner", "POST", "/cohorts", {**body, **days, "time_zone": "Europe/London"})
    async with behind_the_scenes(admin):
        await admin.execute(FILL.format(organization=place.id, cohort=cohort))
    while await publish_reports(worker):
        pass
    for role in place.staff:
        report = await place.do(role, "GET", f"/cohorts/{cohort}/report")
        lines = {one["what"]: one["n"] for one in report["lines"]}
        # One of twelve had no talk: neither the sum nor the step may tell.
        assert (lines["enrolled"], lines["sharing"], lines["asks"]) == (12, 12, 24)
        assert lines["talks"] is lines["steps.talked"] is lines["answered"] is None
        assert report["before"] in ("Spring", "Fall")
    saved = await place.ask("analyst", "GET", f"/cohorts/{cohort}/report.csv")
    assert "Asks sent,24," in saved.text
    assert "Talks held,,," in saved.text
    printed = await place.ask("analyst", "GET", f"/cohorts/{cohort}/report.pdf")
    assert printed.content.startswith(b"%PDF")
    # Whatever happens afterwards, the week stays as it was counted.
    async with behind_the_scenes(admin):
        await admin.execute(
            "UPDATE person.activity_weeks SET asked = 9 WHERE owner_id IN (SELECT e.person_id"
            " FROM organization.enrolments e WHERE e.cohort_id = $1)",
            cohort,
        )
    while await publish_reports(worker):
        pass
    assert await place.do("analyst", "GET", f"/cohorts/{cohort}/report") == report


def test_what_shows_of_a_week() -> None:
    def somebody(n: int) -> Counted:
        kinds = frozenset({"offer"} if n < 6 else {"interview"} if n < 12 else ())
        return Counted(new_id(), True, True, True, 3, 1 if n < 12 else 0, 1, True, kinds)

    people = [somebody(n) for n in range(20)]
    week = counted_week(people, ())
    assert week.cells == {
        "enrolled": 20,
        "sharing": 20,
        "steps.talked": 12,
        "steps.asked": 8,
        "moved": 20,
        "asks": 60,
        "talks": 12,
        "thanked": 20,
        "answered": 20,
        "outcomes.work": 6,
        "outcomes.interview": 6,
        "outcomes.none": 8,
    }
    # One more who talked: what would tell of them alone is left out, whichever table it is in.
    more = counted_week([*people, somebody(0)], list(week.tables.values()))
    assert more.cells == {}
    # Two who do not share could be found by whoever knows how many take part.
    private = [Counted(new_id(), True, False, False, 0, 0, 0, False, frozenset()) for _ in range(2)]
    assert counted_week([*people, *private], ()).cells == {"enrolled": 22}
