"""The sessions of whoever takes part, as they see them themselves, through a door."""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.coaching.session_schemas import OwnSession, OwnSessionPage
from api.database import Work
from api.errors import NotFound
from api.organizations.lists import EARLIEST, LATEST
from api.paging import Cursors

_OWN: Final = "SELECT * FROM door.own_sessions($1, $2, $3, $4, $5, $6)"
_FIRST: Final = UUID(int=0)
_LAST: Final = UUID(int=2**128 - 1)


class _Place(msgspec.Struct, frozen=True):
    starts_at: datetime
    id: UUID


async def list_own_sessions(
    work: Work, cursors: Cursors, *, past: bool, limit: int, cursor: str | None
) -> OwnSessionPage:
    """A page of sessions in which the caller takes part: those to come or those that are over."""
    me, name = work.subject.person_id, f"own-sessions:{past}"
    after = _Place(LATEST, _LAST) if past else _Place(EARLIEST, _FIRST)
    if cursor:
        after = cursors.read(cursor, me, name, _Place)
    rows = await work.call(_OWN, past, work.now, after.starts_at, after.id, None, limit + 1)
    items = [_shown(row) for row in rows[:limit]]
    last = _Place(items[-1].starts_at, items[-1].id) if len(rows) > limit else None
    return OwnSessionPage(items, cursors.write(me, name, last) if last else None)


async def own_session(work: Work, session_id: UUID) -> asyncpg.Record:
    """One of them, whenever it is. Raises NotFound."""
    rows = await work.call(_OWN, False, EARLIEST, EARLIEST, _FIRST, session_id, 1)
    if not rows:
        raise NotFound()
    return rows[0]


async def own_sessions_since(work: Work, since: datetime, most: int) -> list[asyncpg.Record]:
    """Those that ended after `since`, the first first."""
    return await work.call(_OWN, False, since, EARLIEST, _FIRST, None, most)


def _shown(row: asyncpg.Record) -> OwnSession:
    return OwnSession(*row[:13])
