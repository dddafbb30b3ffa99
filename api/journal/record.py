"""Writes what happened into the log of events: ids and codes, never text."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, insert

from api.database import Work, hot
from api.journal.models import Event
from api.tables import new_id

Name = Literal[
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "thread.asked",
    "thread.answered",
    "thread.scheduled",
    "thread.closed",
    "thread.moved",
    "thread.corrected",
    "conversation.held",
    "conversation.cancelled",
    "conversation.missed",
    "thanks.sent",
]
"""DOMAIN.md section 11, and two for steps that have no public name."""

Codes = dict[str, str | int | bool | None]

_COLUMNS: Final = (
    "owner_id",
    "id",
    "name",
    "at",
    "recorded_at",
    "contact_id",
    "thread_id",
    "conversation_id",
    "subject_id",
    "from_stage",
    "to_stage",
    "codes",
)
RECORD: Final = hot(insert(Event).values({name: bindparam(name) for name in _COLUMNS}))


async def record(
    work: Work,
    name: Name,
    *,
    at: datetime | None = None,
    contact_id: UUID | None = None,
    thread_id: UUID | None = None,
    conversation_id: UUID | None = None,
    subject_id: UUID | None = None,
    from_stage: str | None = None,
    to_stage: str | None = None,
    codes: Codes | None = None,
) -> UUID:
    """Write one event of the person of this work; returns its id.

    `at` is when it happened (now, when not said); `recorded_at` is always the present.
    """
    event_id = new_id()
    await work.execute(
        RECORD,
        owner_id=work.subject.person_id,
        id=event_id,
        name=name,
        at=at or work.now,
        recorded_at=work.now,
        contact_id=contact_id,
        thread_id=thread_id,
        conversation_id=conversation_id,
        subject_id=subject_id,
        from_stage=from_stage,
        to_stage=to_stage,
        codes=msgspec.json.encode(codes or {}).decode(),
    )
    return event_id
