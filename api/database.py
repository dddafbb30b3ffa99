"""The one engine, and `Work`: one request or job = one transaction = one context.

`Work` opens with one simple query that begins the transaction, finds the live credential, checks
the scope and sets the person for row-level security; it alone commits. See ARCHITECTURE.md
sections 3 and 6 for the reasons and the measurements.
"""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import asyncpg
from sqlalchemy import (
    ColumnElement,
    Executable,
    SQLColumnExpression,
    Text,
    any_,
    bindparam,
    column,
    func,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.util import greenlet_spawn

from api.clock import Clock
from api.connections import LOST_CONNECTION, Connections, Held
from api.credentials import Credential, Entering, Subject
from api.errors import (
    Conflict,
    Forbidden,
    NotFound,
    Problem,
    ReadOnly,
    Unauthenticated,
    Unavailable,
)
from api.jobs import Bell, ring
from api.logs import log

_DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]


class Hot:
    """A statement written once in SQLAlchemy Core, compiled to asyncpg's `$n` form when it is first run.

    Running it costs no SQLAlchemy at all: 0.21–0.26 of pgbench against 0.06 for the ORM. Compiling
    all of them would be a quarter of a server's start, and most processes run few of them.
    """

    __slots__ = ("_statement", "defaults", "names", "reads", "sql")

    sql: str
    names: tuple[str, ...]
    defaults: dict[str, Any]
    reads: bool
    """Whether it is a SELECT through and through, so that nothing needs to be committed."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def __getattr__(self, name: str) -> Any:
        # Python asks here for what is not set: the parts of a statement that was not yet run.
        if name not in {"defaults", "names", "reads", "sql"}:
            raise AttributeError(name)
        self._compile()
        return getattr(self, name)

    def _compile(self) -> None:
        statement = self._statement
        compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT))
        # Constant lists (`column.in_(["a", "b"])`) are expanded here; SQLAlchemy would when it runs.
        expanded = compiled._process_parameters_for_postcompile(
            compiled.construct_params(_check=False)
        )
        self.reads = isinstance(statement, SelectBase) and not any(
            isinstance(each.element, UpdateBase) for each in compiled.ctes or ()
        )
        self.names = tuple(expanded.positiontup or ())
        self.defaults = {
            name: value
            for name, value in expanded.additional_parameters.items()
            if name not in compiled.binds or not compiled.binds[name].required
        }
        self.sql = expanded.statement
        del self._statement

    @classmethod
    def of(cls, sql: str) -> "Hot":
        """A statement without parameters that SQLAlchemy has no words for."""
        made = cls.__new__(cls)
        made.sql, made.names, made.defaults, made.reads = sql, (), {}, False
        return made

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """The positional arguments for `values` given by name; a missing one is a KeyError."""
        defaults = self.defaults
        return [values[name] if name in values else defaults[name] for name in self.names]


class Work:
    """One transaction with one context. Handlers and services read and write through it and never
    commit: whoever opened it does, after the response is rendered."""

    def __init__(self, database: "Database", held: Held, subject: Subject, now: datetime) -> None:
        self.subject = subject
        self.now = now
        self.only_read = True
        """Whether nothing of this transaction needs to be committed before its answer leaves."""
        self._database = database
        self._fairy = held.fairy
        self._driver = held.driver
        self._session: AsyncSession | None = None
        self._after_commit: list[Callable[[], Coroutine[Any, Any, None]]] = []

    async def fetch(self, hot: Hot, **values: Any) -> list[asyncpg.Record]:
        """All rows of a compiled statement."""
        self.only_read &= hot.reads
        return await self._driver.fetch(hot.sql, *hot.arguments(values))

    async def fetchrow(self, hot: Hot, **values: Any) -> asyncpg.Record | None:
        """The first row of a compiled statement, or None."""
        self.only_read &= hot.reads
        return await self._driver.fetchrow(hot.sql, *hot.arguments(values))

    async def fetchval(self, hot: Hot, **values: Any) -> Any:
        """The first column of the first row of a compiled statement, or None."""
        self.only_read &= hot.reads
        return await self._driver.fetchval(hot.sql, *hot.arguments(values))

    async def stream(self, hot: Hot, **values: Any) -> AsyncIterator[asyncpg.Record]:
        """The rows of a compiled statement, fetched as they are used, in bounded memory."""
        self.only_read &= hot.reads
        async for row in self._driver.cursor(hot.sql, *hot.arguments(values), prefetch=1000):
            yield row

    async def execute(self, hot: Hot, **values: Any) -> str:
        """Run a compiled statement for its effect; returns PostgreSQL's command tag."""
        self.only_read = False
        return await self._driver.execute(hot.sql, *hot.arguments(values))

    async def call(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """Call a door function: `SELECT * FROM door.x($1, $2)`. For doors only."""
        self.only_read = False
        return await self._driver.fetch(sql, *arguments)

    async def enter_by_link(self, person_id: UUID, body: bytes, proof: bytes) -> bool:
        """Go on as the person who was sent this link, with the right to write; False where the
        proof is not good. For transactions that nobody entered, and for what the link is for."""
        assert self.subject.kind == "nobody"
        rows = await self.call("SELECT door.enter_by_link($1, $2, $3)", person_id, body, proof)
        if not rows[0][0]:
            return False
        self.subject = Subject(person_id, "link")
        await self.write()
        return True

    async def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Copy rows into a *temporary* table of this transaction (set-based writes read from it)."""
        self.only_read = False
        await self._driver.copy_records_to_table(table, columns=list(columns), records=rows)

    async def session(self) -> AsyncSession:
        """The ORM session on this very connection and transaction, made on first use."""
        self.only_read = False
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
        self.only_read = False
        await self._driver.execute("SELECT app.begin_write()")

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """A part of this transaction that leaves nothing behind when it raises; what was done before
        it stays, and the transaction goes on. Its ORM session is its own: rows that were loaded before
        are neither seen nor changed by it."""
        await self.flush()
        around, self._session = self._session, None
        later = len(self._after_commit)
        self.only_read = False
        await self._driver.execute("SAVEPOINT part")
        try:
            yield
            await self.flush()
        except Exception:
            del self._after_commit[later:]
            await self._driver.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
            raise
        else:
            await self._driver.execute("RELEASE SAVEPOINT part")
        finally:
            self._session = around

    def after_commit(self, action: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Have `action` run once the transaction is committed; its failure is logged, not raised."""
        self.only_read = False
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
    """The connections of one event loop; opens `Work`. `bell` is rung after commits."""

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
        self._connections = Connections(url, size=pool_size, name=name)

    @property
    def engine(self) -> AsyncEngine:
        """The one engine."""
        return self._connections.engine

    def lingering(self) -> list[Held]:
        """The connections whose last transaction only read and is still open."""
        return self._connections.lingering()

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()

    def enter(
        self,
        credential: Credential | None,
        scope: str,
        *,
        writing: bool,
        organization: Entering | None = None,
    ) -> AbstractAsyncContextManager[Work]:
        """Open the transaction of one request; one about an `organization` enters that as well.

        Without a credential only doors answer. Raises Unauthenticated, Forbidden (scope, role),
        NotFound (not their organization), ReadOnly (the example) and Unavailable (the database
        does not answer).
        """
        if credential is None:
            opening, subject = "BEGIN", Subject.nobody()
        else:
            opening = f"BEGIN; SELECT {credential.entering(scope)}"
            subject = credential.subject
            if organization is not None:
                opening += f"; SELECT {organization.entering()}"
            if writing:
                opening += "; SELECT app.begin_write()"
        reading = credential is not None and not writing
        return self._opened(opening, subject, reading=reading)

    def enter_as(self, people: Sequence[UUID]) -> AbstractAsyncContextManager[Work]:
        """Open the transaction of a job for a batch of at most 100 people (worker role only)."""
        # In order: PostgreSQL sorts them again for every look through an index.
        batch = ",".join(f"'{UUID(str(person))}'" for person in sorted(people))
        opening = f"BEGIN; SELECT door.enter_as(ARRAY[{batch}]::uuid[])"
        return self._opened(opening, Subject.job(people[0]))

    def enter_nobody(self) -> AbstractAsyncContextManager[Work]:
        """Open a transaction without any context: only door and planning functions answer."""
        return self._opened("BEGIN", Subject.nobody())

    @asynccontextmanager
    async def _opened(
        self, opening: str, subject: Subject, *, reading: bool = False
    ) -> AsyncIterator[Work]:
        try:
            held = await self._connections.begin(opening)
        except asyncpg.PostgresError as error:
            raise _refusal(error) from error
        work = Work(self, held, subject, self.clock.now())
        only_read = False
        try:
            try:
                yield work
                only_read = reading and work.only_read
                if not only_read:
                    await work._commit()
            except LOST_CONNECTION as error:
                held.fairy.invalidate(error)
                raise Unavailable() from error
            except asyncpg.PostgresError as error:
                raise _refusal(error) from error
            except DBAPIError as error:
                # What the ORM wraps in its own error, and that in its dialect's.
                cause = error.orig.__cause__ if error.orig is not None else None
                if isinstance(cause, LOST_CONNECTION):
                    held.fairy.invalidate(cause)
                    raise Unavailable() from error
                if isinstance(cause, asyncpg.PostgresError):
                    raise _refusal(cause) from error
                raise
        finally:
            await self._connections.end(held, only_read=only_read)
        await work._run_after_commit()


def _refusal(error: asyncpg.PostgresError) -> Problem | asyncpg.PostgresError:
    """The problem that a database error stands for, or the error itself where it is our mistake."""
    match error.sqlstate:
        case "AW401":
            return Unauthenticated()
        case "AW403":
            return Forbidden(str(error))
        case "AW404":
            return NotFound()
        case "AW409":
            return Conflict(str(error))
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


def given_rows(given_as: str, **columns: Any) -> Any:
    """Rows that are given column by column: an array is read several times faster than JSON."""
    arrays = [bindparam(f"{given_as}_{each}", type_=ARRAY(kind)) for each, kind in columns.items()]
    listed = [column(each, kind) for each, kind in columns.items()]
    return func.unnest(*arrays).table_valued(*listed).render_derived(given_as)


def columns_of(table: Any, rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """The same rows, column by column, under the names that `given_rows` gave them."""
    names = [f"{table.name}_{each.name}" for each in table.c]
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(values) for name, values in zip(names, columns, strict=True)}


def hot(statement: Executable) -> Hot:
    """Compile a Core statement for the hot path, at import."""
    assert isinstance(statement, ClauseElement)
    return Hot(statement)
