"""Drafts to a contact: written, saved as versions with the check of each, deleted and brought back."""

from typing import Any, Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Select, bindparam, func, insert, select, update

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.database import Work, hot
from api.errors import Conflict, LimitReached, NotFound
from api.etags import require_version
from api.tables import new_id
from api.threads.checking import check_of, kept_check
from api.threads.clocks import MOST_TOUCHES
from api.threads.message_schemas import (
    MessageChange,
    MessageList,
    MessageRead,
    MessageStart,
)
from api.threads.models import Message, MessageVersion, Thread
from api.threads.refusals import DoNotContact, cannot_follow
from api.threads.schemas import HappeningTold
from api.threads.stages import Happening, Stage, TouchesSpent
from api.threads.telling import tell

MOST: Final = 200
"""How many messages a thread holds at most."""

_SHOWN: Final = (
    "id",
    "thread_id",
    "kind",
    "channel",
    "state",
    "subject",
    "body",
    "check_result",
    "sent_at",
    "sent_changed",
    "version",
    "created_at",
    "updated_at",
)
TEXT: Final = ("channel", "subject", "body", "check_result")
AROUND: Final = (
    Thread.stage,
    Thread.touches,
    Thread.asked_at,
    Thread.held_at,
    Contact.name.label("whom_name"),
    Contact.given_name,
    Contact.family_name,
    Contact.why,
    Contact.do_not_contact,
    Profile.name.label("sender_name"),
    Profile.time_zone,
    Profile.note_limit,
    Profile.field_words,
)


def messages_of(*columns: Any) -> Select[Any]:
    """The one way to messages: the person's own, of live threads, deleted or not."""
    return (
        select(*columns)
        .select_from(Message)
        .join(Thread, (Thread.owner_id == Message.owner_id) & (Thread.id == Message.thread_id))
        .where(Message.owner_id == bindparam("owner_id"), Thread.deleted_at.is_(None))
    )


def _with_people(statement: Any) -> Any:
    """Join the contact and the profile that a check looks at to a statement from threads."""
    return statement.join(
        Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id)
    ).join(Profile, Profile.owner_id == Thread.owner_id)


_COLUMNS: Final = tuple(getattr(Message, name) for name in _SHOWN)
MESSAGE: Final = hot(
    _with_people(messages_of(*_COLUMNS, *AROUND)).where(
        Message.id == bindparam("message_id"), Message.deleted_at.is_(None)
    )
)
OF_THREAD: Final = hot(
    messages_of(*_COLUMNS)
    .where(Message.thread_id == bindparam("thread_id"), Message.deleted_at.is_(None))
    .order_by(Message.id)
)
THREAD: Final = hot(
    _with_people(
        select(
            *AROUND,
            select(func.count())
            .where(
                Message.owner_id == bindparam("owner_id"),
                Message.thread_id == Thread.id,
                Message.deleted_at.is_(None),
            )
            .scalar_subquery()
            .label("messages"),
        ).select_from(Thread)
    ).where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
)
AS_STARTED: Final = hot(
    select(
        Message.thread_id,
        Message.kind,
        MessageVersion.channel,
        MessageVersion.subject,
        MessageVersion.body,
    )
    .join(
        MessageVersion,
        (MessageVersion.owner_id == Message.owner_id) & (MessageVersion.message_id == Message.id),
    )
    .where(
        Message.owner_id == bindparam("owner_id"),
        Message.id == bindparam("message_id"),
        MessageVersion.number == 1,
    )
)
_STARTED: Final = ("owner_id", "id", "thread_id", "kind", *TEXT)
START: Final = hot(insert(Message).values({name: bindparam(name) for name in _STARTED}))
_VERSION: Final = ("owner_id", "message_id", "number", *TEXT)
KEEP_VERSION: Final = hot(
    insert(MessageVersion).values({name: bindparam(name) for name in _VERSION})
)
SAVE: Final = hot(
    update(Message)
    .where(Message.owner_id == bindparam("owner_id"), Message.id == bindparam("message_id"))
    .values({name: bindparam(f"new_{name}") for name in TEXT})
    .returning(Message.version)
)
_MINE: Final = select(Thread.id).where(
    Thread.owner_id == bindparam("owner_id"), Thread.deleted_at.is_(None)
)
DELETE: Final = hot(
    update(Message)
    .where(
        Message.owner_id == bindparam("owner_id"),
        Message.id == bindparam("message_id"),
        Message.deleted_at.is_(None),
        Message.thread_id.in_(_MINE),
    )
    .values(deleted_at=bindparam("new_deleted_at"))
    .returning(Message.id)
)
RESTORE: Final = hot(
    update(Message)
    .where(
        Message.owner_id == bindparam("owner_id"),
        Message.id == bindparam("message_id"),
        Message.deleted_at.is_not(None),
        Message.thread_id.in_(_MINE),
    )
    .values(deleted_at=None)
    .returning(Message.id)
)


async def load_message(work: Work, message_id: UUID) -> asyncpg.Record:
    """A row of `MESSAGE`. Raises NotFound."""
    row = await work.fetchrow(MESSAGE, owner_id=work.subject.person_id, message_id=message_id)
    if row is None:
        raise NotFound()
    return row


def message_read(row: asyncpg.Record) -> MessageRead:
    """What the routes show of a message."""
    shown = {name: row[name] for name in _SHOWN if name != "check_result"}
    return MessageRead(**shown, check=kept_check(row["check_result"]))


async def list_messages(work: Work, thread_id: UUID) -> MessageList:
    """The messages of a thread, oldest first. Raises NotFound."""
    owner_id = work.subject.person_id
    rows = await work.fetch(OF_THREAD, owner_id=owner_id, thread_id=thread_id)
    if not rows and not await work.fetch(THREAD, owner_id=owner_id, thread_id=thread_id):
        raise NotFound()
    return MessageList([message_read(row) for row in rows])


async def start_message(work: Work, started: MessageStart) -> tuple[MessageRead, bool]:
    """Start a draft; whether it is new (the same again is not).

    A first ask makes the thread drafted. Raises NotFound for the thread, Conflict (another message
    under this id, somebody not to be contacted, no touch left) and LimitReached.
    """
    owner_id = work.subject.person_id
    known = await work.fetchrow(AS_STARTED, owner_id=owner_id, message_id=started.id)
    if known is not None:
        if _as_started(started) != dict(known):
            raise Conflict("This id belongs to another message.")
        return message_read(await load_message(work, started.id)), False
    around = await work.fetchrow(THREAD, owner_id=owner_id, thread_id=started.thread_id)
    if around is None:
        raise NotFound()
    _may_start(started, around)
    text = _text(started.channel, started.subject, started.body)
    text["check_result"] = check_of(started, started.kind, text, around, work.now)
    await work.execute(
        START,
        owner_id=owner_id,
        id=started.id,
        thread_id=started.thread_id,
        kind=started.kind,
        **text,
    )
    await work.execute(KEEP_VERSION, owner_id=owner_id, message_id=started.id, number=1, **text)
    if started.kind == "ask" and around["stage"] in (Stage.IDENTIFIED, Stage.RESEARCHED):
        said = HappeningTold(id=new_id(), what=Happening.DRAFTED)
        await tell(work, started.thread_id, said)
    return message_read(await load_message(work, started.id)), True


def _as_started(started: MessageStart) -> dict[str, object]:
    text = {"channel": started.channel, "subject": started.subject or "", "body": started.body}
    return {"thread_id": started.thread_id, "kind": started.kind, **text}


def _may_start(started: MessageStart, around: asyncpg.Record) -> None:
    if around["messages"] >= MOST:
        raise LimitReached(f"A thread holds {MOST} messages at most.")
    if started.kind in ("ask", "follow_up"):
        if around["do_not_contact"]:
            raise DoNotContact()
        if started.kind == "follow_up" and around["touches"] >= MOST_TOUCHES:
            raise cannot_follow(TouchesSpent(Stage(around["stage"]), "a follow-up"))


async def save_message(
    work: Work, message_id: UUID, change: MessageChange, *, if_match: str | None
) -> MessageRead:
    """Save a draft; a changed text is a new version. Raises NotFound, PreconditionRequired,
    PreconditionFailed, and Conflict once it was sent."""
    row = await load_message(work, message_id)
    require_version(if_match, row["version"])
    if row["state"] == "sent":
        raise Conflict("It was sent as it stands.")
    text = _text(
        row["channel"] if change.channel is UNSET else change.channel,
        row["subject"] if change.subject is UNSET else change.subject,
        row["body"] if change.body is UNSET else change.body,
    )
    if all(row[name] == value for name, value in text.items()):
        return message_read(row)
    text["check_result"] = check_of(change, row["kind"], text, row, work.now)
    owner_id = work.subject.person_id
    number = await work.fetchval(
        SAVE,
        owner_id=owner_id,
        message_id=message_id,
        **{f"new_{name}": value for name, value in text.items()},
    )
    await work.execute(
        KEEP_VERSION, owner_id=owner_id, message_id=message_id, number=number, **text
    )
    return message_read(await load_message(work, message_id))


async def delete_message(work: Work, message_id: UUID) -> None:
    """Delete a message; it can be brought back. Raises NotFound."""
    done = await work.fetchval(
        DELETE,
        owner_id=work.subject.person_id,
        message_id=message_id,
        new_deleted_at=work.now,
    )
    if done is None:
        raise NotFound()


async def restore_message(work: Work, message_id: UUID) -> MessageRead:
    """Undo the deletion of a message; one that is there stays. Raises NotFound."""
    await work.execute(RESTORE, owner_id=work.subject.person_id, message_id=message_id)
    return message_read(await load_message(work, message_id))


def _text(channel: str, subject: str | None, body: str) -> dict[str, str | None]:
    return {"channel": channel, "subject": subject or "", "body": body}
