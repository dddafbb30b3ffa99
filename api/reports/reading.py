"""Reports read: names and lines are looked up now, everything else is as it was."""

from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, Uuid, bindparam, cast, select, update

from api.database import Work, hot
from api.errors import NotFound
from api.paging import Cursors
from api.reports.frozen import Frozen, FrozenLine, FrozenSkill, compare
from api.reports.looking_up import Known, look_up
from api.reports.models import Report
from api.reports.schemas import (
    ReportChange,
    ReportPage,
    ReportRead,
    ReportRow,
    ReportSkill,
    SaidLine,
    YearRead,
)
from api.reports.year import FrozenYear, read_year
from api.skills.schemas import CouldTell, Named, SkillGap, SkillStep
from api.threads.keeping import whom

_SHOWN: Final = ("id", "kind", "goal_id", "state", "made_at", "version", "created_at")
_MINE: Final = (Report.owner_id == bindparam("owner_id"), Report.deleted_at.is_(None))
_ROW: Final = (
    *(getattr(Report, name) for name in _SHOWN),
    cast(Report.data, Text()).label("data"),
)
ONE: Final = hot(select(*_ROW).where(*_MINE, Report.id == bindparam("report_id")))
BEFORE: Final = hot(
    select(*_ROW)
    .where(
        *_MINE,
        Report.state == "ready",
        Report.kind == "skill_gap",
        Report.goal_id.is_not_distinct_from(bindparam("goal_id", type_=Uuid())),
        Report.made_at < bindparam("before", type_=Report.created_at.type),
    )
    .order_by(Report.made_at.desc(), Report.id.desc())
    .limit(1)
)
PAGE: Final = hot(
    select(*_ROW)
    .where(*_MINE, Report.id < bindparam("before", type_=Uuid()))
    .order_by(Report.id.desc())
    .limit(bindparam("most"))
)
DELETE: Final = hot(
    update(Report)
    .where(*_MINE, Report.id == bindparam("report_id"))
    .values(deleted_at=bindparam("now", type_=Report.created_at.type), data=None)
    .returning(Report.id)
)
_LAST: Final = UUID(int=2**128 - 1)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


async def list_reports(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> ReportPage:
    """A page of reports, the newest first. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, "reports"
    before = cursors.read(cursor, owner, name, _Position).id if cursor else _LAST
    rows = await work.fetch(PAGE, owner_id=owner, before=before, most=limit + 1)
    items = [_row(row) for row in rows[:limit]]
    more = len(rows) > limit
    return ReportPage(items, cursors.write(owner, name, _Position(items[-1].id)) if more else None)


async def read_report(work: Work, report_id: UUID) -> ReportRead:
    """One report, and what changed since the one before. Raises NotFound."""
    owner = work.subject.person_id
    row = await work.fetchrow(ONE, owner_id=owner, report_id=report_id)
    if row is None:
        raise NotFound()
    if row["kind"] == "year":
        year = _year(row)
        return _of_year(row, await read_year(work, year) if year is not None else None)
    data = _data(row)
    if data is None:
        return _read(row, _EMPTY, Known({}, {}), None)
    before = await work.fetchrow(
        BEFORE, owner_id=owner, goal_id=row["goal_id"], before=row["made_at"]
    )
    return _read(row, data, await _look_up(work, data), _change(data, before))


async def forget_report(work: Work, report_id: UUID) -> None:
    """Take a report away. Raises NotFound."""
    done = await work.fetchval(
        DELETE, owner_id=work.subject.person_id, report_id=report_id, now=work.now
    )
    if done is None:
        raise NotFound()


_EMPTY: Final = Frozen(goal="", talks=0, people=0, employers=0, lines=0, skills=[])


def _data(row: asyncpg.Record) -> Frozen | None:
    if row["kind"] != "skill_gap" or not row["data"]:
        return None
    return msgspec.json.decode(row["data"], type=Frozen)


def _year(row: asyncpg.Record) -> FrozenYear | None:
    return msgspec.json.decode(row["data"], type=FrozenYear) if row["data"] else None


def _of_year(row: asyncpg.Record, year: YearRead | None) -> ReportRead:
    return ReportRead(
        **{name: row[name] for name in _SHOWN},
        goal="",
        talks=len(year.talks) if year else 0,
        people=year.people if year else 0,
        employers=year.employers if year else 0,
        lines=0,
        skills=[],
        change=None,
        credits=[],
        year=year,
    )


def _row(row: asyncpg.Record) -> ReportRow:
    data = _data(row) or _EMPTY
    return ReportRow(
        row["id"],
        row["kind"],
        row["goal_id"],
        data.goal,
        row["state"],
        row["made_at"],
        data.gaps,
        row["created_at"],
    )


def _change(data: Frozen, before: asyncpg.Record | None) -> ReportChange | None:
    earlier = _data(before) if before is not None else None
    if before is None or earlier is None:
        return None
    found = compare(data, earlier)
    return ReportChange(before["made_at"], before["id"], found.closed, found.new, found.narrower)


async def _look_up(work: Work, data: Frozen) -> Known:
    lines = {line.line_id for one in data.skills for line in one.lines}
    people = {line.contact_id for one in data.skills for line in one.lines}
    people |= {who.contact_id for one in data.skills for who in one.whom}
    return await look_up(work, lines, people)


def _read(
    row: asyncpg.Record, data: Frozen, known: Known, change: ReportChange | None
) -> ReportRead:
    return ReportRead(
        **{name: row[name] for name in _SHOWN},
        goal=data.goal,
        talks=data.talks,
        people=data.people,
        employers=data.employers,
        lines=data.lines,
        skills=[ReportSkill(_gap(one, known), _lines(one.lines, known)) for one in data.skills],
        change=change,
        credits=data.credits,
        year=None,
    )


def _gap(one: FrozenSkill, known: Known) -> SkillGap:
    kept: dict[str, Any] = {
        name: getattr(one, name) for name in SkillGap.__struct_fields__ if hasattr(one, name)
    }
    return SkillGap(
        **kept
        | {
            "skill": Named(one.skill_id, one.name),
            "plan": [SkillStep(**msgspec.structs.asdict(step)) for step in one.plan],
            "whom": [
                CouldTell(
                    _whom(card),
                    card["role"],
                    card["employer"],
                    who.reason,
                    card["thread_id"],
                    who.conversation_id,
                    None,
                )
                for who in one.whom
                if (card := known.people.get(who.contact_id)) is not None
            ],
        }
    )


def _lines(lines: list[FrozenLine], known: Known) -> list[SaidLine]:
    """The lines that still stand, of people who were not erased."""
    return [
        SaidLine(
            line_id=line.line_id,
            conversation_id=line.conversation_id,
            contact=_whom(card),
            role=card["role"],
            employer=card["employer"],
            text=known.lines[line.line_id],
            says="needed" if line.needed else "not_needed",
            level=line.level,
            at=line.at,
        )
        for line in lines
        if line.line_id in known.lines and (card := known.people.get(line.contact_id)) is not None
    ]


def _whom(card: asyncpg.Record) -> Any:
    return whom(card["id"], card["name"], card["given_name"])
