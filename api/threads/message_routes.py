"""Routes of messages and of the checks that look at a draft."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit
from api.threads import beginning, messages, sending, versions
from api.threads.checks import CheckResult, check_ask, check_thanks, check_update
from api.threads.checks.draft import Channel
from api.threads.message_schemas import (
    AskToCheck,
    MessageChange,
    MessageList,
    MessageRead,
    MessageSent,
    MessageStart,
    MessageVersionPage,
    SentRead,
    TemplateKind,
    TemplateList,
    ThanksToCheck,
    UpdateToCheck,
)
from api.threads.telling import Around

READ: Final = {"scope": "threads:read"}
WRITE: Final = {"scope": "threads:write"}


@get("/threads/{thread_id:uuid}/messages", opt=READ)
async def list_messages(work: NamedDependency[Work], thread_id: FromPath[UUID]) -> MessageList:
    """The messages of a thread, oldest first."""
    return await messages.list_messages(work, thread_id)


@post("/messages", opt=WRITE)
async def start_message(
    work: NamedDependency[Work], data: JSONBody[MessageStart]
) -> Response[MessageRead]:
    """Start a draft; the same again answers 200."""
    message, new = await messages.start_message(work, data)
    return with_etag(message, status=201 if new else 200)


@get("/messages/{message_id:uuid}", opt=READ)
async def read_message(
    work: NamedDependency[Work], message_id: FromPath[UUID]
) -> Response[MessageRead]:
    """One message."""
    return with_etag(messages.message_read(await messages.load_message(work, message_id)))


@patch("/messages/{message_id:uuid}", opt=WRITE)
async def save_message(
    work: NamedDependency[Work],
    message_id: FromPath[UUID],
    data: JSONBody[MessageChange],
    if_match: IfMatch = None,
) -> Response[MessageRead]:
    """Save a draft; what is not sent stays."""
    return with_etag(await messages.save_message(work, message_id, data, if_match=if_match))


@delete("/messages/{message_id:uuid}", opt=WRITE)
async def delete_message(work: NamedDependency[Work], message_id: FromPath[UUID]) -> None:
    """Delete a message; it can be brought back."""
    await messages.delete_message(work, message_id)


@post("/messages/{message_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_message(
    work: NamedDependency[Work], message_id: FromPath[UUID]
) -> Response[MessageRead]:
    """Undo the deletion of a message."""
    return with_etag(await messages.restore_message(work, message_id))


@get("/messages/{message_id:uuid}/versions", opt=READ)
async def list_versions(
    work: NamedDependency[Work],
    state: State,
    message_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> MessageVersionPage:
    """The versions of a message, newest first."""
    return await versions.list_versions(work, state.cursors, message_id, limit=limit, cursor=cursor)


@post("/messages/{message_id:uuid}/sent", opt=WRITE, status_code=200)
async def mark_sent(
    work: NamedDependency[Work],
    state: State,
    message_id: FromPath[UUID],
    data: JSONBody[MessageSent],
) -> SentRead:
    """Say that a message was sent, as it stood or with changes."""
    return await sending.mark_sent(
        work, message_id, data, around=Around(listeners=state.thread_listeners)
    )


@delete("/messages/{message_id:uuid}/sent", opt=WRITE, status_code=200)
async def take_back(
    work: NamedDependency[Work], state: State, message_id: FromPath[UUID]
) -> SentRead:
    """Undo "Yes, I sent it": a draft again, and the thread as it was."""
    return await sending.take_back(
        work, message_id, around=Around(listeners=state.thread_listeners)
    )


@post("/checks/ask", opt=READ, status_code=200)
async def check_an_ask(work: NamedDependency[Work], data: JSONBody[AskToCheck]) -> CheckResult:
    """Look at an ask; nothing is kept."""
    return check_ask(data.draft)


@post("/checks/thanks", opt=READ, status_code=200)
async def check_a_thank_you(
    work: NamedDependency[Work], data: JSONBody[ThanksToCheck]
) -> CheckResult:
    """Look at a thank-you; nothing is kept."""
    return check_thanks(data.draft)


@post("/checks/update", opt=READ, status_code=200)
async def check_an_update(
    work: NamedDependency[Work], data: JSONBody[UpdateToCheck]
) -> CheckResult:
    """Look at an update; nothing is kept."""
    return check_update(data.draft)


@get("/templates", opt=READ)
async def list_templates(
    work: NamedDependency[Work],
    kind: FromQuery[TemplateKind] = "ask",
    channel: FromQuery[Channel] = "email",
    thread_id: FromQuery[UUID | None] = None,
) -> TemplateList:
    """Drafts to begin with, filled with what is known of the thread's contact."""
    return TemplateList(await beginning.list_templates(work, kind, channel, thread_id))


router: Final = Router(
    "/",
    route_handlers=[
        list_messages,
        start_message,
        read_message,
        save_message,
        delete_message,
        restore_message,
        list_versions,
        mark_sent,
        take_back,
        check_an_ask,
        check_a_thank_you,
        check_an_update,
        list_templates,
    ],
    tags=["Messages"],
)
