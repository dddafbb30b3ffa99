"""What happened with one person, newest first: names and codes of events, no text."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Uuid, bindparam, select, tuple_

from api.contacts.models import Contact
from api.contacts.schemas import TimelineItem, TimelinePage
from api.database import Work, hot
from api.errors import NotFound
from api.journal.models import Event
from api.paging import Cursors

_BEGINNING: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than anything that happened."""


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


_COLUMNS: Final = (
    Event.id,
    Event.name,
    Event.at,
    Event.recorded_at,
    Event.thread_id,
    Event.conversation_id,
    Event.subject_id,
    Event.from_stage,
    Event.to_stage,
    Event.codes,
)
_ALIVE: Final = select(Contact.id).where(
    Contact.owner_id == bindparam("owner_id"),
    Contact.id == bindparam("contact_id"),
    Contact.deleted_at.is_(None),
)
THERE: Final = hot(_ALIVE)
PAGE: Final = hot(
    select(*_COLUMNS)
    .where(
        Event.owner_id == bindparam("owner_id"),
        Event.contact_id == bindparam("contact_id"),
        _ALIVE.exists(),
        Event.deleted_at.is_(None),
        tuple_(Event.at, Event.id)
        < tuple_(
            bindparam("before", type_=DateTime(timezone=True)),
            bindparam("before_id", type_=Uuid()),
        ),
    )
    .order_by(Event.at.desc(), Event.id.desc())
    .limit(bindparam("most"))
)


async def read_timeline(
    work: Work, cursors: Cursors, contact_id: UUID, *, limit: int, cursor: str | None
) -> TimelinePage:
    """A page of what happened with this person. Raises NotFound, InvalidInput (cursor)."""
    owner, name = work.subject.person_id, f"timeline {contact_id}"
    before = (
        cursors.read(cursor, owner, name, _Position)
        if cursor
        else _Position(_BEGINNING, UUID(int=0))
    )
    rows = await work.fetch(
        PAGE,
        owner_id=owner,
        contact_id=contact_id,
        before=before.at,
        before_id=before.id,
        most=limit + 1,
    )
    if not rows and await work.fetchval(THERE, owner_id=owner, contact_id=contact_id) is None:
        raise NotFound()
    items = [TimelineItem(*row) for row in rows[:limit]]
    last = items[-1] if len(rows) > limit else None
    return TimelinePage(
        items, cursors.write(owner, name, _Position(last.at, last.id)) if last else None
    )
