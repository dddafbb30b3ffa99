"""Calendars that a person brings as a file: read once, and only when they are busy is kept."""

import asyncio
import hashlib
from datetime import datetime, timedelta
from typing import BinaryIO, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import Select, bindparam, func, select

from api.conversations.calendar_keeping import (
    FORGETS,
    OWN,
    READS,
    keep_busy,
    let_go_of_file,
    occurrence,
    read_file,
)
from api.conversations.calendar_lines import NotACalendar
from api.conversations.calendar_models import Calendar
from api.conversations.calendar_schemas import CalendarPage, CalendarRead, State
from api.credentials import Subject
from api.database import Work, hot
from api.deliveries.clocks import set_clock, stop_clock
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.files import Files, keep_file
from api.limits import Rate, take
from api.paging import Cursors
from api.secrets import Keys

FILE_BYTES: Final = 20 * 2**20
AT_ONCE_BYTES: Final = 2**20
"""A file up to this size is read while the person waits; a longer one by a worker."""
MOST_CALENDARS: Final = 10
UPLOADS: Final = Rate("calendar", 30, 3600)
FORGET_AFTER: Final = timedelta(days=1)
"""How long a calendar that was taken away can be brought back; then its spans go."""
_PIECE: Final = 2**16
_LIST: Final = "calendars"

COUNT: Final = hot(
    select(func.count()).where(
        Calendar.owner_id == bindparam("owner_id"), Calendar.deleted_at.is_(None)
    )
)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


def calendar_of(subject: Subject) -> Select[Calendar]:
    """The one way to calendars."""
    return select(Calendar).where(
        Calendar.owner_id == subject.person_id, Calendar.deleted_at.is_(None)
    )


async def bring(
    work: Work, keys: Keys, files: Files, source: BinaryIO, *, calendar_id: UUID, name: str
) -> tuple[CalendarRead, bool]:
    """Bring a calendar under an id of the client's making; says whether it is new.

    The same file under the same id changes nothing. Raises InvalidInput (no calendar), Conflict
    (the id is taken), LimitReached, TooManyRequests, Unavailable.
    """
    digest = await asyncio.to_thread(_digest, source)
    session = await work.session()
    there = await session.get(Calendar, (work.subject.person_id, calendar_id))
    if there is not None:
        if there.digest != digest or there.deleted_at is not None:
            raise Conflict("This id was used for another calendar.")
        return calendar_read(there), False
    await take(work, keys, UPLOADS, str(work.subject.person_id))
    if await work.fetchval(COUNT, owner_id=work.subject.person_id) >= MOST_CALENDARS:
        raise LimitReached(f"{MOST_CALENDARS} calendars are the most: take one away first.")
    row = Calendar(
        owner_id=work.subject.person_id,
        id=calendar_id,
        name=name,
        state="reading",
        digest=digest,
        zone="UTC",
        round=0,
        brought_at=work.now,
        events=0,
        spans=0,
        left_out=0,
        unknown_zones=[],
    )
    session.add(row)
    await session.flush()
    return await _received(work, files, row, source), True


async def replace(
    work: Work,
    keys: Keys,
    files: Files,
    source: BinaryIO,
    calendar_id: UUID,
    *,
    name: str,
    if_match: str | None,
) -> CalendarRead:
    """Bring a newer file in the place of one. Raises NotFound, PreconditionRequired,
    PreconditionFailed, and as `bring`."""
    row = await load_calendar(work, calendar_id)
    require_version(if_match, row.version)
    await take(work, keys, UPLOADS, str(work.subject.person_id))
    row.digest = await asyncio.to_thread(_digest, source)
    row.name, row.brought_at, row.problem = name, work.now, None
    await let_go_of_file(work, row)
    return await _received(work, files, row, source)


async def _received(work: Work, files: Files, row: Calendar, source: BinaryIO) -> CalendarRead:
    own = await work.fetchrow(OWN, person_id=row.owner_id)
    if own is None:
        raise NotFound()
    row.zone = own["time_zone"]
    size = source.seek(0, 2)
    source.seek(0)
    row.round += 1
    if size > AT_ONCE_BYTES:
        await _check_beginning(source)
        row.file_id = await keep_file(
            work, files, source, name=row.name, media_type="text/calendar", size=size
        )
        row.state = "reading"
        await work.flush()
        await _soon(work, READS, row.id, occurrence(row), work.now)
    else:
        try:
            busy = await read_file(source, row.zone, own["email"] or "", work.now)
        except NotACalendar as refused:
            raise not_a_calendar() from refused
        await keep_busy(work, row, busy)
    return await _shown(work, row)


async def _check_beginning(source: BinaryIO) -> None:
    """Refuse at once what a worker would refuse. Leaves the file at its beginning."""
    beginning = source.read(_PIECE).removeprefix(b"\xef\xbb\xbf").lstrip()
    source.seek(0)
    if beginning[:15].upper() != b"BEGIN:VCALENDAR":
        raise not_a_calendar()


def not_a_calendar() -> InvalidInput:
    """The refusal of a file of another kind."""
    return InvalidInput.field(
        "body.file", "not-a-calendar", "This is no calendar file: look for one that ends in .ics."
    )


async def list_calendars(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> CalendarPage:
    """Calendars of this person, the latest first. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    statement = calendar_of(work.subject).order_by(Calendar.id.desc()).limit(limit + 1)
    if cursor:
        after = cursors.read(cursor, owner, _LIST, _Position)
        statement = statement.where(Calendar.id < after.id)
    rows = list(await (await work.session()).scalars(statement))
    position = _Position(rows[limit - 1].id) if len(rows) > limit else None
    return CalendarPage(
        [calendar_read(row) for row in rows[:limit]],
        cursors.write(owner, _LIST, position) if position else None,
    )


async def read_calendar(work: Work, calendar_id: UUID) -> CalendarRead:
    """One calendar. Raises NotFound."""
    return calendar_read(await load_calendar(work, calendar_id))


async def forget(work: Work, calendar_id: UUID, *, if_match: str | None) -> None:
    """Take a calendar away: at once nothing of it counts, in a day its spans are gone. Raises
    NotFound, PreconditionRequired, PreconditionFailed."""
    row = await load_calendar(work, calendar_id)
    require_version(if_match, row.version)
    row.deleted_at = work.now
    row.round += 1
    await let_go_of_file(work, row)
    await stop_clock(work, READS, row.id)
    await _soon(work, FORGETS, row.id, f"+1d r{row.round}", work.now + FORGET_AFTER)


async def bring_back(work: Work, calendar_id: UUID) -> CalendarRead:
    """Undo the taking away, within a day. Raises NotFound."""
    session = await work.session()
    row = await session.get(Calendar, (work.subject.person_id, calendar_id))
    if row is None or (row.deleted_at is not None and row.read_until is None):
        raise NotFound()
    if row.deleted_at is not None:
        row.deleted_at = None
        await work.flush()
        await stop_clock(work, FORGETS, row.id)
    return await _shown(work, row)


async def load_calendar(work: Work, calendar_id: UUID) -> Calendar:
    """One calendar to be changed. Raises NotFound."""
    session = await work.session()
    row = await session.scalar(calendar_of(work.subject).where(Calendar.id == calendar_id))
    if row is None:
        raise NotFound()
    return row


def calendar_read(row: Calendar) -> CalendarRead:
    """The calendar as it is shown."""
    return CalendarRead(
        id=row.id,
        name=row.name,
        state=cast(State, row.state),
        problem=row.problem,
        brought_at=row.brought_at,
        read_until=row.read_until,
        events=row.events,
        spans=row.spans,
        left_out=row.left_out,
        unknown_zones=row.unknown_zones,
        version=row.version,
        created_at=row.created_at,
    )


async def _shown(work: Work, row: Calendar) -> CalendarRead:
    session = await work.session()
    await session.flush()
    await session.refresh(row)
    return calendar_read(row)


async def _soon(work: Work, kind: str, calendar_id: UUID, name: str, at: datetime) -> None:
    await set_clock(
        work,
        kind,
        calendar_id,
        name,
        due_local=at.replace(tzinfo=None),
        due_zone="UTC",
        due_at=at,
        channel="job",
    )


def _digest(source: BinaryIO) -> bytes:
    source.seek(0)
    found = hashlib.sha256()
    for piece in iter(lambda: source.read(_PIECE), b""):
        found.update(piece)
    source.seek(0)
    return found.digest()
