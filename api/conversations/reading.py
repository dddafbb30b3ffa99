"""Reads of talks: one, and the lists of coming, past and unanswered ones, on the compiled path."""

from datetime import datetime
from typing import Final, Literal, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Select, and_, bindparam, or_, select, true, tuple_

from api.contacts.models import Contact
from api.conversations.clocks import on_time
from api.conversations.lines import FIRST_HEARD
from api.conversations.models import Conversation
from api.conversations.schemas import (
    ConversationPage,
    ConversationRead,
    Debrief,
    Medium,
    State,
    Thanks,
)
from api.credentials import Subject
from api.database import Hot, Work, hot
from api.errors import NotFound
from api.paging import Cursors
from api.threads.clocks import THANKS
from api.threads.schemas import Whom

When = Literal["upcoming", "past", "unanswered"]

SHOWN: Final = (
    select(
        *(
            getattr(Conversation, name)
            for name in (
                "id",
                "thread_id",
                "contact_id",
                "state",
                "starts_at",
                "ends_at",
                "zone",
                "medium",
                "place",
                "schedule_version",
                "ended_at",
                "thanks_due_at",
                "thanked_at",
                "debrief_step",
                "debriefed_at",
                "version",
                "created_at",
            )
        ),
        Contact.name,
        Contact.given_name,
        FIRST_HEARD.label("heard"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(Conversation.id == bindparam("conversation_id")))
OF_THREAD: Final = hot(
    SHOWN.where(Conversation.thread_id == bindparam("thread_id")).order_by(
        Conversation.starts_at.desc()
    )
)
_NOW = bindparam("now", type_=Conversation.starts_at.type)
_KEY = tuple_(Conversation.starts_at, Conversation.id)
_AFTER = tuple_(
    bindparam("after_at", type_=Conversation.starts_at.type),
    bindparam("after_id", type_=Conversation.id.type),
)


class Position(msgspec.Struct, frozen=True):
    """Where a page ended."""

    at: datetime
    id: UUID


def conversation_of(subject: Subject) -> Select[Conversation]:
    """The one way to talks by the ORM."""
    return select(Conversation).where(
        Conversation.owner_id == subject.person_id, Conversation.deleted_at.is_(None)
    )


def _list(when: When, *, going_on: bool) -> Hot:
    statement = SHOWN.limit(bindparam("most"))
    match when:
        case "upcoming":
            statement = statement.where(
                Conversation.state == "planned", Conversation.ends_at > _NOW
            ).order_by(Conversation.starts_at, Conversation.id)
            behind = _KEY > _AFTER
        case "unanswered":
            statement = statement.where(
                Conversation.state == "planned", Conversation.ends_at <= _NOW
            ).order_by(Conversation.starts_at.desc(), Conversation.id.desc())
            behind = _KEY < _AFTER
        case "past":
            statement = statement.where(
                or_(Conversation.state != "planned", Conversation.ends_at <= _NOW)
            ).order_by(Conversation.starts_at.desc(), Conversation.id.desc())
            behind = _KEY < _AFTER
    return hot(statement.where(and_(true(), behind)) if going_on else statement)


LISTS: Final[dict[tuple[When, bool], Hot]] = {
    (when, going_on): _list(when, going_on=going_on)
    for when in ("upcoming", "past", "unanswered")
    for going_on in (False, True)
}


async def list_conversations(
    work: Work, cursors: Cursors, *, when: When, limit: int, cursor: str | None
) -> ConversationPage:
    """Talks of this person. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    name = f"conversations {when}"
    values: dict[str, object] = {"owner_id": owner, "now": work.now, "most": limit + 1}
    if cursor is not None:
        position = cursors.read(cursor, owner, name, Position)
        values |= {"after_at": position.at, "after_id": position.id}
    rows = await work.fetch(LISTS[(when, cursor is not None)], **values)
    items = [conversation_read(row, work.now) for row in rows[:limit]]
    further = len(rows) > limit
    last = items[-1] if items else None
    return ConversationPage(
        items=items,
        next_cursor=cursors.write(owner, name, Position(last.starts_at, last.id))
        if further and last
        else None,
    )


async def read_conversation(work: Work, conversation_id: UUID) -> ConversationRead:
    """One talk. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, conversation_id=conversation_id)
    if row is None:
        raise NotFound()
    return conversation_read(row, work.now)


async def talks_of_thread(work: Work, thread_id: UUID) -> list[ConversationRead]:
    """The talks of one thread, the latest first; a thread has few."""
    rows = await work.fetch(OF_THREAD, owner_id=work.subject.person_id, thread_id=thread_id)
    return [conversation_read(row, work.now) for row in rows]


def conversation_read(row: asyncpg.Record, now: datetime) -> ConversationRead:
    """What is shown of a row of SHOWN at `now`."""
    planned = row["state"] == "planned"
    return ConversationRead(
        id=row["id"],
        thread_id=row["thread_id"],
        contact=Whom(
            id=row["contact_id"], name=row["name"], first_name=row["given_name"] or row["name"]
        ),
        state=cast(State, row["state"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        zone=row["zone"],
        medium=cast(Medium, row["medium"]),
        place=row["place"],
        schedule_version=row["schedule_version"],
        ended_at=row["ended_at"],
        needs_answer=planned and row["ends_at"] <= now,
        heard=row["heard"],
        thanks=thanks_of(row, now),
        debrief=Debrief(step=row["debrief_step"], done_at=row["debriefed_at"]),
        version=row["version"],
        created_at=row["created_at"],
    )


def thanks_of(row: asyncpg.Record, now: datetime) -> Thanks | None:
    """The thank-you of a talk that was held, or that may have been; None for any other."""
    due_at, sent_at = row["thanks_due_at"], row["thanked_at"]
    if due_at is None or (row["state"] == "planned" and row["ends_at"] > now):
        return None
    if sent_at is not None:
        judged: bool | None = on_time(due_at - THANKS, sent_at)
    else:
        judged = False if row["state"] == "held" and due_at < now else None
    return Thanks(due_at=due_at, sent_at=sent_at, on_time=judged)
