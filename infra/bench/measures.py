"""Takes the measurements: each beside its yardstick, in turns, so that both see the same machine."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from api.embedded.postgres import Cluster

from . import pgbench
from .data import Caller
from .hot_path import Path, script_of
from .load import Load, ask
from .processor import Used, used
from .server import Server


@dataclass(frozen=True)
class Effort:
    """How long is measured: `rounds` turns of `seconds` each; medians are reported."""

    seconds: float
    rounds: int


@dataclass(frozen=True)
class Answer:
    """How fast one request is answered over so many connections (rates per second, times in ms)."""

    path: Path
    connections: int
    rate: float
    p50: float
    p99: float
    cpu: float
    """Milliseconds of the API process for each request."""
    whole: float
    """Milliseconds of the API, PostgreSQL and the asker together."""
    pgbench: float
    pgbench_whole: float
    """Milliseconds of PostgreSQL and pgbench for each transaction."""

    @property
    def share(self) -> float:
        """The part of pgbench's rate that the API reaches."""
        return self.rate / self.pgbench

    @property
    def alone(self) -> float:
        """The share that processor times promise where nobody else works on this machine."""
        processors = os.cpu_count() or 1
        rate = min(1000 / self.cpu, processors * 1000 / self.whole)
        return rate * self.pgbench_whole / (processors * 1000)


@dataclass(frozen=True)
class Ratio:
    """One thing beside another; `least` is the bar."""

    name: str
    rates: tuple[float, float]
    least: float

    @property
    def value(self) -> float:
        """The first rate by the second."""
        return self.rates[0] / self.rates[1]


def answer(
    cluster: Cluster,
    database: str,
    server: Server,
    path: Path,
    callers: Sequence[Caller],
    connections: int,
    effort: Effort,
    before: Callable[[], None],
) -> Answer:
    """Measure one path; `before` puts the database in order before each turn."""
    requests = [path.request(caller) for caller in callers]
    scripts = [script_of(path, caller, number) for number, caller in enumerate(callers)]
    loads: list[Load] = []
    taken: list[Used] = []
    yardsticks: list[tuple[float, float]] = []
    ask(server.port, requests, connections, min(1.0, effort.seconds))
    for _ in range(effort.rounds):
        before()
        start = used(cluster, server)
        loads.append(ask(server.port, requests, connections, effort.seconds))
        between = used(cluster, server)
        taken.append(between - start)
        before()
        start = used(cluster, server)
        done = pgbench.run(cluster, database, scripts, connections, max(1, round(effort.seconds)))
        whole = (used(cluster, server) - start).whole
        yardsticks.append((done.rate, whole / done.transactions * 1000))
    return Answer(
        path,
        connections,
        rate=median(load.rate for load in loads),
        p50=median(load.quantile(0.5) for load in loads),
        p99=median(load.quantile(0.99) for load in loads),
        cpu=median(
            each.api / len(load.times) * 1000 for each, load in zip(taken, loads, strict=True)
        ),
        whole=median(
            each.whole / len(load.times) * 1000 for each, load in zip(taken, loads, strict=True)
        ),
        pgbench=median(rate for rate, _ in yardsticks),
        pgbench_whole=median(whole for _, whole in yardsticks),
    )


def ratio(
    name: str, least: float, first: Callable[[], Load], second: Callable[[], Load], rounds: int
) -> Ratio:
    """Measure two things in turns; the medians of both are compared."""
    pairs = [(first().rate, second().rate) for _ in range(rounds)]
    return Ratio(name, (median(a for a, _ in pairs), median(b for _, b in pairs)), least)
