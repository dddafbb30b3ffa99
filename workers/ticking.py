"""The tick process: looks once a second for what is due, and sooner where it found something; any number
may run."""

import asyncio
import signal
from contextlib import suppress
from typing import Final

from api.clock import Clock
from api.coaching.checking import EVERY as CHECK_EVERY
from api.coaching.checking import check_sums
from api.coaching.publishing import publish_reports
from api.config import Settings
from api.database import Database
from api.deliveries.holidays import notice_holidays
from api.deliveries.tick import tick
from api.errors import Unavailable
from api.jobs import BrokerBell, make_broker
from api.logs import log
from api.organizations.audit import forget_audit

EVERY: Final = 1.0
SOON: Final = 0.25
"""Seconds to the next look, after one that found nothing and after one that found something: where
something is due more is likely to be, and many small messages keep nobody waiting for a large one."""


async def tick_until_told(settings: Settings) -> None:
    """Tick until SIGTERM or SIGINT; a database that is away is waited for."""
    bell = BrokerBell(make_broker(settings.broker_url, connections=2))
    database = Database(
        settings.database_worker_url, Clock(settings.clock_file), pool_size=2, name="askwell-tick"
    )
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    log.info("tick_ready")
    async with asyncio.TaskGroup() as group:
        tending = group.create_task(_tend(database))
        await _tick(database, bell, stopping)
        tending.cancel()
    await database.close()
    bell.close()


async def _tick(database: Database, bell: BrokerBell, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        pause = EVERY
        try:
            if any(await tick(database, bell)):
                pause = SOON
        except Unavailable:
            log.warning("tick_without_database")
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)


async def _tend(database: Database) -> None:
    """What is looked after now and then, beside the ticks: however long it takes, no reminder waits."""
    noticed = False
    while True:
        try:
            if not noticed:
                await notice_holidays(database)
                noticed = True
            await check_sums(database)
            await forget_audit(database)
            await publish_reports(database)
            await asyncio.sleep(CHECK_EVERY)
        except Unavailable:
            await asyncio.sleep(EVERY)
