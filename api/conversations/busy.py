"""What a person is busy with: own talks, times held for others, and the calendars they brought."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, union_all

from api.conversations.calendar_models import BusySpan, Calendar
from api.conversations.models import Conversation
from api.conversations.slot_models import Slot, SlotOffer
from api.conversations.slot_reading import HELD, TO_THREAD, WITH_MESSAGE, hold_ends
from api.database import Work, hot
from api.threads.models import Message, Thread

Span = tuple[datetime, datetime]

_OWNER = bindparam("owner_id", type_=Conversation.owner_id.type)
_FIRST = bindparam("first", type_=Conversation.starts_at.type)
_LAST = bindparam("last", type_=Conversation.starts_at.type)

BUSY: Final = hot(
    union_all(
        select(Conversation.starts_at, Conversation.ends_at).where(
            Conversation.owner_id == _OWNER,
            Conversation.state == "planned",
            Conversation.deleted_at.is_(None),
            Conversation.starts_at < _LAST,
            Conversation.ends_at > _FIRST,
        ),
        select(Slot.starts_at, Slot.ends_at)
        .join(SlotOffer, (SlotOffer.owner_id == Slot.owner_id) & (SlotOffer.id == Slot.offer_id))
        .join(Thread, TO_THREAD)
        .outerjoin(Message, WITH_MESSAGE)
        .where(
            Slot.owner_id == _OWNER,
            Slot.starts_at < _LAST,
            Slot.ends_at > _FIRST,
            HELD,
            SlotOffer.thread_id != bindparam("besides", type_=SlotOffer.thread_id.type),
        ),
        select(BusySpan.starts_at, BusySpan.ends_at)
        .join(
            Calendar,
            (Calendar.owner_id == BusySpan.owner_id) & (Calendar.id == BusySpan.calendar_id),
        )
        .where(
            BusySpan.owner_id == _OWNER,
            Calendar.deleted_at.is_(None),
            BusySpan.starts_at < _LAST,
            BusySpan.ends_at > _FIRST,
        ),
    )
)


async def busy_between(work: Work, first: datetime, last: datetime, *, besides: UUID) -> list[Span]:
    """Spans that are taken between two instants, in no order; what is held for the thread `besides`
    is not. One statement."""
    rows = await work.fetch(
        BUSY,
        owner_id=work.subject.person_id,
        first=first,
        last=last,
        besides=besides,
        hold_ends=hold_ends(work.now),
    )
    return [(row["starts_at"], row["ends_at"]) for row in rows]
