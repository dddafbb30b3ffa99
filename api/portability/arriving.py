"""An export of another account comes into this one: handed over, taken in by a job, told how far.

Into an empty account it makes the same account once more; into one that is lived in it adds what is
not there, so that two accounts become one. Bringing the same in twice changes nothing.
"""

import asyncio
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Final, NamedTuple, cast
from uuid import UUID

import msgspec
from sqlalchemy import Select, Table, select

from api.credentials import Subject
from api.database import Work
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, Done, More, NotWanted, Prepared
from api.errors import Conflict, InvalidInput, NotFound
from api.files import Files, StoredFile, discard_file, keep_file
from api.limits import Rate, take
from api.paging import Cursors
from api.portability.archive import ARCHIVE_BYTES_LIMIT, Archive, Manifest, NoExport
from api.portability.everything import exported_tables
from api.portability.found_again import Row
from api.portability.models import Arrival
from api.portability.schemas import (
    ArrivalCounts,
    ArrivalPage,
    ArrivalProblem,
    ArrivalRead,
    ArrivalState,
)
from api.portability.taking_up import IS_EMPTY, Taken, Taker
from api.reminders.jobs import SETTLE
from api.secrets import Keys
from api.tables import new_id

JOB: Final = "arrival"
PIECE_ROWS: Final = 2_000
"""Rows taken in one transaction: a second or two, of a lease of thirty."""
MOST_FAILURES: Final = 5
"""After so many pieces that ended badly an arrival has failed; it can be begun again."""
MOST_PROBLEMS: Final = 200
"""Problems kept of one arrival; all are counted."""
_LIST: Final = "arrivals"
UPLOADS: Final = Rate("arrival", 10, 3600)
_REFUSED: Final = {
    "too-big": f"An export may have up to {ARCHIVE_BYTES_LIMIT // 2**20} MB.",
    "broken-archive": "This archive is damaged: download the export once more.",
    "no-export": "This is no export of Askwell: it is the ZIP from Settings, Your data.",
    "other-version": "This export is of another version: make it once more and bring that.",
}


def arrival_of(subject: Subject) -> Select[Arrival]:
    """The one way to arrivals."""
    return select(Arrival).where(Arrival.owner_id == subject.person_id)


async def receive(work: Work, keys: Keys, files: Files, source: BinaryIO, size: int) -> ArrivalRead:
    """Keep an export and have a worker take it in.

    Raises InvalidInput (what is no export), Conflict (another one is on its way), TooManyRequests,
    Unavailable.
    """
    await take(work, keys, UPLOADS, str(work.subject.person_id))
    session = await work.session()
    if await session.scalar(arrival_of(work.subject).where(Arrival.state == "running")):
        raise Conflict("Another export is on its way in: let it finish first.")
    try:
        manifest = await asyncio.to_thread(_manifest, source)
    except NoExport as refused:
        raise InvalidInput.field("body.file", refused.code, _REFUSED[refused.code]) from refused
    source.seek(0)
    owner = work.subject.person_id
    file_id = await keep_file(
        work, files, source, name="export.zip", media_type="application/zip", size=size
    )
    row = Arrival(
        owner_id=owner,
        id=new_id(),
        state="running",
        file_id=file_id,
        exported_at=manifest.exported_at,
        into_empty=bool(await work.fetchval(IS_EMPTY, owner_id=owner)),
        table_name="",
        position=0,
        taken=0,
        expected=sum(each.rows for each in manifest.tables.values()),
        counts={},
        problems=[],
    )
    session.add(row)
    await session.flush()
    await _clock(work, JOB, row.id, "once", work.now)
    return await read_arrival(work, row.id)


async def read_arrival(work: Work, arrival_id: UUID) -> ArrivalRead:
    """How far an export has come in. Raises NotFound."""
    session = await work.session()
    row = await session.scalar(arrival_of(work.subject).where(Arrival.id == arrival_id))
    if row is None:
        raise NotFound()
    return _read(row)


async def list_arrivals(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> ArrivalPage:
    """Exports that came in, the latest first. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    statement = arrival_of(work.subject).order_by(Arrival.id.desc()).limit(limit + 1)
    if cursor:
        after = cursors.read(cursor, owner, _LIST, _Position)
        statement = statement.where(Arrival.id < after.id)
    rows = list(await (await work.session()).scalars(statement))
    more = len(rows) > limit
    return ArrivalPage(
        [_read(row) for row in rows[:limit]],
        cursors.write(owner, _LIST, _Position(rows[limit - 1].id)) if more else None,
    )


class Arrives:
    """The job: some rows in each transaction, remembered with them how far it got. A worker that
    dies loses nothing, and the next one goes on at the same row."""

    kind = JOB

    def __init__(self, files: Files, keys: Keys) -> None:
        self._files, self._keys = files, keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Take one piece; says whether there is more."""
        await work.write()
        session = await work.session()
        row = await session.scalar(arrival_of(work.subject).where(Arrival.id == claimed.subject_id))
        if row is None or row.state != "running" or row.file_id is None:
            return NotWanted("finished")
        if claimed.failures >= MOST_FAILURES:
            return await self._end(work, row, "interrupted")
        try:
            source = await self._files.open(row.owner_id, row.file_id)
        except FileNotFoundError:
            return await self._end(work, row, "forgotten")
        with source:
            try:
                archive = await asyncio.to_thread(Archive, source)
                more = await self._piece(work, row, archive)
            except NoExport as refused:
                return await self._end(work, row, refused.code)
        if more:
            await session.flush()
            return More()
        await _clock(work, SETTLE, row.owner_id, f"arrival {row.id}", work.now)
        return await self._end(work, row, None)

    async def _piece(self, work: Work, row: Arrival, archive: Archive) -> bool:
        """Take up to PIECE_ROWS rows; whether there are more."""
        taker = Taker(work, self._keys, archive, row.id, into_empty=row.into_empty)
        room = PIECE_ROWS
        tables = _tables_from(row.table_name)
        for number, table in enumerate(tables):
            if row.table_name != table.name:
                row.table_name, row.position = table.name, 0
            # Rows that refer to rows of their own table come in one statement, or some would not
            # find the other.
            most = None if _refers_to_itself(table) else room
            rows = await asyncio.to_thread(_some, archive, table, row.position, most)
            if rows:
                taken = await taker.take(table, rows, row.position)
                if table is StoredFile.__table__:
                    await self._put_files(row.owner_id, archive, taken.added)
                _add_up(row, table, taken, len(rows))
                room -= len(rows)
            if room <= 0:
                return most is not None or number + 1 < len(tables)
        return False

    async def _put_files(self, owner_id: UUID, archive: Archive, ids: list[UUID]) -> None:
        for one in ids:
            with archive.file(one) as source:
                await self._files.put(owner_id, one, source)

    async def _end(self, work: Work, row: Arrival, problem: str | None) -> Prepared:
        row.state, row.problem = "failed" if problem else "done", problem
        row.finished_at = work.now
        file_id, row.file_id = row.file_id, None
        await (await work.session()).flush()
        if file_id is not None:
            await discard_file(work, file_id)
        return Done(row.state)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


class _Sum(NamedTuple):
    new: int
    here: int
    left_out: int


def _manifest(source: BinaryIO) -> Manifest:
    archive = Archive(source)
    archive.close()
    return archive.manifest


def _tables_from(name: str) -> list[Table]:
    tables = list(exported_tables())
    names = [table.name for table in tables]
    return tables[names.index(name) :] if name in names else tables


def _refers_to_itself(table: Table) -> bool:
    return any(key.referred_table is table for key in table.foreign_key_constraints)


def _some(archive: Archive, table: Table, skip: int, most: int | None) -> list[Row | None]:
    return list(islice(archive.rows(table.name, skip), most))


def _add_up(row: Arrival, table: Table, taken: Taken, count: int) -> None:
    before = _Sum(*row.counts.get(table.name, (0, 0, 0)))
    after = _Sum(before.new + taken.new, before.here + taken.here, before.left_out + taken.left_out)
    row.counts = row.counts | {table.name: list(after)}
    row.position += count
    row.taken += count
    if taken.problems:
        broken = row.counts.get("", [0])[0] + len(taken.problems)
        row.counts = row.counts | {"": [broken]}
        told = [list(one) for one in taken.problems]
        row.problems = [*row.problems, *told][:MOST_PROBLEMS]


def _read(row: Arrival) -> ArrivalRead:
    def total(table: str) -> ArrivalCounts:
        return ArrivalCounts(*_Sum(*row.counts.get(table, (0, 0, 0))))

    sums = [_Sum(*value) for name, value in row.counts.items() if name]
    return ArrivalRead(
        id=row.id,
        state=cast(ArrivalState, row.state),
        exported_at=row.exported_at,
        progress=1.0 if row.state == "done" else row.taken / max(row.expected, 1),
        rows=ArrivalCounts(*(sum(column) for column in zip(*sums, strict=True)))
        if sums
        else ArrivalCounts(0, 0, 0),
        people=total("contacts"),
        talks=total("conversations"),
        broken=row.counts.get("", [0])[0],
        problems=[ArrivalProblem(*one) for one in row.problems],
        problem=row.problem,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


async def _clock(work: Work, kind: str, subject_id: UUID, name: str, at: datetime) -> None:
    await set_clock(
        work,
        kind,
        subject_id,
        name,
        due_local=at.replace(tzinfo=None),
        due_zone="UTC",
        due_at=at,
        channel="job",
    )
