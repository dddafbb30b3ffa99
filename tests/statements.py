"""Counts the statements that reach the database, beside those that open and end a transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asyncpg.connection import LoggedQuery
from litestar import Litestar
from sqlalchemy import event

from api.database import Database

FRAME = ("BEGIN", "COMMIT", "ROLLBACK")
LEARNING = ("typeinfo_tree", "current_setting('jit')")
"""What asyncpg asks once on a new connection, to know a type that it meets for the first time."""


@asynccontextmanager
async def statements(app: Litestar) -> AsyncIterator[list[str]]:
    """Everything an application sends while this is open, without `BEGIN; SELECT door.enter(…)` and
    COMMIT."""
    async with statements_of(app.state.database) as seen:
        yield seen


@asynccontextmanager
async def statements_of(database: Database) -> AsyncIterator[list[str]]:
    """The same of one database."""
    seen: list[str] = []

    def log(query: LoggedQuery) -> None:
        learning = any(mark in query.query for mark in LEARNING)
        if not learning and not query.query.lstrip().startswith(FRAME):
            seen.append(query.query)

    def taken(dbapi: Any, *_: object) -> None:
        dbapi.driver_connection.add_query_logger(log)

    def given_back(dbapi: Any, *_: object) -> None:
        if dbapi is not None:
            dbapi.driver_connection.remove_query_logger(log)

    engine = database.engine.sync_engine
    # A transaction that only read may still linger on its connection, which is not taken anew then.
    for held in database.lingering():
        held.driver.add_query_logger(log)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    try:
        yield seen
        # asyncpg tells its loggers in the next turn of the loop.
        await asyncio.sleep(0)
    finally:
        event.remove(engine, "checkout", taken)
        event.remove(engine, "checkin", given_back)
        for held in database.lingering():
            held.driver.remove_query_logger(log)
