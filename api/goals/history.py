"""The history of a goal: every wording, with the talk and the claims that led to it."""

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, func, literal_column, select

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.errors import NotFound
from api.goals.models import GoalRevision, RevisionCause
from api.goals.reading import WORDING, talk_named
from api.goals.schemas import CauseRead, GoalHistory, RevisionRead
from api.goals.supporting import HELD
from api.insights.models import Evidence, Insight

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_GOAL: Final[Any] = bindparam("goal_id", type_=Uuid())

HISTORY: Final = hot(
    select(
        GoalRevision.id,
        *(getattr(GoalRevision, name) for name in WORDING),
        GoalRevision.at,
        Conversation.id.label("talk_id"),
        Conversation.ended_at.label("talk_at"),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(GoalRevision)
    .outerjoin(
        Conversation,
        and_(
            Conversation.owner_id == GoalRevision.owner_id,
            Conversation.id == GoalRevision.conversation_id,
            HELD,
        ),
    )
    .outerjoin(
        Contact,
        and_(Contact.owner_id == Conversation.owner_id, Contact.id == Conversation.contact_id),
    )
    .where(
        GoalRevision.owner_id == _OWNER,
        GoalRevision.goal_id == _GOAL,
        GoalRevision.deleted_at.is_(None),
    )
    .order_by(GoalRevision.at.desc(), GoalRevision.id.desc())
)
_OLDEST: Final = (
    select(NoteLine.text)
    .join(Evidence, and_(Evidence.owner_id == NoteLine.owner_id, Evidence.line_id == NoteLine.id))
    .where(
        Evidence.owner_id == Insight.owner_id,
        Evidence.insight_id == Insight.id,
        Evidence.deleted_at.is_(None),
    )
    .order_by(Evidence.at, Evidence.id)
    .limit(literal_column("1"))
    .correlate(Insight)
    .scalar_subquery()
)
CAUSES: Final = hot(
    select(
        RevisionCause.revision_id,
        Insight.id,
        func.coalesce(func.nullif(Insight.claim, ""), _OLDEST, "").label("text"),
    )
    .select_from(RevisionCause)
    .join(
        GoalRevision,
        and_(
            GoalRevision.owner_id == RevisionCause.owner_id,
            GoalRevision.id == RevisionCause.revision_id,
        ),
    )
    .join(
        Insight,
        and_(Insight.owner_id == RevisionCause.owner_id, Insight.id == RevisionCause.insight_id),
    )
    .where(
        RevisionCause.owner_id == _OWNER,
        GoalRevision.goal_id == _GOAL,
        Insight.deleted_at.is_(None),
    )
    .order_by(Insight.id)
)


async def read_history(work: Work, goal_id: UUID) -> GoalHistory:
    """Every wording of a goal, the present one first. Raises NotFound."""
    owner = work.subject.person_id
    rows = await work.fetch(HISTORY, owner_id=owner, goal_id=goal_id)
    if not rows:
        raise NotFound()
    causes: dict[UUID, list[CauseRead]] = defaultdict(list)
    for row in await work.fetch(CAUSES, owner_id=owner, goal_id=goal_id):
        causes[row["revision_id"]].append(CauseRead(row["id"], row["text"]))
    return GoalHistory(
        [
            RevisionRead(
                **{name: row[name] for name in ("id", *WORDING, "at")},
                talk=talk_named(row),
                causes=causes[row["id"]],
            )
            for row in rows
        ]
    )
