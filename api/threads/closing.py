"""Clocks that run by themselves: silent asks close, and open clocks follow a changed profile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from api.database import Work
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.errors import NotFound
from api.threads.due import clock_of
from api.threads.keeping import CLOSES, load, load_running, save
from api.threads.schemas import HappeningTold
from api.threads.stages import Happening
from api.threads.telling import Around, tell

BY_ITSELF: Final = Around(by_itself=True)


async def close_silent(work: Work, thread_ids: Sequence[UUID], now: datetime) -> list[UUID]:
    """Close the asks among these threads of this work's person whose time is over; returns them.

    Closed on the day that was set, however late this runs. What was answered, moved or deleted
    meanwhile stays as it is; running again changes nothing. Jobs call `work.write()` first.
    """
    closed = []
    for thread_id in thread_ids:
        try:
            thread = await load(work, thread_id)
        except NotFound:
            continue
        if thread.close_at is None or thread.close_at > now:
            continue
        said = HappeningTold(
            id=uuid5(thread_id, f"closes|{thread.close_at.isoformat()}"),
            what=Happening.NO_ANSWER,
            at=thread.close_at,
            at_precision="picked",
        )
        await tell(work, thread_id, said, around=BY_ITSELF)
        closed.append(thread_id)
    return closed


async def recompute_clocks(work: Work) -> int:
    """Compute all running clocks of this work's person anew, after their zone, country, working
    days or template changed; returns how many moved. Running again changes nothing."""
    moved = 0
    for thread in await load_running(work):
        clock = clock_of(thread.state, thread.terms)
        close_at = clock.close and clock.close.due_at
        second_at = clock.second and clock.second.due_at
        now_kept = (thread.due, thread.propose_close_at, thread.close_at, thread.second_at)
        if (clock.due, clock.propose_close_at, close_at, second_at) != now_kept:
            await save(work, thread, thread.state)
            moved += 1
    return moved


class ThreadCloses:
    """The rule by which a silent ask closes: a job, no mail."""

    kind = CLOSES

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Close it, unless it was answered, moved or deleted since."""
        await work.write()
        closed = await close_silent(work, [claimed.subject_id], work.now)
        return Done("closed") if closed else NotWanted("moved")
