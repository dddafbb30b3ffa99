"""The tick: due clocks become deliveries, and workers are told to look. Any process may tick."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from api.database import Database
from api.jobs import DELIVER, Bell, ring

BATCH: Final = 1000
"""So many are planned at once; and so many at most, beside what may interrupt, are rung for and not
worked yet: the queue stays short, and what comes next is soon looked at."""
SHARE: Final = 200
"""How many of one person's a tick plans, and how many of theirs are rung for or held at a time."""
PER_MESSAGE: Final = 100
"""One message per batch: brokers take about 1,000 messages a second (STACK.md)."""
PATIENCE: Final = timedelta(seconds=15)
"""How long a rung delivery may stay unclaimed before it is rung again: a lost broker costs this."""


class Ticked(NamedTuple):
    """What one tick did."""

    planned: int
    rung: int


async def tick(database: Database, bell: Bell) -> Ticked:
    """Plan what is due and ring for what waits: what may interrupt first, then mails, then jobs, of
    nobody more than their share. Raises Unavailable without a database."""
    planned = rung = 0
    had_share: list[UUID] = []
    while True:
        async with database.enter_nobody() as work:
            (row,) = await work.call(
                "SELECT * FROM planning.plan($1, $2, $3, $4)", work.now, BATCH, SHARE, had_share
            )
        planned += row["planned"]
        # After each batch: whoever comes last in a mountain of planning need not wait for all of it.
        rung += await _ring(database, bell)
        had_share += row["full_share"]
        if row["seen"] < BATCH or not (row["planned"] or row["full_share"]):
            return Ticked(planned, rung)


async def _ring(database: Database, bell: Bell) -> int:
    rung = 0
    had_share: list[UUID] = []
    while True:
        async with database.enter_nobody() as work:
            rows = await work.call(
                "SELECT * FROM planning.waiting($1, $2, $3, $4, $5)",
                work.now,
                PATIENCE,
                BATCH,
                SHARE,
                had_share,
            )
        found = [row for row in rows if row["id"] is not None]
        for urgent in (True, False):
            pairs = [f"{row['tenant_id']}/{row['id']}" for row in found if row["urgent"] is urgent]
            for some in batches(pairs):
                await ring(bell, DELIVER, some)
        rung += len(found)
        had_share += rows[0]["full_share"]
        if rows[0]["seen"] < BATCH or not (found or rows[0]["full_share"]):
            return rung


def batches(pairs: Sequence[str]) -> Iterator[list[str]]:
    """Pieces of PER_MESSAGE."""
    rest = iter(pairs)
    while piece := list(islice(rest, PER_MESSAGE)):
        yield piece


def read_pairs(texts: Sequence[str]) -> list[tuple[UUID, UUID]]:
    """The (tenant, id) pairs of a message."""
    return [(UUID(tenant), UUID(one)) for tenant, _, one in (text.partition("/") for text in texts)]
