"""One question about oneself after each talk, in turn; and what of one's story landed."""

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Uuid, bindparam, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from api.conversations.models import Conversation
from api.database import Work, among, hot
from api.debrief.models import RATED, Reflection
from api.debrief.schemas import Aspect, ReflectionCreate, ReflectionPage, ReflectionRead
from api.errors import Conflict, InvalidInput, NotFound
from api.paging import Cursors
from api.threads.models import Thread

_SHOWN: Final = ReflectionRead.__struct_fields__
SHOWN: Final = select(*(getattr(Reflection, name) for name in _SHOWN)).where(
    Reflection.owner_id == bindparam("owner_id"), Reflection.deleted_at.is_(None)
)
ONE: Final = hot(SHOWN.where(Reflection.id == bindparam("reflection_id")))
OF_TALK: Final = hot(
    SHOWN.where(Reflection.conversation_id == bindparam("conversation_id")).order_by(Reflection.at)
)
_ASPECT: Final[Any] = bindparam("aspect", type_=Reflection.aspect.type)
_BEFORE: Final[Any] = bindparam("before", type_=DateTime(timezone=True))
PAGE: Final = hot(
    SHOWN.where(
        or_(_ASPECT.is_(None), Reflection.aspect == _ASPECT),
        or_(
            _BEFORE.is_(None),
            tuple_(Reflection.at, Reflection.id)
            < tuple_(_BEFORE, bindparam("before_id", type_=Uuid())),
        ),
    )
    .order_by(Reflection.at.desc(), Reflection.id.desc())
    .limit(bindparam("most"))
)
LAST: Final = hot(
    select(Reflection.aspect, func.max(Reflection.at).label("at"))
    .where(
        Reflection.owner_id == bindparam("owner_id"),
        Reflection.deleted_at.is_(None),
        among(Reflection.aspect, RATED),
        Reflection.conversation_id != bindparam("conversation_id"),
    )
    .group_by(Reflection.aspect)
)
THREAD_OF: Final = hot(
    select(Conversation.thread_id).where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)
THREAD: Final = hot(
    select(Thread.id).where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
)
REPLACE: Final = hot(
    update(Reflection)
    .where(
        Reflection.owner_id == bindparam("owner_id"),
        Reflection.conversation_id == bindparam("conversation_id"),
        Reflection.aspect == bindparam("aspect"),
        Reflection.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=DateTime(timezone=True)))
)
_MADE: Final = (
    "owner_id",
    "id",
    "thread_id",
    "conversation_id",
    "aspect",
    "rating",
    "words",
    "at",
)
MAKE: Final = hot(insert(Reflection).values({name: bindparam(name) for name in _MADE}))
AS_MADE: Final = hot(
    select(
        Reflection.aspect, Reflection.conversation_id, Reflection.rating, Reflection.words
    ).where(
        Reflection.owner_id == bindparam("owner_id"),
        Reflection.id == bindparam("reflection_id"),
    )
)
DELETE: Final = hot(
    update(Reflection)
    .where(
        Reflection.owner_id == bindparam("owner_id"),
        Reflection.id == bindparam("reflection_id"),
        Reflection.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=DateTime(timezone=True)))
    .returning(Reflection.id)
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


def turn(last: dict[str, datetime]) -> Aspect:
    """The question whose turn it is: one that was never answered, in their order, else the one that
    was answered longest ago. Pure."""
    new = [one for one in RATED if one not in last]
    return cast(Aspect, new[0] if new else min(RATED, key=lambda one: last[one]))


async def whose_turn(work: Work, conversation_id: UUID, answered: list[ReflectionRead]) -> Aspect:
    """The question of this talk: the one that was answered for it already, else whose turn it is."""
    for one in answered:
        if one.aspect in RATED:
            return one.aspect
    rows = await work.fetch(LAST, owner_id=work.subject.person_id, conversation_id=conversation_id)
    return turn({row["aspect"]: row["at"] for row in rows})


async def of_talk(work: Work, conversation_id: UUID) -> list[ReflectionRead]:
    """What was answered after this talk."""
    rows = await work.fetch(
        OF_TALK, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return [_read(row) for row in rows]


async def list_reflections(
    work: Work, cursors: Cursors, *, aspect: Aspect | None, limit: int, cursor: str | None
) -> ReflectionPage:
    """A page of answers, the latest first. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"reflections {aspect}"
    after = cursors.read(cursor, owner, name, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        owner_id=owner,
        aspect=aspect,
        before=after.at if after else None,
        before_id=after.id if after else None,
        most=limit + 1,
    )
    items = [_read(row) for row in rows[:limit]]
    last = items[-1] if len(rows) > limit else None
    return ReflectionPage(
        items, cursors.write(owner, name, _Position(last.at, last.id)) if last else None
    )


async def answer(work: Work, data: ReflectionCreate) -> tuple[ReflectionRead, bool]:
    """Keep an answer; says whether it is new. The last answer to a question about a talk counts.

    Raises NotFound, InvalidInput (a number where words belong, or nothing it is about), Conflict
    when the id was used for something else.
    """
    owner = work.subject.person_id
    _sound(data)
    known = await work.fetchrow(AS_MADE, owner_id=owner, reflection_id=data.id)
    if known is not None:
        if tuple(known) != (data.aspect, data.conversation_id, data.rating, data.words):
            raise Conflict("This id was used for another answer.")
        return await _one(work, data.id), False
    thread_id = await _thread(work, data)
    if data.conversation_id is not None:
        await work.execute(
            REPLACE,
            owner_id=owner,
            conversation_id=data.conversation_id,
            aspect=data.aspect,
            now=work.now,
        )
    await work.execute(
        MAKE,
        owner_id=owner,
        id=data.id,
        thread_id=thread_id,
        conversation_id=data.conversation_id,
        aspect=data.aspect,
        rating=data.rating,
        words=data.words,
        at=work.now,
    )
    return await _one(work, data.id), True


async def take_back(work: Work, reflection_id: UUID) -> None:
    """Forget an answer. Raises NotFound."""
    done = await work.fetchval(
        DELETE, owner_id=work.subject.person_id, reflection_id=reflection_id, now=work.now
    )
    if done is None:
        raise NotFound()


def _sound(data: ReflectionCreate) -> None:
    if (data.aspect == "landed") != (data.rating is None):
        raise InvalidInput.field("body.rating", "rating-or-words", "Give a number from 1 to 5.")
    if (data.aspect == "confidence") != (data.conversation_id is None):
        raise InvalidInput.field("body.conversation_id", "of-a-talk", "Say which talk it is about.")


async def _thread(work: Work, data: ReflectionCreate) -> UUID:
    owner = work.subject.person_id
    if data.conversation_id is not None:
        found = await work.fetchval(THREAD_OF, owner_id=owner, conversation_id=data.conversation_id)
    else:
        found = await work.fetchval(THREAD, owner_id=owner, thread_id=data.thread_id)
    if found is None:
        raise NotFound()
    return cast(UUID, found)


async def _one(work: Work, reflection_id: UUID) -> ReflectionRead:
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, reflection_id=reflection_id)
    if row is None:
        raise NotFound()
    return _read(row)


def _read(row: asyncpg.Record) -> ReflectionRead:
    return ReflectionRead(**dict(row))
