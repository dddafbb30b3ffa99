"""The words of a list of skills in the account of who brought it: compared, taken in, taken away."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    any_,
    bindparam,
    column,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from api.credentials import Subject
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.files import discard_file
from api.skills.list_models import ListedSkill, ListedWord, SkillList
from api.skills.list_reading import TOLD, Entry, Listed

JOB: Final = "skill_list"
FORGET: Final = "skill_list_forget"
"""The kinds of the jobs of lists."""
PIECE: Final = 2_000
"""Skills taken in one transaction: about a second of the owner's lock on a small machine."""

_LIST: Final = {"owner_id", "kind", "language"}


def _of_list(table: type[ListedSkill] | type[ListedWord]) -> list[ColumnElement[bool]]:
    return [getattr(table, name) == bindparam(name) for name in sorted(_LIST)]


_IDS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))
MARKS: Final = hot(
    select(ListedSkill.id, ListedSkill.mark).where(*_of_list(ListedSkill), ListedSkill.id == _IDS)
)
HELD: Final = hot(select(ListedSkill.id).where(*_of_list(ListedSkill)))
_KEPT: Final = ("id", "code", "name", "words", "known_as", "mark")
_SKILLS: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(*(column(name, ListedSkill.__table__.c[name].type) for name in _KEPT))
    .render_derived("rows", with_types=True)
)
_OWNER, _KIND, _LANGUAGE = (
    bindparam("owner_id", type_=Uuid()),
    bindparam("kind", type_=ListedSkill.kind.type),
    bindparam("language", type_=ListedSkill.language.type),
)
_ADDED: Final = insert(ListedSkill).from_select(
    ["owner_id", "kind", "language", *_KEPT],
    select(_OWNER, _KIND, _LANGUAGE, *(_SKILLS.c[name] for name in _KEPT)),
    include_defaults=False,
)
KEEP_SKILLS: Final = hot(
    _ADDED.on_conflict_do_update(
        index_elements=["owner_id", "kind", "language", "id"],
        set_={name: _ADDED.excluded[name] for name in _KEPT if name != "id"},
    )
)
_WORDS: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(*(column(n, ListedWord.__table__.c[n].type) for n in ("lead", "skill_id")))
    .render_derived("rows", with_types=True)
)
KEEP_WORDS: Final = hot(
    insert(ListedWord)
    .from_select(
        ["owner_id", "kind", "language", "lead", "skill_id"],
        select(_OWNER, _KIND, _LANGUAGE, _WORDS.c.lead, _WORDS.c.skill_id),
        include_defaults=False,
    )
    .on_conflict_do_nothing()
)
DROP_WORDS: Final = hot(
    delete(ListedWord).where(*_of_list(ListedWord), ListedWord.skill_id == _IDS)
)
DROP_SKILLS: Final = hot(delete(ListedSkill).where(*_of_list(ListedSkill), ListedSkill.id == _IDS))
CLEAR_WORDS: Final = hot(delete(ListedWord).where(*_of_list(ListedWord)))
CLEAR_SKILLS: Final = hot(delete(ListedSkill).where(*_of_list(ListedSkill)))
REPLACE: Final = hot(
    update(SkillList)
    .where(
        SkillList.owner_id == bindparam("the_owner"),
        SkillList.kind == bindparam("the_kind"),
        SkillList.language == bindparam("the_language"),
        SkillList.state == "done",
        SkillList.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=SkillList.created_at.type))
)


def list_of(subject: Subject) -> Select[SkillList]:
    """The one way to a list of skills."""
    return select(SkillList).where(
        SkillList.owner_id == subject.person_id, SkillList.deleted_at.is_(None)
    )


def licence_of(kind: str, release: str) -> str:
    """What the makers of a list ask to be said where its words are used."""
    return " ".join(TOLD[kind].licence.replace("{release}", release).split()).replace(" .", ".")


async def look_at(work: Work, row: SkillList, found: Listed) -> None:
    """Say what would become of these skills: the list is `checked`."""
    row.counts = await _compared(work, row, found, found.entries)
    held = {one["id"] for one in await work.fetch(HELD, **_key(row))}
    row.counts["gone"] = len(held - {one.id for one in found.entries})
    row.state, row.expected, row.position = "checked", len(found.entries), 0


async def take(work: Work, row: SkillList, found: Listed) -> bool:
    """Take the next piece in; says whether it was the last. Then the list is `done`, and one of its
    kind and language that was there before is replaced."""
    piece = found.entries[row.position : row.position + PIECE]
    marks = await _marks(work, row, piece)
    coming = [one for one in piece if marks.get(one.id) != one.mark]
    if changed := [one.id for one in coming if one.id in marks]:
        await work.execute(DROP_WORDS, **_key(row), ids=changed)
    if coming:
        skills = [{name: getattr(one, name) for name in _KEPT} for one in coming]
        words = [{"lead": lead, "skill_id": one.id} for one in coming for lead in one.leads]
        await work.execute(KEEP_SKILLS, **_key(row), rows=msgspec.json.encode(skills).decode())
        await work.execute(KEEP_WORDS, **_key(row), rows=msgspec.json.encode(words).decode())
    row.position += len(piece)
    row.expected = len(found.entries)
    if row.position < len(found.entries):
        return False
    await _drop_gone(work, row, found)
    await work.execute(
        REPLACE,
        the_owner=row.owner_id,
        the_kind=row.kind,
        the_language=row.language,
        now=work.now,
    )
    row.state, row.finished_at = "done", work.now
    await let_go_of_file(work, row)
    return True


async def clear(work: Work, row: SkillList) -> None:
    """Take the words of this kind and language away; skills that the person uses stay theirs."""
    await work.execute(CLEAR_WORDS, **_key(row))
    await work.execute(CLEAR_SKILLS, **_key(row))


async def schedule(work: Work, row: SkillList) -> None:
    """Have a worker read the file; a reading that is under way finds itself replaced."""
    row.round += 1
    await work.flush()
    await _set(work, row, JOB, occurrence(row), timedelta(0))


def occurrence(row: SkillList) -> str:
    """The name of the reading that is in hand, or was last."""
    return f"r{row.round}"


async def forget_later(work: Work, row: SkillList, wait: timedelta) -> None:
    """Have the file of a list that nobody started forgotten after `wait`."""
    await _set(work, row, FORGET, f"+{wait.days}d", wait)


async def let_go_of_file(work: Work, row: SkillList) -> None:
    """Have the file of a list gone, if it is still there."""
    file_id, row.file_id = row.file_id, None
    await work.flush()
    if file_id is not None:
        await discard_file(work, file_id)


async def _set(work: Work, row: SkillList, job: str, named: str, wait: timedelta) -> None:
    due = work.now + wait
    await set_clock(
        work,
        job,
        row.id,
        named,
        due_local=due.replace(tzinfo=None),
        due_zone="UTC",
        due_at=due,
        channel="job",
        owner_id=row.owner_id,
    )


async def _compared(
    work: Work, row: SkillList, found: Listed, entries: Sequence[Entry]
) -> dict[str, int]:
    marks = await _marks(work, row, entries)
    new = sum(one.id not in marks for one in entries)
    same = sum(marks.get(one.id) == one.mark for one in entries)
    return {
        "rows": found.rows,
        "new": new,
        "changed": len(entries) - new - same,
        "unchanged": same,
        "retired": found.retired,
        "other": found.other,
        "unreadable": found.unreadable,
        "repeated": found.repeated,
        "beyond": found.beyond,
    }


async def _marks(work: Work, row: SkillList, entries: Sequence[Entry]) -> dict[UUID, str]:
    rows = await work.fetch(MARKS, **_key(row), ids=[one.id for one in entries])
    return {one["id"]: one["mark"] for one in rows}


async def _drop_gone(work: Work, row: SkillList, found: Listed) -> None:
    held = {one["id"] for one in await work.fetch(HELD, **_key(row))}
    gone = list(held - {one.id for one in found.entries})
    if gone:
        await work.execute(DROP_WORDS, **_key(row), ids=gone)
        await work.execute(DROP_SKILLS, **_key(row), ids=gone)


def _key(row: SkillList) -> dict[str, object]:
    return {"owner_id": row.owner_id, "kind": row.kind, "language": row.language}
