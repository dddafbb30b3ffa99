"""The gap of people, from what was said to them: read for up to a hundred people at once, computed in
pure functions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Work, hot
from api.goals.models import Goal, PlanItem
from api.skills.gap import Demand, Signal, Standing, demand, standing, urgency
from api.skills.models import Skill, SkillSelf, SkillSignal
from api.skills.schemas import ProofKind
from api.skills.weighing import closeness, goal_words, seniority_weight
from api.threads.models import Thread

ORDER: Final[tuple[Standing, ...]] = ("gap", "unsaid", "ask", "met")

_OWNERS: Final = any_(bindparam("owners", type_=ARRAY(Uuid())))
_TARGET: Final = aliased(Skill)
_COUNTED: Final = func.coalesce(Skill.merged_into_id, Skill.id)

SIGNALS: Final = hot(
    select(
        SkillSignal.owner_id,
        SkillSignal.id,
        _COUNTED.label("skill_id"),
        SkillSignal.line_id,
        SkillSignal.conversation_id,
        SkillSignal.contact_id,
        SkillSignal.says,
        SkillSignal.level,
        SkillSignal.at,
        func.coalesce(SkillSignal.employer_id, Contact.employer_id, SkillSignal.contact_id).label(
            "source"
        ),
        Contact.role,
        Contact.seniority,
        Thread.goal_id,
    )
    .join(Skill, (Skill.owner_id == SkillSignal.owner_id) & (Skill.id == SkillSignal.skill_id))
    .join(
        Contact,
        (Contact.owner_id == SkillSignal.owner_id) & (Contact.id == SkillSignal.contact_id),
    )
    .join(
        Conversation,
        (Conversation.owner_id == SkillSignal.owner_id)
        & (Conversation.id == SkillSignal.conversation_id),
    )
    .join(
        Thread,
        (Thread.owner_id == Conversation.owner_id) & (Thread.id == Conversation.thread_id),
    )
    .where(
        SkillSignal.owner_id == _OWNERS,
        SkillSignal.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
    .order_by(SkillSignal.owner_id, SkillSignal.at.desc(), SkillSignal.id)
)
SELVES: Final = hot(
    select(
        Skill.owner_id,
        _COUNTED.label("skill_id"),
        func.coalesce(_TARGET.name, Skill.name).label("name"),
        func.coalesce(_TARGET.grp, Skill.grp).label("grp"),
        func.coalesce(_TARGET.credit, Skill.credit).label("credit"),
        SkillSelf.level,
        SkillSelf.proof_kind,
        SkillSelf.proof,
    )
    .join(
        _TARGET,
        (_TARGET.owner_id == Skill.owner_id) & (_TARGET.id == Skill.merged_into_id),
        isouter=True,
    )
    .join(
        SkillSelf,
        (SkillSelf.owner_id == Skill.owner_id)
        & (SkillSelf.skill_id == Skill.id)
        & SkillSelf.deleted_at.is_(None),
        isouter=True,
    )
    .where(Skill.owner_id == _OWNERS, Skill.deleted_at.is_(None))
    .order_by(
        Skill.owner_id, Skill.merged_into_id.is_not(None), SkillSelf.level.desc().nulls_last()
    )
)
"""Of skills that are counted as one, the level of the one that stayed is right; where it has none,
the highest of the others."""
GOALS: Final = hot(
    select(Goal.owner_id, Goal.id, Goal.what, Goal.state)
    .where(Goal.owner_id == _OWNERS, Goal.deleted_at.is_(None))
    .order_by(Goal.owner_id, Goal.position, Goal.id)
)
PLAN: Final = hot(
    select(
        PlanItem.owner_id,
        PlanItem.id,
        _COUNTED.label("skill_id"),
        PlanItem.text,
        PlanItem.kind,
        PlanItem.state,
        PlanItem.due_on,
    )
    .join(Skill, (Skill.owner_id == PlanItem.owner_id) & (Skill.id == PlanItem.skill_id))
    .where(PlanItem.owner_id == _OWNERS, PlanItem.state != "dropped", PlanItem.deleted_at.is_(None))
    .order_by(PlanItem.owner_id, PlanItem.due_on.nulls_last(), PlanItem.id)
)
TALKS: Final = hot(
    select(Conversation.owner_id, Thread.goal_id, func.count().label("count"))
    .join(
        Thread,
        (Thread.owner_id == Conversation.owner_id) & (Thread.id == Conversation.thread_id),
    )
    .where(
        Conversation.owner_id == _OWNERS,
        Conversation.state == "held",
        Conversation.deleted_at.is_(None),
    )
    .group_by(Conversation.owner_id, Thread.goal_id)
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A signal with what it is weighed by; `served` is the goal that its talk was held for."""

    id: UUID
    skill_id: UUID
    line_id: UUID
    conversation_id: UUID
    contact_id: UUID
    source: UUID
    needed: bool
    level: int | None
    at: datetime
    role: str
    seniority: str | None
    served: UUID | None


class Own(msgspec.Struct, frozen=True):
    """A skill that the person uses, and how well they can do it (None: not said). `credit` is what is
    to be said of the list that its words are from."""

    name: str
    group: str
    level: int | None
    proof_kind: ProofKind
    proof: str
    credit: str = ""


class Aim(msgspec.Struct, frozen=True):
    """A goal by its words."""

    id: UUID
    what: str
    open: bool


class Material(msgspec.Struct, frozen=True):
    """Everything of one person that their gap is computed from."""

    told: list[Told]
    own: dict[UUID, Own]
    goals: list[Aim]
    plan: dict[UUID, list[dict[str, Any]]]
    talks: dict[UUID | None, int]

    def goal(self, goal_id: UUID) -> Aim | None:
        """One of their goals."""
        return next((one for one in self.goals if one.id == goal_id), None)

    def words(self, goal_id: UUID | None) -> tuple[frozenset[str], frozenset[str]]:
        """The words of this goal, and those of the other goals that are open."""
        wanted: frozenset[str] = frozenset()
        others: frozenset[str] = frozenset()
        for goal in self.goals:
            if goal.id == goal_id:
                wanted = goal_words(goal.what)
            elif goal.open:
                others |= goal_words(goal.what)
        return wanted, others


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person stands with one skill; `told` are the signals that count for the goal."""

    skill_id: UUID
    own: Own
    found: Demand
    standing: Standing
    told: list[Told]

    @property
    def people(self) -> int:
        """How many people named it, for or against."""
        return len({one.contact_id for one in self.told})


async def read_material(work: Work, owners: Sequence[UUID]) -> dict[UUID, Material]:
    """What the gaps of these people (at most a hundred) are computed from: five statements."""
    made = {owner: Material([], {}, [], defaultdict(list), {}) for owner in owners}
    listed = list(owners)
    for row in await work.fetch(SELVES, owners=listed):
        own, skill_id = made[row["owner_id"]].own, row["skill_id"]
        if skill_id not in own or (own[skill_id].level is None and row["level"] is not None):
            own[skill_id] = Own(
                row["name"],
                row["grp"],
                row["level"],
                row["proof_kind"] or "none",
                row["proof"] or "",
                row["credit"],
            )
    for row in await work.fetch(SIGNALS, owners=listed):
        made[row["owner_id"]].told.append(
            Told(
                id=row["id"],
                skill_id=row["skill_id"],
                line_id=row["line_id"],
                conversation_id=row["conversation_id"],
                contact_id=row["contact_id"],
                source=row["source"],
                needed=row["says"] == "needed",
                level=row["level"],
                at=row["at"],
                role=row["role"],
                seniority=row["seniority"],
                served=row["goal_id"],
            )
        )
    for row in await work.fetch(GOALS, owners=listed):
        made[row["owner_id"]].goals.append(Aim(row["id"], row["what"], row["state"] == "open"))
    for row in await work.fetch(PLAN, owners=listed):
        step = {name: row[name] for name in ("id", "text", "kind", "state", "due_on")}
        made[row["owner_id"]].plan[row["skill_id"]].append(step)
    for row in await work.fetch(TALKS, owners=listed):
        made[row["owner_id"]].talks[row["goal_id"]] = row["count"]
    return made


def measure(material: Material, goal_id: UUID | None, now: datetime) -> list[Measured]:
    """Where the person stands with every skill that somebody asks for, for one goal or over all talks:
    gaps first, the most urgent on top; then what they have not said, what to ask on about, and what
    they can do. Pure; whatever the order of the signals."""
    signals: dict[UUID, list[Signal]] = defaultdict(list)
    told: dict[UUID, list[Told]] = defaultdict(list)
    for one, close in _close(material, goal_id):
        told[one.skill_id].append(one)
        signals[one.skill_id].append(
            Signal(
                id=one.id,
                source=one.source,
                needed=one.needed,
                level=one.level,
                weight=seniority_weight(one.seniority) * close,
                at=one.at,
            )
        )
    found = [
        _measured(skill_id, material.own[skill_id], demand(listed, now), told[skill_id])
        for skill_id, listed in signals.items()
        if skill_id in material.own
    ]
    return sorted((one for one in found if one.found.sources), key=_place)


def talks_of(material: Material, goal_id: UUID | None) -> int:
    """Talks that were held for this goal, or for none in particular; all of them without a goal."""
    if goal_id is None:
        return sum(material.talks.values())
    return material.talks.get(goal_id, 0) + material.talks.get(None, 0)


def _close(material: Material, goal_id: UUID | None) -> Iterable[tuple[Told, float]]:
    wanted, others = material.words(goal_id)
    roles: dict[str, frozenset[str]] = {}
    for one in material.told:
        role = roles.get(one.role)
        if role is None:
            role = roles[one.role] = goal_words(one.role)
        close = closeness(one.served, goal_id, role, wanted, others)
        if close > 0:
            yield one, close


def _measured(skill_id: UUID, own: Own, found: Demand, told: list[Told]) -> Measured:
    return Measured(
        skill_id=skill_id,
        own=own,
        found=found,
        standing=standing(found, own.level),
        told=told,
    )


def _place(one: Measured) -> tuple[int, float, float, str]:
    return (
        ORDER.index(one.standing),
        -urgency(one.found, one.own.level),
        -one.found.demand,
        one.own.name.lower(),
    )
