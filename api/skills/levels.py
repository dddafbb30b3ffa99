"""How well the person can do a skill, in their own judgement, and what shows it."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import NotFound
from api.skills.keeping import read_skill, take_up
from api.skills.models import SkillSelf
from api.skills.schemas import OwnLevel, SkillRead
from api.tables import new_id

_SAID: Final = ("level", "proof_kind", "proof", "at")
_INSERT = insert(SkillSelf).values(
    {name: bindparam(name) for name in ("owner_id", "id", "skill_id", *_SAID)}
)
SAY: Final = hot(
    _INSERT.on_conflict_do_update(
        index_elements=["owner_id", "skill_id"],
        index_where=text("deleted_at IS NULL"),
        set_={name: _INSERT.excluded[name] for name in _SAID},
    )
)
UNSAY: Final = hot(
    update(SkillSelf)
    .where(
        SkillSelf.owner_id == bindparam("owner_id"),
        SkillSelf.skill_id == bindparam("skill_id"),
        SkillSelf.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=SkillSelf.at.type))
    .returning(SkillSelf.id)
)


async def say_level(work: Work, skill_id: UUID, said: OwnLevel) -> SkillRead:
    """Keep how well the person can do it; what they said before is replaced. A skill of the
    vocabulary is taken up with it. Raises NotFound."""
    await take_up(work, skill_id)
    await work.execute(
        SAY,
        owner_id=work.subject.person_id,
        id=new_id(),
        skill_id=skill_id,
        level=said.level,
        proof_kind=said.proof_kind,
        proof=said.proof.strip(),
        at=work.now,
    )
    return await read_skill(work, skill_id)


async def unsay_level(work: Work, skill_id: UUID) -> None:
    """They have not said after all. Raises NotFound."""
    done = await work.fetchval(
        UNSAY, owner_id=work.subject.person_id, skill_id=skill_id, now=work.now
    )
    if done is None:
        raise NotFound()
