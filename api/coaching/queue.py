"""Who needs a coach, over all their cohorts: who needs help now, drafts that wait, those who are stuck,
and the rest in a line."""

from typing import Final
from uuid import UUID

import asyncpg

from api.coaching.flags import open_flags
from api.coaching.queue_schemas import Queue, QueuePerson, StuckGroup, WaitingItems
from api.coaching.schemas import Stuck
from api.coaching.sessions import sessions_today
from api.database import Work

REASONS: Final[tuple[Stuck, ...]] = (
    "not_started", "no_ask_sent", "no_answers", "talk_not_thanked", "quiet",
)  # fmt: skip
MOST: Final = 100
"""Names under one reason, and drafts; the counts are of all."""


async def read_queue(work: Work, organization_id: UUID) -> Queue:
    """All whom the caller coaches in the entered organization, in one statement; who needs help now and
    the sessions of today in two others."""
    rows = await work.call("SELECT * FROM bridge.queue($1)", work.now)
    waiting = [row for row in rows if row["waiting"]]
    stuck = [row for row in rows if row["stuck"] is not None]
    sharing = sum(row["shares_progress"] for row in rows)
    joined = sum(row["uses_askwell"] for row in rows)
    return Queue(
        urgent=await open_flags(work),
        cohorts=len({row["cohort_id"] for row in rows}),
        people=len(rows),
        sharing=sharing,
        waiting=sum(row["waiting"] for row in waiting),
        drafts=[
            WaitingItems(_person(row), row["item_id"], row["waiting"], row["since"])
            for row in waiting[:MOST]
        ],
        stuck=[group for reason in REASONS if (group := _group(reason, stuck)).n],
        moving=sum(
            row["shares_progress"] and row["stuck"] is None and not row["waiting"] for row in rows
        ),
        only_name=joined - sharing,
        not_joined=len(rows) - joined,
        sessions=await sessions_today(work, organization_id),
    )


def _group(reason: Stuck, stuck: list[asyncpg.Record]) -> StuckGroup:
    people = [_person(row) for row in stuck if row["stuck"] == reason]
    return StuckGroup(reason, len(people), people[:MOST])


def _person(row: asyncpg.Record) -> QueuePerson:
    enrolment_id: UUID = row["enrolment_id"]
    return QueuePerson(enrolment_id, row["name"])
