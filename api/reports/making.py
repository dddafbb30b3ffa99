"""The job that makes a report: everything is read in one moment, computed, and kept as it was."""

from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.errors import Conflict, InvalidInput
from api.goals.models import Goal
from api.journal.record import record
from api.reports.frozen import Frozen, freeze
from api.reports.models import Report
from api.reports.schemas import ReportWish
from api.reports.year import FrozenYear, freeze_year
from api.skills.asking import read_people
from api.skills.measuring import read_material

MAKES: Final = "report"
MOST_FAILURES: Final = 3
"""After so many attempts that ended badly a report has failed, visibly, and can be asked for anew."""

_WISHED: Final = ("owner_id", "id", "kind", "goal_id")
ASK: Final = hot(insert(Report).values({name: bindparam(name) for name in _WISHED}))
AS_ASKED: Final = hot(
    select(Report.kind, Report.goal_id, Report.state).where(
        Report.owner_id == bindparam("the_owner"), Report.id == bindparam("report_id")
    )
)
GOAL: Final = hot(
    select(Goal.id).where(
        Goal.owner_id == bindparam("owner_id"),
        Goal.id == bindparam("goal_id"),
        Goal.deleted_at.is_(None),
    )
)
KEEP: Final = hot(
    update(Report)
    .where(Report.owner_id == bindparam("the_owner"), Report.id == bindparam("report_id"))
    .values(
        state=bindparam("new_state"),
        data=bindparam("new_data", type_=JSONB()),
        made_at=bindparam("new_made_at", type_=Report.created_at.type),
    )
)


async def ask_for_report(work: Work, wish: ReportWish) -> bool:
    """Have a report made; says whether it is asked for the first time. Raises InvalidInput (no such
    goal, or one for a year), Conflict (the id was used for another)."""
    owner = work.subject.person_id
    known = await work.fetchrow(AS_ASKED, the_owner=owner, report_id=wish.id)
    if known is not None:
        if (known["kind"], known["goal_id"]) != (wish.kind, wish.goal_id):
            raise Conflict("This id was used for another report.")
        return False
    if wish.goal_id is not None and wish.kind == "year":
        raise InvalidInput.field("body.goal_id", "no-goal", "A year belongs to no goal.")
    if wish.goal_id is not None:
        there = await work.fetchval(GOAL, owner_id=owner, goal_id=wish.goal_id)
        if there is None:
            raise InvalidInput.field("body.goal_id", "unknown-goal", "There is no such goal.")
    await work.execute(ASK, owner_id=owner, id=wish.id, kind=wish.kind, goal_id=wish.goal_id)
    await set_clock(
        work,
        MAKES,
        wish.id,
        "once",
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
        channel="job",
    )
    return True


class MakeReport:
    """Makes one report; a worker that dies leaves it waiting for the next one."""

    kind = MAKES

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Read, compute, keep, and say that it is ready."""
        owner, report_id = claimed.tenant_id, claimed.subject_id
        row = await work.fetchrow(AS_ASKED, the_owner=owner, report_id=report_id)
        if row is None or row["state"] != "waiting":
            return NotWanted("made")
        await work.write()
        values: dict[str, Any] = {"the_owner": owner, "report_id": report_id}
        if claimed.failures >= MOST_FAILURES:
            await work.execute(KEEP, **values, new_state="failed", new_data=None, new_made_at=None)
            return Done("failed")
        made = await _made(work, row["kind"], row["goal_id"])
        data = msgspec.json.encode(made).decode()
        await work.execute(KEEP, **values, new_state="ready", new_data=data, new_made_at=work.now)
        await record(work, "report.ready", subject_id=report_id, codes={"kind": row["kind"]})
        return Done("made")


async def _made(work: Work, kind: str, goal_id: UUID | None) -> Frozen | FrozenYear:
    if kind == "year":
        return await freeze_year(work)
    owner = work.subject.person_id
    return (await reports_of(work, {owner: goal_id}))[owner]


async def reports_of(work: Work, goals: dict[UUID, UUID | None]) -> dict[UUID, Frozen]:
    """The reports of these people (at most a hundred), each for one goal: six statements for all."""
    owners = list(goals)
    material = await read_material(work, owners)
    people = await read_people(work, owners)
    return {
        owner: freeze(material[owner], people[owner], goal_id, work.now)
        for owner, goal_id in goals.items()
    }
