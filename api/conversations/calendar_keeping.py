"""What is kept of a calendar once it was read, and what the jobs that read one need to know."""

import asyncio
from datetime import datetime
from typing import BinaryIO, Final

from sqlalchemy import bindparam, column, delete, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.accounts.models import Person, Profile
from api.conversations.calendar_models import BusySpan, Calendar
from api.conversations.calendar_spans import Busy, busy_spans
from api.database import Work, hot
from api.files import discard_file

READS: Final = "calendar"
FORGETS: Final = "calendar_forget"
"""The kinds of the jobs of calendars."""
OWN: Final = hot(
    select(Person.email, Profile.time_zone)
    .join(Profile, Profile.owner_id == Person.id)
    .where(Person.id == bindparam("person_id"))
)
FREE: Final = hot(
    delete(BusySpan).where(
        BusySpan.owner_id == bindparam("owner_id"),
        BusySpan.calendar_id == bindparam("calendar_id"),
    )
)
_SPANS: Final = (
    func.unnest(
        bindparam("begins", type_=ARRAY(BusySpan.starts_at.type)),
        bindparam("ends", type_=ARRAY(BusySpan.ends_at.type)),
    )
    .table_valued(
        column("starts_at", BusySpan.starts_at.type), column("ends_at", BusySpan.ends_at.type)
    )
    .render_derived("spans")
)
FILL: Final = hot(
    insert(BusySpan).from_select(
        ["owner_id", "calendar_id", "starts_at", "ends_at"],
        select(
            bindparam("owner_id", type_=BusySpan.owner_id.type),
            bindparam("calendar_id", type_=BusySpan.calendar_id.type),
            _SPANS.c.starts_at,
            _SPANS.c.ends_at,
        ),
        include_defaults=False,
    )
)


async def read_file(source: BinaryIO, zone: str, email: str, now: datetime) -> Busy:
    """When somebody is busy by this file, read in a thread. Raises NotACalendar."""
    return await asyncio.to_thread(busy_spans, source, zone=zone, email=email, now=now)


async def keep_busy(work: Work, row: Calendar, busy: Busy) -> None:
    """Keep what a reading found in the place of what was known; the file goes."""
    await work.execute(FREE, owner_id=row.owner_id, calendar_id=row.id)
    await work.execute(
        FILL,
        owner_id=row.owner_id,
        calendar_id=row.id,
        begins=[begins for begins, _ in busy.spans],
        ends=[ends for _, ends in busy.spans],
    )
    row.state, row.problem = "ready", None
    row.read_from, row.read_until = busy.from_, busy.until
    row.events, row.spans, row.left_out = busy.events, len(busy.spans), busy.left_out
    row.unknown_zones = [name[:100] for name in busy.unknown_zones]
    await let_go_of_file(work, row)


async def fail(work: Work, row: Calendar, problem: str) -> None:
    """The file could not be read; what was known before stays."""
    row.state, row.problem = "failed", problem
    await let_go_of_file(work, row)


async def let_go_of_file(work: Work, row: Calendar) -> None:
    """Have the file of a calendar gone, if it is still there."""
    file_id, row.file_id = row.file_id, None
    await work.flush()
    if file_id is not None:
        await discard_file(work, file_id)


def occurrence(row: Calendar) -> str:
    """The name of the reading that is in hand, or was last."""
    return f"r{row.round}"
