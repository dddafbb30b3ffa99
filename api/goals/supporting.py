"""What stands behind goals: the lines that support them, and those of one talk that could."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.errors import NotFound
from api.goals.models import Goal, GoalRevision, RevisionCause
from api.goals.schemas import GoalSupport, HeardLine, HeardLines, Supporting
from api.insights.models import Evidence
from api.threads.keeping import whom
from api.threads.models import Thread

MOST_LINES: Final = 50

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_GOAL: Final[Any] = bindparam("goal_id", type_=Uuid())
_OTHER: Final = aliased(Goal)
_FIRST: Final = aliased(GoalRevision)

HELD: Final = and_(
    Conversation.state == literal_column("'held'"), Conversation.deleted_at.is_(None)
)
_CHANGED: Final = (
    select(GoalRevision.goal_id, GoalRevision.conversation_id, RevisionCause.insight_id)
    .outerjoin(
        RevisionCause,
        and_(
            RevisionCause.owner_id == GoalRevision.owner_id,
            RevisionCause.revision_id == GoalRevision.id,
        ),
    )
    .where(GoalRevision.owner_id == _OWNER, GoalRevision.deleted_at.is_(None))
    .subquery("changed")
)
_ALONE: Final = ~exists().where(
    _OTHER.owner_id == Goal.owner_id,
    _OTHER.id != Goal.id,
    _OTHER.state == literal_column("'open'"),
    _OTHER.deleted_at.is_(None),
)
_SERVES: Final = or_(
    Thread.goal_id == Goal.id,
    and_(
        Thread.goal_id.is_(null()),
        Goal.state == literal_column("'open'"),
        Conversation.ended_at >= _FIRST.at,
        _ALONE,
    ),
)
"""An ask serves the goal that was named for it; while there is one open goal alone, every talk since
it was set serves that."""


def _behind(*columns: Any) -> Select[Any]:
    """Lines that stand for a goal: behind a claim that changed it, or heard in a talk that serves it
    or after which it was changed."""
    return (
        select(*columns)
        .select_from(Goal)
        .join(_FIRST, and_(_FIRST.owner_id == Goal.owner_id, _FIRST.id == Goal.id))
        .join(Evidence, Evidence.owner_id == Goal.owner_id)
        .join(
            Conversation,
            and_(
                Conversation.owner_id == Evidence.owner_id,
                Conversation.id == Evidence.conversation_id,
            ),
        )
        .join(Thread, and_(Thread.owner_id == Evidence.owner_id, Thread.id == Evidence.thread_id))
        .where(
            Goal.owner_id == _OWNER,
            Goal.deleted_at.is_(None),
            Evidence.deleted_at.is_(None),
            Evidence.polarity == literal_column("'supports'"),
            HELD,
            or_(
                _SERVES,
                exists()
                .where(
                    _CHANGED.c.goal_id == Goal.id,
                    or_(
                        _CHANGED.c.insight_id == Evidence.insight_id,
                        _CHANGED.c.conversation_id == Evidence.conversation_id,
                    ),
                )
                .correlate(Goal, Evidence),
            ),
        )
    )


TALKS: Final = hot(
    _behind(Goal.id, func.count(Evidence.conversation_id.distinct()).label("talks")).group_by(
        Goal.id
    )
)
SUPPORT: Final = hot(
    _behind(
        Evidence.id,
        Evidence.conversation_id,
        Evidence.at,
        NoteLine.text,
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .join(NoteLine, and_(NoteLine.owner_id == Evidence.owner_id, NoteLine.id == Evidence.line_id))
    .join(Contact, and_(Contact.owner_id == Evidence.owner_id, Contact.id == Evidence.contact_id))
    .where(Goal.id == _GOAL)
    .order_by(Evidence.at.desc(), Evidence.id)
    .limit(literal_column(str(MOST_LINES)))
)
THERE: Final = hot(
    select(Goal.id).where(Goal.owner_id == _OWNER, Goal.id == _GOAL, Goal.deleted_at.is_(None))
)
HEARD_IN: Final = hot(
    select(Evidence.id, Evidence.insight_id, NoteLine.text)
    .select_from(Evidence)
    .join(NoteLine, and_(NoteLine.owner_id == Evidence.owner_id, NoteLine.id == Evidence.line_id))
    .join(
        Conversation,
        and_(
            Conversation.owner_id == Evidence.owner_id,
            Conversation.id == Evidence.conversation_id,
        ),
    )
    .where(
        Evidence.owner_id == _OWNER,
        Evidence.conversation_id == bindparam("conversation_id", type_=Uuid()),
        Evidence.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
    .order_by(NoteLine.at, Evidence.id)
)


async def read_support(work: Work, goal_id: UUID) -> GoalSupport:
    """The lines that support a goal. Raises NotFound."""
    owner = work.subject.person_id
    if await work.fetchval(THERE, owner_id=owner, goal_id=goal_id) is None:
        raise NotFound()
    rows = await work.fetch(SUPPORT, owner_id=owner, goal_id=goal_id)
    return GoalSupport(
        [
            Supporting(
                evidence_id=row["id"],
                conversation_id=row["conversation_id"],
                contact=whom(row["contact_id"], row["name"], row["given_name"]),
                text=row["text"],
                at=row["at"],
            )
            for row in rows
        ]
    )


async def heard_in(work: Work, conversation_id: UUID) -> HeardLines:
    """The lines of a talk that stand behind claims; none for a talk that is not there."""
    rows = await work.fetch(
        HEARD_IN, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return HeardLines([HeardLine(*row) for row in rows])
