"""People as a file that leaves: read in pages and written as it is sent, in bounded memory."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final, Literal
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, Uuid, bindparam, cast, select, true

from api.contacts.formats.exporting import ExportedContact, csv_chunks, vcard_chunks
from api.contacts.models import Contact, Employer
from api.contacts.reading import REACH
from api.contacts.schemas import PointRead
from api.credentials import Credential
from api.database import Database, Work, hot

Format = Literal["csv", "vcard"]

_AT_ONCE: Final = 500
"""Contacts in memory at a time."""
_BEGINNING: Final = UUID(int=0)

PAGE: Final = hot(
    select(
        Contact.id,
        Contact.given_name,
        Contact.family_name,
        Contact.name,
        Contact.role,
        Contact.connected_on,
        Contact.country,
        Contact.tags,
        Contact.notes,
        Employer.name.label("employer_name"),
        cast(REACH.c.points, Text()).label("points"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .join(REACH, true())
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id > bindparam("after", type_=Uuid()),
        Contact.deleted_at.is_(None),
    )
    .order_by(Contact.id)
    .limit(bindparam("most"))
)
_POINTS: Final = msgspec.json.Decoder(list[PointRead])


async def contacts_file(
    database: Database, credential: Credential, scope: str, kind: Format
) -> AsyncIterator[bytes]:
    """The file, archived people included, piece by piece.

    Each page is read in a transaction of its own, so that a slow receiver holds no connection and
    a credential that ends meanwhile ends the file. People added while it is sent come last.
    """
    after: UUID | None = _BEGINNING
    while after is not None:
        async with database.enter(credential, scope, writing=False) as work:
            piece, after = await _piece(work, kind, after)
        yield piece


async def people_pieces(work: Work, kind: Format) -> AsyncIterator[bytes]:
    """The same file, all of it within this work's transaction."""
    after: UUID | None = _BEGINNING
    while after is not None:
        piece, after = await _piece(work, kind, after)
        yield piece


async def _piece(work: Work, kind: Format, after: UUID) -> tuple[bytes, UUID | None]:
    rows = await _page(work, after)
    piece = b"".join(_pieces(kind, map(_exported, rows), head=after == _BEGINNING))
    return piece, rows[-1]["id"] if len(rows) == _AT_ONCE else None


async def _page(work: Work, after: UUID) -> list[asyncpg.Record]:
    return await work.fetch(PAGE, owner_id=work.subject.person_id, after=after, most=_AT_ONCE)


def _pieces(kind: Format, people: Iterable[ExportedContact], *, head: bool) -> Iterator[bytes]:
    if kind == "vcard":
        yield from vcard_chunks(people)
        return
    chunks = csv_chunks(people)
    header = next(chunks)
    if head:
        yield header
    yield from chunks


def _exported(row: asyncpg.Record) -> ExportedContact:
    points = _POINTS.decode(row["points"])

    def values(kind: str) -> tuple[str, ...]:
        return tuple(point.value for point in points if point.kind == kind)

    return ExportedContact(
        id=str(row["id"]),
        first_name=row["given_name"],
        last_name=row["family_name"],
        full_name=row["name"],
        emails=values("email"),
        phones=values("phone"),
        urls=values("url"),
        role=row["role"],
        employer=row["employer_name"] or "",
        connected_on=row["connected_on"],
        country=row["country"] or "",
        tags=tuple(row["tags"]),
        notes=row["notes"],
    )
