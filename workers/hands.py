"""What a worker process holds: a database and an engine for what people wait for, and another of each
for calls to addresses that people gave; made inside its event loop."""

import asyncio
from typing import Final

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.calling import CONNECTIONS, Caller
from api.deliveries.engine import Engine
from api.deliveries.push_sealing import vapid_of
from api.deliveries.pushing import Pusher
from api.mail import Mailer
from api.outgoing import Outgoing
from api.secrets import Keys
from workers.calls import Calls
from workers.rules import all_rules, call_rules

CALL_POOL: Final = 4
"""Connections to the database for calls: while one is under way it needs none."""


class Hands:
    """Opened on first use: an engine made at import would belong to another loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None
        self._engine: Engine | None = None
        self._pusher: Pusher | None = None
        self._mailer: Mailer | None = None
        self._calls: Calls | None = None
        self._opening = asyncio.Lock()

    async def engine(self) -> Engine:
        """The engine of this process. Raises ConfigurationError when the role may do too much."""
        async with self._opening:
            if self._engine is None:
                settings = self._settings
                self._database = Database(
                    settings.database_worker_url,
                    Clock(settings.clock_file),
                    pool_size=settings.pool_size,
                    name="askwell-worker",
                )
                keys = Keys(settings.secret_keys)
                outgoing = Outgoing(anywhere=not settings.production)
                self._pusher = Pusher(keys, vapid_of(settings, keys), outgoing)
                self._mailer = Mailer(settings.smtp_url, settings.mail_from)
                self._engine = Engine(
                    self._database,
                    all_rules(settings, keys),
                    self._mailer,
                    push=self._pusher,
                )
            return self._engine

    async def calls(self) -> Calls:
        """What makes the calls of this process."""
        async with self._opening:
            if self._calls is None:
                settings = self._settings
                database = Database(
                    settings.database_worker_url,
                    Clock(settings.clock_file),
                    pool_size=min(settings.pool_size, CALL_POOL),
                    name="askwell-calls",
                )
                outgoing = Outgoing(anywhere=not settings.production, connections=CONNECTIONS)
                rules = call_rules(Keys(settings.secret_keys))
                self._calls = Calls(database, rules, Caller(outgoing))
            return self._calls

    def rest(self) -> None:
        """Take nothing more in hand; what is in hand is ended."""
        if self._calls is not None:
            self._calls.rest()
        if self._engine is not None:
            self._engine.rest()

    async def close(self) -> None:
        """Close the database, and what is open to push services and the mail server."""
        if self._calls is not None:
            await self._calls.close()
        if self._mailer is not None:
            await self._mailer.close()
        if self._pusher is not None:
            await self._pusher.close()
        if self._database is not None:
            await self._database.close()
