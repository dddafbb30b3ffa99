"""What the lists and creates of an organization have in common: pages by one column and the id, and
"made, or the same again"."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Generic, TypeVar, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Select, Uuid, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from api.database import Hot, Work, hot
from api.errors import Conflict, NotFound
from api.paging import Cursors

Edge = TypeVar("Edge", datetime, date, str)
Shown = TypeVar("Shown")

ORGANIZATION: Final = bindparam("the_organization", type_=Uuid())
ONE: Final = bindparam("one", type_=Uuid())
COHORT: Final = bindparam("of_cohort", type_=Uuid())


class Position(msgspec.Struct, Generic[Edge], frozen=True):
    """Where a page ended: the column it is in order of, and the id."""

    edge: Edge
    id: UUID


EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
LATEST: Final = datetime.max.replace(tzinfo=UTC)
_LAST_ID: Final = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Edge, Shown]):
    """A list in pages. `column` names what it is in order of; `first` is where that begins (LATEST
    or `date.max` for what shows the latest first)."""

    name: str
    page: Hot
    column: str
    first: Edge
    down: bool
    shown: Callable[[asyncpg.Record], Shown]

    async def read(
        self,
        work: Work,
        cursors: Cursors,
        organization_id: UUID,
        *,
        limit: int,
        cursor: str | None,
        of: UUID | None = None,
        **values: Any,
    ) -> tuple[list[Shown], str | None]:
        """A page and the cursor of the next; a cursor counts for the list `of` the same thing only."""
        name = f"{self.name}:{of}" if of is not None else self.name
        kind = cast(type[Position[Edge]], Position[type(self.first)])  # type: ignore[misc]
        edge, edge_id = self.first, _LAST_ID if self.down else UUID(int=0)
        if cursor:
            after = cursors.read(cursor, organization_id, name, kind)
            edge, edge_id = after.edge, after.id
        rows = await work.fetch(
            self.page,
            the_organization=organization_id,
            edge=edge,
            edge_id=edge_id,
            most=limit + 1,
            **values,
        )
        following = None
        if len(rows) > limit:
            last = rows[limit - 1]
            following = cursors.write(
                organization_id, name, Position(last[self.column], last["id"])
            )
        return [self.shown(row) for row in rows[:limit]], following


def in_pages(
    read: Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[Any],
    key: InstrumentedAttribute[UUID],
    *,
    down: bool,
) -> Hot:
    """`read` as a page in order of `column` and `key`, for a Listing."""
    kind: TypeEngine[Any] = column.type
    position = tuple_(column, key)
    edge = tuple_(bindparam("edge", type_=kind), bindparam("edge_id", type_=Uuid()))
    order = (column.desc(), key.desc()) if down else (column, key)
    return hot(
        read.where(position < edge if down else position > edge)
        .order_by(*order)
        .limit(bindparam("most"))
    )


async def one_of(work: Work, statement: Hot, organization_id: UUID, row_id: UUID) -> asyncpg.Record:
    """One row of the organization. Raises NotFound."""
    row = await work.fetchrow(statement, the_organization=organization_id, one=row_id)
    if row is None:
        raise NotFound()
    return row


async def create_or_same(
    work: Work,
    statement: Hot,
    read: Callable[[], Awaitable[Shown]],
    same: Callable[[Shown], bool],
    what: str,
    **values: Any,
) -> tuple[Shown, bool]:
    """Make a row under an id of the client; says whether it is new. Raises Conflict where the id is
    that of another `what`, and whatever `read` raises."""
    made = await work.execute(statement, **values)
    shown = await read()
    if not same(shown):
        raise Conflict(f"This id is another {what}'s.")
    return shown, made == "INSERT 0 1"
