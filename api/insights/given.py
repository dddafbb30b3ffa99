"""What the person gave: kept, listed, deleted; and the modest offers that may stand in an update."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Select, Uuid, and_, bindparam, exists, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.insights.models import Given
from api.insights.promises import moment_told
from api.insights.schemas import GivenCreate, GivenPage, GivenRead
from api.paging import Cursors
from api.threads.keeping import whom
from api.threads.schemas import Whom

_SHOWN: Final = ("id", "kind", "text", "at", "version", "created_at")
SHOWN: Final[Select[Any]] = (
    select(
        *(getattr(Given, name) for name in _SHOWN),
        Given.contact_id,
        Contact.name,
        Contact.given_name,
    )
    .join(Contact, (Contact.owner_id == Given.owner_id) & (Contact.id == Given.contact_id))
    .where(Given.owner_id == bindparam("owner_id"), Given.deleted_at.is_(None))
)
ONE: Final = hot(SHOWN.where(Given.id == bindparam("given_id")))
_WHO: Final[Any] = bindparam("contact_id", type_=Uuid())
_BEFORE: Final[Any] = bindparam("before", type_=DateTime(timezone=True))
PAGE: Final = hot(
    SHOWN.where(
        or_(_WHO.is_(None), Given.contact_id == _WHO),
        or_(
            _BEFORE.is_(None),
            tuple_(Given.at, Given.id) < tuple_(_BEFORE, bindparam("before_id", type_=Uuid())),
        ),
    )
    .order_by(Given.at.desc(), Given.id.desc())
    .limit(bindparam("most"))
)
_MADE: Final = ("owner_id", "id", "contact_id", "kind", "text", "at")
MAKE: Final = hot(
    insert(Given)
    .values({name: bindparam(name) for name in _MADE})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
AS_MADE: Final = hot(
    select(Given.contact_id, Given.kind, Given.text, Given.deleted_at).where(
        Given.owner_id == bindparam("owner_id"), Given.id == bindparam("given_id")
    )
)
DELETE: Final = hot(
    update(Given)
    .where(
        Given.owner_id == bindparam("owner_id"),
        Given.id == bindparam("given_id"),
        Given.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=DateTime(timezone=True)))
    .returning(Given.id)
)
THERE: Final = hot(
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
_OTHER: Final = aliased(Contact)
COLLEAGUE: Final = hot(
    select(_OTHER.id, _OTHER.name, _OTHER.given_name)
    .select_from(Contact)
    .join(
        _OTHER,
        and_(
            _OTHER.owner_id == Contact.owner_id,
            _OTHER.id != Contact.id,
            _OTHER.deleted_at.is_(None),
            _OTHER.archived.is_(False),
            _OTHER.do_not_contact.is_(False),
            _OTHER.employer_id != Contact.employer_id,
            or_(_OTHER.function == Contact.function, _OTHER.industry == Contact.industry),
        ),
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        exists().where(
            Conversation.owner_id == _OTHER.owner_id,
            Conversation.contact_id == _OTHER.id,
            Conversation.state == "held",
            Conversation.deleted_at.is_(None),
        ),
        ~exists().where(
            Introduction.owner_id == _OTHER.owner_id,
            Introduction.deleted_at.is_(None),
            or_(
                and_(
                    Introduction.introducer_id == _OTHER.id,
                    Introduction.introduced_id == Contact.id,
                ),
                and_(
                    Introduction.introducer_id == Contact.id,
                    Introduction.introduced_id == _OTHER.id,
                ),
            ),
        ),
    )
    .order_by(_OTHER.id.desc())
    .limit(1)
)
"""Somebody the person talked to who does alike work elsewhere, and whom this contact did not lead
to: the two may like to know of each other."""


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def list_given(
    work: Work, cursors: Cursors, *, contact_id: UUID | None, limit: int, cursor: str | None
) -> GivenPage:
    """A page of what was given, the latest first. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"given {contact_id}"
    after = cursors.read(cursor, owner, name, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        owner_id=owner,
        contact_id=contact_id,
        before=after.at if after else None,
        before_id=after.id if after else None,
        most=limit + 1,
    )
    items = [_read(row) for row in rows[:limit]]
    last = items[-1] if len(rows) > limit else None
    return GivenPage(
        items, cursors.write(owner, name, _Position(last.at, last.id)) if last else None
    )


async def give(work: Work, data: GivenCreate) -> tuple[GivenRead, bool]:
    """Keep what was given; says whether it is new. Raises NotFound for the contact, InvalidInput
    (when), Conflict when the id is used for something else."""
    owner = work.subject.person_id
    at = moment_told(data.at, work.now)
    known = await work.fetchrow(AS_MADE, owner_id=owner, given_id=data.id)
    if known is not None:
        if tuple(known) != (data.contact_id, data.kind, data.text, None):
            raise Conflict("This id was used for something else.")
        return await _one(work, data.id), False
    if await work.fetchval(THERE, owner_id=owner, contact_id=data.contact_id) is None:
        raise InvalidInput.field("body.contact_id", "unknown-contact", "There is no such contact.")
    await work.execute(
        MAKE,
        owner_id=owner,
        id=data.id,
        contact_id=data.contact_id,
        kind=data.kind,
        text=data.text,
        at=at,
    )
    return await _one(work, data.id), True


async def take_back(work: Work, given_id: UUID) -> None:
    """It was not given after all. Raises NotFound."""
    done = await work.fetchval(
        DELETE, owner_id=work.subject.person_id, given_id=given_id, now=work.now
    )
    if done is None:
        raise NotFound()


async def somebody_alike(work: Work, contact_id: UUID) -> Whom | None:
    """Whom this contact might like to know, if there is such a person."""
    row = await work.fetchrow(COLLEAGUE, owner_id=work.subject.person_id, contact_id=contact_id)
    return None if row is None else whom(row["id"], row["name"], row["given_name"])


async def _one(work: Work, given_id: UUID) -> GivenRead:
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, given_id=given_id)
    if row is None:
        raise NotFound()
    return _read(row)


def _read(row: asyncpg.Record) -> GivenRead:
    return GivenRead(
        **{name: row[name] for name in _SHOWN},
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
    )
