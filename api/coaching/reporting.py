"""The report of a cohort from its snapshots: on screen, as CSV and on paper."""

from datetime import date
from typing import Final, get_args
from uuid import UUID

import msgspec
from sqlalchemy import Date, Text, bindparam, cast, select

from api.coaching.report_schemas import ProgrammeReport, ReportLine, What
from api.database import Work, hot
from api.organizations.cohorts import read_cohort
from api.organizations.lists import ONE, ORGANIZATION
from api.organizations.models import AggregateSnapshot, Cohort
from api.spreadsheets import MARK, csv_line
from api.typeset import read_reader, typeset, words_of

ORDER: Final[tuple[What, ...]] = get_args(What)
SNAPSHOTS: Final = hot(
    select(AggregateSnapshot.week, cast(AggregateSnapshot.cells, Text()).label("cells"))
    .where(AggregateSnapshot.organization_id == ORGANIZATION, AggregateSnapshot.cohort_id == ONE)
    .order_by(AggregateSnapshot.week)
)
TERM_BEFORE: Final = hot(
    select(Cohort.id, Cohort.name)
    .where(
        Cohort.organization_id == ORGANIZATION,
        Cohort.programme_id == ONE,
        Cohort.starts_on < bindparam("starts_on", type_=Date()),
    )
    .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    .limit(1)
)


async def read_report(work: Work, organization_id: UUID, cohort_id: UUID) -> ProgrammeReport:
    """The last that could be told of each number. Raises NotFound."""
    cohort = await read_cohort(work, organization_id, cohort_id)
    told, week = await _told(work, organization_id, cohort_id)
    earlier = await work.fetchrow(
        TERM_BEFORE,
        the_organization=organization_id,
        one=cohort.programme_id,
        starts_on=cohort.starts_on,
    )
    before, _ = await _told(work, organization_id, earlier["id"]) if earlier else ({}, None)
    lines = [
        ReportLine(
            what,
            told[what][0] if what in told else None,
            told[what][1] if what in told else None,
            before[what][0] if what in before else None,
        )
        for what in ORDER
    ]
    return ProgrammeReport(
        cohort.id,
        cohort.name,
        cohort.programme_name,
        cohort.starts_on,
        cohort.ends_on,
        week,
        earlier["name"] if earlier else None,
        lines,
    )


async def _told(
    work: Work, organization_id: UUID, cohort_id: UUID
) -> tuple[dict[str, tuple[int, date]], date | None]:
    rows = await work.fetch(SNAPSHOTS, the_organization=organization_id, one=cohort_id)
    told: dict[str, tuple[int, date]] = {}
    for row in rows:
        cells = msgspec.json.decode(row["cells"], type=dict[str, int])
        told |= {what: (n, row["week"]) for what, n in cells.items()}
    return told, rows[-1]["week"] if rows else None


def report_file(report: ProgrammeReport) -> bytes:
    """The report as CSV; a number that can't be told is empty."""
    words = words_of("programme")
    head = csv_line((words["what"], report.cohort, words["week"], report.before or words["before"]))
    return (
        MARK
        + head
        + b"".join(
            csv_line(
                (
                    words[line.what],
                    "" if line.n is None else str(line.n),
                    "" if line.week is None else line.week.isoformat(),
                    "" if line.before is None else str(line.before),
                )
            )
            for line in report.lines
        )
    )


async def print_report(work: Work, report: ProgrammeReport) -> bytes:
    """The report on one page (PDF/UA)."""
    words, reader = words_of("programme"), await read_reader(work)
    page = {
        "words": words,
        "lang": "en",
        "paper": reader.paper,
        "title": report.cohort,
        "over": report.programme,
        "line": words["line"].format(
            first=reader.day(report.starts_on), last=reader.day(report.ends_on)
        ),
        "until": words["until"].format(day=reader.day(report.week))
        if report.week
        else words["nothing_yet"],
        "before": report.before,
        "rows": [
            [
                words[line.what],
                words["hidden"] if line.n is None else str(line.n),
                "" if line.before is None else str(line.before),
            ]
            for line in report.lines
        ],
    }
    return await typeset("programme/report.typ", page)
