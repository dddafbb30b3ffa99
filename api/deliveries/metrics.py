"""How deliveries stand, by kind and channel, in Prometheus' text format.

It is read from the rows, not counted in processes: a worker that dies takes no number along, and
every API process tells the same.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import asyncpg
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from api.database import Database
from api.errors import Unavailable

WINDOW: Final = timedelta(minutes=5)
"""Lateness is that of what was done within this time."""
_LABELS: Final = ("kind", "channel")


async def delivery_metrics(database: Database) -> bytes:
    """The metrics of this moment; without a database only that there is none. Lateness counts from
    when a thing was due, or until when its rule had it wait (quiet hours), to its end; what was no
    longer wanted is not counted."""
    try:
        async with database.enter_nobody() as work:
            rows = await work.call("SELECT * FROM planning.standing($1, $2)", work.now, WINDOW)
            return _written(rows, work.now)
    except Unavailable:
        return _written(None, database.clock.now())


def _written(rows: Sequence[asyncpg.Record] | None, now: datetime) -> bytes:
    registry = CollectorRegistry()

    def gauge(name: str, says: str, labels: Sequence[str] = _LABELS) -> Gauge:
        return Gauge(f"askwell_{name}", says, labels, registry=registry)

    gauge("database_up", "1 while the database answers.", ()).set(rows is not None)
    due = gauge("deliveries_due", "Deliveries that are due and that no worker holds.")
    oldest = gauge("deliveries_oldest_due_seconds", "How late the most overdue delivery is by now.")
    ambiguous = gauge(
        "deliveries_ambiguous", "Claimed, and the lease ran out: nobody knows yet whether it went."
    )
    dead = gauge("deliveries_dead", "Given up after all tries; see askwell deliveries.")
    ended = gauge("deliveries_ended", "Done within the last five minutes.")
    late = gauge(
        "deliveries_lateness_seconds",
        "From due to done, of the last five minutes.",
        (*_LABELS, "quantile"),
    )
    for row in rows or ():
        labels = (row["kind"], row["channel"])
        due.labels(*labels).set(row["due"])
        oldest.labels(*labels).set((now - row["oldest"]).total_seconds() if row["oldest"] else 0)
        ambiguous.labels(*labels).set(row["ambiguous"])
        dead.labels(*labels).set(row["dead"])
        ended.labels(*labels).set(row["ended"])
        for quantile, column in (("0.5", "p50"), ("0.99", "p99")):
            if row[column] is not None:
                late.labels(*labels, quantile).set(row[column])
    return generate_latest(registry)
