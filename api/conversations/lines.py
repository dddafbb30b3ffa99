"""The lines of one talk, as they stand after what replaced them or took them away."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from api.conversations.entries import write_entries
from api.conversations.listening import Listener
from api.conversations.models import Conversation, NoteLine
from api.conversations.schemas import EntryWritten, LineRead, LineResults, Lines, LineWritten
from api.conversations.standing import STANDS
from api.database import Work, among, hot
from api.errors import NotFound

STANDING: Final = hot(
    select(
        NoteLine.id,
        NoteLine.kind,
        NoteLine.tag,
        NoteLine.text,
        NoteLine.at,
        NoteLine.promiser,
        NoteLine.due_on,
        NoteLine.question_id,
    )
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == bindparam("conversation_id"),
        STANDS,
    )
    .order_by(NoteLine.at, NoteLine.id)
)
FIRST_HEARD: Final = (
    select(NoteLine.text)
    .where(
        NoteLine.owner_id == Conversation.owner_id,
        NoteLine.conversation_id == Conversation.id,
        among(NoteLine.tag, ["insight", "quote"]),
        STANDS,
    )
    .order_by(NoteLine.at, NoteLine.id)
    .limit(1)
    .correlate(Conversation)
    .scalar_subquery()
)
"""The first thing that was heard in a talk, as it stands, for whatever quotes it: the list of talks,
Today, and the mails."""


async def write_lines(
    work: Work,
    conversation_id: UUID,
    lines: Sequence[LineWritten],
    *,
    listeners: Sequence[Listener] = (),
) -> LineResults:
    """Keep these lines of one talk, as `entries.write_entries` does. Raises NotFound for a talk that
    is not there."""
    entries = [
        EntryWritten(conversation_id=conversation_id, **msgspec.structs.asdict(line))
        for line in lines
    ]
    results = await write_entries(work, entries, listeners=listeners)
    if any(one.code == "no-talk" for one in results.items):
        raise NotFound()
    return results


async def read_lines(work: Work, conversation_id: UUID) -> Lines:
    """The lines as they stand, in their order; none for a talk that is not there."""
    rows = await work.fetch(
        STANDING, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return Lines(
        [
            LineRead(
                id=row["id"],
                kind=row["kind"],
                tag=row["tag"],
                text=row["text"],
                at=row["at"],
                promiser=row["promiser"],
                due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
                question_id=row["question_id"],
            )
            for row in rows
        ]
    )
