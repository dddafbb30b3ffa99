"""The one engine, and `Work`: one request or job = one transaction = one context.

`Work` opens with one simple query that begins the transaction, finds the live credential, checks
the scope and sets the person for row-level security; it alone commits. See ARCHITECTURE.md
sections 3 and 6 for the reasons and the measurements.
"""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import ColumnElement, Executable, SQLColumnExpression, Text, any_, event, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.util import await_only, greenlet_spawn

from api.clock import Clock
from api.config import asyncpg_url
from api.credentials import Credential, Subject
from api.errors import Conflict, Forbidden, Problem, ReadOnly, Unauthenticated, Unavailable
from api.jobs import Bell, ring

log = structlog.get_logger()

_DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]

LOST_CONNECTION = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    OSError,
    TimeoutError,
)
"""What the driver raises when the server is gone, going or not yet there."""


class Hot:
    """A statement written once in SQLAlchemy Core and compiled at import to asyncpg's `$n` form.

    Running it costs no SQLAlchemy at all: 0.21–0.26 of pgbench against 0.06 for the ORM.
    """

    __slots__ = ("defaults", "names", "sql")

    def __init__(self, statement: ClauseElement) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT))
        # Constant lists (`column.in_(["a", "b"])`) are expanded here; SQLAlchemy would when it runs.
        expanded = compiled._process_parameters_for_postcompile(
            compiled.construct_params(_check=False)
        )
        self.sql = expanded.statement
        self.names: tuple[str, ...] = tuple(expanded.positiontup or ())
        self.defaults: dict[str, Any] = {
            name: value
            for name, value in expanded.additional_parameters.items()
            if name not in compiled.binds or not compiled.binds[name].required
        }

    @classmethod
    def of(cls, sql: str) -> "Hot":
        """A statement without parameters that SQLAlchemy has no words for."""
        made = cls.__new__(cls)
        made.sql, made.names, made.defaults = sql, (), {}
        return made

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """The positional arguments for `values` given by name; a missing one is a KeyError."""
        defaults = self.defaults
        return [values[name] if name in values else defaults[name] for name in self.names]


class Work:
    """One transaction with one context. Handlers and services read and write through it and never
    commit: whoever opened it does, after the response is rendered."""

    def __init__(
        self, database: "Database", fairy: PoolProxiedConnection, subject: Subject, now: datetime
    ) -> None:
        self.subject = subject
        self.now = now
        self._database = database
        self._fairy = fairy
        self._driver: asyncpg.Connection[asyncpg.Record] = fairy.driver_connection  # type: ignore[assignment]
        self._session: AsyncSession | None = None
        self._after_commit: list[Callable[[], Coroutine[Any, Any, None]]] = []

    async def fetch(self, hot: Hot, **values: Any) -> list[asyncpg.Record]:
        """All rows of a compiled statement."""
        return await self._driver.fetch(hot.sql, *hot.arguments(values))

    async def fetchrow(self, hot: Hot, **values: Any) -> asyncpg.Record | None:
        """The first row of a compiled statement, or None."""
        return await self._driver.fetchrow(hot.sql, *hot.arguments(values))

    async def fetchval(self, hot: Hot, **values: Any) -> Any:
        """The first column of the first row of a compiled statement, or None."""
        return await self._driver.fetchval(hot.sql, *hot.arguments(values))

    async def stream(self, hot: Hot, **values: Any) -> AsyncIterator[asyncpg.Record]:
        """The rows of a compiled statement, fetched as they are used, in bounded memory."""
        async for row in self._driver.cursor(hot.sql, *hot.arguments(values), prefetch=1000):
            yield row

    async def execute(self, hot: Hot, **values: Any) -> str:
        """Run a compiled statement for its effect; returns PostgreSQL's command tag."""
        return await self._driver.execute(hot.sql, *hot.arguments(values))

    async def call(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """Call a door function: `SELECT * FROM door.x($1, $2)`. For doors only."""
        return await self._driver.fetch(sql, *arguments)

    async def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Copy rows into a *temporary* table of this transaction (set-based writes read from it)."""
        await self._driver.copy_records_to_table(table, columns=list(columns), records=rows)

    async def session(self) -> AsyncSession:
        """The ORM session on this very connection and transaction, made on first use."""
        if self._session is None:
            engine = self._database.engine
            connection = await greenlet_spawn(
                Connection, engine.sync_engine, connection=self._fairy, _has_events=None
            )
            self._session = AsyncSession(
                bind=AsyncConnection(engine, sync_connection=connection),
                expire_on_commit=False,
                autoflush=False,
            )
        return self._session

    async def write(self) -> None:
        """Take the `changes` row of every owner in this context, once per transaction.

        It serialises one person's writes and gives all rows of the transaction their `change_seq`.
        Writing requests have done so when their handler starts; jobs call it before they write.
        """
        await self._driver.execute("SELECT app.begin_write()")

    def after_commit(self, action: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Have `action` run once the transaction is committed; its failure is logged, not raised."""
        self._after_commit.append(action)

    def ring_after_commit(self, job: str, ids: list[str]) -> None:
        """Tell workers to look, once the transaction is committed."""
        self.after_commit(lambda: ring(self._database.bell, job, ids))

    async def flush(self) -> None:
        """Send what the ORM session holds back, so that compiled statements see it."""
        if self._session is not None:
            await self._session.flush()

    async def _commit(self) -> None:
        await self.flush()
        await self._driver.execute("COMMIT")

    async def _run_after_commit(self) -> None:
        for action in self._after_commit:
            try:
                await action()
            except Exception:
                log.exception("after_commit_failed")


class Database:
    """The engine and its pool for one event loop; opens `Work`. `bell` is rung after commits."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        *,
        pool_size: int = 10,
        name: str = "askwell",
        bell: Bell | None = None,
    ) -> None:
        self.clock = clock
        self.bell = bell
        self.engine: AsyncEngine = create_async_engine(
            asyncpg_url(url),
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=5,
            pool_recycle=1800,
            pool_reset_on_return=None,
            connect_args={
                "timeout": 5,
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

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()

    @asynccontextmanager
    async def enter(
        self, credential: Credential | None, scope: str, *, writing: bool
    ) -> AsyncIterator[Work]:
        """Open the transaction of one request.

        Without a credential only doors answer. Raises Unauthenticated, Forbidden (scope),
        ReadOnly (the example) and Unavailable (the database does not answer).
        """
        if credential is None:
            opening, subject = "BEGIN", Subject.nobody()
        else:
            opening = f"BEGIN; SELECT {credential.entering(scope)}"
            subject = credential.subject
            if writing:
                opening += "; SELECT app.begin_write()"
        async with self._opened(opening, subject) as work:
            yield work

    @asynccontextmanager
    async def enter_as(self, people: Sequence[UUID]) -> AsyncIterator[Work]:
        """Open the transaction of a job for a batch of at most 100 people (worker role only)."""
        batch = ",".join(f"'{UUID(str(person))}'" for person in people)
        opening = f"BEGIN; SELECT door.enter_as(ARRAY[{batch}]::uuid[])"
        async with self._opened(opening, Subject.job(people[0])) as work:
            yield work

    @asynccontextmanager
    async def enter_nobody(self) -> AsyncIterator[Work]:
        """Open a transaction without any context: only door and planning functions answer."""
        async with self._opened("BEGIN", Subject.nobody()) as work:
            yield work

    @asynccontextmanager
    async def _opened(self, opening: str, subject: Subject) -> AsyncIterator[Work]:
        fairy = await self._begin(opening)
        work = Work(self, fairy, subject, self.clock.now())
        try:
            try:
                yield work
                await work._commit()
            except LOST_CONNECTION as error:
                fairy.invalidate(error)
                raise Unavailable() from error
            except asyncpg.PostgresError as error:
                raise _refusal(error) from error
            except DBAPIError as error:
                # What the ORM wraps in its own error, and that in its dialect's.
                cause = error.orig.__cause__ if error.orig is not None else None
                if isinstance(cause, LOST_CONNECTION):
                    fairy.invalidate(cause)
                    raise Unavailable() from error
                if isinstance(cause, asyncpg.PostgresError):
                    raise _refusal(cause) from error
                raise
        finally:
            await greenlet_spawn(fairy.close)
        await work._run_after_commit()

    async def _begin(self, opening: str) -> PoolProxiedConnection:
        # A pooled connection may have died with the server since it was last used: one fresh try.
        for attempt in (1, 2):
            try:
                fairy = await self.engine.raw_connection()
            except PoolTimeout as error:
                raise Unavailable("All connections are busy; nothing was changed.") from error
            except (*LOST_CONNECTION, asyncpg.PostgresError) as error:
                raise Unavailable() from error
            try:
                await fairy.driver_connection.execute(opening)  # type: ignore[union-attr]
            except LOST_CONNECTION as error:
                fairy.invalidate(error)
                await greenlet_spawn(fairy.close)
                if attempt == 2:
                    raise Unavailable() from error
            except asyncpg.PostgresError as error:
                await greenlet_spawn(fairy.close)
                raise _refusal(error) from error
            except BaseException:
                await greenlet_spawn(fairy.close)
                raise
            else:
                return fairy
        raise AssertionError("the loop above returns or raises")


def _refusal(error: asyncpg.PostgresError) -> Problem | asyncpg.PostgresError:
    """The problem that a database error stands for, or the error itself where it is our mistake."""
    match error.sqlstate:
        case "AW401":
            return Unauthenticated()
        case "AW403":
            return Forbidden(str(error))
        case "25006":
            return ReadOnly()
        case "55P03" | "57014" | "40001" | "40P01" | "53300":
            return Unavailable("Too much is going on at once; nothing was changed.")
        case "23505" | "23503":
            return Conflict("It contradicts something that was saved a moment ago.")
        case _:
            return error


def among(column: SQLColumnExpression[str], values: Iterable[str]) -> ColumnElement[bool]:
    """`column IN (…)` for compiled statements: one array parameter."""
    return column == any_(literal(list(values), ARRAY(Text)))


def hot(statement: Executable) -> Hot:
    """Compile a Core statement for the hot path, at import."""
    assert isinstance(statement, ClauseElement)
    return Hot(statement)
