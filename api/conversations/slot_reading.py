"""Reads of offered times: one offer, and the list of them, each in one statement."""

from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Select, and_, bindparam, func, literal_column, null, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.conversations.schemas import Medium
from api.conversations.slot_models import Slot, SlotOffer
from api.conversations.slot_schemas import OfferPage, OfferRead, SlotRead
from api.conversations.slot_words import sentence
from api.credentials import Subject
from api.database import Work, among, hot
from api.errors import NotFound
from api.paging import Cursors
from api.threads.models import Message, Thread
from api.threads.schemas import Whom

RELEASED_BEFORE: Final = timedelta(hours=12)
"""Before the first of the times the hold ends (DOMAIN.md section 6)."""
FINDING: Final = ("asked", "followed_up", "replied_yes", "scheduling", "no_show", "cancelled")
"""Stages in which a time is still being found; any other is an answer, and nothing is held."""

SENT_AT: Final = func.coalesce(SlotOffer.sent_at, Message.sent_at)
"""When the times were offered: said so, or by the message they stand in."""
WITH_MESSAGE: Final = and_(
    Message.owner_id == SlotOffer.owner_id,
    Message.id == SlotOffer.message_id,
    Message.deleted_at.is_(None),
)
OPEN: Final = and_(
    SlotOffer.deleted_at.is_(None),
    SlotOffer.released_at.is_(None),
    SlotOffer.taken_slot_id.is_(None),
    SENT_AT.is_not(None),
    Thread.deleted_at.is_(None),
    among(Thread.stage, FINDING),
)
"""Offers that wait for an answer, of a select that joins Thread and (outer) WITH_MESSAGE."""
HELD: Final = and_(
    OPEN,
    SlotOffer.first_starts_at > bindparam("hold_ends", type_=SlotOffer.first_starts_at.type),
)
"""Offers whose times are kept free; `hold_ends` is `hold_ends(now)`."""
TO_THREAD: Final = and_(Thread.owner_id == SlotOffer.owner_id, Thread.id == SlotOffer.thread_id)

_TIMES: Final = func.jsonb_build_object(
    literal_column("'id'"), Slot.id,
    literal_column("'starts_at'"), Slot.starts_at,
    literal_column("'ends_at'"), Slot.ends_at,
)  # fmt: skip
SLOTS: Final = (
    select(func.jsonb_agg(aggregate_order_by(_TIMES, Slot.starts_at)))
    .where(Slot.owner_id == SlotOffer.owner_id, Slot.offer_id == SlotOffer.id)
    .correlate(SlotOffer)
    .scalar_subquery()
)
"""The times of an offer as JSON, soonest first."""

SHOWN: Final = (
    select(
        SlotOffer.id,
        SlotOffer.thread_id,
        SlotOffer.contact_id,
        SlotOffer.message_id,
        SlotOffer.zone,
        SlotOffer.medium,
        SlotOffer.place,
        SlotOffer.first_starts_at,
        SlotOffer.released_at,
        SlotOffer.taken_slot_id,
        SlotOffer.version,
        SlotOffer.created_at,
        SENT_AT.label("sent_at"),
        Thread.stage,
        Contact.name,
        Contact.given_name,
        func.coalesce(Contact.country, Profile.country).label("country"),
        Profile.time_zone,
        SLOTS.label("slots"),
    )
    .join(Thread, TO_THREAD)
    .join(Contact, (Contact.owner_id == SlotOffer.owner_id) & (Contact.id == SlotOffer.contact_id))
    .join(Profile, Profile.owner_id == SlotOffer.owner_id)
    .outerjoin(Message, WITH_MESSAGE)
    .where(
        SlotOffer.owner_id == bindparam("owner_id"),
        SlotOffer.deleted_at.is_(None),
        Thread.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(SlotOffer.id == bindparam("offer_id")))
_AFTER = bindparam("after_id", type_=SlotOffer.id.type)
_THREAD = bindparam("thread_id", type_=SlotOffer.thread_id.type)
LIST: Final = hot(
    SHOWN.where(
        or_(_THREAD.is_(null()), SlotOffer.thread_id == _THREAD),
        or_(_AFTER.is_(null()), SlotOffer.id < _AFTER),
    )
    .order_by(SlotOffer.id.desc())
    .limit(bindparam("most"))
)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


def offer_of(subject: Subject) -> Select[SlotOffer]:
    """The one way to offers by the ORM."""
    return select(SlotOffer).where(
        SlotOffer.owner_id == subject.person_id, SlotOffer.deleted_at.is_(None)
    )


def hold_ends(now: datetime) -> datetime:
    """Offers that begin no later are no longer held."""
    return now + RELEASED_BEFORE


async def read_offer(work: Work, offer_id: UUID) -> OfferRead:
    """One offer. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, offer_id=offer_id)
    if row is None:
        raise NotFound()
    return offer_read(row, work.now)


async def list_offers(
    work: Work, cursors: Cursors, *, thread_id: UUID | None, limit: int, cursor: str | None
) -> OfferPage:
    """Offers of this person, or those of one thread, the latest first. Raises InvalidInput for
    another list's cursor."""
    owner, name = work.subject.person_id, f"slot offers {thread_id}"
    after = cursors.read(cursor, owner, name, _Position).id if cursor else None
    rows = await work.fetch(
        LIST, owner_id=owner, thread_id=thread_id, after_id=after, most=limit + 1
    )
    items = [offer_read(row, work.now) for row in rows[:limit]]
    position = _Position(items[-1].id) if len(rows) > limit else None
    return OfferPage(items, cursors.write(owner, name, position) if position else None)


def offer_read(row: asyncpg.Record, now: datetime) -> OfferRead:
    """What is shown of a row of SHOWN at `now`."""
    slots = msgspec.convert(row["slots"] or [], list[SlotRead])
    held_until = row["first_starts_at"] - RELEASED_BEFORE
    taken, finding = row["taken_slot_id"] is not None, row["stage"] in FINDING
    let_go = row["released_at"] is not None or not finding or held_until <= now
    return OfferRead(
        id=row["id"],
        thread_id=row["thread_id"],
        contact=Whom(
            id=row["contact_id"], name=row["name"], first_name=row["given_name"] or row["name"]
        ),
        state="taken"
        if taken
        else "draft"
        if row["sent_at"] is None
        else "released"
        if let_go
        else "held",
        open=not taken and row["released_at"] is None and finding,
        zone=row["zone"],
        medium=cast(Medium, row["medium"]),
        place=row["place"],
        message_id=row["message_id"],
        sent_at=row["sent_at"],
        held_until=held_until,
        taken_slot_id=row["taken_slot_id"],
        slots=slots,
        text=sentence(
            [slot.starts_at for slot in slots],
            zone=row["zone"],
            own_zone=row["time_zone"],
            country=row["country"],
        ),
        version=row["version"],
        created_at=row["created_at"],
    )
