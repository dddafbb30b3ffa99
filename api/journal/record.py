"""Writes what happened into the log of events: ids and codes, never text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, bindparam, column, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

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
    "promise.kept",
    "promise.late",
    "promise.moved",
    "advice.done",
    "advice.told",
    "advice.moved",
    "report.ready",
    "introduction.told",
    "introduction.moved",
    "insight.created",
    "goal.revised",
    "goal.moved",
    "outcome.recorded",
    "outcome.moved",
    "grant.given",
    "grant.revoked",
    "host_request.answered",
    "host_request.expired",
]
"""DOMAIN.md section 11, and some for steps that have no public name: what is put right is `.moved`
or `.corrected`, so that whoever counts can take it back."""

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


_MANY: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(column("id", Uuid()), column("contact_id", Uuid()))
    .render_derived("told", with_types=True)
)
RECORD_OF_CONTACTS: Final = hot(
    insert(Event).from_select(
        ["owner_id", "id", "name", "at", "recorded_at", "contact_id", "codes"],
        select(
            bindparam("owner_id", type_=Uuid()),
            _MANY.c.id,
            bindparam("name", type_=Event.name.type),
            bindparam("at", type_=Event.at.type),
            bindparam("at", type_=Event.at.type),
            _MANY.c.contact_id,
            bindparam("codes", type_=JSONB()),
        ),
        include_defaults=False,
    )
)


async def record_of_contacts(
    work: Work, name: Name, contact_ids: Sequence[UUID], *, codes: Codes | None = None
) -> None:
    """Write the same event, happening now, of many contacts: one statement."""
    if not contact_ids:
        return
    rows = [{"id": new_id(), "contact_id": contact_id} for contact_id in contact_ids]
    await work.execute(
        RECORD_OF_CONTACTS,
        owner_id=work.subject.person_id,
        name=name,
        at=work.now,
        codes=msgspec.json.encode(codes or {}).decode(),
        rows=msgspec.json.encode(rows).decode(),
    )
