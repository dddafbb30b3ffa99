"""Digests as they were kept: one by its occurrence, and the list of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Select, Text, Uuid, and_, any_, bindparam, func, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.merge_models import Merge
from api.database import Work, columns_of, given_rows, hot
from api.digests.mentions import lines_of
from api.digests.models import Digest, DigestMention
from api.digests.schemas import (
    DigestLineRead,
    DigestPage,
    DigestRead,
    DigestStepRead,
    ToldOf,
    What,
)
from api.digests.telling import Content, Line
from api.overview.schemas import Kind
from api.paging import Cursors

_LIST: Final = "digests"


def _digests() -> Select[Any]:
    return select(
        Digest.owner_id,
        Digest.id,
        Digest.period,
        Digest.begins,
        Digest.ends,
        Digest.at,
        Digest.zone,
        Digest.locale,
        Digest.content.cast(Text()).label("content"),
        Digest.goal,
        Digest.ending,
    )


_ORDERED: Final = (
    _digests()
    .where(Digest.owner_id == bindparam("owner_id"))
    .order_by(Digest.at.desc(), Digest.id.desc())
    .limit(bindparam("most"))
)
_WANTED: Final = given_rows("wanted", owner_id=Uuid(), occurrence=Text())
SOME: Final = hot(
    _digests().join(
        _WANTED,
        and_(Digest.owner_id == _WANTED.c.owner_id, Digest.occurrence == _WANTED.c.occurrence),
    )
)
PAGE: Final = hot(_ORDERED)
PAGE_ON: Final = hot(
    _ORDERED.where(
        tuple_(Digest.at, Digest.id)
        < tuple_(
            bindparam("after_at", type_=DateTime(timezone=True)),
            bindparam("after_id", type_=Uuid()),
        )
    )
)
MENTIONS: Final = hot(
    select(
        DigestMention.digest_id,
        func.coalesce(Merge.kept_id, DigestMention.contact_id).label("contact_id"),
        DigestMention.name,
        DigestMention.lines.cast(Text()).label("lines"),
        DigestMention.words.cast(Text()).label("words"),
    )
    .outerjoin(
        Merge,
        and_(
            Merge.owner_id == DigestMention.owner_id,
            Merge.merged_id == DigestMention.contact_id,
            Merge.undone_at.is_(None),
        ),
    )
    .where(
        DigestMention.owner_id == any_(bindparam("owners", type_=ARRAY(Uuid()))),
        DigestMention.digest_id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


class Kept(msgspec.Struct, frozen=True):
    """A digest as it is sent: what it says, and the zone and language in which it was made."""

    read: DigestRead
    zone: str
    locale: str


async def find_digests(work: Work, wanted: Sequence[tuple[UUID, str]]) -> Mapping[UUID, Kept]:
    """Of these people and occurrences, the digests by their owner; none where none was kept, for
    nothing happened."""
    rows = await work.fetch(SOME, **columns_of(_WANTED, wanted))
    kept = zip(rows, await _read(work, [owner for owner, _ in wanted], rows), strict=True)
    return {row["owner_id"]: Kept(read, row["zone"], row["locale"]) for row, read in kept}


async def list_digests(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> DigestPage:
    """A page of digests, the latest first. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    if cursor is None:
        rows = await work.fetch(PAGE, owner_id=owner, most=limit + 1)
    else:
        after = cursors.read(cursor, owner, _LIST, _Position)
        rows = await work.fetch(
            PAGE_ON, owner_id=owner, most=limit + 1, after_at=after.at, after_id=after.id
        )
    items = await _read(work, [owner], rows[:limit])
    further = len(rows) > limit
    last = _Position(items[-1].at, items[-1].id) if further else None
    return DigestPage(items, cursors.write(owner, _LIST, last) if last is not None else None)


async def _read(
    work: Work, owners: Sequence[UUID], rows: Sequence[asyncpg.Record]
) -> list[DigestRead]:
    mentions: dict[UUID, list[asyncpg.Record]] = defaultdict(list)
    for row in await work.fetch(MENTIONS, owners=owners, ids=[row["id"] for row in rows]):
        mentions[row["digest_id"]].append(row)
    return [_digest(row, lines_of(mentions[row["id"]])) for row in rows]


def _digest(row: asyncpg.Record, lines: list[Line]) -> DigestRead:
    content = msgspec.json.decode(row["content"], type=Content)
    return DigestRead(
        id=row["id"],
        period=row["period"],
        begins=row["begins"],
        ends=row["ends"],
        at=row["at"],
        goal=row["goal"],
        ending=row["ending"],
        **msgspec.structs.asdict(content),
        compared=content.compared,
        happened=content.happened,
        lines=[
            DigestLineRead(cast(What, line.what), _named(line), line.words)
            for line in lines
            if line.what != "next"
        ],
        next=[
            DigestStepRead(
                cast(Kind, line.kind),
                cast(UUID, line.subject_id),
                _named(line),
                line.words,
                line.due_at,
            )
            for line in lines
            if line.what == "next"
        ],
    )


def _named(line: Line) -> ToldOf:
    return ToldOf(line.contact_id, line.name)
