"""The dashboard of a cohort for whoever coaches it: sums and rows from the bridge, by one row a person."""

from datetime import date
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.coaching.dashboard_schemas import (
    Dashboard,
    DashboardPeople,
    DashboardPerson,
    DashboardWeek,
    PersonPlace,
    PersonWeek,
    Show,
    Sort,
    StuckCount,
)
from api.coaching.schemas import ActivityInShort, InTime, Stuck
from api.coaching.told import told_of_cohort
from api.database import Work
from api.errors import NotFound
from api.organizations.programmes import Targets, targets_of
from api.paging import Cursors

_NAME: Final = "dashboard-people"


class _Week(msgspec.Struct, frozen=True):
    week: date
    asked: int
    answered: int
    talks: int
    thanked_in_time: int
    active: int


async def read_dashboard(work: Work, organization_id: UUID, cohort_id: UUID) -> Dashboard:
    """The sums of a cohort at this moment; those who are counted can read that it was looked at.
    Raises NotFound, also for who does not coach it."""
    rows = await work.call("SELECT * FROM bridge.cohort($1, $2)", work.now, cohort_id)
    if not rows:
        raise NotFound()
    row = rows[0]
    targets = await targets_of(work, organization_id, cohort_id)
    stuck = msgspec.json.decode(row["stuck"], type=dict[Stuck, int])
    return Dashboard(
        row["people"],
        row["using_app"],
        row["sharing"],
        row["moved"],
        [StuckCount(reason, n) for reason, n in sorted(stuck.items(), key=lambda one: -one[1])],
        row["asked"],
        row["answered"],
        row["talks"],
        InTime(row["in_time"], row["thanks_due"]),
        row["days_to_answer"],
        row["days_to_talk"],
        [
            _week(one, targets, row["sharing"])
            for one in msgspec.json.decode(row["weeks"], type=list[_Week])
        ],
        await told_of_cohort(work, organization_id, cohort_id),
    )


def _week(one: _Week, targets: Targets, sharing: int) -> DashboardWeek:
    def wanted(each: int | None) -> int | None:
        return None if each is None else each * sharing

    return DashboardWeek(
        one.week,
        one.asked,
        one.answered,
        one.talks,
        one.thanked_in_time,
        one.active,
        wanted(targets.asks),
        wanted(targets.talks),
    )


async def list_people(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    cohort_id: UUID,
    *,
    sort: Sort,
    show: Show,
    limit: int,
    cursor: str | None,
) -> DashboardPeople:
    """A page of who takes part in a cohort that the caller coaches. Raises NotFound, also for who does
    not coach it."""
    name = f"{_NAME}:{cohort_id}:{sort}:{show}"
    after = cursors.read(cursor, organization_id, name, PersonPlace) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.cohort_people($1, $2, $3, $4, $5, $6, $7, $8)",
        work.now,
        cohort_id,
        sort == "quiet",
        show,
        after.place if after else -1,
        after.name_norm if after else "",
        after.id if after else UUID(int=0),
        limit + 1,
    )
    if not rows:
        await read_dashboard(work, organization_id, cohort_id)
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        place = PersonPlace(last["place"], last["name_norm"], last["id"])
        following = cursors.write(organization_id, name, place)
    return DashboardPeople([_person(row) for row in rows[:limit]], following)


def _person(row: asyncpg.Record) -> DashboardPerson:
    shares = row["shares"]
    activity = (
        ActivityInShort(row["asked"], row["answered"], row["talks"], row["stuck"])
        if shares
        else None
    )
    return DashboardPerson(
        row["id"],
        row["name"],
        row["uses_askwell"],
        shares,
        row["last_week"],
        row["moved"],
        activity,
        InTime(row["thanked_in_time"], row["thanks_due"]) if shares else None,
        msgspec.json.decode(row["weeks"], type=list[PersonWeek]) if shares else None,
    )
