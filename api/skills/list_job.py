"""The jobs of lists of skills: reading a file, taking it in piece by piece, forgetting it."""

import asyncio
from typing import Final
from uuid import UUID

from api.database import Work
from api.deliveries.rules import Claimed, Done, More, NotWanted, Prepared
from api.files import Files
from api.skills.list_models import SkillList
from api.skills.list_reading import Listed, ListRefused, read_list
from api.skills.list_steps import FORGET, JOB, let_go_of_file, list_of, look_at, occurrence, take

MOST_FAILURES: Final = 5
"""After so many pieces that ended badly it has failed, visibly, and can be started again."""


class ListRuns:
    """Looks at a list, or takes one piece of it in a transaction and remembers with it how far it
    got: a worker that dies loses nothing, and the next one goes on at the same skill."""

    kind = JOB

    def __init__(self, files: Files) -> None:
        self._files = files
        self._read: tuple[tuple[UUID, str], Listed] | None = None
        """What was read last: between two pieces of one list it is not read again."""

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Look at it, or take one piece; says whether there is more."""
        row = await _load(work, claimed.subject_id)
        if row is None or not _is_wanted(row, claimed):
            return NotWanted("replaced")
        if claimed.failures >= MOST_FAILURES:
            return await _fail(work, row, "interrupted")
        try:
            found = await self._found(row, claimed.occurrence)
        except ListRefused as refused:
            return await _fail(work, row, refused.code.value)
        except FileNotFoundError:
            return await _fail(work, row, "forgotten")
        await work.write()
        session = await work.session()
        await session.refresh(row)
        if not _is_wanted(row, claimed):
            return NotWanted("replaced")
        if row.state == "uploaded":
            await look_at(work, row, found)
        elif not await take(work, row, found):
            await session.flush()
            return More()
        await session.flush()
        self._read = None
        return Done(row.state)

    async def _found(self, row: SkillList, named: str) -> Listed:
        if self._read is None or self._read[0] != (row.id, named):
            assert row.file_id is not None
            with await self._files.open(row.owner_id, row.file_id) as source:
                found = await asyncio.to_thread(read_list, source, row.kind, row.language)
            self._read = ((row.id, named), found)
        return self._read[1]


class ListForgets:
    """Forgets the file of a list that nobody started, or that failed."""

    kind = FORGET

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Forget, unless it is in use."""
        row = await _load(work, claimed.subject_id)
        if row is None or row.file_id is None or row.state == "running":
            return NotWanted("used")
        await work.write()
        session = await work.session()
        await session.refresh(row)
        row.state, row.problem = "failed", "forgotten"
        await let_go_of_file(work, row)
        return Done("forgotten")


async def _load(work: Work, list_id: UUID) -> SkillList | None:
    session = await work.session()
    found: SkillList | None = await session.scalar(
        list_of(work.subject).where(SkillList.id == list_id)
    )
    return found


def _is_wanted(row: SkillList, claimed: Claimed) -> bool:
    return (
        row.state in {"uploaded", "running"}
        and row.file_id is not None
        and occurrence(row) == claimed.occurrence
    )


async def _fail(work: Work, row: SkillList, code: str) -> Prepared:
    await work.write()
    session = await work.session()
    await session.refresh(row)
    row.state, row.problem = "failed", code
    await session.flush()
    return Done("failed")
