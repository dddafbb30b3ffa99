"""What ticks cost: clocks that are due and become deliveries, and minutes in which nothing is due."""

import asyncio
from typing import Any, Final

import psycopg

from api.deliveries.tick import tick
from api.embedded.postgres import Cluster

from . import weeks
from .hands import hand
from .run import TEMPLATE
from .spent import Heard, Spent, Told, count, worker_database

# The bars of the issue "Reminders and progress digests that people trust".
PLANNED_A_MINUTE: Final = 100_000
IDLE_MILLISECONDS: Final = 50.0
BEGINNING: Final = 10.0
MINUTE: Final = 60.0
"""Seconds of a tick process that are not counted, and of those that are."""
SPENT: Final = """
SELECT coalesce(sum(calls) FILTER (WHERE query LIKE '%planning.is_due(%'), 0),
  coalesce(sum(total_plan_time + total_exec_time) FILTER (WHERE query LIKE '%planning.%'), 0),
  coalesce(sum(total_plan_time + total_exec_time) FILTER (WHERE query NOT LIKE '%planning.%'), 0)
FROM pg_stat_statements WHERE toplevel AND userid = 'askwell_worker'::regrole"""


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
    """What a minute of a tick process costs PostgreSQL when nothing is due, with so many threads that
    each wait for a clock: `looking` is for what is due, the rest for what it tends beside."""
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
        connection.execute("CREATE EXTENSION pg_stat_statements")
        with hand(cluster, "idle", "tick"):
            await asyncio.sleep(BEGINNING)
            connection.execute("SELECT pg_stat_statements_reset()")
            await asyncio.sleep(MINUTE)
            ticks, looking, tending = _spent(connection)
    found = count(cluster, "idle", "SELECT count(*) FROM delivery.deliveries")
    return {
        "threads": threads,
        "ticks": ticks,
        "looking_ms": round(looking, 2),
        "tending_ms": round(tending, 2),
        "planned": found,
        "met": ticks > 0 and looking + tending < IDLE_MILLISECONDS and not found,
    }


def _spent(connection: psycopg.Connection[Any]) -> tuple[int, float, float]:
    """How often a tick looked for what is due; milliseconds of that, and of all else it asked."""
    row = connection.execute(SPENT).fetchone()
    assert row is not None
    return int(row[0]), float(row[1]), float(row[2])


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
