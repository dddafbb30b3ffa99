"""Lists of skills that a person brings: handed over, looked at, started, shown, taken away."""

import asyncio
import re
from datetime import timedelta
from typing import BinaryIO, Final, cast
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import bindparam, func, select, tuple_

from api.database import Work, hot
from api.deliveries.clocks import stop_clock
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.files import Files, keep_file
from api.limits import Rate
from api.limits import take as take_one
from api.paging import Cursors
from api.secrets import Keys
from api.skills.list_models import SkillList
from api.skills.list_reading import FILE_BYTES, TOLD, ListRefused, Refusal, kind_of
from api.skills.list_schemas import (
    ListCounts,
    ListKind,
    ListState,
    SkillListChange,
    SkillListPage,
    SkillListRead,
)
from api.skills.list_steps import (
    FORGET,
    JOB,
    clear,
    forget_later,
    let_go_of_file,
    licence_of,
    list_of,
    schedule,
)
from api.tables import new_id

WAITS: Final = timedelta(days=7)
"""How long a file waits to be started before it is forgotten."""
UPLOADS: Final = Rate("skill-list", 20, 3600)
MOST: Final = 4
"""Lists that one person may use at a time: ESCO in two languages, and both of O*NET."""
_REFUSED: Final = {
    Refusal.empty: "There is nothing in this file.",
    Refusal.too_big: f"A file may have up to {FILE_BYTES // 2**20} MB.",
    Refusal.archive: "This is an archive or a spreadsheet: unpack it, and bring the CSV or text file.",
    Refusal.unknown_list: "This is no list of ESCO or O*NET that can be read.",
    Refusal.no_skills: "There are no skills in this file.",
}
_PAGE: Final = "skill lists"
_LANGUAGE: Final = re.compile(r"skills[_-]([a-z]{2,3})\b", re.IGNORECASE)
"""ESCO names its files `skills_en.csv`."""
_RELEASE: Final = re.compile(r"(?:v|db_)?(\d{1,2}[._]\d{1,2}(?:[._]\d{1,2})?)")
"""`ESCO dataset - v1.2.0`, `db_30_0`: as far as a name says it."""
USED: Final = hot(
    select(func.count(tuple_(SkillList.kind, SkillList.language).distinct())).where(
        SkillList.owner_id == bindparam("owner_id"),
        SkillList.started_at.is_not(None),
        SkillList.deleted_at.is_(None),
        tuple_(SkillList.kind, SkillList.language)
        != tuple_(bindparam("kind"), bindparam("language")),
    )
)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


async def receive(
    work: Work, keys: Keys, files: Files, source: BinaryIO, *, name: str
) -> SkillListRead:
    """Keep a file, find out what it is, and have a worker look at it.

    Raises InvalidInput (what can't be read), TooManyRequests, Unavailable.
    """
    await take_one(work, keys, UPLOADS, str(work.subject.person_id))
    try:
        kind = await asyncio.to_thread(kind_of, source)
    except ListRefused as refused:
        raise InvalidInput.field(
            "body.file", refused.code.value.replace("_", "-"), _REFUSED[refused.code]
        ) from refused
    size = source.seek(0, 2)
    source.seek(0)
    file_id = await keep_file(
        work, files, source, name=name, media_type="application/octet-stream", size=size
    )
    release = guessed_release(name)
    row = SkillList(
        owner_id=work.subject.person_id,
        id=new_id(),
        kind=kind,
        language=guessed_language(name) if kind == "esco" else "en",
        release=release,
        licence=licence_of(kind, release),
        file_id=file_id,
        file_name=name,
        state="uploaded",
        round=0,
        position=0,
        counts={},
    )
    session = await work.session()
    session.add(row)
    await session.flush()
    await forget_later(work, row, WAITS)
    await schedule(work, row)
    return await _saved(work, row)


def guessed_language(name: str) -> str:
    """The language of a file of ESCO by its name; English where it says nothing.

    >>> guessed_language("skills_de.csv"), guessed_language("mine.csv")
    ('de', 'en')
    """
    found = _LANGUAGE.search(name)
    return found[1].lower() if found else "en"


def guessed_release(name: str) -> str:
    """The version of a list as far as the name of its file says it.

    >>> guessed_release("ESCO dataset - v1.2.0 - skills_en.csv"), guessed_release("db_30_0 Skills.txt")
    ('1.2.0', '30.0')
    """
    found = _RELEASE.search(name)
    return found[1].replace("_", ".") if found else ""


async def list_lists(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> SkillListPage:
    """Lists of skills, newest first. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    statement = list_of(work.subject).order_by(SkillList.id.desc()).limit(limit + 1)
    if cursor:
        statement = statement.where(SkillList.id < cursors.read(cursor, owner, _PAGE, _Position).id)
    session = await work.session()
    rows = list(await session.scalars(statement))
    more = _Position(rows[limit - 1].id) if len(rows) > limit else None
    return SkillListPage(
        [_read(row) for row in rows[:limit]],
        cursors.write(owner, _PAGE, more) if more else None,
    )


async def read_list(work: Work, list_id: UUID) -> SkillListRead:
    """One list. Raises NotFound."""
    return _read(await _open(work, list_id))


async def change_list(
    work: Work, list_id: UUID, change: SkillListChange, *, if_match: str | None
) -> SkillListRead:
    """Say what the file does not. Raises NotFound, PreconditionRequired, PreconditionFailed, Conflict
    (the language of one that is started)."""
    row = await _open(work, list_id)
    require_version(if_match, row.version)
    if change.release is not UNSET:
        row.release = " ".join(change.release.split())
        row.licence = licence_of(row.kind, row.release)
    if change.language is not UNSET and change.language != row.language:
        if row.started_at is not None or row.file_id is None:
            raise Conflict("This list is started: it stays in its language.")
        row.language, row.state, row.problem, row.counts = change.language, "uploaded", None, {}
        await schedule(work, row)
    return await _saved(work, row)


async def start_list(work: Work, list_id: UUID) -> SkillListRead:
    """Have a worker take the list in; of one that is started it changes nothing.

    Raises NotFound, and Conflict while it has not been looked at to the end, or when there are too
    many lists.
    """
    row = await _open(work, list_id)
    if row.state in {"running", "done"}:
        return _read(row)
    again = row.state == "failed" and row.started_at is not None
    if row.file_id is None or not (row.state == "checked" or again):
        raise Conflict("It has not been looked at to the end yet.")
    used = await work.fetchval(USED, owner_id=row.owner_id, kind=row.kind, language=row.language)
    if used >= MOST:
        raise Conflict(f"Up to {MOST} lists can be used at a time: take one away first.")
    if not again:
        row.position, row.started_at = 0, work.now
    row.state, row.problem = "running", None
    await schedule(work, row)
    return await _saved(work, row)


async def take_away(work: Work, list_id: UUID) -> None:
    """Take a list away, with its file and words; skills of it that the person uses stay theirs.

    Raises NotFound, and Conflict while it is running.
    """
    row = await _open(work, list_id)
    if row.state == "running":
        raise Conflict("It is running: wait for its end.")
    session = await work.session()
    other = await session.scalar(
        list_of(work.subject).where(
            SkillList.id != row.id,
            SkillList.kind == row.kind,
            SkillList.language == row.language,
            SkillList.started_at.is_not(None),
        )
    )
    if row.started_at is not None and other is None:
        await clear(work, row)
    await stop_clock(work, JOB, row.id)
    await stop_clock(work, FORGET, row.id)
    row.deleted_at = work.now
    await let_go_of_file(work, row)


async def _open(work: Work, list_id: UUID) -> SkillList:
    session = await work.session()
    row = await session.scalar(list_of(work.subject).where(SkillList.id == list_id))
    if row is None:
        raise NotFound()
    return row


async def _saved(work: Work, row: SkillList) -> SkillListRead:
    session = await work.session()
    await session.flush()
    await session.refresh(row)
    return _read(row)


def _read(row: SkillList) -> SkillListRead:
    counts = dict.fromkeys(ListCounts.__struct_fields__, 0) | row.counts
    return SkillListRead(
        id=row.id,
        kind=cast(ListKind, row.kind),
        name=TOLD[row.kind].name,
        language=row.language,
        release=row.release,
        licence=row.licence,
        file_name=row.file_name,
        state=cast(ListState, row.state),
        counts=msgspec.convert(counts, ListCounts),
        progress=_progress(row),
        problem=row.problem,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        version=row.version,
    )


def _progress(row: SkillList) -> float:
    if row.state == "done":
        return 1.0
    if not row.expected or row.state != "running":
        return 0.0
    return round(min(row.position / row.expected, 0.99), 3)
