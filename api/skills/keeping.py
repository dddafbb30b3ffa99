"""The skills that a person uses: taken up from a vocabulary, added, renamed, merged."""

from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.paging import Cursors
from api.skills.listed import listed_skill, source_of
from api.skills.models import Skill, SkillSelf, SkillSignal
from api.skills.schemas import SkillChange, SkillCreate, SkillPage, SkillRead
from api.skills.vocabulary import GROUPS, OWN_GROUP, VOCABULARY

MOST: Final = 2_000
"""Skills that one person may use; a keen learner stays below a hundred."""

_SHOWN: Final = ("id", "name", "aliases", "source", "credit", "muted", "merged_into_id", "version")
_SIGNALS: Final = (
    select(func.count(SkillSignal.id))
    .where(
        SkillSignal.owner_id == Skill.owner_id,
        SkillSignal.skill_id == Skill.id,
        SkillSignal.deleted_at.is_(None),
    )
    .scalar_subquery()
)
SHOWN: Final = (
    select(
        *(getattr(Skill, name) for name in _SHOWN),
        Skill.grp,
        Skill.created_at,
        SkillSelf.level,
        SkillSelf.proof_kind,
        SkillSelf.proof,
        SkillSelf.at.label("level_at"),
        _SIGNALS.label("signals"),
    )
    .join(
        SkillSelf,
        (SkillSelf.owner_id == Skill.owner_id)
        & (SkillSelf.skill_id == Skill.id)
        & SkillSelf.deleted_at.is_(None),
        isouter=True,
    )
    .where(Skill.owner_id == bindparam("owner_id"), Skill.deleted_at.is_(None))
)
ONE: Final = hot(SHOWN.where(Skill.id == bindparam("skill_id")))
PAGE: Final = hot(
    SHOWN.where(Skill.id > bindparam("after", type_=Uuid()))
    .order_by(Skill.id)
    .limit(bindparam("most"))
)
_MADE: Final = ("owner_id", "id", "name", "aliases", "grp", "source", "code", "credit")
MAKE: Final = hot(
    insert(Skill)
    .values({name: bindparam(name) for name in _MADE})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
AS_MADE: Final = hot(
    select(Skill.name, Skill.deleted_at).where(
        Skill.owner_id == bindparam("owner_id"), Skill.id == bindparam("skill_id")
    )
)
COUNT: Final = hot(select(func.count(Skill.id)).where(Skill.owner_id == bindparam("owner_id")))
_CHANGED: Final = ("name", "grp", "aliases", "muted", "merged_into_id")
_ONE: Final = (Skill.owner_id == bindparam("owner_id"), Skill.id == bindparam("skill_id"))
CHANGE: Final = hot(
    update(Skill).where(*_ONE).values({name: bindparam(f"new_{name}") for name in _CHANGED})
)
FOLLOW: Final = hot(
    update(Skill)
    .where(Skill.owner_id == bindparam("owner_id"), Skill.merged_into_id == bindparam("skill_id"))
    .values(merged_into_id=bindparam("into_id", type_=Uuid()))
)
"""Whatever was merged into a skill that is merged itself is counted as the last one, too."""

_FIRST: Final = UUID(int=0)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


async def list_skills(work: Work, cursors: Cursors, *, limit: int, cursor: str | None) -> SkillPage:
    """A page of the skills that the person uses. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, "skills"
    after = cursors.read(cursor, owner, name, _Position).id if cursor else _FIRST
    rows = await work.fetch(PAGE, owner_id=owner, after=after, most=limit + 1)
    items = [_read(row) for row in rows[:limit]]
    more = len(rows) > limit
    return SkillPage(items, cursors.write(owner, name, _Position(items[-1].id)) if more else None)


async def read_skill(work: Work, skill_id: UUID) -> SkillRead:
    """One skill that the person uses. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, skill_id=skill_id)
    if row is None:
        raise NotFound()
    return _read(row)


async def add_skill(work: Work, data: SkillCreate) -> tuple[SkillRead, bool]:
    """Add a skill, or take one of the vocabulary up; says whether it is new. Raises InvalidInput
    (no name, no such group), Conflict (the id was used for another name, or there are too many)."""
    owner = work.subject.person_id
    known = await work.fetchrow(AS_MADE, owner_id=owner, skill_id=data.id)
    if known is not None:
        same = data.name is UNSET or known["name"] == data.name.strip()
        if not same or known["deleted_at"] is not None:
            raise Conflict("This id was used for another skill.")
        return await read_skill(work, data.id), False
    if data.name is UNSET:
        await take_up(work, data.id, field="body.id")
    else:
        _require_group(data.group)
        await _make(work, data.id, data.name.strip(), _cleaned(data.aliases), data.group)
    return await read_skill(work, data.id), True


async def take_up(work: Work, skill_id: UUID, *, field: str | None = None) -> None:
    """Have a row for this skill, which the person may use for the first time. One that is neither
    theirs nor in a vocabulary raises InvalidInput for the `field` that named it, else NotFound."""
    row = await work.fetchrow(AS_MADE, owner_id=work.subject.person_id, skill_id=skill_id)
    if row is not None and row["deleted_at"] is None:
        return
    known = VOCABULARY.get(skill_id)
    if known is not None and row is None:
        await _make(work, skill_id, known.name, [], known.group, "askwell", known.code)
        return
    listed = await listed_skill(work, skill_id) if row is None else None
    if listed is None:
        if field is None:
            raise NotFound()
        raise InvalidInput.field(field, "unknown-skill", "There is no such skill.")
    code, source = listed["code"], source_of(listed["kind"])
    await _make(work, skill_id, listed["name"], [], OWN_GROUP, source, code, listed["licence"])


async def change_skill(
    work: Work, skill_id: UUID, change: SkillChange, *, if_match: str | None
) -> SkillRead:
    """Rename it, give it other words, silence it, or have it counted as another.

    Raises NotFound, PreconditionRequired, PreconditionFailed, InvalidInput (no such group; merged
    into itself, into one that is merged, or into one that is not there).
    """
    owner = work.subject.person_id
    shown = await read_skill(work, skill_id)
    require_version(if_match, shown.version)
    new = {
        "name": shown.name if change.name is UNSET else change.name.strip(),
        "grp": shown.group if change.group is UNSET else change.group,
        "aliases": shown.aliases if change.aliases is UNSET else _cleaned(change.aliases),
        "muted": shown.muted if change.muted is UNSET else change.muted,
        "merged_into_id": shown.merged_into_id
        if change.merged_into_id is UNSET
        else change.merged_into_id,
    }
    _require_group(str(new["grp"]))
    into = None if change.merged_into_id is UNSET else change.merged_into_id
    if into is not None:
        await _require_target(work, skill_id, into)
        await work.execute(FOLLOW, owner_id=owner, skill_id=skill_id, into_id=into)
    values = {f"new_{name}": value for name, value in new.items()}
    await work.execute(CHANGE, owner_id=owner, skill_id=skill_id, **values)
    return await read_skill(work, skill_id)


async def _require_target(work: Work, skill_id: UUID, into_id: UUID) -> None:
    field = "body.merged_into_id"
    if into_id == skill_id:
        raise InvalidInput.field(field, "same-skill", "Name another skill.")
    await take_up(work, into_id, field=field)
    target = await read_skill(work, into_id)
    if target.merged_into_id is not None:
        raise InvalidInput.field(field, "merged", "That one is counted as another itself.")


def _require_group(group: str) -> None:
    if group not in GROUPS and group != OWN_GROUP:
        raise InvalidInput.field("body.group", "unknown-group", "There is no such group.")


def _cleaned(aliases: list[str]) -> list[str]:
    spaced = (" ".join(alias.split()) for alias in aliases)
    return list(dict.fromkeys(alias for alias in spaced if alias))


async def _make(
    work: Work,
    skill_id: UUID,
    name: str,
    aliases: list[str],
    group: str,
    source: str = "own",
    code: str | None = None,
    credit: str = "",
) -> None:
    owner = work.subject.person_id
    if await work.fetchval(COUNT, owner_id=owner) >= MOST:
        raise Conflict(f"A person may use up to {MOST} skills.")
    await work.execute(
        MAKE,
        owner_id=owner,
        id=skill_id,
        name=name,
        aliases=aliases,
        grp=group,
        source=source,
        code=code,
        credit=credit,
    )


def _read(row: asyncpg.Record) -> SkillRead:
    values: dict[str, Any] = {name: row[name] for name in _SHOWN}
    return SkillRead(
        **values,
        group=row["grp"],
        level=row["level"],
        proof_kind=row["proof_kind"] or "none",
        proof=row["proof"] or "",
        level_at=row["level_at"],
        signals=row["signals"],
        created_at=row["created_at"],
    )
