"""Mails of reminders by a worker process and a tick as an installation runs them, from due to handed over
to a mail server of this machine: looked up or made, rendered, sent, and their ends written."""

import time
from typing import Final

from api.embedded.postgres import Cluster

from . import weeks
from .hands import hand
from .processes import Process
from .run import TEMPLATE
from .smtp import Sink
from .spent import Spent, Told, count

MAILS_A_SECOND: Final = 200
"""The bar of the issue "Reminders and progress digests that people trust"."""
SENT: Final = "SELECT count(*) FROM delivery.deliveries WHERE outcome = 'sent'"


async def weekly_mails(cluster: Cluster, people: int) -> Told:
    """How their week went, to so many people; of each the digest is made first."""
    return _mails(cluster, "weekly", people)


async def daily_mails(cluster: Cluster, people: int) -> Told:
    """The one message a day, to so many people."""
    return _mails(cluster, "daily", people)


def _mails(cluster: Cluster, kind: str, people: int) -> Told:
    weeks.make(cluster, kind, TEMPLATE, people)
    with cluster.connect(kind) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local,"
            " due_zone, due_at) SELECT owner_id, %s, owner_id, '2000-01-03', 'email',"
            " now() AT TIME ZONE 'UTC', 'UTC', now() FROM person.profiles",
            (kind,),
        )
    with Sink() as sink:
        with (
            hand(cluster, kind, "tick"),
            hand(cluster, kind, "work", sink.port) as worker,
        ):
            # How a process begins is not timed, nor how it ends, with less and less in hand.
            _until(sink, people // 5, worker)
            first, start = sink.taken(), Spent.now(cluster, worker)
            _until(sink, people - people // 10, worker)
            handed, spent = sink.taken() - first, Spent.now(cluster, worker).since(start)
            _until(sink, people, worker)
        each_once = count(cluster, kind, SENT) == sink.taken() == people
    alone = handed / spent.side_by_side
    return {
        "mails": handed,
        "rate": round(handed / spent.wall),
        "alone": round(alone),
        "worker_ms": round(spent.worker / handed * 1000, 2),
        "postgres_ms": round(spent.postgres / handed * 1000, 2),
        "each_once": each_once,
        "met": max(alone, handed / spent.wall) >= MAILS_A_SECOND and each_once,
    }


def _until(sink: Sink, mails: int, worker: Process) -> None:
    """Wait until so many were taken. Raises RuntimeError when the worker ends before."""
    while sink.taken() < mails:
        if worker.ended:
            raise RuntimeError(worker.last_words())
        time.sleep(0.02)
