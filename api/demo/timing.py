"""The times that Nora has offered to somebody who said yes, and that wait for an answer."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final
from uuid import UUID

from api.conversations.slot_schemas import OfferWrite, SlotWrite
from api.conversations.slot_times import suggest_times
from api.conversations.slots import offer
from api.database import Work
from api.tables import new_id

MINUTES: Final = 30

At = Callable[[datetime], AbstractAsyncContextManager[Work]]


async def tell_offered(at: At, thread_id: UUID, moment: datetime) -> None:
    """Three times, as the product suggested them at `moment`, were sent and are held."""
    async with at(moment) as work:
        found = await suggest_times(work, thread_id, minutes=MINUTES, after=None)
        await offer(
            work,
            OfferWrite(
                id=new_id(),
                thread_id=thread_id,
                zone=found.zone,
                slots=[SlotWrite(new_id(), one.starts_at, one.ends_at) for one in found.items],
                medium="video",
                sent=True,
            ),
        )
