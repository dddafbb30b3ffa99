"""The tick: due clocks become deliveries, and workers are told to look. Any process may tick."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg

from api.database import Database
from api.jobs import CALL, DELIVER, Bell, ring

BATCH: Final = 1000
"""So many are planned at once; and so many at most, beside what may interrupt, are rung for and not
worked yet: the queue stays short, and what comes next is soon looked at."""
SHARE: Final = 200
"""How many of one person's a tick plans, and how many of theirs are rung for or held at a time."""
PER_MESSAGE: Final = 100
"""One message per batch: brokers take about 1,000 messages a second (STACK.md)."""
PATIENCE: Final = timedelta(seconds=15)
"""How long a rung delivery may stay unclaimed before it is rung again: a lost broker costs this."""


class Line(NamedTuple):
    """Deliveries that wait in one line: of these urgencies, at most so many rung for and not worked
    yet, and of one person; those of one message."""

    job: str
    urgencies: tuple[int, ...]
    most: int
    share: int
    per_message: int


PEOPLE: Final = Line(DELIVER, (0, 1, 2), BATCH, SHARE, PER_MESSAGE)
CALLS: Final = Line(CALL, (3,), 400, 40, 5)
"""Calls to addresses that people gave: as slow as these like. Nothing that people wait for stands
behind them, and of one person no more than a tenth; a message holds calls of one person alone."""


class Ticked(NamedTuple):
    """What one tick did."""

    planned: int
    rung: int


async def tick(database: Database, bell: Bell) -> Ticked:
    """Plan what is due and ring for what waits: what may interrupt first, then mails, then jobs, and in
    a line of their own calls; of nobody more than their share. Raises Unavailable without a
    database."""
    planned = rung = 0
    had_share: list[UUID] = []
    async with database.enter_nobody() as work:
        ((is_due,),) = await work.call("SELECT planning.is_due($1, $2)", work.now, PATIENCE)
    if not is_due:
        return Ticked(0, 0)
    while True:
        async with database.enter_nobody() as work:
            (row,) = await work.call(
                "SELECT * FROM planning.plan($1, $2, $3, $4)", work.now, BATCH, SHARE, had_share
            )
        planned += row["planned"]
        # After each batch: whoever comes last in a mountain of planning need not wait for all of it.
        rung += await _ring(database, bell, PEOPLE)
        had_share += row["full_share"]
        if row["seen"] < BATCH or not (row["planned"] or row["full_share"]):
            return Ticked(planned, rung + await _ring(database, bell, CALLS))


async def _ring(database: Database, bell: Bell, line: Line) -> int:
    rung = 0
    had_share: list[UUID] = []
    while True:
        async with database.enter_nobody() as work:
            rows = await work.call(
                "SELECT * FROM planning.waiting($1, $2, $3, $4, $5, $6)",
                work.now,
                PATIENCE,
                line.most,
                line.share,
                had_share,
                line.urgencies,
            )
        found = [row for row in rows if row["id"] is not None]
        for together in _apart(found, line):
            pairs = [f"{row['tenant_id']}/{row['id']}" for row in together]
            for some in batches(pairs, line.per_message):
                await ring(bell, line.job, some)
        rung += len(found)
        had_share += rows[0]["full_share"]
        if rows[0]["seen"] < line.most or not (found or rows[0]["full_share"]):
            return rung


def _apart(rows: Sequence[asyncpg.Record], line: Line) -> Iterator[list[asyncpg.Record]]:
    """What may stand in one message: the urgent apart from the others, calls by whose they are."""
    found: dict[object, list[asyncpg.Record]] = {}
    for row in rows:
        found.setdefault(row["tenant_id"] if line is CALLS else row["urgent"], []).append(row)
    yield from found.values()


def batches(pairs: Sequence[str], size: int = PER_MESSAGE) -> Iterator[list[str]]:
    """Pieces of `size`."""
    rest = iter(pairs)
    while piece := list(islice(rest, size)):
        yield piece


def read_pairs(texts: Sequence[str]) -> list[tuple[UUID, UUID]]:
    """The (tenant, id) pairs of a message."""
    return [(UUID(tenant), UUID(one)) for tenant, _, one in (text.partition("/") for text in texts)]
