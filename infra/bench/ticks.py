"""What ticks cost: clocks that are due and become deliveries, and minutes in which nothing is due."""

from statistics import median
from typing import Final

from api.deliveries.tick import tick
from api.embedded.postgres import Cluster

from . import weeks
from .run import TEMPLATE
from .spent import Heard, Spent, Told, worker_database

# The bars of the issue "Reminders and progress digests that people trust".
PLANNED_A_MINUTE: Final = 100_000
IDLE_MILLISECONDS: Final = 50.0
MINUTE: Final = 60
"""Ticks of a minute."""


async def planning(cluster: Cluster, clocks: int) -> Told:
    """Due clocks that become deliveries, and are rung for, by one tick."""
    _clocks(cluster, "planning", people=1000, clocks=clocks, due="0 days")
    async with worker_database(cluster, "planning") as database:
        heard = Heard()
        start = Spent.now(cluster)
        done = await tick(database, heard)
        spent = Spent.now(cluster).since(start)
    minute = 60 * done.planned / spent.wall
    alone = 60 * done.planned / spent.in_turns
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
    async with worker_database(cluster, "idle") as database:
        heard = Heard()
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
        "rung": len(heard.messages),
        "milliseconds_a_minute": round(spent, 1),
        "met": spent < IDLE_MILLISECONDS and not heard.messages,
    }


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
