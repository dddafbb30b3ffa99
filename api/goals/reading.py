"""Reads goals with what stands behind them: few statements, whatever their number."""

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import (
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import aliased

from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import NotFound
from api.goals.models import (
    Assumption,
    Goal,
    GoalRevision,
    Milestone,
    PlanItem,
)
from api.goals.reviewing import review_due_since
from api.goals.schemas import (
    GoalList,
    GoalRead,
    MilestoneRead,
    TalkNamed,
)
from api.goals.supporting import HELD, TALKS
from api.threads.keeping import whom

MOST_LINES: Final = 50
WORDING: Final = ("what", "why", "how_known", "measure", "due_on")
SHOWN: Final = (
    "id",
    *WORDING,
    "state",
    "position",
    "revised_at",
    "reviewed_at",
    "ended_at",
    "version",
    "created_at",
)

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_GOAL: Final[Any] = bindparam("goal_id", type_=Uuid())
_OTHER: Final = aliased(Goal)
_FIRST: Final = aliased(GoalRevision)

ENDS: Final = hot(select(Conversation.ended_at).where(Conversation.owner_id == _OWNER, HELD))
_ORDER: Final = case(
    {"open": literal_column("0"), "parked": literal_column("1"), "reached": literal_column("2")},
    value=Goal.state,
    else_=literal_column("3"),
)


def _count(model: type[Assumption] | type[PlanItem], *conditions: Any) -> Any:
    return (
        select(func.count(model.id))
        .where(
            model.owner_id == Goal.owner_id,
            model.goal_id == Goal.id,
            model.deleted_at.is_(None),
            *conditions,
        )
        .correlate(Goal)
        .scalar_subquery()
    )


_OPEN: Final[Any] = literal_column("'open'")
_LATEST: Final = (
    select(GoalRevision.conversation_id)
    .where(
        GoalRevision.owner_id == Goal.owner_id,
        GoalRevision.goal_id == Goal.id,
        GoalRevision.deleted_at.is_(None),
    )
    .order_by(GoalRevision.at.desc(), GoalRevision.id.desc())
    .limit(literal_column("1"))
    .correlate(Goal)
    .scalar_subquery()
)
_REVISIONS: Final = (
    select(func.count(GoalRevision.id))
    .where(
        GoalRevision.owner_id == Goal.owner_id,
        GoalRevision.goal_id == Goal.id,
        GoalRevision.deleted_at.is_(None),
    )
    .correlate(Goal)
    .scalar_subquery()
)
GOALS: Final = hot(
    select(
        *(getattr(Goal, name) for name in SHOWN),
        _REVISIONS.label("revisions"),
        _count(Assumption, Assumption.state == _OPEN).label("questions"),
        _count(Assumption, Assumption.state != _OPEN).label("settled"),
        _count(PlanItem, PlanItem.state == _OPEN).label("steps"),
        Conversation.id.label("talk_id"),
        Conversation.ended_at.label("talk_at"),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(Goal)
    .outerjoin(
        Conversation,
        and_(
            Conversation.owner_id == Goal.owner_id,
            Conversation.id == _LATEST,
            HELD,
        ),
    )
    .outerjoin(
        Contact,
        and_(Contact.owner_id == Conversation.owner_id, Contact.id == Conversation.contact_id),
    )
    .where(Goal.owner_id == _OWNER, Goal.deleted_at.is_(None))
    .order_by(_ORDER, Goal.position, Goal.id)
)
MILESTONES: Final = hot(
    select(Milestone.goal_id, Milestone.id, Milestone.text, Milestone.due_on, Milestone.done_at)
    .where(Milestone.owner_id == _OWNER, Milestone.deleted_at.is_(None))
    .order_by(Milestone.position, Milestone.id)
)


async def list_goals(work: Work) -> GoalList:
    """All goals of this person, in four statements."""
    owner = work.subject.person_id
    rows = await work.fetch(GOALS, owner_id=owner)
    ends = [row["ended_at"] for row in await work.fetch(ENDS, owner_id=owner)]
    if not rows:
        return GoalList([], len(ends))
    talks = {row["id"]: row["talks"] for row in await work.fetch(TALKS, owner_id=owner)}
    marks: dict[UUID, list[MilestoneRead]] = defaultdict(list)
    for row in await work.fetch(MILESTONES, owner_id=owner):
        goal_id, *of_mark = row
        marks[goal_id].append(MilestoneRead(*of_mark))
    return GoalList(
        [
            GoalRead(
                **{name: row[name] for name in SHOWN},
                revisions=row["revisions"],
                changed_after=talk_named(row),
                talks=talks.get(row["id"], 0),
                untested=row["state"] == "open" and not talks.get(row["id"]),
                review_due=row["state"] == "open"
                and review_due_since(row["reviewed_at"], ends, work.now) is not None,
                questions=row["questions"],
                settled=row["settled"],
                steps=row["steps"],
                milestones=marks[row["id"]],
            )
            for row in rows
        ],
        len(ends),
    )


async def read_goal(work: Work, goal_id: UUID) -> GoalRead:
    """One goal. Raises NotFound."""
    for goal in (await list_goals(work)).items:
        if goal.id == goal_id:
            return goal
    raise NotFound()


def talk_named(row: asyncpg.Record) -> TalkNamed | None:
    """The talk in a row with `talk_id`, `talk_at` and its contact, if there is one."""
    if row["talk_id"] is None:
        return None
    contact = whom(row["contact_id"], row["name"], row["given_name"])
    return TalkNamed(row["talk_id"], contact, row["talk_at"])
