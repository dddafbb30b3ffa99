"""How was it? What a person says became of a talk, and talks that took place before Askwell."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from api.accounts.place import read_zone
from api.conversations.alarms import clear_alarms, set_alarms
from api.conversations.lines import write_lines
from api.conversations.listening import Listener
from api.conversations.models import Conversation
from api.conversations.planning import load_talk, reschedule
from api.conversations.reading import ONE, conversation_read, read_conversation
from api.conversations.schemas import (
    ConversationRead,
    HappenedTold,
    LineWritten,
    PastTalk,
)
from api.database import Work
from api.errors import Conflict, InvalidInput
from api.threads.clocks import THANKS
from api.threads.schemas import HappeningTold, ThreadStart
from api.threads.service import start_thread
from api.threads.stages import Happening
from api.threads.telling import Around, Facts, keep_facts, tell

SKEW: Final = timedelta(minutes=5)
USUAL_LENGTH: Final = timedelta(minutes=30)
"""What a talk that was not planned counts as (DOMAIN.md section 5: a block of 30 minutes)."""


_SAID: Final = {
    "talked": Happening.HELD,
    "no_show": Happening.NO_SHOW,
    "cancelled": Happening.CANCELLED,
    "moved": Happening.CANCELLED,
}


async def happened(work: Work, conversation_id: UUID, told: HappenedTold) -> ConversationRead:
    """The person says what became of a planned talk. Told again it changes nothing.

    Raises NotFound, InvalidInput (when), and Conflict when something else was told already.
    """
    talk = await load_talk(work, conversation_id)
    if told.what == "moved" and told.starts_at is not None:
        ends_at = told.ends_at or told.starts_at + (talk.ends_at - talk.starts_at)
        if (told.starts_at, ends_at) != (talk.starts_at, talk.ends_at):
            await reschedule(work, talk, told.starts_at, ends_at, talk.zone)
    elif told.what == "talked":
        await _held(work, talk, told)
    else:
        await _not_held(work, talk, told)
    return await read_conversation(work, conversation_id)


async def _held(work: Work, talk: Conversation, told: HappenedTold) -> None:
    ended_at = told.ended_at or min(talk.ends_at, work.now)
    if ended_at.tzinfo is None:
        raise InvalidInput.field("body.ended_at", "no-zone", "Give the time with its zone.")
    if ended_at > work.now + SKEW:
        raise InvalidInput.field("body.ended_at", "in-the-future", "It can't be over yet.")
    if talk.state not in {"planned", "resting", "held"}:
        raise Conflict("You said that this talk did not take place: correct that first.")
    first = talk.state != "held"
    if not first and told.ended_at is None:
        return
    talk.state, talk.ended_at = "held", ended_at
    talk.thanks_due_at = ended_at + THANKS
    await work.flush()
    if first:
        await tell(
            work,
            talk.thread_id,
            HappeningTold(id=told.id, what=Happening.HELD, at=ended_at, at_precision="picked"),
            around=Around(conversation_id=talk.id),
        )
    else:
        await keep_facts(work, talk.thread_id, Facts(held_at=ended_at))
    await set_alarms(work, talk.id)


async def _not_held(work: Work, talk: Conversation, told: HappenedTold) -> None:
    state = "no_show" if told.what == "no_show" else "cancelled"
    if talk.state == state:
        return
    if talk.state not in {"planned", "resting"}:
        raise Conflict("Something else was said about this talk already.")
    talk.state, talk.thanks_due_at = state, None
    await work.flush()
    await tell(
        work,
        talk.thread_id,
        HappeningTold(id=told.id, what=_SAID[told.what]),
        around=Around(conversation_id=talk.id),
    )
    await clear_alarms(work, talk.id)


async def record_past(
    work: Work, past: PastTalk, *, listeners: Sequence[Listener] = ()
) -> tuple[ConversationRead, bool]:
    """A talk that took place without having been planned here; says whether it is new. The same
    again changes nothing.

    Raises NotFound, InvalidInput (when), Conflict when the id is used for another talk.
    """
    if past.ended_at.tzinfo is None or past.ended_at > work.now + SKEW:
        raise InvalidInput.field("body.ended_at", "in-the-future", "Pick when it was over.")
    owner = work.subject.person_id
    there = await work.fetchrow(ONE, owner_id=owner, conversation_id=past.id)
    if there is not None:
        if there["thread_id"] != past.thread_id or there["ended_at"] != past.ended_at:
            raise Conflict("This id was used for another talk.")
        return conversation_read(there, work.now), False
    await start_thread(work, ThreadStart(id=past.thread_id, contact_id=past.contact_id))
    zone = await read_zone(work)
    session = await work.session()
    session.add(
        Conversation(
            owner_id=owner,
            id=past.id,
            thread_id=past.thread_id,
            contact_id=past.contact_id,
            state="held",
            starts_at=past.ended_at - USUAL_LENGTH,
            ends_at=past.ended_at,
            ended_at=past.ended_at,
            zone=zone,
            medium=past.medium,
            planned_at=work.now,
            thanks_due_at=past.ended_at + THANKS,
        )
    )
    await work.flush()
    await tell(
        work,
        past.thread_id,
        HappeningTold(id=past.id, what=Happening.HELD, at=past.ended_at, at_precision="picked"),
        around=Around(conversation_id=past.id),
    )
    if past.heard and past.line_id:
        line = LineWritten(id=past.line_id, tag="insight", text=past.heard, at=past.ended_at)
        await write_lines(work, past.id, [line], listeners=listeners)
    await set_alarms(work, past.id)
    return await read_conversation(work, past.id), True
