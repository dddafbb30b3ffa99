"""Who looked at what is shared, as the person reads it; the bridge writes it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.database import Work
from api.paging import Cursors
from api.sharing.schemas import LookPage, LookRead

_LIST: Final = "access-log"
_PIECE: Final = 1000


class _Position(msgspec.Struct, frozen=True):
    hour: datetime
    id: UUID


async def list_looks(
    work: Work, cursors: Cursors, *, enrolment_id: UUID | None, limit: int, cursor: str | None
) -> LookPage:
    """A page of who looked, the latest first; in one cohort, or in all."""
    name = f"{_LIST}:{enrolment_id}"
    me = work.subject.person_id
    before = cursors.read(cursor, me, name, _Position) if cursor else None
    rows = await _rows(work, enrolment_id, before, limit + 1)
    items = [LookRead(*row) for row in rows[:limit]]
    last = _Position(items[-1].hour, items[-1].id) if len(rows) > limit else None
    return LookPage(items, cursors.write(me, name, last) if last else None)


async def _rows(
    work: Work, enrolment_id: UUID | None, before: _Position | None, most: int
) -> list[asyncpg.Record]:
    return await work.call(
        "SELECT * FROM bridge.who_looked($1, $2, $3, $4)",
        enrolment_id,
        before.hour if before else datetime.max.replace(tzinfo=work.now.tzinfo),
        before.id if before else UUID(int=2**128 - 1),
        most,
    )


async def all_looks(work: Work) -> list[LookRead]:
    """Every look, the latest first, for the export."""
    every: list[LookRead] = []
    before: _Position | None = None
    while rows := await _rows(work, None, before, _PIECE):
        every += [LookRead(*row) for row in rows]
        before = _Position(every[-1].hour, every[-1].id)
    return every
