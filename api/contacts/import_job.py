"""The jobs of imports: reading a file piece by piece, and forgetting what it held."""

import asyncio
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from api.contacts.formats.detect import FileFormat
from api.contacts.formats.rows import FileRefused
from api.contacts.import_models import Import
from api.contacts.import_reading import Piece, Reading
from api.contacts.import_steps import (
    FORGET,
    JOB,
    begin_again,
    import_of,
    look_at,
    mapping_of,
    met_so_far,
    occurrence,
    take,
)
from api.contacts.imports import forget_contents
from api.contacts.taking_in import Memory
from api.database import Work
from api.deliveries.rules import Claimed, Done, Later, More, NotWanted, Prepared
from api.files import Files
from api.secrets import Keys

MOST_FAILURES: Final = 5
"""After so many pieces that ended badly an import has failed, visibly, and can be started again."""
_MOST_OPEN: Final = 4
"""Files that a process keeps open between their pieces."""
_RUNNING: Final = timedelta(hours=1)


class _Open(NamedTuple):
    """A file that this process reads, and the places where it can go on."""

    reading: Reading
    places: frozenset[int]


class ImportRuns:
    """Reads one piece of a file in each transaction and remembers with it where it got to: a worker
    that dies loses nothing, and the next one goes on at the same row."""

    kind = JOB

    def __init__(self, files: Files, keys: Keys) -> None:
        self._files = files
        self._keys = keys
        self._open: dict[tuple[UUID, str], _Open] = {}

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Take one piece; says whether there is more."""
        row = await _load(work, claimed.subject_id)
        if row is None or not _is_wanted(row, claimed):
            return NotWanted("replaced")
        if claimed.failures >= MOST_FAILURES:
            return await _fail(work, row, "interrupted")
        name, position = (row.id, claimed.occurrence), row.position
        opened = self._open.pop(name, None)
        if opened is not None and position not in opened.places:
            opened.reading.close()  # another worker went on meanwhile
            opened = None
        try:
            reading = opened.reading if opened else await self._opened(work, row)
            # What a look at the rows before remembers is gone with the worker that had it.
            start = 0 if opened is None and row.state == "uploaded" else position
            piece = await asyncio.to_thread(reading.piece, start)
        except FileRefused as refused:
            return await _fail(work, row, refused.code.value)
        except FileNotFoundError:
            return await _fail(work, row, "forgotten")
        self._keep(name, _Open(reading, frozenset({start, start + piece.count})))
        await work.write()
        session = await work.session()
        await session.refresh(row)
        if not _is_wanted(row, claimed) or row.position != position:
            return NotWanted("replaced")
        if start != position:
            await begin_again(work, row)
        await self._step(work, row, piece, reading.memory)
        await session.flush()
        if not piece.last:
            return More()
        del self._open[name]
        reading.close()
        return Done(row.state)

    def close(self) -> None:
        """Let go of the files that are open between two pieces."""
        while self._open:
            self._open.popitem()[1].reading.close()

    async def _opened(self, work: Work, row: Import) -> Reading:
        assert row.file_id is not None
        source = await self._files.open(row.owner_id, row.file_id)
        reading = Reading(source, FileFormat(row.format), mapping_of(row))
        if row.state == "running":
            reading.memory = Memory(await met_so_far(work, row))
        return reading

    async def _step(self, work: Work, row: Import, piece: Piece, memory: Memory) -> None:
        step = take if row.state == "running" else look_at
        await step(work, self._keys, row, piece, memory)

    def _keep(self, name: tuple[UUID, str], opened: _Open) -> None:
        self._open[name] = opened
        while len(self._open) > _MOST_OPEN:
            self._open.pop(next(iter(self._open))).reading.close()


class ImportForgets:
    """Forgets a file that nobody started, and the problems of an import that is long done."""

    kind = FORGET

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Forget, unless it is running just now."""
        row = await _load(work, claimed.subject_id)
        if row is None:
            return NotWanted("gone")
        if row.state == "running":
            return Later(work.now + _RUNNING, "running")
        await work.write()
        session = await work.session()
        await session.refresh(row)
        await forget_contents(work, row)
        await session.flush()
        return Done("forgotten")


async def _load(work: Work, import_id: UUID) -> Import | None:
    session = await work.session()
    found: Import | None = await session.scalar(
        import_of(work.subject).where(Import.id == import_id)
    )
    return found


def _is_wanted(row: Import, claimed: Claimed) -> bool:
    return (
        row.state in {"uploaded", "running"}
        and row.file_id is not None
        and occurrence(row) == claimed.occurrence
    )


async def _fail(work: Work, row: Import, code: str) -> Prepared:
    await work.write()
    session = await work.session()
    await session.refresh(row)
    row.state, row.problem = "failed", code
    await session.flush()
    return Done("failed")
