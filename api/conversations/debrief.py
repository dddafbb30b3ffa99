"""Three questions after a talk, left at any step, and what the thank-you can begin from."""

from typing import Final
from uuid import UUID

from api.conversations.alarms import set_alarms
from api.conversations.lines import read_lines
from api.conversations.planning import load_talk
from api.conversations.reading import read_conversation
from api.conversations.schemas import ConversationRead, ThanksStart
from api.database import Work
from api.errors import Conflict

DONE: Final = 4


async def keep_step(work: Work, conversation_id: UUID, step: int) -> ConversationRead:
    """The person got as far as `step`; going back changes nothing. Raises NotFound."""
    talk = await load_talk(work, conversation_id)
    if step > talk.debrief_step:
        talk.debrief_step = step
        talk.debriefed_at = talk.debriefed_at or work.now
        await work.flush()
        # Whoever opened the debrief needs no nudge to open it (DOMAIN.md section 5).
        await set_alarms(work, conversation_id)
    return await read_conversation(work, conversation_id)


async def thanks_start(work: Work, conversation_id: UUID) -> ThanksStart:
    """The lines of a held talk as chips, latest thought first. Raises NotFound, Conflict."""
    talk = await read_conversation(work, conversation_id)
    if talk.thanks is None or talk.state != "held":
        raise Conflict("Thanks come after a talk: say first that you talked.")
    lines = (await read_lines(work, conversation_id)).items
    return ThanksStart(
        contact=talk.contact,
        chips=[
            line for line in lines if line.tag != "promise" and line.kind == "line" and line.text
        ],
        promises=[line for line in lines if line.tag == "promise" and line.text],
        due_at=talk.thanks.due_at,
        held_at=talk.ended_at or talk.ends_at,
    )
