"""The look back at one talk: what its lines may be, the question whose turn it is, the plan."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from api.contacts.models import Contact
from api.conversations.lines import read_lines
from api.conversations.reading import read_conversation
from api.conversations.schemas import LineRead
from api.database import Work, hot
from api.debrief.reflections import of_talk, whose_turn
from api.debrief.schemas import Coverage, DebriefRead, TagOffer
from api.debrief.tagging import offered, promiser_of
from api.preparation.questions import question_list, rows_of

MOST: Final = 5
"""Lines asked about at most: a tired person answers three, not twenty."""
OPEN_TAGS: Final = frozenset({"insight", "plain", "quote"})
"""What a line is called when nobody has said what it is."""

ASKED: Final = {"asked", "answered"}
"""States of a planned question that was asked."""
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


async def look_back(work: Work, conversation_id: UUID) -> DebriefRead:
    """What can be looked at once more after this talk. Raises NotFound."""
    owner = work.subject.person_id
    await read_conversation(work, conversation_id)
    lines = (await read_lines(work, conversation_id)).items
    names = {row["given_name"] for row in await work.fetch(NAMES, owner_id=owner)}
    answered = await of_talk(work, conversation_id)
    plan = question_list(await rows_of(work, conversation_id)).items
    left = [one.text for one in plan if one.state not in ASKED]
    return DebriefRead(
        offers=offers_of(lines, names),
        turn=await whose_turn(work, conversation_id, answered),
        answered=answered,
        coverage=Coverage(
            planned=len(plan),
            asked=len(plan) - len(left),
            left=left,
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
