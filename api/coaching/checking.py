"""The daily check of the sums that dashboards read: each is counted anew, and repaired where it differs."""

from typing import Final

from api.database import Database
from api.logs import log

EVERY: Final = 60.0
"""Seconds from one look to the next."""
MOST: Final = 100
"""So many people are counted at a look: 144,000 a day by each process that ticks."""


async def check_sums(database: Database) -> int:
    """Count anew the sums of those whose turn it is; returns how many differed, which is logged as an
    error: triggers should have kept them. Raises Unavailable."""
    async with database.enter_nobody() as work:
        (row,) = await work.call("SELECT * FROM bridge.check_activity($1, $2)", work.now, MOST)
    repaired = int(row["repaired"])
    if repaired:
        log.error("sums_repaired", looked=row["looked"], repaired=repaired)
    return repaired
