"""Signals and refusals follow the lines of a talk, in the same transaction: a line that is worded
anew takes them along, one that is taken away takes them with it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from api.conversations.schemas import EntryWritten
from api.database import Work, hot
from api.skills.models import SkillRefusal, SkillSignal

TOLD: Final = hot(
    select(SkillSignal.line_id)
    .where(
        SkillSignal.owner_id == bindparam("owner_id"),
        SkillSignal.line_id == any_(bindparam("lines", type_=ARRAY(Uuid()))),
        SkillSignal.deleted_at.is_(None),
    )
    .union(
        select(SkillRefusal.line_id).where(
            SkillRefusal.owner_id == bindparam("owner_id"),
            SkillRefusal.line_id == any_(bindparam("lines", type_=ARRAY(Uuid()))),
        )
    )
)
MOVE: Final = hot(
    update(SkillSignal)
    .where(
        SkillSignal.owner_id == bindparam("owner_id"),
        SkillSignal.line_id == bindparam("old_id", type_=Uuid()),
        SkillSignal.deleted_at.is_(None),
    )
    .values(line_id=bindparam("new_id", type_=Uuid()))
)
MOVE_REFUSALS: Final = hot(
    update(SkillRefusal)
    .where(
        SkillRefusal.owner_id == bindparam("owner_id"),
        SkillRefusal.line_id == bindparam("old_id", type_=Uuid()),
    )
    .values(line_id=bindparam("new_id", type_=Uuid()))
)
DROP: Final = hot(
    update(SkillSignal)
    .where(
        SkillSignal.owner_id == bindparam("owner_id"),
        SkillSignal.line_id == bindparam("old_id", type_=Uuid()),
        SkillSignal.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=SkillSignal.at.type))
)


async def follow_lines(work: Work, entries: Sequence[EntryWritten]) -> None:
    """Have what was said of skills follow the lines that replace others. Where two devices reworded
    one line, it follows the first that arrives."""
    owner = work.subject.person_id
    replacing = [entry for entry in entries if entry.supersedes is not None]
    if not replacing:
        return
    # One statement tells whether there is anything to do: a phone sends its edits by the hundred.
    old = [entry.supersedes for entry in replacing]
    rows = await work.fetch(TOLD, owner_id=owner, lines=old)
    told: set[UUID] = {row["line_id"] for row in rows}
    for entry in replacing:
        if entry.supersedes not in told:
            continue
        values = {"owner_id": owner, "old_id": entry.supersedes}
        if entry.gone:
            await work.execute(DROP, **values, now=work.now)
        else:
            await work.execute(MOVE, **values, new_id=entry.id)
            await work.execute(MOVE_REFUSALS, **values, new_id=entry.id)
            told.add(entry.id)
