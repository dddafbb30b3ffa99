"""The tick: due clocks become deliveries, and workers are told to look. Any process may tick."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from api.database import Database
from api.jobs import DELIVER, Bell, ring

BATCH: Final = 1000
PER_MESSAGE: Final = 100
"""One message per batch: brokers take about 1,000 messages a second (STACK.md)."""
PATIENCE: Final = timedelta(seconds=15)
"""How long a rung delivery may stay unclaimed before it is rung again: a lost broker costs this."""


class Ticked(NamedTuple):
    """What one tick did."""

    planned: int
    rung: int


async def tick(database: Database, bell: Bell) -> Ticked:
    """Plan all that is due and ring for all that waits. Raises Unavailable without a database."""
    planned = 0
    while True:
        async with database.enter_nobody() as work:
            (row,) = await work.call("SELECT planning.plan($1, $2) AS n", work.now, BATCH)
        planned += int(row["n"])
        if row["n"] < BATCH:
            break
    rung = 0
    while True:
        async with database.enter_nobody() as work:
            rows = await work.call(
                "SELECT * FROM planning.waiting($1, $2, $3)", work.now, PATIENCE, BATCH
            )
        for some in batches([f"{row['tenant_id']}/{row['id']}" for row in rows]):
            await ring(bell, DELIVER, some)
        rung += len(rows)
        if len(rows) < BATCH:
            return Ticked(planned, rung)


def batches(pairs: Sequence[str]) -> Iterator[list[str]]:
    """Pieces of PER_MESSAGE."""
    rest = iter(pairs)
    while piece := list(islice(rest, PER_MESSAGE)):
        yield piece


def read_pairs(texts: Sequence[str]) -> list[tuple[UUID, UUID]]:
    """The (tenant, id) pairs of a message."""
    return [(UUID(tenant), UUID(one)) for tenant, _, one in (text.partition("/") for text in texts)]
