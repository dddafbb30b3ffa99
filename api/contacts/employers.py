"""Where people work: employers are kept once by their comparable name, and one may be the
person's own, whose people are never suggested."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import Select, Text, Uuid, bindparam, column, func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.contacts.employer_schemas import (
    EmployerChange,
    EmployerCreate,
    EmployerPage,
    EmployerRead,
)
from api.contacts.identity import employer_norm
from api.contacts.models import Contact, Employer
from api.contacts.search import reindex
from api.credentials import Subject
from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.etags import require_version
from api.paging import Cursors
from api.tables import new_id

_LIST: Final = "employers"


class _Position(msgspec.Struct, frozen=True):
    name_norm: str
    id: UUID


def comparable(name: str) -> str:
    """The name under which an employer is kept once; never empty for a name that is not."""
    return employer_norm(name) or " ".join(name.casefold().split())


def employer_of(subject: Subject) -> Select[Employer]:
    """The one way to an employer."""
    return select(Employer).where(
        Employer.owner_id == subject.person_id, Employer.deleted_at.is_(None)
    )


KNOWN: Final = hot(
    select(Employer.name_norm, Employer.id).where(
        Employer.owner_id == bindparam("owner_id"),
        Employer.name_norm == func.any(bindparam("norms", type_=ARRAY(Text()))),
        Employer.deleted_at.is_(None),
    )
)
_NEW: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(column("id", Uuid()), column("name", Text()), column("name_norm", Text()))
    .render_derived("new", with_types=True)
)
MAKE: Final = hot(
    insert(Employer).from_select(
        ["owner_id", "id", "name", "name_norm"],
        select(bindparam("owner_id", type_=Uuid()), _NEW.c.id, _NEW.c.name, _NEW.c.name_norm),
        include_defaults=False,
    )
)


async def employer_ids(work: Work, names: Iterable[str]) -> dict[str, UUID]:
    """The employer of each name, made where it is new; empty names are left out.

    At most two statements. The first spelling of a name stays.
    """
    spelled: dict[str, str] = {}
    for name in names:
        if name.strip():
            spelled.setdefault(comparable(name), " ".join(name.split()))
    if not spelled:
        return {}
    owner = work.subject.person_id
    found = await work.fetch(KNOWN, owner_id=owner, norms=list(spelled))
    ids: dict[str, UUID] = {row["name_norm"]: row["id"] for row in found}
    rows = [
        {"id": new_id(), "name": name, "name_norm": norm}
        for norm, name in spelled.items()
        if norm not in ids
    ]
    if rows:
        await work.execute(MAKE, owner_id=owner, rows=msgspec.json.encode(rows).decode())
        ids |= {str(row["name_norm"]): UUID(str(row["id"])) for row in rows}
    return ids


_PEOPLE: Final = (
    select(func.count())
    .select_from(Contact)
    .where(
        Contact.owner_id == Employer.owner_id,
        Contact.employer_id == Employer.id,
        Contact.deleted_at.is_(None),
    )
    .correlate(Employer)
    .scalar_subquery()
)
_READ: Final = select(
    Employer.id,
    Employer.name,
    Employer.present,
    _PEOPLE.label("people"),
    Employer.version,
    Employer.name_norm,
).where(Employer.owner_id == bindparam("owner_id"), Employer.deleted_at.is_(None))
ONE: Final = hot(_READ.where(Employer.id == bindparam("employer_id")))
PAGE: Final = hot(
    _READ.where(
        tuple_(Employer.name_norm, Employer.id)
        > tuple_(bindparam("after", type_=Text()), bindparam("after_id", type_=Uuid()))
    )
    .order_by(Employer.name_norm, Employer.id)
    .limit(bindparam("most"))
)


async def list_employers(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> EmployerPage:
    """A page of employers, by name."""
    owner = work.subject.person_id
    after = cursors.read(cursor, owner, _LIST, _Position) if cursor else _Position("", UUID(int=0))
    rows = await work.fetch(
        PAGE, owner_id=owner, after=after.name_norm, after_id=after.id, most=limit + 1
    )
    items = [EmployerRead(*row[:5]) for row in rows[:limit]]
    more = len(rows) > limit
    position = _Position(rows[limit - 1]["name_norm"], rows[limit - 1]["id"]) if more else None
    return EmployerPage(items, cursors.write(owner, _LIST, position) if position else None)


async def read_employer(work: Work, employer_id: UUID) -> EmployerRead:
    """One employer. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, employer_id=employer_id)
    if row is None:
        raise NotFound()
    return EmployerRead(*row[:5])


async def create_employer(work: Work, data: EmployerCreate) -> tuple[EmployerRead, bool]:
    """Make an employer; says whether it is new. Raises Conflict where the id or the name stands
    for another one."""
    session = await work.session()
    owner, norm = work.subject.person_id, comparable(data.name)
    known = await session.get(Employer, (owner, data.id))
    if known is not None:
        if known.deleted_at is not None or (known.name_norm, known.present) != (norm, data.present):
            raise Conflict("This id is another employer's.")
        return await read_employer(work, data.id), False
    if await session.scalar(employer_of(work.subject).where(Employer.name_norm == norm)):
        raise Conflict("An employer of this name is there already.")
    session.add(
        Employer(
            owner_id=owner,
            id=data.id,
            name=" ".join(data.name.split()),
            name_norm=norm,
            present=data.present,
        )
    )
    await session.flush()
    return await read_employer(work, data.id), True


async def change_employer(
    work: Work, employer_id: UUID, data: EmployerChange, *, if_match: str | None
) -> EmployerRead:
    """Rename an employer, or say whether it is one's own. Raises NotFound, PreconditionRequired,
    PreconditionFailed, Conflict (another one has that name)."""
    employer = await _open(work, employer_id)
    require_version(if_match, employer.version)
    session = await work.session()
    if data.present is not UNSET:
        employer.present = data.present
    renamed = data.name is not UNSET and data.name.strip() != employer.name
    if data.name is not UNSET and renamed:
        norm = comparable(data.name)
        other = employer_of(work.subject).where(
            Employer.name_norm == norm, Employer.id != employer_id
        )
        if await session.scalar(other):
            raise Conflict("An employer of this name is there already.")
        employer.name, employer.name_norm = " ".join(data.name.split()), norm
    await session.flush()
    if renamed:
        await reindex(work, await people_at(work, employer_id))
    return await read_employer(work, employer_id)


async def delete_employer(work: Work, employer_id: UUID, *, if_match: str | None) -> None:
    """Take an employer away; its people stay, without one. Raises NotFound, PreconditionFailed."""
    employer = await _open(work, employer_id)
    if if_match is not None:
        require_version(if_match, employer.version)
    people = await people_at(work, employer_id)
    await work.execute(LEAVE, owner_id=work.subject.person_id, of_employer=employer_id)
    employer.deleted_at = work.now
    await work.flush()
    await reindex(work, people)


AT: Final = hot(
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.employer_id == bindparam("employer_id"),
        Contact.deleted_at.is_(None),
    )
)
LEAVE: Final = hot(
    update(Contact)
    .values(employer_id=None)
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.employer_id == bindparam("of_employer"),
    )
)


async def people_at(work: Work, employer_id: UUID) -> list[UUID]:
    """The contacts who work there."""
    rows = await work.fetch(AT, owner_id=work.subject.person_id, employer_id=employer_id)
    return [row["id"] for row in rows]


async def _open(work: Work, employer_id: UUID) -> Employer:
    session = await work.session()
    employer = await session.scalar(employer_of(work.subject).where(Employer.id == employer_id))
    if employer is None:
        raise NotFound()
    return employer
