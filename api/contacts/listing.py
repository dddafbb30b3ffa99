"""The list of people: one statement for a page, whatever is asked for."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Text,
    Uuid,
    bindparam,
    column,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.creating import point_norm
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.schemas import ContactPage, ContactRow, ListSort
from api.contacts.search import query_words
from api.database import Hot, Work, hot
from api.errors import InvalidInput
from api.paging import Cursors

ROW: Final = (
    Contact.id,
    Contact.name,
    Contact.role,
    Employer.name.label("employer_name"),
    Contact.tags,
    Contact.lane,
    Contact.stage,
    Contact.due_kind,
    Contact.due_at,
    Contact.updated_at,
)
"""The columns of `ContactRow`, in its order; wherever they are read, their employer is joined."""
_WIDTH: Final = len(ROW)
_ENDLESS: Final[ColumnElement[datetime]] = literal_column("'infinity'::timestamptz")
"""Where `due_order` has those with nothing due."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is asked for; None is "do not mind". The same for all pages of one list."""

    q: str | None = None
    tag: str | None = None
    lane: str | None = None
    source: str | None = None
    employer_id: UUID | None = None
    email: str | None = None
    external_id: str | None = None
    archived: bool = False
    sort: ListSort = "name"


class _ByName(msgspec.Struct, frozen=True):
    name_norm: str
    id: UUID


class _ByTime(msgspec.Struct, frozen=True):
    at: datetime | None
    id: UUID


class _ByRank(msgspec.Struct, frozen=True):
    rank: int
    name_norm: str
    id: UUID


_WITH_EMAIL: Final = select(ContactPoint.contact_id).where(
    ContactPoint.owner_id == bindparam("owner_id"),
    ContactPoint.kind == "email",
    ContactPoint.value_norm == bindparam("email"),
    ContactPoint.deleted_at.is_(None),
)
_KIND: Final[dict[ListSort, type[_ByName] | type[_ByTime]]] = {
    "name": _ByName,
    "recent": _ByTime,
    "due": _ByTime,
}
_KEY: Final[dict[ListSort, str]] = {"name": "name_norm", "recent": "updated_at", "due": "due_at"}


async def list_contacts(
    work: Work, cursors: Cursors, asked: Asked, *, limit: int, cursor: str | None
) -> ContactPage:
    """A page of people. With `q` the best matches come first, whatever the sort; words with a slip
    are answered by one page. Raises InvalidInput (a cursor of another list, words beside an address
    or a key)."""
    exact = asked.email is not None or asked.external_id is not None
    if exact and asked.q is not None:
        raise InvalidInput.field("query.q", "said-twice", "Send q, or email and external_id.")
    if asked.q is not None or (asked.tag is not None and asked.sort == "name" and not exact):
        return await _found(work, cursors, asked, limit=limit, cursor=cursor)
    owner = work.subject.person_id
    name = f"contacts {msgspec.json.encode(asked).decode()}"
    kind = _KIND[asked.sort]
    after = cursors.read(cursor, owner, name, kind) if cursor else None
    filters = tuple(
        field
        for field in ("tag", "lane", "source", "employer_id", "email", "external_id")
        if getattr(asked, field) is not None
    )
    values: dict[str, object] = {field: getattr(asked, field) for field in filters}
    if asked.email is not None:
        values["email"] = point_norm("email", asked.email)
    if after is not None:
        values["after"] = after.at if isinstance(after, _ByTime) else after.name_norm
        values["after_id"] = after.id
    rows = await work.fetch(
        page_statement(asked.sort, after is not None, filters),
        owner_id=owner,
        archived=asked.archived,
        most=limit + 1,
        **values,
    )

    def position(row: asyncpg.Record) -> msgspec.Struct:
        return kind(row[_KEY[asked.sort]], row["id"])

    return _as_page(rows, limit, lambda row: cursors.write(owner, name, position(row)))


def _as_page(
    rows: list[asyncpg.Record], limit: int, cursor: Callable[[asyncpg.Record], str]
) -> ContactPage:
    items = [ContactRow(*row[:_WIDTH]) for row in rows[:limit]]
    return ContactPage(items, cursor(rows[limit - 1]) if len(rows) > limit else None)


@cache
def page_statement(sort: ListSort, after: bool, filters: tuple[str, ...]) -> Hot:
    """The statement of a list, compiled when it is first asked for: at most 384 of them."""
    columns: dict[ListSort, ColumnElement[Any]] = {
        "name": Contact.__table__.c.name_norm,
        "recent": Contact.__table__.c.updated_at,
        "due": Contact.__table__.c.due_order,
    }
    key = columns[sort]
    statement = (
        select(*ROW, Contact.name_norm)
        .outerjoin(
            Employer,
            (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
        )
        .where(
            Contact.owner_id == bindparam("owner_id"),
            Contact.archived == bindparam("archived", type_=Boolean()),
            Contact.deleted_at.is_(None),
        )
        .limit(bindparam("most", type_=Integer()))
    )
    conditions: dict[str, ColumnElement[bool]] = {
        "tag": bindparam("tag", type_=Text()) == func.any(Contact.tags),
        "lane": Contact.lane == bindparam("lane"),
        "source": Contact.source == bindparam("source"),
        "employer_id": Contact.employer_id == bindparam("employer_id"),
        "external_id": Contact.external_id == bindparam("external_id"),
        "email": Contact.id.in_(_WITH_EMAIL),
    }
    statement = statement.where(*(conditions[name] for name in filters))
    row = tuple_(key, Contact.id)
    if after:
        type_ = Text() if sort == "name" else DateTime(timezone=True)
        place: ColumnElement[Any] = bindparam("after", type_=type_)
        if sort == "due":
            place = func.coalesce(place, _ENDLESS)
        last = tuple_(place, bindparam("after_id", type_=Uuid()))
        statement = statement.where(row < last if sort == "recent" else row > last)
    if sort == "recent":
        return hot(statement.order_by(key.desc(), Contact.id.desc()))
    return hot(statement.order_by(key, Contact.id))


_DOOR: Final = (
    func.search.contacts(
        bindparam("words", type_=ARRAY(Text())),
        bindparam("tag", type_=Text()),
        bindparam("archived", type_=Boolean()),
        bindparam("lane", type_=Text()),
        bindparam("source", type_=Text()),
        bindparam("employer_id", type_=Uuid()),
        bindparam("after_rank", type_=Integer()),
        bindparam("after_name", type_=Text()),
        bindparam("after_id", type_=Uuid()),
        bindparam("most", type_=Integer()),
    )
    .table_valued(column("contact_id", Uuid()), column("rank", Integer()), with_ordinality="place")
    .render_derived("found")
)


FOUND: Final = hot(
    select(*ROW, Contact.name_norm, _DOOR.c.rank)
    .select_from(_DOOR)
    .join(
        Contact,
        (Contact.owner_id == bindparam("owner_id")) & (Contact.id == _DOOR.c.contact_id),
    )
    .outerjoin(
        Employer,
        (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
    )
    .order_by(_DOOR.c.place)
)
_WITH_A_SLIP: Final = 2
"""The rank of words that are one slip away: they have no second page."""


async def _found(
    work: Work, cursors: Cursors, asked: Asked, *, limit: int, cursor: str | None
) -> ContactPage:
    words = query_words(asked.q) if asked.q is not None else []
    if asked.q is not None and not words:
        return ContactPage([], None)
    owner = work.subject.person_id
    name = f"contacts found {msgspec.json.encode(asked).decode()}"
    after = cursors.read(cursor, owner, name, _ByRank) if cursor else None
    rows = await work.fetch(
        FOUND,
        owner_id=owner,
        words=words,
        tag=asked.tag,
        archived=asked.archived,
        lane=asked.lane,
        source=asked.source,
        employer_id=asked.employer_id,
        after_rank=after.rank if after else None,
        after_name=after.name_norm if after else None,
        after_id=after.id if after else None,
        most=limit + 1,
    )
    if rows and rows[0]["rank"] == _WITH_A_SLIP:
        rows = rows[:limit]
    return _as_page(
        rows,
        limit,
        lambda row: cursors.write(owner, name, _ByRank(row["rank"], row["name_norm"], row["id"])),
    )
