"""The look back at one talk: what its lines may be, the question whose turn it is, the plan."""

from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select

from api.contacts.models import Contact
from api.conversations.lines import read_lines
from api.conversations.models import NoteLine
from api.conversations.reading import read_conversation
from api.conversations.schemas import LineRead
from api.database import Work, hot
from api.debrief.reflections import of_talk, whose_turn
from api.debrief.schemas import Coverage, DebriefRead, TagOffer
from api.debrief.tagging import offered, promiser_of
from api.preparation.models import QuestionUse

MOST: Final = 5
"""Lines asked about at most: a tired person answers three, not twenty."""
OPEN_TAGS: Final = frozenset({"insight", "plain", "quote"})
"""What a line is called when nobody has said what it is."""

NAMES: Final = hot(
    select(Contact.given_name)
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.deleted_at.is_(None),
        Contact.lane.is_not(None),
        Contact.given_name != "",
    )
    .limit(500)
)
_ASKED: Final = exists().where(
    NoteLine.owner_id == QuestionUse.owner_id,
    NoteLine.question_id == QuestionUse.id,
    NoteLine.kind == "asked",
    NoteLine.gone.is_(False),
    NoteLine.deleted_at.is_(None),
)
PLAN: Final = hot(
    select(
        QuestionUse.text, or_(QuestionUse.state.in_(["asked", "answered"]), _ASKED).label("asked")
    )
    .where(
        and_(
            QuestionUse.owner_id == bindparam("owner_id"),
            QuestionUse.conversation_id == bindparam("conversation_id"),
            QuestionUse.deleted_at.is_(None),
        )
    )
    .order_by(QuestionUse.position, QuestionUse.id)
)


async def look_back(work: Work, conversation_id: UUID) -> DebriefRead:
    """What can be looked at once more after this talk. Raises NotFound."""
    owner = work.subject.person_id
    await read_conversation(work, conversation_id)
    lines = (await read_lines(work, conversation_id)).items
    names = {row["given_name"] for row in await work.fetch(NAMES, owner_id=owner)}
    answered = await of_talk(work, conversation_id)
    plan = await work.fetch(PLAN, owner_id=owner, conversation_id=conversation_id)
    return DebriefRead(
        offers=offers_of(lines, names),
        turn=await whose_turn(work, conversation_id, answered),
        answered=answered,
        coverage=Coverage(
            planned=len(plan),
            asked=sum(row["asked"] for row in plan),
            left=[row["text"] for row in plan if not row["asked"]],
        )
        if plan
        else None,
    )


def offers_of(lines: list[LineRead], names: set[str]) -> list[TagOffer]:
    """The lines that may be more than something heard, at most five. Pure."""
    found = []
    for line in lines:
        tag = offered(line.text, names=names) if line.tag in OPEN_TAGS else None
        if tag is not None and line.kind == "line":
            promiser = promiser_of(line.text) if tag == "promise" else None
            found.append(TagOffer(line.id, line.text, tag, promiser))
    return found[:MOST]
