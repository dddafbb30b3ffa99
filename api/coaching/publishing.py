"""The reports of closed weeks: each is counted once, by the worker, and never again."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.coaching.counting import Counted, counted_week
from api.coaching.suppressing import Shown
from api.database import Database, Work

AT_ONCE: Final = 20
"""Cohorts that are counted at a look."""


async def publish_reports(database: Database) -> int:
    """Count the last closed week of cohorts that have no report of it yet; returns how many. Raises
    Unavailable."""
    async with database.enter_nobody() as work:
        due = await work.call("SELECT * FROM bridge.reports_due($1, $2)", work.now, AT_ONCE)
    for one in due:
        async with database.enter_nobody() as work:
            await _publish(work, one["organization_id"], one["cohort_id"], one["week"])
    return len(due)


async def _publish(work: Work, organization_id: UUID, cohort_id: UUID, week: date) -> None:
    before = await work.call(
        "SELECT * FROM bridge.published_sets($1, $2)", organization_id, cohort_id
    )
    rows = await work.call(
        "SELECT * FROM bridge.counted_people($1, $2, $3, $4)",
        work.now,
        organization_id,
        cohort_id,
        week,
    )
    people = [
        Counted(
            row["enrolment_id"],
            row["joined"],
            row["shares"],
            row["moved"],
            row["asked"],
            row["talks"],
            row["thanked_in_time"],
            row["answered"],
            frozenset(row["kinds"]),
        )
        for row in rows
    ]
    counted = counted_week(people, _told(before))
    sets = {f"{name}/": shown.base for name, shown in counted.tables.items()}
    for name, shown in counted.tables.items():
        sets |= {f"{name}/{part}": ids for part, ids in shown.parts.items()}
    await work.call(
        "SELECT bridge.publish($1, $2, $3, $4, $5::text::jsonb, $6, $7::text::jsonb)",
        organization_id,
        cohort_id,
        week,
        work.now,
        msgspec.json.encode(counted.cells).decode(),
        list(sets),
        msgspec.json.encode([list(ids) for ids in sets.values()]).decode(),
    )


def _told(rows: Iterable[asyncpg.Record]) -> list[Shown]:
    """The tables that were told before."""
    told: dict[tuple[date, str], dict[str, frozenset[UUID]]] = {}
    for row in rows:
        table, _, part = row["name"].partition("/")
        told.setdefault((row["week"], table), {})[part] = frozenset(row["people"])
    return [
        Shown(parts[""], {name: ids for name, ids in parts.items() if name})
        for parts in told.values()
    ]
