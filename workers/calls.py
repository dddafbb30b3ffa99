"""Calls to addresses that people gave, however slow: beside the threads that mails need.

A message is taken at once and its calls are made in the event loop, so many at a time. What is lost
when the process ends is rung for again: the rows are the truth.
"""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from api.database import Database
from api.deliveries.calling import Caller
from api.deliveries.engine import Engine
from api.deliveries.rules import Rule
from api.errors import Unavailable
from api.logs import log
from api.mail import Mail, MailNotAccepted

AT_ONCE: Final = 20
"""Messages whose calls are made at the same time: of one person (`api.deliveries.tick.CALLS`) fewer
than half."""
MOST_WAITING: Final = 200
"""More messages than these are let go: they are rung for again."""


class _NoPost:
    async def send(self, mail: Mail) -> None:
        raise MailNotAccepted("calls send no mails", permanent=True)


class Calls:
    """Makes calls."""

    def __init__(self, database: Database, rules: Sequence[Rule], caller: Caller) -> None:
        self._database = database
        self._caller = caller
        self._engine = Engine(database, rules, _NoPost(), caller=caller)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    def take(self, pairs: Sequence[tuple[UUID, UUID]]) -> None:
        """Begin with these deliveries, and return at once."""
        if len(self._under_way) >= MOST_WAITING:
            log.warning("calls_let_go", calls=len(pairs))
            return
        task = asyncio.create_task(self._make(pairs))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _make(self, pairs: Sequence[tuple[UUID, UUID]]) -> None:
        async with self._turns:
            try:
                await self._engine.work(pairs)
            except Unavailable:
                log.warning("calls_without_database")
            except Exception:
                log.exception("calls_failed")

    def rest(self) -> None:
        """Begin with nothing more; what is under way is ended."""
        self._engine.rest()

    async def close(self) -> None:
        """Wait for what is under way, and close what is open."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self._caller.close()
        await self._database.close()
