"""Offered times are let go when a date is set, or when others are offered instead."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, update

from api.conversations.slot_models import SlotOffer
from api.database import Work, hot

RELEASE: Final = hot(
    update(SlotOffer)
    .where(
        SlotOffer.owner_id == bindparam("owner_id"),
        SlotOffer.thread_id == bindparam("of_thread"),
        SlotOffer.id != bindparam("but_id"),
        SlotOffer.released_at.is_(None),
        SlotOffer.taken_slot_id.is_(None),
        SlotOffer.deleted_at.is_(None),
    )
    .values(released_at=bindparam("now", type_=SlotOffer.released_at.type))
)


async def release_offers(work: Work, thread_id: UUID, *, but: UUID) -> None:
    """Let go of all that is offered in a thread, except the offer `but` (any id, also of none)."""
    await work.execute(
        RELEASE,
        owner_id=work.subject.person_id,
        of_thread=thread_id,
        but_id=but,
        now=work.now,
    )
