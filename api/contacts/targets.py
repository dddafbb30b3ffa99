"""The list of employers a person would like to work for (LAMP), and whom they know there."""

from typing import Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Select, Uuid, bindparam, case, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.creating import digest
from api.contacts.employers import employer_ids, employer_of
from api.contacts.models import Contact, Employer
from api.contacts.refusals import PresentEmployer
from api.contacts.target_models import TargetEmployer
from api.contacts.target_schemas import (
    KnownThere,
    TargetChange,
    TargetCreate,
    TargetEmployerName,
    TargetList,
    TargetRead,
)
from api.credentials import Subject
from api.database import Work, among, hot
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version

BEGIN: Final = 5
MOST: Final = 40
"""A list begins with five and may grow to forty (DOMAIN.md section 3, TargetEmployer)."""
SHOWN: Final = 5
"""How many of those known at an employer come with the list."""

_ACTIVE: Final = ("asked", "said_yes", "date_set")
"""Lanes in which somebody is being asked, or has said yes: one at an employer at a time."""


def target_of(subject: Subject) -> Select[TargetEmployer]:
    """The one way to a target employer."""
    return select(TargetEmployer).where(
        TargetEmployer.owner_id == subject.person_id, TargetEmployer.deleted_at.is_(None)
    )


# The order of the LAMP method (Dalton, The 2-Hour Job Search): motivation, posting, advocacy.
_TARGETS: Final = (
    select(
        TargetEmployer.id,
        TargetEmployer.employer_id,
        Employer.name.label("employer_name"),
        TargetEmployer.alumni,
        TargetEmployer.motivation,
        TargetEmployer.posting,
        TargetEmployer.note,
        TargetEmployer.version,
    )
    .join(
        Employer,
        (Employer.owner_id == TargetEmployer.owner_id)
        & (Employer.id == TargetEmployer.employer_id),
    )
    .where(
        TargetEmployer.owner_id == bindparam("owner_id"),
        TargetEmployer.deleted_at.is_(None),
        Employer.deleted_at.is_(None),
        ~Employer.present,
    )
    .order_by(
        TargetEmployer.motivation.desc(),
        TargetEmployer.posting.desc(),
        case(
            (TargetEmployer.alumni == literal_column("'advocate'"), literal_column("0")),
            (TargetEmployer.alumni == literal_column("'alumni'"), literal_column("1")),
            else_=literal_column("2"),
        ),
        Employer.name_norm,
        TargetEmployer.id,
    )
)
TARGETS: Final = hot(_TARGETS)
ONE: Final = hot(_TARGETS.where(TargetEmployer.id == bindparam("target_id")))

_AT: Final = (
    func.unnest(bindparam("employer_ids", type_=ARRAY(Uuid())))
    .table_valued("id")
    .render_derived("at")
)
_HERE: Final = (
    select(
        Contact.id,
        Contact.name,
        Contact.role,
        Contact.thread_id,
        Contact.lane,
        func.count().over().label("people"),
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.employer_id == _AT.c.id,
        Contact.deleted_at.is_(None),
        ~Contact.archived,
        ~Contact.do_not_contact,
    )
    .order_by(
        case(
            (among(Contact.__table__.c.lane, _ACTIVE), literal_column("0")),
            else_=literal_column("1"),
        ),
        case(
            (Contact.tie == literal_column("'well'"), literal_column("0")),
            (Contact.tie == literal_column("'bit'"), literal_column("1")),
            else_=literal_column("2"),
        ),
        Contact.name_norm,
        Contact.id,
    )
    .limit(literal_column(str(SHOWN)))
    .correlate(_AT)
    .lateral("here")
)
PEOPLE: Final = hot(
    select(_AT.c.id.label("employer_id"), *_HERE.c).select_from(_AT.join(_HERE, true()))
)


async def list_targets(work: Work) -> TargetList:
    """The whole list in the order of the method, with whom the person knows there. Two statements."""
    rows = await work.fetch(TARGETS, owner_id=work.subject.person_id)
    return TargetList(await _read(work, rows), BEGIN, MOST)


async def read_target(work: Work, target_id: UUID) -> TargetRead:
    """One employer on the list. Raises NotFound, also while it is the present employer."""
    rows = await work.fetch(ONE, owner_id=work.subject.person_id, target_id=target_id)
    if not rows:
        raise NotFound()
    return (await _read(work, rows))[0]


async def _read(work: Work, rows: list[asyncpg.Record]) -> list[TargetRead]:
    people: dict[UUID, list[asyncpg.Record]] = {}
    if rows:
        ids = [row["employer_id"] for row in rows]
        for one in await work.fetch(PEOPLE, owner_id=work.subject.person_id, employer_ids=ids):
            people.setdefault(one["employer_id"], []).append(one)
    return [_target(row, people.get(row["employer_id"], [])) for row in rows]


def _target(row: asyncpg.Record, people: list[asyncpg.Record]) -> TargetRead:
    known = [
        KnownThere(one["id"], one["name"], one["role"], one["thread_id"], one["lane"])
        for one in people
    ]
    return TargetRead(
        id=row["id"],
        employer=TargetEmployerName(row["employer_id"], row["employer_name"]),
        alumni=row["alumni"],
        motivation=row["motivation"],
        posting=row["posting"],
        note=row["note"],
        people=people[0]["people"] if people else 0,
        known=known,
        active=next((one for one in known if one.lane in _ACTIVE), None),
        version=row["version"],
    )


async def create_target(work: Work, data: TargetCreate) -> tuple[TargetRead, bool]:
    """Put an employer on the list; says whether it is new. The same request again changes nothing.

    Raises InvalidInput, PresentEmployer (it is shielded), Conflict (it is on the list, or the id is
    another one's) and LimitReached.
    """
    session = await work.session()
    owner, made_from = work.subject.person_id, digest(data)
    known = await session.get(TargetEmployer, (owner, data.id))
    if known is not None:
        if known.made_from != made_from or known.deleted_at is not None:
            raise Conflict("This id is another employer's.")
        return await read_target(work, data.id), False
    employer = await _employer(work, data)
    if employer.present:
        raise PresentEmployer()
    listed = list(await session.scalars(target_of(work.subject)))
    if any(one.employer_id == employer.id for one in listed):
        raise Conflict("This employer is on your list already.")
    if len(listed) >= MOST:
        raise LimitReached(f"The list holds {MOST} employers.")
    session.add(
        TargetEmployer(
            owner_id=owner,
            id=data.id,
            employer_id=employer.id,
            alumni=data.alumni,
            motivation=data.motivation,
            posting=data.posting,
            note=data.note,
            made_from=made_from,
        )
    )
    await session.flush()
    return await read_target(work, data.id), True


async def _employer(work: Work, data: TargetCreate) -> Employer:
    session = await work.session()
    if (data.employer_id is UNSET) == (data.employer is UNSET):
        raise InvalidInput.field("body.employer", "say-one", "Send employer or employer_id.")
    wanted = data.employer_id
    if data.employer is not UNSET:
        (wanted,) = (await employer_ids(work, [data.employer])).values()
    employer = await session.scalar(employer_of(work.subject).where(Employer.id == wanted))
    if employer is None:
        raise InvalidInput.field(
            "body.employer_id", "unknown-employer", "There is no such employer."
        )
    return employer


async def change_target(
    work: Work, target_id: UUID, data: TargetChange, *, if_match: str | None
) -> TargetRead:
    """Change what is noted of it. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    target = await _open(work, target_id)
    require_version(if_match, target.version)
    for name in TargetChange.__struct_fields__:
        value = getattr(data, name)
        if value is not UNSET:
            setattr(target, name, value)
    await work.flush()
    return await read_target(work, target_id)


async def delete_target(work: Work, target_id: UUID) -> None:
    """Take it off the list; the employer and its people stay. Raises NotFound."""
    target = await _open(work, target_id)
    target.deleted_at = work.now
    await work.flush()


async def restore_target(work: Work, target_id: UUID) -> TargetRead:
    """Undo taking it off; one that is there stays. Raises NotFound, and Conflict when the employer
    was put on the list again meanwhile."""
    session = await work.session()
    target = await session.get(TargetEmployer, (work.subject.person_id, target_id))
    if target is None:
        raise NotFound()
    if target.deleted_at is not None:
        same = target_of(work.subject).where(TargetEmployer.employer_id == target.employer_id)
        if await session.scalar(same):
            raise Conflict("This employer is on your list already.")
        target.deleted_at = None
        await work.flush()
    return await read_target(work, target_id)


async def _open(work: Work, target_id: UUID) -> TargetEmployer:
    session = await work.session()
    target = await session.scalar(target_of(work.subject).where(TargetEmployer.id == target_id))
    if target is None:
        raise NotFound()
    return target
