""" "Did you send it?": a message becomes sent, and the thread moves on."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, select, update

from api.database import Work, hot
from api.errors import Conflict
from api.tables import new_id
from api.threads.keeping import load, thread_read
from api.threads.listening import Changed
from api.threads.message_schemas import MessageSent, SentRead
from api.threads.messages import load_message, message_read
from api.threads.models import Message, Told
from api.threads.refusals import CannotFollow
from api.threads.schemas import CorrectionTold, HappeningTold, ThanksTold, ThreadRead
from api.threads.stages import AlreadyAnswered, AlreadyAsked, Happening, Stage
from api.threads.telling import ALONE, Around, correct_stage, take_back_thanks, tell, thank
from api.threads.when import moment

SENT: Final = hot(
    update(Message)
    .where(Message.owner_id == bindparam("owner_id"), Message.id == bindparam("message_id"))
    .values(
        state="sent",
        sent_at=bindparam("new_sent_at"),
        sent_zone=bindparam("new_sent_zone"),
        sent_changed=bindparam("new_sent_changed"),
    )
)

DRAFT: Final = hot(
    update(Message)
    .where(Message.owner_id == bindparam("owner_id"), Message.id == bindparam("message_id"))
    .values(state="draft", sent_at=None, sent_zone=None, sent_changed=None)
)
BEFORE: Final = hot(
    select(Told.from_stage)
    .where(
        Told.owner_id == bindparam("owner_id"),
        Told.thread_id == bindparam("thread_id"),
        Told.to_stage == bindparam("to_stage"),
        Told.from_stage != Told.to_stage,
        Told.at == bindparam("at"),
        Told.what.in_(["sent", "followed_up"]),
    )
    .order_by(Told.recorded_at.desc())
    .limit(1)
)

_SAYS: Final = {"ask": Happening.SENT, "follow_up": Happening.FOLLOWED_UP}

_TOLD_BEFORE: Final = frozenset({AlreadyAsked.code, AlreadyAnswered.code})
"""The person said "Sent it", or that they answered, before they said so of this text: the text was
sent, the thread stays."""

Update = Literal["updated", "update_taken_back"]


async def mark_sent(
    work: Work, message_id: UUID, sent: MessageSent, *, around: Around = ALONE
) -> SentRead:
    """The person sent this message; an ask, a follow-up and thanks move the thread.

    Told again it changes nothing. Raises NotFound, InvalidInput (when), and Conflict when it was
    sent at another time already or can't follow.
    """
    row = await load_message(work, message_id)
    if row["state"] == "sent":
        there = await load(work, row["thread_id"], told_id=sent.id)
        if there.digest is None and sent.at is not None and sent.at != row["sent_at"]:
            raise Conflict("It was marked as sent at another time.")
        thread = thread_read(there, work.now)
    else:
        asked_at = None if row["kind"] == "ask" else row["asked_at"]
        at = moment(sent.at, sent.at_precision, work.now, row["time_zone"], asked_at=asked_at)
        await work.execute(
            SENT,
            owner_id=work.subject.person_id,
            message_id=message_id,
            new_sent_at=at,
            new_sent_zone=row["time_zone"],
            new_sent_changed=sent.changed,
        )
        thread = await _told(work, row, sent, at, around)
        row = await load_message(work, message_id)
    return SentRead(message=message_read(row), thread=thread, next=thread.due)


async def take_back(work: Work, message_id: UUID, *, around: Around = ALONE) -> SentRead:
    """Undo: it was not sent. The message is a draft again, and what sending it moved is put right,
    unless something else was told since. Raises NotFound."""
    row = await load_message(work, message_id)
    thread_id: UUID = row["thread_id"]
    if row["state"] == "sent":
        await work.execute(DRAFT, owner_id=work.subject.person_id, message_id=message_id)
        await _put_right(work, row, around)
        row = await load_message(work, message_id)
    thread = thread_read(await load(work, thread_id), work.now)
    return SentRead(message=message_read(row), thread=thread, next=thread.due)


async def _put_right(work: Work, row: asyncpg.Record, around: Around) -> None:
    thread_id: UUID = row["thread_id"]
    state = (await load(work, thread_id)).state
    if row["kind"] == "update":
        await _hear_of_update(work, row, "update_taken_back", work.now, around)
    elif row["kind"] == "thanks":
        if state.thanked_at == row["sent_at"]:
            await take_back_thanks(work, thread_id, ThanksTold(id=new_id()), around=around)
    elif row["kind"] in _SAYS and state.since == row["sent_at"]:
        before = await work.fetchval(
            BEFORE,
            owner_id=work.subject.person_id,
            thread_id=thread_id,
            to_stage=state.stage,
            at=state.since,
        )
        if before is not None:
            told = CorrectionTold(id=new_id(), stage=Stage(before))
            await correct_stage(work, thread_id, told, around=around)


async def _told(
    work: Work, row: asyncpg.Record, sent: MessageSent, at: datetime, around: Around
) -> ThreadRead:
    thread_id: UUID = row["thread_id"]
    if row["kind"] == "thanks":
        thanks = ThanksTold(id=sent.id, at=sent.at, at_precision=sent.at_precision)
        return await thank(work, thread_id, thanks, message_id=row["id"], around=around)
    if row["kind"] in _SAYS:
        said = HappeningTold(
            id=sent.id, what=_SAYS[row["kind"]], at=sent.at, at_precision=sent.at_precision
        )
        try:
            return await tell(work, thread_id, said, around=around)
        except CannotFollow as refused:
            if refused.errors[0].code not in _TOLD_BEFORE:
                raise
    if row["kind"] == "update":
        await _hear_of_update(work, row, "updated", at, around)
    return thread_read(await load(work, thread_id), work.now)


async def _hear_of_update(
    work: Work, row: asyncpg.Record, what: Update, at: datetime, around: Around
) -> None:
    """An update moves no thread, but later features want to know of it."""
    thread = await load(work, row["thread_id"])
    changed = Changed(
        thread_id=thread.id,
        contact_id=thread.contact.id,
        what=what,
        at=at,
        before=thread.state,
        after=thread.state,
        plan=None,
        message_id=row["id"],
    )
    for listener in around.listeners:
        await listener(work, changed)
