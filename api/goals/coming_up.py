"""What comes up of goals and of the plan, for whatever reminds of it (Today), in one statement."""

from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import (
    Date,
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.conversations.models import Conversation
from api.database import Work, hot
from api.goals.models import Goal, PlanItem
from api.goals.reviewing import review_due_since
from api.goals.supporting import HELD

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_OPEN: Final[Any] = literal_column("'open'")
_AT: Final = DateTime(timezone=True)

COMING_UP: Final = hot(
    union_all(
        select(
            cast(literal_column("'plan_item'"), Text()).label("kind"),
            PlanItem.id,
            PlanItem.text.label("about"),
            PlanItem.due_on,
            cast(literal_column("NULL"), _AT).label("seen_at"),
            cast(literal_column("NULL"), ARRAY(_AT)).label("talks"),
        )
        .select_from(PlanItem)
        .outerjoin(Goal, and_(Goal.owner_id == PlanItem.owner_id, Goal.id == PlanItem.goal_id))
        .where(
            PlanItem.owner_id == _OWNER,
            PlanItem.state == _OPEN,
            PlanItem.due_on <= bindparam("today", type_=Date()),
            PlanItem.deleted_at.is_(None),
            Goal.ended_at.is_(None),
        ),
        select(
            cast(literal_column("'goal_review'"), Text()),
            Goal.id,
            Goal.what,
            cast(literal_column("NULL"), Date()),
            Goal.reviewed_at,
            func.array_agg(Conversation.ended_at),
        )
        .select_from(Goal)
        .join(
            Conversation,
            and_(
                Conversation.owner_id == Goal.owner_id,
                Conversation.ended_at > Goal.reviewed_at,
                HELD,
            ),
        )
        .where(Goal.owner_id == _OWNER, Goal.state == _OPEN, Goal.deleted_at.is_(None))
        .group_by(Goal.owner_id, Goal.id),
    )
)


class ComingUp(msgspec.Struct, frozen=True):
    """A step whose day has come (`due_on`), unless its goal has ended, or a goal that it is time to look at again (`since`)."""

    kind: Literal["plan_item", "goal_review"]
    id: UUID
    about: str
    due_on: date | None
    since: datetime | None


async def coming_up(work: Work, today: date) -> list[ComingUp]:
    """What of it is due by `today`, the person's own date."""
    found = []
    for row in await work.fetch(COMING_UP, owner_id=work.subject.person_id, today=today):
        since = None
        if row["kind"] == "goal_review":
            since = review_due_since(row["seen_at"], row["talks"], work.now)
            if since is None:
                continue
        found.append(ComingUp(row["kind"], row["id"], row["about"], row["due_on"], since))
    return found
