"""What a measurement cost: on the wall, and in processor time of the worker and of PostgreSQL."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from api.clock import Clock
from api.database import Database
from api.embedded.postgres import Cluster

from .processes import Process
from .processor import postgres_seconds


class Watched(Cluster):
    """A cluster that counts what its statements cost."""

    def command(self) -> list[str]:
        """The command line of the server."""
        settings = {
            "shared_preload_libraries": "pg_stat_statements",
            "pg_stat_statements.track_planning": "on",
        }
        more = [f"{name}={value}" for name, value in settings.items()]
        return [*super().command(), *(word for each in more for word in ("-c", each))]


Told = dict[str, object]
"""What a measurement found out; `met` says whether it reached its bar."""


@dataclass(frozen=True)
class Spent:
    """Seconds: on the wall, of the worker, of PostgreSQL."""

    wall: float
    worker: float
    postgres: float

    @classmethod
    def now(cls, cluster: Cluster, worker: Process | None = None) -> Self:
        """What was spent so far; without a `worker` this process does its work."""
        busy = time.process_time() if worker is None else worker.cpu_seconds()
        return cls(time.perf_counter(), busy, postgres_seconds(cluster))

    def since(self, before: "Spent") -> "Spent":
        """What was spent between."""
        return Spent(
            self.wall - before.wall, self.worker - before.worker, self.postgres - before.postgres
        )

    @property
    def in_turns(self) -> float:
        """Seconds it would take where nobody else works and one side waits for the other."""
        return self.worker + self.postgres

    @property
    def side_by_side(self) -> float:
        """Seconds it would take where nobody else works and both sides always have something to do."""
        return max(self.worker, self.postgres)


@asynccontextmanager
async def worker_database(cluster: Cluster, name: str) -> AsyncIterator[Database]:
    """The database `name`, as workers see it."""
    database = Database(cluster.dsn("askwell_worker", name, tcp=True), Clock(), pool_size=10)
    try:
        yield database
    finally:
        await database.close()


def count(cluster: Cluster, name: str, statement: str) -> int:
    """The one number that a statement gives."""
    with cluster.connect(name) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return int(str(row[0]))


class Heard:
    """A broker in memory that keeps its messages."""

    def __init__(self) -> None:
        self.messages: list[list[str]] = []

    def ring(self, job: str, ids: list[str]) -> None:
        """Keep it."""
        self.messages.append(ids)
