"""The jobs of calendars: reading a long file, and forgetting one that was taken away."""

from typing import Final
from uuid import UUID

from api.conversations.calendar_keeping import (
    FORGETS,
    FREE,
    OWN,
    READS,
    fail,
    keep_busy,
    occurrence,
    read_file,
)
from api.conversations.calendar_lines import NotACalendar
from api.conversations.calendar_models import Calendar
from api.database import Work
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.files import Files

MOST_FAILURES: Final = 3
"""After so many readings that ended badly a calendar has failed, visibly."""


class CalendarReads:
    """Reads a file that was too long to wait for, and keeps what it says in the same transaction."""

    kind = READS

    def __init__(self, files: Files) -> None:
        self._files = files

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Read, unless another file came meanwhile or the calendar was taken away."""
        row = await _load(work, claimed.subject_id)
        if row is None or not _is_wanted(row, claimed) or row.file_id is None:
            return NotWanted("replaced")
        own = await work.fetchrow(OWN, person_id=row.owner_id)
        if own is None:
            return NotWanted("gone")
        busy, problem = None, "interrupted"
        if claimed.failures < MOST_FAILURES:
            try:
                with await self._files.open(row.owner_id, row.file_id) as source:
                    busy = await read_file(source, row.zone, own["email"] or "", work.now)
            except NotACalendar:
                problem = "not-a-calendar"
            except FileNotFoundError:
                problem = "forgotten"
        await work.write()
        session = await work.session()
        await session.refresh(row)
        if not _is_wanted(row, claimed):
            return NotWanted("replaced")
        if busy is None:
            await fail(work, row, problem)
        else:
            await keep_busy(work, row, busy)
        await session.flush()
        return Done(row.state)


class CalendarForgets:
    """Forgets when somebody was busy by a calendar that was taken away and not brought back."""

    kind = FORGETS

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Forget, unless it was brought back."""
        row = await _load(work, claimed.subject_id)
        if row is None or row.deleted_at is None:
            return NotWanted("brought-back")
        await work.write()
        await work.execute(FREE, owner_id=row.owner_id, calendar_id=row.id)
        row.name, row.read_from, row.read_until = "", None, None
        row.spans, row.unknown_zones = 0, []
        await work.flush()
        return Done("forgotten")


async def _load(work: Work, calendar_id: UUID) -> Calendar | None:
    session = await work.session()
    return await session.get(Calendar, (work.subject.person_id, calendar_id))


def _is_wanted(row: Calendar, claimed: Claimed) -> bool:
    return (
        row.state == "reading" and row.deleted_at is None and occurrence(row) == claimed.occurrence
    )
