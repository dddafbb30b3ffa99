"""One run: a throw-away cluster, its databases, one API process on each, and all measurements."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Final

import asyncpg
from rich.console import Console
from rich.progress import Progress

from api.contacts.listing import FOUND
from api.contacts.search import query_words
from api.credentials import read_credential
from api.embedded.postgres import Cluster

from . import hot_path
from .data import Caller, Callers, Size, make
from .load import Load, ask
from .measures import Answer, Effort, Ratio, answer, ratio
from .processes import ROOT
from .report import Report, Single
from .server import Server

TEMPLATE: Final = "bench_template"
CONNECTIONS: Final = (4, 16)
SMALL: Final = Size(1, 1_000, 5_000)
"""What the large database is compared with."""
QUESTIONS: Final = ("maya", "maya lindgren", "analyst", "hol", "leeds", "12345", "lindgrne")
"""A first name, both, a common word, a beginning, a tag, a number, a slip."""


@dataclass(frozen=True)
class Plan:
    """What is measured: only what has a name that begins with a word of `only`, if there are any."""

    size: Size
    effort: Effort
    connections: tuple[int, ...] = CONNECTIONS
    only: tuple[str, ...] = ()

    def wants(self, name: str) -> bool:
        """Whether the measurement of this name is taken."""
        return not self.only or name.startswith(self.only)


def run(plan: Plan, console: Console) -> Report:
    """Make the data and measure. Raises what the parts raise, each with a line that says why."""
    load = os.getloadavg()[0]
    with (
        Progress(console=console, transient=not console.is_terminal) as progress,
        Cluster(durable=False, port=free_port()) as cluster,
    ):
        prepare(cluster)
        callers = make(cluster, plan.size, TEMPLATE, progress)
        lone = make(cluster, SMALL, TEMPLATE, progress).light
        with _server(cluster, plan.size) as server, _server(cluster, SMALL) as other:
            taking = _Taking(plan, cluster, server, callers, progress)
            answers = taking.answers()
            ratios = taking.ratios(other, lone)
            singles = [
                Single("ready", min(server.ready_seconds, other.ready_seconds), 2.0, "s"),
                Single("memory of the API process", server.memory(), 120.0, "MB"),
            ]
        if plan.wants("search"):
            singles += asyncio.run(_search(cluster, plan.size, callers.heavy, plan.effort.rounds))
    return Report(plan.size.contacts, load, answers, ratios, singles)


class _Taking:
    """The measurements on the large database."""

    def __init__(
        self, plan: Plan, cluster: Cluster, server: Server, callers: Callers, progress: Progress
    ) -> None:
        self._plan, self._cluster, self._server = plan, cluster, server
        self._callers, self._progress = callers, progress
        self._filled_at = datetime.now(UTC)

    def answers(self) -> list[Answer]:
        """Each path over each number of connections, beside pgbench."""
        paths = [path for path in hot_path.PATHS if self._plan.wants(path.name)]
        task = self._progress.add_task("Measuring", total=len(paths) * len(self._plan.connections))
        taken = []
        for path in paths:
            for connections in self._plan.connections:
                callers = self._callers.writers if path.writes else (self._callers.light,)
                forget = self._forget_lines if path.writes else _nothing
                taken.append(
                    answer(
                        self._cluster,
                        self._plan.size.name,
                        self._server,
                        path,
                        callers,
                        connections,
                        self._plan.effort,
                        forget,
                    )
                )
                self._progress.advance(task)
        return taken

    def ratios(self, other: Server, lone: Caller) -> list[Ratio]:
        """Large beside small, heavy beside light, dirty beside clean."""
        heavy, light = self._callers.heavy, self._callers.light
        lists, lanes, rounds = hot_path.LIST, hot_path.LANES_PATH, self._plan.effort.rounds
        taken: list[tuple[str, float, Callable[[], Load], Callable[[], Load]]] = [
            (
                f"list among {self._plan.size.contacts:,} by {SMALL.contacts:,}",
                0.95,
                lambda: self._ask(lists, light),
                lambda: self._ask(lists, lone, other),
            ),
            (
                "lanes of the heavy person by the light one's",
                0.8,
                lambda: self._ask(lanes, heavy),
                lambda: self._ask(lanes, light),
            ),
            (
                "lanes, dirty visibility map by clean",
                0.9,
                lambda: self._after(self._soil, lanes, heavy),
                lambda: self._after(self._clean, lanes, heavy),
            ),
        ]
        chosen = [one for one in taken if self._plan.wants(one[0])]
        task = self._progress.add_task("Comparing", total=len(chosen))
        ratios = []
        for name, least, first, second in chosen:
            ratios.append(ratio(name, least, first, second, rounds))
            self._progress.advance(task)
        return ratios

    def _ask(self, path: hot_path.Path, caller: Caller, server: Server | None = None) -> Load:
        port = (server or self._server).port
        ask(port, [path.request(caller)], CONNECTIONS[0], 0.2)
        return ask(port, [path.request(caller)], CONNECTIONS[0], self._plan.effort.seconds)

    def _after(self, step: Callable[[], None], path: hot_path.Path, caller: Caller) -> Load:
        step()
        return self._ask(path, caller)

    def _forget_lines(self) -> None:
        # A talk holds 2,000 lines at most, and counting them would grow with each turn.
        with self._cluster.connect(self._plan.size.name, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            for table in ("evidence", "insights", "note_lines"):
                connection.execute(
                    f"DELETE FROM person.{table} WHERE created_at > %s".encode(),  # noqa: S608
                    (self._filled_at,),
                )
                connection.execute(f"VACUUM person.{table}".encode())

    def _soil(self) -> None:
        with self._cluster.connect(self._plan.size.name) as connection:
            connection.execute("SET session_replication_role = replica")
            for table in ("threads", "contacts"):
                connection.execute(
                    f"UPDATE person.{table} SET version = version + 1"  # noqa: S608
                    " WHERE owner_id = %s AND stage IS NOT NULL".encode(),
                    (self._callers.heavy.id,),
                )

    def _clean(self) -> None:
        with self._cluster.connect(self._plan.size.name, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE) person.threads, person.contacts")


async def _search(cluster: Cluster, size: Size, heavy: Caller, rounds: int) -> list[Single]:
    """The time PostgreSQL needs for each question, as the product's role, under RLS."""
    credential = read_credential(heavy.token)
    assert credential is not None
    connection = await asyncpg.connect(cluster.dsn("askwell_app", size.name, tcp=True))
    taken = []
    try:
        for question in QUESTIONS:
            values = dict.fromkeys(FOUND.names) | {
                "owner_id": heavy.id,
                "words": query_words(question),
                "archived": False,
                "most": 51,
            }
            times = []
            for _ in range(5 + rounds):
                async with connection.transaction():
                    await connection.execute(f"SELECT {credential.entering('contacts:read')}")
                    plan = await connection.fetchval(
                        f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {FOUND.sql}",
                        *FOUND.arguments(values),
                    )
                times.append(json.loads(plan)[0]["Execution Time"])
            taken.append(Single(f"search {question!r} in PostgreSQL", median(times), 2.0, "ms"))
    finally:
        await connection.close()
    return taken


def prepare(cluster: Cluster) -> None:
    """Make the migrated database from which all others are copied."""
    cluster.bootstrap()
    with cluster.connect(autocommit=True) as connection:
        # It would start in the middle of a measurement; the bench vacuums where it has to.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")
    cluster.create_database(TEMPLATE)
    owner = cluster.dsn("askwell_owner", TEMPLATE, tcp=True)
    subprocess.run(
        [sys.executable, "-m", "api.cli", "migrate"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_OWNER_URL": owner},
        check=True,
    )


@contextmanager
def _server(cluster: Cluster, size: Size) -> Iterator[Server]:
    logs = ROOT / ".cache" / "bench"
    logs.mkdir(parents=True, exist_ok=True)
    with Server(cluster, size.name, free_port(), logs / f"{size.name}.log") as server:
        yield server


def _nothing() -> None:
    pass


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
