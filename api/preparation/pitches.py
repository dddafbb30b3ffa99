"""The own story in about sixty seconds: its versions, and telling it against the clock."""

import re
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.paging import Cursors
from api.preparation.models import Pitch, Practice
from api.preparation.schemas import PitchPage, PitchRead, PitchWritten, PracticeDone

WORDS_A_MINUTE: Final = 140
"""Calm speech, so that a story of 140 words fills the sixty seconds it should take."""
_LIST: Final = "pitches"
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


class _Position(msgspec.Struct, frozen=True):
    id: UUID


_LAST: Final = (
    select(Practice.seconds)
    .where(
        Practice.owner_id == Pitch.owner_id,
        Practice.pitch_id == Pitch.id,
        Practice.deleted_at.is_(None),
    )
    .order_by(Practice.at.desc(), Practice.id.desc())
    .limit(1)
    .correlate(Pitch)
    .scalar_subquery()
)
_COUNT: Final = (
    select(func.count())
    .select_from(Practice)
    .where(
        Practice.owner_id == Pitch.owner_id,
        Practice.pitch_id == Pitch.id,
        Practice.deleted_at.is_(None),
    )
    .correlate(Pitch)
    .scalar_subquery()
)
_SHOWN: Final = select(
    Pitch.id,
    Pitch.text,
    Pitch.created_at,
    Pitch.version,
    _COUNT.label("practised"),
    _LAST.label("last_seconds"),
).where(Pitch.owner_id == bindparam("owner_id"), Pitch.deleted_at.is_(None))
ONE: Final = hot(_SHOWN.where(Pitch.id == bindparam("pitch_id")))
PAGE: Final = hot(
    _SHOWN.where(Pitch.id < bindparam("before", type_=Uuid()))
    .order_by(Pitch.id.desc())
    .limit(bindparam("most"))
)
WRITE: Final = hot(
    insert(Pitch)
    .values(
        owner_id=bindparam("owner_id"),
        id=bindparam("id"),
        text=bindparam("text"),
        created_at=bindparam("at"),
    )
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
DELETE: Final = hot(
    update(Pitch)
    .where(
        Pitch.owner_id == bindparam("the_owner"),
        Pitch.id == bindparam("pitch_id"),
        Pitch.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("at"))
)
RESTORE: Final = hot(
    update(Pitch)
    .where(Pitch.owner_id == bindparam("the_owner"), Pitch.id == bindparam("pitch_id"))
    .values(deleted_at=None)
)
PRACTISE: Final = hot(
    insert(Practice)
    .values(
        owner_id=bindparam("owner_id"),
        id=bindparam("id"),
        pitch_id=bindparam("pitch_id"),
        seconds=bindparam("seconds"),
        at=bindparam("at"),
    )
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
SAME_PRACTICE: Final = hot(
    select(Practice.pitch_id, Practice.seconds).where(
        Practice.owner_id == bindparam("owner_id"), Practice.id == bindparam("practice_id")
    )
)


async def list_pitches(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> PitchPage:
    """Versions of the story, the newest first."""
    owner = work.subject.person_id
    before = cursors.read(cursor, owner, _LIST, _Position).id if cursor else UUID(int=2**128 - 1)
    rows = await work.fetch(PAGE, owner_id=owner, before=before, most=limit + 1)
    items = [pitch_read(row) for row in rows[:limit]]
    more = len(rows) > limit
    return PitchPage(items, cursors.write(owner, _LIST, _Position(items[-1].id)) if more else None)


async def read_pitch(work: Work, pitch_id: UUID) -> PitchRead:
    """One version. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, pitch_id=pitch_id)
    if row is None:
        raise NotFound()
    return pitch_read(row)


def pitch_read(row: asyncpg.Record) -> PitchRead:
    """What is shown of a version."""
    words = len(_WORD.findall(row["text"]))
    return PitchRead(
        id=row["id"],
        text=row["text"],
        words=words,
        seconds=round(words * 60 / WORDS_A_MINUTE),
        practised=row["practised"],
        last_seconds=row["last_seconds"],
        created_at=row["created_at"],
        version=row["version"],
    )


async def write_pitch(work: Work, data: PitchWritten) -> tuple[PitchRead, bool]:
    """Keep a new version; says whether it is new. Raises Conflict when the id is another one's."""
    owner = work.subject.person_id
    made = await work.execute(WRITE, owner_id=owner, id=data.id, text=data.text, at=work.now)
    row = await work.fetchrow(ONE, owner_id=owner, pitch_id=data.id)
    if row is None or row["text"] != data.text:
        raise Conflict("This id was used for another version.")
    return pitch_read(row), made == "INSERT 0 1"


async def delete_pitch(work: Work, pitch_id: UUID) -> None:
    """Take a version away; undo brings it back. Raises NotFound."""
    done = await work.execute(
        DELETE, the_owner=work.subject.person_id, pitch_id=pitch_id, at=work.now
    )
    if done != "UPDATE 1":
        raise NotFound()


async def restore_pitch(work: Work, pitch_id: UUID) -> PitchRead:
    """Undo the deletion. Raises NotFound."""
    await work.execute(RESTORE, the_owner=work.subject.person_id, pitch_id=pitch_id)
    return await read_pitch(work, pitch_id)


async def practise(work: Work, pitch_id: UUID, data: PracticeDone) -> PitchRead:
    """It was told aloud once; the same id again changes nothing. Raises NotFound, Conflict."""
    owner = work.subject.person_id
    await read_pitch(work, pitch_id)
    made = await work.execute(
        PRACTISE,
        owner_id=owner,
        id=data.id,
        pitch_id=pitch_id,
        seconds=data.seconds,
        at=work.now,
    )
    if made != "INSERT 0 1":
        kept = await work.fetchrow(SAME_PRACTICE, owner_id=owner, practice_id=data.id)
        if kept is None or tuple(kept) != (pitch_id, data.seconds):
            raise Conflict("This id was used for another practice.")
    return await read_pitch(work, pitch_id)
