"""Calls into the bridge: each asks anew, as it begins, what is shared with whoever is signed in."""

from datetime import date
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.coaching.schemas import (
    Activity,
    ActivityInShort,
    GoalShown,
    Growth,
    InTime,
    LaneCount,
    Participant,
    ParticipantPage,
    ParticipantShort,
    Preview,
    SkillShown,
    Step,
    StepPage,
)
from api.database import Work
from api.errors import NotFound
from api.paging import Cursors
from api.threads.stages import Lane

_PEOPLE: Final = "participants"
_STEPS: Final = "participant-asks"
_THEIRS: Final = "SELECT * FROM bridge.threads($1, $2, $3, $4, $5)"
_OWN: Final = "SELECT * FROM bridge.own_threads($1, $2, $3, $4, $5)"


class _Person(msgspec.Struct, frozen=True):
    name_norm: str
    id: UUID


class _Step(msgspec.Struct, frozen=True):
    week: date
    ref: str


async def list_participants(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    *,
    cohort_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> ParticipantPage:
    """A page of who takes part, by name: for a coach those they coach, for a manager everybody."""
    name = f"{_PEOPLE}:{cohort_id}"
    after = cursors.read(cursor, organization_id, name, _Person) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.participants($1, $2, $3, $4, $5)",
        work.now,
        cohort_id,
        after.name_norm if after else "",
        after.id if after else UUID(int=0),
        limit,
    )
    items = [_short(row) for row in rows]
    more = bool(rows) and rows[-1]["more"]
    last = _Person(rows[-1]["name_norm"], rows[-1]["enrolment_id"]) if more else None
    return ParticipantPage(items, cursors.write(organization_id, name, last) if last else None)


async def read_participant(work: Work, enrolment_id: UUID) -> Participant:
    """One who takes part. Raises NotFound, also for who is coached by somebody else."""
    who = await present(work, enrolment_id)
    rows = await work.call("SELECT * FROM bridge.activity($1, $2)", work.now, enrolment_id)
    grown = await work.call("SELECT * FROM bridge.growth($1, $2)", work.now, enrolment_id)
    return Participant(
        **who,
        activity=_activity(rows[0]) if rows else None,
        growth=_growth(grown[0]) if grown else None,
    )


async def list_steps(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    enrolment_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> StepPage:
    """A page of the asks of one who takes part, the latest moved first; empty where they do not share
    it with the caller. Raises NotFound."""
    await present(work, enrolment_id)
    name = f"{_STEPS}:{enrolment_id}"
    return await _steps(work, cursors, _THEIRS, organization_id, name, enrolment_id, limit, cursor)


async def preview(work: Work, enrolment_id: UUID) -> Preview:
    """What a coach sees of the person of this work. Raises NotFound (they do not take part)."""
    rows = await work.call("SELECT * FROM bridge.own_activity($1, $2)", work.now, enrolment_id)
    if not rows:
        raise NotFound()
    grown = await work.call("SELECT * FROM bridge.own_growth($1, $2)", work.now, enrolment_id)
    return Preview(rows[0]["name"], rows[0]["last_week"], _activity(rows[0]), _growth(grown[0]))


async def preview_steps(
    work: Work, cursors: Cursors, enrolment_id: UUID, *, limit: int, cursor: str | None
) -> StepPage:
    """A page of their own asks as a coach sees them. Raises NotFound."""
    await preview(work, enrolment_id)
    name = f"{_STEPS}-of-mine:{enrolment_id}"
    me = work.subject.person_id
    return await _steps(work, cursors, _OWN, me, name, enrolment_id, limit, cursor)


async def present(work: Work, enrolment_id: UUID) -> asyncpg.Record:
    """Name and last week of one who takes part. Raises NotFound, also for who is coached by somebody else."""
    rows = await work.call("SELECT * FROM bridge.participant($1, $2)", work.now, enrolment_id)
    if not rows:
        raise NotFound()
    return rows[0]


async def _steps(
    work: Work,
    cursors: Cursors,
    read: str,
    tenant: UUID,
    name: str,
    enrolment_id: UUID,
    limit: int,
    cursor: str | None,
) -> StepPage:
    before = cursors.read(cursor, tenant, name, _Step) if cursor else None
    rows = await work.call(
        read,
        work.now,
        enrolment_id,
        before.week if before else date.max,
        before.ref if before else "",
        limit + 1,
    )
    items = [Step(**row) for row in rows[:limit]]
    last = _Step(items[-1].since_week, items[-1].ref) if len(rows) > limit else None
    return StepPage(items, cursors.write(tenant, name, last) if last else None)


def _short(row: asyncpg.Record) -> ParticipantShort:
    shares = row["shares"]
    activity = (
        ActivityInShort(row["asked"], row["answered"], row["talks"], row["stuck"])
        if "activity" in shares
        else None
    )
    return ParticipantShort(
        row["enrolment_id"],
        row["cohort_id"],
        row["name"],
        row["uses_askwell"],
        row["coached"],
        row["last_week"],
        shares,
        activity,
    )


def _activity(row: asyncpg.Record) -> Activity:
    counts = msgspec.json.decode(row["lanes"], type=dict[str, int])
    return Activity(
        [LaneCount(lane, counts.get(lane, 0)) for lane in Lane],
        row["asked"],
        row["answered"],
        row["talks"],
        InTime(row["thanked_in_time"], row["thanks_due"]),
        InTime(row["kept_in_time"], row["promises_due"]),
        row["days_to_answer"],
        row["days_to_talk"],
        row["stuck"],
    )


def _growth(row: asyncpg.Record) -> Growth:
    return Growth(
        msgspec.json.decode(row["goals"], type=list[GoalShown]),
        row["report_week"],
        msgspec.json.decode(row["skills"], type=list[SkillShown]),
    )
