"""Routes of what is shared one by one: the person's, and those of the coach whom it names."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.coaching import feedback, items
from api.coaching.item_schemas import (
    EditAnswer,
    EditWrite,
    ItemKind,
    ItemPage,
    ItemRead,
    ItemSeen,
    ItemShare,
    ItemShortPage,
    NotePage,
    NoteSeenPage,
    NoteWrite,
    Shareable,
)
from api.database import Work
from api.organizations.allowed import COACHING, READ, WRITE
from api.paging import Cursor, Cursors, Limit
from api.secrets import Keys
from api.sharing.granting import Tell

SEE: Final = {"scope": READ, "roles": COACHING}
SAY: Final = {"scope": WRITE, "roles": COACHING}
ITEM: Final = "/enrolments/{enrolment_id:uuid}/items/{grant_id:uuid}"


@get("/shareable/{kind:str}/{item_id:uuid}", opt={"scope": READ})
async def read_shareable(
    work: NamedDependency[Work], kind: FromPath[ItemKind], item_id: FromPath[UUID]
) -> Shareable:
    """A draft, the preparation or the notes of a talk, or a report: exactly what a coach would see of it,
    with whom it can be shared, with whom it is, and what they wrote."""
    return await items.read_shareable(work, kind, item_id)


@put(ITEM, opt={"scope": WRITE}, status_code=200)
async def share_item(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    grant_id: FromPath[UUID],
    data: JSONBody[ItemShare],
) -> Response[ItemRead]:
    """Share the version that was looked at with one coach, who alone reads it."""
    tell = cast(Tell, state.grant_listener)
    item, new = await items.share_item(work, enrolment_id, grant_id, data, tell)
    return Response(item, status_code=201 if new else 200)


@delete(ITEM, opt={"scope": WRITE}, status_code=204)
async def end_item(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    grant_id: FromPath[UUID],
) -> None:
    """Share it no longer: no read that begins after this answer returns it."""
    await items.end_item(work, enrolment_id, grant_id, cast(Tell, state.grant_listener))


@get("/sharing/items", opt={"scope": READ})
async def list_shared_items(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> ItemPage:
    """What the caller shares one by one, the latest first."""
    return await items.list_items(work, cast(Cursors, state.cursors), limit=limit, cursor=cursor)


@post(
    "/sharing/items/{grant_id:uuid}/edits/{edit_id:uuid}/answer",
    opt={"scope": WRITE},
    status_code=200,
)
async def answer_edit(
    work: NamedDependency[Work],
    grant_id: FromPath[UUID],
    edit_id: FromPath[UUID],
    data: JSONBody[EditAnswer],
) -> ItemRead:
    """Take what a coach suggests as the draft, or leave it."""
    return await items.answer_edit(work, grant_id, edit_id, data.answer)


@get("/sharing/notes", opt={"scope": READ})
async def list_notes_about_me(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> NotePage:
    """What coaches wrote about the caller, the latest first; in one cohort, or in all."""
    return await items.list_own_notes(
        work,
        cast(Cursors, state.cursors),
        enrolment_id=enrolment_id,
        limit=limit,
        cursor=cursor,
    )


@get("/items", opt=SEE)
async def list_participant_items(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> ItemShortPage:
    """What one who takes part shares with the caller, one by one, the latest first."""
    return await feedback.list_items(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        enrolment_id,
        limit=limit,
        cursor=cursor,
    )


@get("/items/{item_id:uuid}", opt=SEE)
async def read_participant_item(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    item_id: FromPath[UUID],
) -> ItemSeen:
    """One of them, exactly as it was shared, and what the caller wrote about it."""
    return await feedback.read_item(work, enrolment_id, item_id)


@post("/items/{item_id:uuid}/comments", opt=SAY, status_code=200)
async def comment_on_item(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    item_id: FromPath[UUID],
    data: JSONBody[NoteWrite],
) -> ItemSeen:
    """Write about it. Whoever shared it is told in the app."""
    return await feedback.comment(work, cast(Keys, state["keys"]), enrolment_id, item_id, data)


@post("/items/{item_id:uuid}/edits", opt=SAY, status_code=200)
async def suggest_edit(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    item_id: FromPath[UUID],
    data: JSONBody[EditWrite],
) -> ItemSeen:
    """Suggest how to write a draft. It stands beside the draft until its author takes or leaves it."""
    return await feedback.suggest(work, cast(Keys, state["keys"]), enrolment_id, item_id, data)


@get("/notes", opt=SEE)
async def list_participant_notes(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> NoteSeenPage:
    """What coaches wrote about one who takes part, who can read it as well, the latest first."""
    return await feedback.list_notes(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        enrolment_id,
        limit=limit,
        cursor=cursor,
    )


@post("/notes", opt=SAY, status_code=204)
async def write_participant_note(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    data: JSONBody[NoteWrite],
) -> None:
    """Write about one whom the caller coaches. They can read it."""
    await feedback.write_note(work, cast(Keys, state["keys"]), enrolment_id, data)


@delete("/notes/{note_id:uuid}", opt=SAY, status_code=204)
async def remove_participant_note(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    note_id: FromPath[UUID],
) -> None:
    """Take back what the caller wrote."""
    await feedback.remove_note(work, enrolment_id, note_id)


shared_items: Final = Router(
    "/",
    route_handlers=[
        read_shareable,
        share_item,
        end_item,
        list_shared_items,
        answer_edit,
        list_notes_about_me,
    ],
    tags=["Sharing"],
)
participant_items: Final = Router(
    "/organizations/{organization_id:uuid}/participants/{enrolment_id:uuid}",
    route_handlers=[
        list_participant_items,
        read_participant_item,
        comment_on_item,
        suggest_edit,
        list_participant_notes,
        write_participant_note,
        remove_participant_note,
    ],
    tags=["Participants"],
)
