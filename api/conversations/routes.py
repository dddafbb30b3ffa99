"""Conversation routes: talks, what became of them, the lines written, and the start of a thank-you."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.conversations import debrief, lines, outcome, planning, reading
from api.conversations.invitation import invitation
from api.conversations.reading import When
from api.conversations.schemas import (
    ConversationChange,
    ConversationPage,
    ConversationRead,
    DebriefChange,
    HappenedTold,
    LineResults,
    Lines,
    LinesWritten,
    PastTalk,
    TalkPlan,
    ThanksStart,
)
from api.database import Work
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.paging import Cursor, Limit

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/", opt=READ)
async def list_conversations(
    work: NamedDependency[Work],
    state: State,
    when: FromQuery[When] = "upcoming",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ConversationPage:
    """Talks: coming ones soonest first; past ones, or those nobody has told about, latest first."""
    return await reading.list_conversations(
        work, state.cursors, when=when, limit=limit, cursor=cursor
    )


@post("/", opt=WRITE)
async def plan_conversation(
    work: NamedDependency[Work], data: JSONBody[TalkPlan]
) -> Response[ConversationRead]:
    """Set a date; the same again answers 200."""
    talk, new = await planning.plan(work, data)
    return with_etag(talk, status=201 if new else 200)


@post("/past", opt=WRITE)
async def record_past_conversation(
    work: NamedDependency[Work], state: State, data: JSONBody[PastTalk]
) -> Response[ConversationRead]:
    """Record a talk that took place already; the same again answers 200."""
    talk, new = await outcome.record_past(work, data, listeners=state.line_listeners)
    return with_etag(talk, status=201 if new else 200)


@get("/{conversation_id:uuid}", opt=READ)
async def read_conversation(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> Response[ConversationRead]:
    """One talk."""
    return with_etag(await reading.read_conversation(work, conversation_id))


@get("/{conversation_id:uuid}/invitation.ics", opt=READ, media_type="text/calendar")
async def read_invitation(
    work: NamedDependency[Work], state: State, conversation_id: FromPath[UUID]
) -> Response[bytes]:
    """The talk as a calendar file to send or to open: an invitation while the date stands, its
    cancellation once it does not. The same file moves and cancels what an earlier one made."""
    return Response(
        await invitation(work, conversation_id, state["settings"].public_url),
        media_type="text/calendar",
        headers=attachment("talk.ics"),
    )


@patch("/{conversation_id:uuid}", opt=WRITE)
async def change_conversation(
    work: NamedDependency[Work],
    conversation_id: FromPath[UUID],
    data: JSONBody[ConversationChange],
    if_match: IfMatch = None,
) -> Response[ConversationRead]:
    """Move a planned talk, or change how and where."""
    return with_etag(await planning.change(work, conversation_id, data, if_match=if_match))


@delete("/{conversation_id:uuid}", opt=WRITE)
async def delete_conversation(
    work: NamedDependency[Work], conversation_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Delete a talk that was entered by mistake."""
    await planning.forget(work, conversation_id, if_match=if_match)


@post("/{conversation_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_conversation(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> Response[ConversationRead]:
    """Undo the deletion."""
    return with_etag(await planning.restore(work, conversation_id))


@post("/{conversation_id:uuid}/happened", opt=WRITE, status_code=200)
async def tell_what_happened(
    work: NamedDependency[Work], conversation_id: FromPath[UUID], data: JSONBody[HappenedTold]
) -> Response[ConversationRead]:
    """How was it? We talked, it was moved, it did not happen."""
    return with_etag(await outcome.happened(work, conversation_id, data))


@get("/{conversation_id:uuid}/lines", opt=READ)
async def read_lines(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> Lines:
    """The lines of a talk as they stand, in their order."""
    await reading.read_conversation(work, conversation_id)
    return await lines.read_lines(work, conversation_id)


@post("/{conversation_id:uuid}/lines", opt=WRITE, status_code=200)
async def write_lines(
    work: NamedDependency[Work],
    state: State,
    conversation_id: FromPath[UUID],
    data: JSONBody[LinesWritten],
) -> LineResults:
    """Keep lines of one talk; sent again, they are kept once. `/v1/entries` takes those of any."""
    return await lines.write_lines(
        work, conversation_id, data.lines, listeners=state.line_listeners
    )


@patch("/{conversation_id:uuid}/debrief", opt=WRITE)
async def keep_debrief_step(
    work: NamedDependency[Work], conversation_id: FromPath[UUID], data: JSONBody[DebriefChange]
) -> Response[ConversationRead]:
    """How far the three questions got; it may be left at each."""
    return with_etag(await debrief.keep_step(work, conversation_id, data.step))


@get("/{conversation_id:uuid}/thanks", opt=READ)
async def start_thanks(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> ThanksStart:
    """What a thank-you can begin from."""
    return await debrief.thanks_start(work, conversation_id)


router: Final = Router(
    "/conversations",
    route_handlers=[
        list_conversations,
        plan_conversation,
        record_past_conversation,
        read_conversation,
        read_invitation,
        change_conversation,
        delete_conversation,
        restore_conversation,
        tell_what_happened,
        read_lines,
        write_lines,
        keep_debrief_step,
        start_thanks,
    ],
    tags=["Talks"],
)
