"""Times that are offered for a talk: offered, sent, taken, taken back."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, column, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from api.conversations.models import Conversation
from api.conversations.planning import THREAD, check_times, forget, load_talk, plan, restore
from api.conversations.reading import read_conversation
from api.conversations.schemas import ConversationRead, TalkPlan
from api.conversations.slot_models import Slot, SlotOffer
from api.conversations.slot_reading import offer_of, read_offer
from api.conversations.slot_releasing import release_offers
from api.conversations.slot_schemas import OfferRead, OfferSent, OfferWrite, SlotTaken
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.tables import new_id
from api.threads.models import Message
from api.threads.schemas import CorrectionTold
from api.threads.stages import Stage
from api.threads.telling import correct_stage

SKEW: Final = timedelta(minutes=5)
_COLUMNS: Final = (
    "owner_id",
    "id",
    "thread_id",
    "contact_id",
    "message_id",
    "zone",
    "medium",
    "place",
    "first_starts_at",
    "sent_at",
)
OFFER: Final = hot(
    insert_or_leave(SlotOffer)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
_TIMES: Final = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Slot.id.type)),
        bindparam("begins", type_=ARRAY(Slot.starts_at.type)),
        bindparam("ends", type_=ARRAY(Slot.ends_at.type)),
    )
    .table_valued(
        column("id", Slot.id.type),
        column("starts_at", Slot.starts_at.type),
        column("ends_at", Slot.ends_at.type),
    )
    .render_derived("times")
)
TIMES: Final = hot(
    insert(Slot).from_select(
        ["owner_id", "id", "offer_id", "starts_at", "ends_at"],
        select(
            bindparam("owner_id", type_=Slot.owner_id.type),
            _TIMES.c.id,
            bindparam("offer_id", type_=Slot.offer_id.type),
            _TIMES.c.starts_at,
            _TIMES.c.ends_at,
        ),
        include_defaults=False,
    )
)
KNOWN: Final = hot(
    select(Slot.id).where(
        Slot.owner_id == bindparam("owner_id"),
        Slot.id == func.any(bindparam("ids", type_=ARRAY(Slot.id.type))),
    )
)
IN_MESSAGE: Final = hot(
    select(Message.id).where(
        Message.owner_id == bindparam("owner_id"),
        Message.id == bindparam("message_id"),
        Message.thread_id == bindparam("thread_id"),
        Message.deleted_at.is_(None),
    )
)
TALK: Final = hot(
    select(Conversation.deleted_at).where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
    )
)


async def offer(work: Work, data: OfferWrite) -> tuple[OfferRead, bool]:
    """Offer times; says whether that is new. What was offered before in this thread is let go.

    The same under the same id changes nothing. Raises NotFound for the thread, InvalidInput (times,
    zone, message) and Conflict (the id is taken, or a date is set already).
    """
    owner = work.subject.person_id
    _check(data, work.now)
    thread = await work.fetchrow(THREAD, owner_id=owner, thread_id=data.thread_id)
    if thread is None:
        raise NotFound()
    if data.message_id is not None:
        there = await work.fetchval(
            IN_MESSAGE, owner_id=owner, message_id=data.message_id, thread_id=data.thread_id
        )
        if there is None:
            raise InvalidInput.field(
                "body.message_id", "unknown-message", "Name a message of this thread, or none."
            )
    times = sorted((slot.starts_at, slot.ends_at, slot.id) for slot in data.slots)
    made = await work.execute(
        OFFER,
        owner_id=owner,
        id=data.id,
        thread_id=data.thread_id,
        contact_id=thread["contact_id"],
        message_id=data.message_id,
        zone=data.zone,
        medium=data.medium,
        place=data.place,
        first_starts_at=times[0][0],
        sent_at=work.now if data.sent else None,
    )
    if made != "INSERT 0 1":
        return await _offered_before(work, data), False
    _may_offer(thread)
    ids = [slot_id for _, _, slot_id in times]
    if await work.fetch(KNOWN, owner_id=owner, ids=ids):
        raise Conflict("An id of these times was used for another time.")
    await work.execute(
        TIMES,
        owner_id=owner,
        offer_id=data.id,
        ids=ids,
        begins=[begins for begins, _, _ in times],
        ends=[ends for _, ends, _ in times],
    )
    await release_offers(work, data.thread_id, but=data.id)
    return await read_offer(work, data.id), True


def _check(data: OfferWrite, now: datetime) -> None:
    last: datetime | None = None
    if len({slot.id for slot in data.slots}) < len(data.slots):
        raise InvalidInput.field("body.slots", "same-id", "Give each time an id of its own.")
    for slot in data.slots:
        check_times(slot.starts_at, slot.ends_at, data.zone, now)
    for slot in sorted(data.slots, key=lambda one: one.starts_at):
        if last is not None and slot.starts_at < last:
            raise InvalidInput.field("body.slots", "overlap", "Offer times that do not overlap.")
        last = slot.ends_at


def _may_offer(thread: asyncpg.Record) -> None:
    if thread["stage"] in ("scheduled", "held"):
        raise Conflict("There is a date already: move that.")


async def _offered_before(work: Work, data: OfferWrite) -> OfferRead:
    there = await read_offer(work, data.id)
    same = (
        there.thread_id == data.thread_id
        and there.zone == data.zone
        and there.medium == data.medium
        and there.place == data.place
        and there.message_id == data.message_id
        and {(one.id, one.starts_at, one.ends_at) for one in there.slots}
        == {(one.id, one.starts_at, one.ends_at) for one in data.slots}
    )
    if not same:
        raise Conflict("This id was used for other times.")
    return there


async def mark_offered(work: Work, offer_id: UUID, told: OfferSent) -> OfferRead:
    """The person sent the times: they are held from now on. The first word counts. Raises NotFound,
    InvalidInput (when)."""
    row = await _load(work, offer_id)
    at = told.at or work.now
    if at.tzinfo is None or at > work.now + SKEW or at < row.created_at - SKEW:
        raise InvalidInput.field("body.at", "wrong-time", "Say when, since they were chosen.")
    if row.sent_at is None:
        row.sent_at = at
        await work.flush()
    return await read_offer(work, offer_id)


async def take(work: Work, offer_id: UUID, taken: SlotTaken) -> tuple[ConversationRead, bool]:
    """They took one of the times: the talk is planned, the other times are free again; says whether
    that is new. Taken again it changes nothing.

    Raises NotFound, Conflict (another was taken, these were taken back, or a date is set) and
    InvalidInput (a time that is over, or of another offer).
    """
    row = await _load(work, offer_id)
    if row.taken_slot_id is not None:
        if row.taken_slot_id != taken.slot_id:
            raise Conflict("They took another of these times: move that talk.")
        return await read_conversation(work, taken.slot_id), False
    there = await read_offer(work, offer_id)
    slot = next((one for one in there.slots if one.id == taken.slot_id), None)
    if slot is None:
        raise InvalidInput.field("body.slot_id", "unknown-slot", "Name one of the offered times.")
    if slot.starts_at <= work.now:
        raise InvalidInput.field("body.slot_id", "over", "That time is over: set another date.")
    thread = await work.fetchrow(THREAD, owner_id=work.subject.person_id, thread_id=row.thread_id)
    if thread is None:
        raise NotFound()
    _may_offer(thread)
    row.taken_slot_id, row.taken_at, row.released_at = slot.id, work.now, None
    row.sent_at = row.sent_at or there.sent_at or work.now
    await work.flush()
    deleted = await work.fetchrow(TALK, owner_id=work.subject.person_id, conversation_id=slot.id)
    if deleted is not None and deleted["deleted_at"] is not None:
        # The same time, taken once more after an undo.
        await _taken_again(work, row, slot.id)
        return await restore(work, slot.id), True
    planned = TalkPlan(
        id=slot.id,
        thread_id=row.thread_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=row.zone,
        medium=taken.medium or there.medium,
        place=row.place if taken.place is None else taken.place,
    )
    return await plan(work, planned)


async def _taken_again(work: Work, row: SlotOffer, slot_id: UUID) -> None:
    told = CorrectionTold(id=new_id(), stage=Stage.SCHEDULED)
    await correct_stage(work, row.thread_id, told)


async def not_taken(work: Work, offer_id: UUID) -> OfferRead:
    """Undo: they did not take it. The talk goes, the times are offered as before. Raises NotFound,
    and Conflict once the talk took place or was moved on."""
    row = await _load(work, offer_id)
    if row.taken_slot_id is None:
        return await read_offer(work, offer_id)
    talk = await load_talk(work, row.taken_slot_id)
    if talk.state != "planned":
        raise Conflict("Something was said about this talk already.")
    await forget(work, talk.id, if_match="*")
    row.taken_slot_id = row.taken_at = None
    await work.flush()
    thread = await work.fetchrow(THREAD, owner_id=work.subject.person_id, thread_id=row.thread_id)
    if thread is not None and thread["stage"] == Stage.SCHEDULED:
        told = CorrectionTold(id=new_id(), stage=Stage.SCHEDULING)
        await correct_stage(work, row.thread_id, told)
    return await read_offer(work, offer_id)


async def withdraw(work: Work, offer_id: UUID, *, if_match: str | None) -> None:
    """Take the offered times back: none is held any more. Undo brings them back. Raises NotFound,
    PreconditionRequired, PreconditionFailed, and Conflict once one was taken."""
    row = await _load(work, offer_id)
    require_version(if_match, row.version)
    if row.taken_slot_id is not None:
        raise Conflict("They took one of these times: cancel that talk.")
    row.deleted_at = work.now
    await work.flush()


async def bring_back(work: Work, offer_id: UUID) -> OfferRead:
    """Undo the taking back. Raises NotFound."""
    session = await work.session()
    row = await session.get(SlotOffer, (work.subject.person_id, offer_id))
    if row is None:
        raise NotFound()
    row.deleted_at = None
    await work.flush()
    return await read_offer(work, offer_id)


async def _load(work: Work, offer_id: UUID) -> SlotOffer:
    session = await work.session()
    row = await session.scalar(offer_of(work.subject).where(SlotOffer.id == offer_id))
    if row is None:
        raise NotFound()
    return row
