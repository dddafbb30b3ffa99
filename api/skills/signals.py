"""What lines of talks say of skills: confirmed by the person, put right, taken back, refused."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, bindparam, case, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Employer
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.paging import Cursors
from api.skills.keeping import take_up
from api.skills.models import Skill, SkillRefusal, SkillSignal
from api.skills.schemas import (
    Named,
    Refusal,
    SignalChange,
    SignalCreate,
    SignalPage,
    SignalRead,
)
from api.threads.keeping import whom

_TARGET: Final = aliased(Skill)
_SHOWN: Final = ("id", "line_id", "conversation_id", "says", "level", "at", "version")
SHOWN: Final = (
    select(
        *(getattr(SkillSignal, name) for name in _SHOWN),
        func.coalesce(_TARGET.id, Skill.id).label("skill_id"),
        func.coalesce(_TARGET.name, Skill.name).label("skill"),
        SkillSignal.contact_id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        func.coalesce(Employer.name, "").label("employer"),
        NoteLine.text,
    )
    .join(Skill, (Skill.owner_id == SkillSignal.owner_id) & (Skill.id == SkillSignal.skill_id))
    .join(
        _TARGET,
        (_TARGET.owner_id == Skill.owner_id) & (_TARGET.id == Skill.merged_into_id),
        isouter=True,
    )
    .join(
        Contact,
        (Contact.owner_id == SkillSignal.owner_id) & (Contact.id == SkillSignal.contact_id),
    )
    .join(
        Employer,
        (Employer.owner_id == SkillSignal.owner_id)
        & (Employer.id == func.coalesce(SkillSignal.employer_id, Contact.employer_id)),
        isouter=True,
    )
    .join(
        Conversation,
        (Conversation.owner_id == SkillSignal.owner_id)
        & (Conversation.id == SkillSignal.conversation_id),
    )
    .join(
        NoteLine,
        (NoteLine.owner_id == SkillSignal.owner_id) & (NoteLine.id == SkillSignal.line_id),
    )
    .where(
        SkillSignal.owner_id == bindparam("owner_id"),
        SkillSignal.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(SkillSignal.id == bindparam("signal_id")))
OF_TALK: Final = hot(
    SHOWN.where(SkillSignal.conversation_id == bindparam("conversation_id")).order_by(
        NoteLine.at, SkillSignal.id
    )
)
_SKILL: Final[Any] = bindparam("skill_id", type_=Uuid())
_KEY: Final = tuple_(SkillSignal.at, SkillSignal.id)
_BEFORE: Final = bindparam("before", type_=SkillSignal.at.type)
PAGE: Final = hot(
    SHOWN.where(
        or_(_SKILL.is_(None), SkillSignal.skill_id == _SKILL, Skill.merged_into_id == _SKILL),
        or_(
            _BEFORE.is_(None),
            tuple_(_BEFORE, bindparam("before_id", type_=Uuid())) > _KEY,
        ),
    )
    .order_by(SkillSignal.at.desc(), SkillSignal.id.desc())
    .limit(bindparam("most"))
)
LINE: Final = hot(
    select(
        NoteLine.conversation_id,
        Conversation.contact_id,
        Contact.employer_id,
        case(
            (Conversation.state == "held", func.coalesce(Conversation.ended_at, NoteLine.at)),
            else_=NoteLine.at,
        ).label("at"),
    )
    .join(
        Conversation,
        (Conversation.owner_id == NoteLine.owner_id)
        & (Conversation.id == NoteLine.conversation_id),
    )
    .join(
        Contact,
        (Contact.owner_id == NoteLine.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.id == bindparam("line_id"),
        NoteLine.gone.is_(False),
        NoteLine.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
_MADE: Final = (
    "owner_id",
    "id",
    "skill_id",
    "line_id",
    "conversation_id",
    "contact_id",
    "employer_id",
    "says",
    "level",
    "at",
)
MAKE: Final = hot(insert(SkillSignal).values({name: bindparam(name) for name in _MADE}))
THERE: Final = hot(
    select(SkillSignal.id).where(
        SkillSignal.owner_id == bindparam("owner_id"),
        SkillSignal.line_id == bindparam("line_id"),
        SkillSignal.skill_id == bindparam("skill_id"),
        SkillSignal.deleted_at.is_(None),
    )
)
AS_MADE: Final = hot(
    select(SkillSignal.line_id, SkillSignal.skill_id, SkillSignal.says, SkillSignal.level).where(
        SkillSignal.owner_id == bindparam("owner_id"), SkillSignal.id == bindparam("signal_id")
    )
)
_ONE: Final = (
    SkillSignal.owner_id == bindparam("owner_id"),
    SkillSignal.id == bindparam("signal_id"),
    SkillSignal.deleted_at.is_(None),
)
CHANGE: Final = hot(
    update(SkillSignal)
    .where(*_ONE)
    .values(
        says=bindparam("new_says"),
        level=bindparam("new_level", type_=SkillSignal.level.type),
    )
)
DELETE: Final = hot(
    update(SkillSignal)
    .where(*_ONE)
    .values(deleted_at=bindparam("now", type_=SkillSignal.at.type))
    .returning(SkillSignal.id)
)
REFUSE: Final = hot(
    insert(SkillRefusal)
    .values({name: bindparam(name) for name in ("owner_id", "line_id", "skill_id", "at")})
    .on_conflict_do_nothing()
)
ALLOW: Final = hot(
    delete(SkillRefusal)
    .where(
        SkillRefusal.owner_id == bindparam("owner_id"),
        SkillRefusal.line_id == bindparam("line_id"),
        SkillRefusal.skill_id == bindparam("skill_id"),
    )
    .returning(SkillRefusal.line_id)
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def list_signals(
    work: Work, cursors: Cursors, *, skill_id: UUID | None, limit: int, cursor: str | None
) -> SignalPage:
    """A page of signals, of one skill (with those counted as it) or of all, the latest talk first.
    Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"skill signals {skill_id}"
    after = cursors.read(cursor, owner, name, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        owner_id=owner,
        skill_id=skill_id,
        before=after.at if after else None,
        before_id=after.id if after else None,
        most=limit + 1,
    )
    items = [signal_read(row) for row in rows[:limit]]
    last = items[-1] if len(rows) > limit else None
    return SignalPage(
        items, cursors.write(owner, name, _Position(last.at, last.id)) if last else None
    )


async def read_signal(work: Work, signal_id: UUID) -> SignalRead:
    """One signal. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, signal_id=signal_id)
    if row is None:
        raise NotFound()
    return signal_read(row)


async def add_signal(work: Work, data: SignalCreate) -> tuple[SignalRead, bool]:
    """Keep what a line says of a skill; says whether it is new. What was refused before is refused
    no more.

    Raises InvalidInput (no such line, no such skill, a level of what is not needed), Conflict (the id
    was used for something else, or the line says this of the skill already).
    """
    owner = work.subject.person_id
    known = await work.fetchrow(AS_MADE, owner_id=owner, signal_id=data.id)
    if known is not None:
        if tuple(known) != (data.line_id, data.skill_id, data.says, data.level):
            raise Conflict("This id was used for something else.")
        return await read_signal(work, data.id), False
    _require_sense(data.says, data.level)
    line = await _line(work, data.line_id)
    await take_up(work, data.skill_id, field="body.skill_id")
    pair = {"owner_id": owner, "line_id": data.line_id, "skill_id": data.skill_id}
    if await work.fetchval(THERE, **pair) is not None:
        raise Conflict("This line speaks of that skill already.")
    await work.execute(MAKE, id=data.id, says=data.says, level=data.level, **pair, **line)
    await work.execute(ALLOW, **pair)
    return await read_signal(work, data.id), True


async def change_signal(
    work: Work, signal_id: UUID, change: SignalChange, *, if_match: str | None
) -> SignalRead:
    """They said it otherwise. Raises NotFound, PreconditionRequired, PreconditionFailed,
    InvalidInput (a level of what is not needed)."""
    shown = await read_signal(work, signal_id)
    require_version(if_match, shown.version)
    _require_sense(change.says, change.level)
    await work.execute(
        CHANGE,
        owner_id=work.subject.person_id,
        signal_id=signal_id,
        new_says=change.says,
        new_level=change.level,
    )
    return await read_signal(work, signal_id)


async def take_back(work: Work, signal_id: UUID) -> None:
    """They did not say it after all. Raises NotFound."""
    done = await work.fetchval(
        DELETE, owner_id=work.subject.person_id, signal_id=signal_id, now=work.now
    )
    if done is None:
        raise NotFound()


async def refuse(work: Work, data: Refusal) -> None:
    """Remember that a line does not speak of a skill; again it changes nothing. Raises InvalidInput
    (no such line)."""
    await _line(work, data.line_id)
    await work.execute(
        REFUSE,
        owner_id=work.subject.person_id,
        line_id=data.line_id,
        skill_id=data.skill_id,
        at=work.now,
    )


async def allow(work: Work, line_id: UUID, skill_id: UUID) -> None:
    """Take a refusal back. Raises NotFound."""
    pair = {"owner_id": work.subject.person_id, "line_id": line_id, "skill_id": skill_id}
    if await work.fetchval(ALLOW, **pair) is None:
        raise NotFound()


def signal_read(row: asyncpg.Record) -> SignalRead:
    """What is shown of a row of SHOWN."""
    return SignalRead(
        **{name: row[name] for name in _SHOWN},
        skill=Named(row["skill_id"], row["skill"]),
        text=row["text"],
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
        role=row["role"],
        employer=row["employer"],
    )


async def _line(work: Work, line_id: UUID) -> dict[str, object]:
    row = await work.fetchrow(LINE, owner_id=work.subject.person_id, line_id=line_id)
    if row is None:
        raise InvalidInput.field("body.line_id", "unknown-line", "There is no such line.")
    return dict(row)


def _require_sense(says: str, level: int | None) -> None:
    if says == "not_needed" and level is not None:
        raise InvalidInput.field("body.level", "level-of-nothing", "It is not needed: no level.")
