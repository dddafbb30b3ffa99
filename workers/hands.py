"""What a worker process holds: one database and one engine, made inside its event loop."""

import asyncio

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.engine import Engine
from api.mail import Mailer
from api.secrets import Keys
from workers.rules import all_rules


class Hands:
    """Opened on first use: an engine made at import would belong to another loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None
        self._engine: Engine | None = None
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
                self._engine = Engine(
                    self._database,
                    all_rules(settings, Keys(settings.secret_keys)),
                    Mailer(settings.smtp_url, settings.mail_from),
                )
            return self._engine

    async def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            await self._database.close()
