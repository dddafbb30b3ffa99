"""What happens later, measured: `python -m infra.bench.later digests|mails|planning|idle`.

Each prints one line of JSON. Where others work on the machine the clock on the wall says little:
`alone` is the rate that processor time promises of two processors, on which PostgreSQL and the
worker, or the mail server, work side by side.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any, Final, Self
from uuid import UUID

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.engine import Engine
from api.deliveries.tick import read_pairs, tick
from api.digests.freezing import Due, freeze_weekly
from api.embedded.postgres import Cluster
from api.mail import Mailer
from api.secrets import Keys
from workers.rules import all_rules

from . import weeks
from .data import SECRET
from .processor import postgres_seconds
from .run import TEMPLATE, free_port, prepare
from .smtp import sink

Told = dict[str, object]
BATCH: Final = 100
"""People of one message."""
# The bars of the issue "Reminders and progress digests that people trust".
DIGESTS_A_SECOND: Final = 5_000
BY_A_LOOP: Final = 30
MAILS_A_SECOND: Final = 200
PLANNED_A_MINUTE: Final = 100_000
IDLE_MILLISECONDS: Final = 50.0
MINUTE: Final = 60
"""Ticks of a minute."""


@dataclass(frozen=True)
class Spent:
    """Seconds: on the wall, of this process, of PostgreSQL."""

    wall: float
    worker: float
    postgres: float

    @classmethod
    def now(cls, cluster: Cluster) -> Self:
        """What was spent so far."""
        return cls(time.perf_counter(), time.process_time(), postgres_seconds(cluster))

    def since(self, before: "Spent") -> "Spent":
        """What was spent between."""
        return Spent(
            self.wall - before.wall, self.worker - before.worker, self.postgres - before.postgres
        )

    @property
    def alone(self) -> float:
        """Seconds it would take where nobody else works: one side waits for the other."""
        return self.worker + self.postgres


async def digests(cluster: Cluster, people: int) -> Told:
    """Digests computed and kept: batches of a hundred, and a loop over people."""
    ids = weeks.make(cluster, "digests", TEMPLATE, people)
    now = datetime.now(UTC)

    def dues(some: Sequence[UUID], name: str) -> list[Due]:
        return [Due(one, name, now) for one in some]

    # As in life: there are digests of weeks before, and PostgreSQL knows its tables.
    async with _database(cluster, "digests") as database:
        for place in range(0, people, BATCH):
            await _freeze(database, dues(ids[place : place + BATCH], "before"))
    with cluster.connect("digests", autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    async with _database(cluster, "digests") as database:
        await _freeze(database, dues(ids[:BATCH], "warm"))
        start = Spent.now(cluster)
        for place in range(0, people, BATCH):
            await _freeze(database, dues(ids[place : place + BATCH], "set"))
        batches = Spent.now(cluster).since(start)
        sample = ids[: min(people, 500)]
        start = Spent.now(cluster)
        for one in sample:
            await _freeze(database, dues([one], "loop"))
        loop = Spent.now(cluster).since(start)
    kept = _count(
        cluster, "digests", "SELECT count(*) FROM person.digests WHERE occurrence = 'set'"
    )
    rate, alone = people / batches.wall, people / batches.alone
    ratio = (loop.alone / len(sample)) / (batches.alone / people)
    return {
        "people": people,
        "kept": kept,
        "rate": round(rate),
        "alone": round(alone),
        "worker_ms": round(batches.worker / people * 1000, 4),
        "postgres_ms": round(batches.postgres / people * 1000, 4),
        "by_a_loop": round(ratio, 1),
        "by_a_loop_on_the_wall": round((loop.wall / len(sample)) / (batches.wall / people), 1),
        "met": max(rate, alone) >= DIGESTS_A_SECOND and ratio >= BY_A_LOOP,
    }


async def _freeze(database: Database, dues: Sequence[Due]) -> None:
    async with database.enter_as([due.owner_id for due in dues]) as work:
        await freeze_weekly(work, dues)


SENT: Final = "SELECT count(*) FROM delivery.deliveries WHERE outcome = 'sent'"


async def mails(cluster: Cluster, people: int) -> Told:
    """Weekly mails from due to handed over, by one worker in one process, to a mail server here."""
    weeks.make(cluster, "mails", TEMPLATE, people)
    with cluster.connect("mails") as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local,"
            " due_zone, due_at) SELECT owner_id, 'weekly', owner_id, '2000-01-03', 'email',"
            " now() AT TIME ZONE 'UTC', 'UTC', now() FROM person.profiles"
        )
    settings = _settings(cluster, "mails")
    with sink() as port:
        async with _database(cluster, "mails") as database:
            mailer = Mailer(f"smtp://127.0.0.1:{port}", "Askwell <hello@example.org>")
            engine = Engine(database, all_rules(settings, Keys(settings.secret_keys)), mailer)
            heard = _Heard()
            await tick(database, heard)
            await engine.work(
                read_pairs(heard.messages.pop())
            )  # what is imported late is not timed
            begun = _count(cluster, "mails", SENT)
            start = Spent.now(cluster)
            for message in heard.messages:
                await engine.work(read_pairs(message))
            spent = Spent.now(cluster).since(start)
    handed = _count(cluster, "mails", SENT) - begun
    return {
        "mails": handed,
        "rate": round(handed / spent.wall),
        "alone": round(handed / max(spent.worker, spent.postgres)),
        "worker_ms": round(spent.worker / handed * 1000, 2),
        "postgres_ms": round(spent.postgres / handed * 1000, 2),
        "met": handed / max(spent.worker, spent.postgres) >= MAILS_A_SECOND,
    }


async def planning(cluster: Cluster, clocks: int) -> Told:
    """Due clocks that become deliveries, and are rung for, by one tick."""
    _clocks(cluster, "planning", people=1000, clocks=clocks, due="0 days")
    async with _database(cluster, "planning") as database:
        heard = _Heard()
        start = Spent.now(cluster)
        done = await tick(database, heard)
        spent = Spent.now(cluster).since(start)
    minute = 60 * done.planned / spent.wall
    alone = 60 * done.planned / spent.alone
    return {
        "planned": done.planned,
        "rung": done.rung,
        "a_minute": round(minute),
        "alone_a_minute": round(alone),
        "met": done.planned == clocks and max(minute, alone) >= PLANNED_A_MINUTE,
    }


async def idle(cluster: Cluster, threads: int) -> Told:
    """What a minute of ticks costs PostgreSQL when nothing is due, with so many threads and clocks."""
    _clocks(cluster, "idle", people=1000, clocks=threads, due="30 days")
    with cluster.connect("idle") as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO person.threads (owner_id, id, contact_id, stage, since, lane, due_kind,"
            " due_local, due_zone, due_at) SELECT owner_id, subject_id, subject_id, 'asked', now(),"
            " 'asked', 'follow_up', due_local, due_zone, due_at FROM person.clocks"
        )
    with cluster.connect("idle", autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    async with _database(cluster, "idle") as database:
        heard = _Heard()
        for _ in range(MINUTE):
            await tick(database, heard)
        minutes = []
        for _ in range(3):
            start = Spent.now(cluster)
            for _ in range(10 * MINUTE):
                await tick(database, heard)
            minutes.append(Spent.now(cluster).since(start).postgres * 100)
    spent = median(minutes)
    return {
        "threads": threads,
        "ticks_a_minute": MINUTE,
        "milliseconds_a_minute": round(spent, 1),
        "met": spent < IDLE_MILLISECONDS and not heard.messages,
    }


class _Heard:
    """A broker in memory that keeps its messages."""

    def __init__(self) -> None:
        self.messages: list[list[str]] = []

    def ring(self, job: str, ids: list[str]) -> None:
        """Keep it."""
        self.messages.append(ids)


def _clocks(cluster: Cluster, name: str, *, people: int, clocks: int, due: str) -> None:
    weeks.make(cluster, name, TEMPLATE, people)
    with cluster.connect(name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local,"
            " due_zone, due_at) SELECT owner_id, 'talk_rests', gen_random_uuid(), 'v1', 'job',"
            " now() AT TIME ZONE 'UTC', 'UTC', now() + %(due)s::interval"
            " FROM person.profiles, generate_series(1, %(each)s)",
            {"due": due, "each": clocks // people},
        )
    with cluster.connect(name, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _count(cluster: Cluster, name: str, statement: str) -> int:
    with cluster.connect(name) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return int(str(row[0]))


def _settings(cluster: Cluster, name: str) -> Settings:
    return Settings(
        production=False,
        database_url=cluster.dsn("askwell_app", name, tcp=True),
        database_owner_url=cluster.dsn("askwell_owner", name, tcp=True),
        database_worker_url=cluster.dsn("askwell_worker", name, tcp=True),
        public_url="https://askwell.example.org",
        secret_keys=(SECRET,),
        files_url="memory:///",
        pool_size=10,
    )


@asynccontextmanager
async def _database(cluster: Cluster, name: str) -> AsyncIterator[Database]:
    database = Database(cluster.dsn("askwell_worker", name, tcp=True), Clock(), pool_size=10)
    try:
        yield database
    finally:
        await database.close()


MEASURED: Final[dict[str, tuple[Callable[[Cluster, int], Coroutine[Any, Any, Told]], int]]] = {
    "digests": (digests, 5_000),
    "mails": (mails, 2_000),
    "planning": (planning, 100_000),
    "idle": (idle, 1_000_000),
}


def main() -> None:
    """Measure what the command line names; status 1 when a bar is missed."""
    words = argparse.ArgumentParser(prog="infra/bench/later", description=__doc__)
    words.add_argument("what", choices=MEASURED)
    words.add_argument("--size", type=int, help="people, mails, clocks or threads")
    given = words.parse_args()
    measure, size = MEASURED[given.what]
    with Cluster(durable=False, port=free_port()) as cluster:
        prepare(cluster)
        told = asyncio.run(measure(cluster, given.size or size))
    print(json.dumps({"measured": given.what, **told}))
    sys.exit(0 if told["met"] else 1)


if __name__ == "__main__":
    main()
