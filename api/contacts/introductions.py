"""Who led to whom, and whether the introducer was told what came of it."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Select, Uuid, bindparam, func, select
from sqlalchemy.orm import aliased

from api.contacts.employer_schemas import (
    IntroductionChange,
    IntroductionCreate,
    IntroductionPage,
    IntroductionRead,
)
from api.contacts.models import Contact, Introduction
from api.contacts.reading import contact_of
from api.credentials import Subject
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.journal.record import record
from api.paging import Cursors

_LIST: Final = "introductions"
_BY: Final = aliased(Contact)
_OF: Final = aliased(Contact)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


def introduction_of(subject: Subject) -> Select[Introduction]:
    """The one way to an introduction."""
    return select(Introduction).where(
        Introduction.owner_id == subject.person_id, Introduction.deleted_at.is_(None)
    )


_READ: Final = (
    select(
        Introduction.id,
        Introduction.introducer_id,
        _BY.name.label("introducer_name"),
        Introduction.introduced_id,
        _OF.name.label("introduced_name"),
        Introduction.closed_at,
        Introduction.met_at,
        Introduction.tell_by,
        Introduction.created_at,
        Introduction.version,
    )
    .join(_BY, (_BY.owner_id == Introduction.owner_id) & (_BY.id == Introduction.introducer_id))
    .join(_OF, (_OF.owner_id == Introduction.owner_id) & (_OF.id == Introduction.introduced_id))
    .where(Introduction.owner_id == bindparam("owner_id"), Introduction.deleted_at.is_(None))
)
ONE: Final = hot(_READ.where(Introduction.id == bindparam("introduction_id")))
_ANYBODY: Final[Any] = bindparam("contact_id", type_=Uuid())
PAGE: Final = hot(
    _READ.where(
        Introduction.id < bindparam("before", type_=Uuid()),
        func.coalesce(_ANYBODY, Introduction.introducer_id).in_(
            [Introduction.introducer_id, Introduction.introduced_id]
        ),
    )
    .order_by(Introduction.id.desc())
    .limit(bindparam("most"))
)


async def list_introductions(
    work: Work, cursors: Cursors, *, contact_id: UUID | None, limit: int, cursor: str | None
) -> IntroductionPage:
    """Introductions, newest first; of one person (led by them, or led to them) or all."""
    owner, name = work.subject.person_id, f"{_LIST} {contact_id}"
    before = cursors.read(cursor, owner, name, _Position).id if cursor else UUID(int=2**128 - 1)
    rows = await work.fetch(
        PAGE, owner_id=owner, before=before, contact_id=contact_id, most=limit + 1
    )
    items = [IntroductionRead(*row) for row in rows[:limit]]
    more = len(rows) > limit
    return IntroductionPage(
        items, cursors.write(owner, name, _Position(items[-1].id)) if more else None
    )


async def read_introduction(work: Work, introduction_id: UUID) -> IntroductionRead:
    """One introduction. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, introduction_id=introduction_id)
    if row is None:
        raise NotFound()
    return IntroductionRead(*row)


async def create_introduction(
    work: Work, data: IntroductionCreate
) -> tuple[IntroductionRead, bool]:
    """Say who led to whom; says whether it is new. Raises InvalidInput (one person, or somebody who
    is not there) and Conflict (the id or the pair is another introduction's)."""
    session = await work.session()
    owner = work.subject.person_id
    pair = (data.introducer_id, data.introduced_id)
    known = await session.get(Introduction, (owner, data.id))
    if known is not None:
        if known.deleted_at is not None or (known.introducer_id, known.introduced_id) != pair:
            raise Conflict("This id was used for another introduction.")
        return await read_introduction(work, data.id), False
    if data.introducer_id == data.introduced_id:
        raise InvalidInput.field("body.introduced_id", "same-person", "Name two people.")
    there = {
        one.id
        for one in await session.scalars(contact_of(work.subject).where(Contact.id.in_(pair)))
    }
    for field in ("introducer_id", "introduced_id"):
        if getattr(data, field) not in there:
            raise InvalidInput.field(
                f"body.{field}", "unknown-contact", "There is no such contact."
            )
    same = introduction_of(work.subject).where(
        Introduction.introducer_id == pair[0], Introduction.introduced_id == pair[1]
    )
    if await session.scalar(same):
        raise Conflict("This introduction is there already.")
    session.add(
        Introduction(
            owner_id=owner,
            id=data.id,
            introducer_id=pair[0],
            introduced_id=pair[1],
            created_at=work.now,
        )
    )
    await session.flush()
    return await read_introduction(work, data.id), True


async def change_introduction(
    work: Work, introduction_id: UUID, data: IntroductionChange, *, if_match: str | None
) -> IntroductionRead:
    """Say when the introducer was told, or take that back. Raises NotFound, PreconditionRequired,
    PreconditionFailed, InvalidInput (a time to come)."""
    introduction = await _open(work, introduction_id)
    require_version(if_match, introduction.version)
    if data.closed_at is not None and data.closed_at > work.now:
        raise InvalidInput.field("body.closed_at", "to-come", "Say when it was, not when it will.")
    if introduction.closed_at != data.closed_at:
        introduction.closed_at = data.closed_at
        await work.flush()
        await tell_introduction(
            work,
            introduction.id,
            introduction.introducer_id,
            data.closed_at or work.now,
            closed=data.closed_at is not None,
        )
    return await read_introduction(work, introduction_id)


async def tell_introduction(
    work: Work, introduction_id: UUID, introducer_id: UUID, at: datetime, *, closed: bool
) -> None:
    """Write the event of an introducer who was told what came of it, or was not after all."""
    await record(
        work,
        "introduction.told" if closed else "introduction.moved",
        at=at,
        contact_id=introducer_id,
        subject_id=introduction_id,
        codes={} if closed else {"closed": False},
    )


async def delete_introduction(work: Work, introduction_id: UUID, *, if_match: str | None) -> None:
    """Take an introduction away. Raises NotFound, PreconditionFailed."""
    introduction = await _open(work, introduction_id)
    if if_match is not None:
        require_version(if_match, introduction.version)
    introduction.deleted_at = work.now
    await work.flush()


async def _open(work: Work, introduction_id: UUID) -> Introduction:
    session = await work.session()
    introduction = await session.scalar(
        introduction_of(work.subject).where(Introduction.id == introduction_id)
    )
    if introduction is None:
        raise NotFound()
    return introduction
