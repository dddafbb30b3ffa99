"""Weekly digests computed and kept: batches of a hundred people, and a loop over people."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from api.collecting import keep_what_is_loaded
from api.database import Database
from api.digests.freezing import Due, freeze_weekly
from api.embedded.postgres import Cluster

from . import weeks
from .run import TEMPLATE
from .spent import Spent, Told, count, worker_database

BATCH: Final = 100
"""People of one message."""
IN_HAND: Final = 4
"""Messages at the same time: a worker process has up to eight (`workers.process.THREADS`)."""
# The bars of the issue "Reminders and progress digests that people trust".
DIGESTS_A_SECOND: Final = 5_000
BY_A_LOOP: Final = 30


async def digests(cluster: Cluster, people: int) -> Told:
    """Digests of so many people; of a few hundred of them one by one."""
    ids = weeks.make(cluster, "digests", TEMPLATE, people)
    now = datetime.now(UTC)

    def dues(some: Sequence[UUID], name: str) -> list[Due]:
        return [Due(one, name, now) for one in some]

    # As in life: there are digests of weeks before, and PostgreSQL knows its tables.
    async with worker_database(cluster, "digests") as database:
        for place in range(0, people, BATCH):
            await _freeze(database, dues(ids[place : place + BATCH], "before"))
    with cluster.connect("digests", autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    async with worker_database(cluster, "digests") as database:
        await _freeze(database, dues(ids[:BATCH], "warm"))
        keep_what_is_loaded()  # as a worker does
        batches = iter([ids[place : place + BATCH] for place in range(0, people, BATCH)])

        async def messages() -> None:
            for batch in batches:
                await _freeze(database, dues(batch, "set"))

        start = Spent.now(cluster)
        async with asyncio.TaskGroup() as hands:
            for _ in range(IN_HAND):
                hands.create_task(messages())
        together = Spent.now(cluster).since(start)
        sample = ids[: min(people, 500)]
        start = Spent.now(cluster)
        for one in sample:
            await _freeze(database, dues([one], "loop"))
        loop = Spent.now(cluster).since(start)
    kept = count(cluster, "digests", "SELECT count(*) FROM person.digests WHERE occurrence = 'set'")
    rate = people / together.wall
    # Python runs on one processor, PostgreSQL on as many as there are batches in hand.
    alone = people / max(together.worker, together.in_turns / 2)
    ratio = (loop.in_turns / len(sample)) / (together.in_turns / people)
    return {
        "people": people,
        "kept": kept,
        "rate": round(rate),
        "alone": round(alone),
        "worker_ms": round(together.worker / people * 1000, 4),
        "postgres_ms": round(together.postgres / people * 1000, 4),
        "by_a_loop": round(ratio, 1),
        "by_a_loop_on_the_wall": round((loop.wall / len(sample)) / (together.wall / people), 1),
        "met": max(rate, alone) >= DIGESTS_A_SECOND and ratio >= BY_A_LOOP,
    }


async def _freeze(database: Database, dues: Sequence[Due]) -> None:
    async with database.enter_as([due.owner_id for due in dues]) as work:
        await freeze_weekly(work, dues)
