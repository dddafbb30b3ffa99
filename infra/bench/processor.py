"""Processor time by party: the API, PostgreSQL, and whoever asks. It says what a machine of its own
would do, also where others work on the same processors."""

import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from api.embedded.postgres import Cluster

from .server import Server

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Used:
    """Seconds of processor time: of the API process, and of everybody."""

    api: float
    whole: float

    def __sub__(self, before: Self) -> "Used":
        return Used(self.api - before.api, self.whole - before.whole)


def used(cluster: Cluster, server: Server) -> Used:
    """What the API, PostgreSQL, this process and its ended children have used so far."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    asking = time.process_time() + children.ru_utime + children.ru_stime
    api = server.cpu_seconds()
    return Used(api, api + asking + postgres_seconds(cluster))


def postgres_seconds(cluster: Cluster) -> float:
    """What PostgreSQL has used so far, with the processes of connections that have ended."""
    main = (cluster.data / "postmaster.pid").read_text().split()[0]
    seconds = 0.0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended: its time is in its parent's
        if file.parent.name == main:
            seconds += sum(map(int, words[11:15]))
        elif words[1] == main:
            seconds += sum(map(int, words[11:13]))
    return seconds / _TICKS
