"""The connections of one event loop: who gets one, and how a transaction that only read ends.

A transaction that only read has nothing to save, yet its COMMIT is one of a read's three round
trips. So it stays open and ends in the message that begins the next one on its connection
(`COMMIT; BEGIN; …`): a contact page costs a quarter less. Where nobody comes within LINGER it is
ended by itself, and meanwhile it holds no snapshot, so it keeps nothing from being vacuumed.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Final

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import await_only, greenlet_spawn

from api.config import asyncpg_url
from api.errors import Unavailable

LINGER: Final = 0.01
"""Seconds a transaction that only read waits for the next one on its connection."""
LONGEST_OUT: Final = 60.0
"""Seconds after which a connection goes back to the pool, which looks at its age."""
LONGEST_WAIT: Final = 5.0
"""Seconds to wait for a connection, and for a server that does not answer."""

LOST_CONNECTION: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    # The server said goodbye while nothing was asked: the driver has read that, but not the end.
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    OSError,
    TimeoutError,
)
"""What the driver raises when the server is gone, going or not yet there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A connection in use, and when it left the pool (seconds of a monotonic clock)."""

    fairy: PoolProxiedConnection
    since: float

    @property
    def driver(self) -> "asyncpg.Connection[asyncpg.Record]":
        """The driver's own connection."""
        return self.fairy.driver_connection  # type: ignore[return-value]


class Connections:
    """At most `size` connections to one database, under the application `name`."""

    def __init__(self, url: str, *, size: int, name: str) -> None:
        self.engine: AsyncEngine = create_async_engine(
            asyncpg_url(url),
            isolation_level="AUTOCOMMIT",
            pool_size=size,
            max_overflow=0,
            pool_timeout=LONGEST_WAIT,
            pool_recycle=1800,
            pool_reset_on_return=None,
            connect_args={
                "timeout": LONGEST_WAIT,
                "command_timeout": 30,
                "server_settings": {
                    "application_name": name,
                    "statement_timeout": "20s",
                    "lock_timeout": "5s",
                    "idle_in_transaction_session_timeout": "30s",
                    "jit": "off",
                },
            },
        )
        self._places = asyncio.Semaphore(size)
        self._lingering: list[tuple[float, Held]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

        # A raw BEGIN is invisible to SQLAlchemy: without this the next checkout saw the previous
        # person (ARCHITECTURE.md section 6).
        @event.listens_for(self.engine.sync_engine, "reset")
        def roll_back(dbapi: Any, record: Any, state: Any) -> None:
            connection = dbapi.driver_connection
            if (
                not state.terminate_only
                and not connection.is_closed()
                and connection.is_in_transaction()
            ):
                await_only(connection.execute("ROLLBACK"))

    async def begin(self, opening: str) -> Held:
        """A connection on which `opening` was run. Raises Unavailable, and whatever PostgreSQL
        answers to the opening."""
        await self._take_place()
        try:
            return await self._begun(opening)
        except BaseException:
            self._places.release()
            raise

    async def end(self, held: Held, *, only_read: bool) -> None:
        """Give the connection back: with its transaction still open if that has `only_read`, else
        after its end; one that is open all the same is rolled back."""
        try:
            now = time.monotonic()
            if only_read and now - held.since < LONGEST_OUT:
                self._lingering.append((now, held))
                if self._timer is None:
                    self._watch()
            else:
                if only_read:
                    await held.driver.execute("COMMIT")
                await greenlet_spawn(held.fairy.close)
        finally:
            self._places.release()

    def lingering(self) -> list[Held]:
        """The connections whose last transaction only read and is still open."""
        return [held for _, held in self._lingering]

    async def close(self) -> None:
        """End what lingers, and close all connections."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        left, self._lingering = self._lingering, []
        await self._settle([held for _, held in left])
        if self._ending:
            await asyncio.wait(self._ending)
        await self.engine.dispose()

    async def _take_place(self) -> None:
        # Whoever has a place gets a connection at once, a lingering one or one of the pool.
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._places.acquire()
        except TimeoutError as error:
            raise Unavailable("All connections are busy; nothing was changed.") from error

    async def _begun(self, opening: str) -> Held:
        # A connection may have died with the server since it was last used: one fresh try.
        for attempt in (1, 2):
            if self._lingering:
                held = self._lingering.pop()[1]
                first = "COMMIT; "
            else:
                held, first = await self._from_pool(), ""
            try:
                await held.driver.execute(first + opening)
            except LOST_CONNECTION as error:
                held.fairy.invalidate(error)
                await greenlet_spawn(held.fairy.close)
                await self._give_up_lingering(error)
                if attempt == 2:
                    raise Unavailable() from error
            except BaseException:
                await greenlet_spawn(held.fairy.close)
                raise
            else:
                return held
        raise AssertionError("the loop above returns or raises")

    async def _from_pool(self) -> Held:
        try:
            return Held(await self.engine.raw_connection(), time.monotonic())
        except PoolTimeout as error:
            raise Unavailable("All connections are busy; nothing was changed.") from error
        except (*LOST_CONNECTION, asyncpg.PostgresError) as error:
            raise Unavailable() from error

    async def _give_up_lingering(self, error: Exception) -> None:
        # They were lost together: the fresh try must not begin on another of them.
        left, self._lingering = self._lingering, []
        for _, held in left:
            held.fairy.invalidate(error)
            await greenlet_spawn(held.fairy.close)

    def _watch(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(LINGER, self._look)

    def _look(self) -> None:
        self._timer = None
        limit = time.monotonic() - LINGER
        over = [held for since, held in self._lingering if since <= limit]
        if over:
            self._lingering = [each for each in self._lingering if each[0] > limit]
            task = asyncio.get_running_loop().create_task(self._settle(over))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
        if self._lingering:
            self._watch()

    async def _settle(self, over: list[Held]) -> None:
        for held in over:
            try:
                await held.driver.execute("COMMIT")
            except (*LOST_CONNECTION, asyncpg.PostgresError) as error:
                held.fairy.invalidate(error)
            await greenlet_spawn(held.fairy.close)
