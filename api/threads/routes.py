"""Thread routes: threads, lanes, and what is told about them."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit
from api.threads import choosing, lanes, planning, service, telling
from api.threads.schemas import (
    CorrectionTold,
    HappeningTold,
    Lanes,
    MoveTold,
    PlanRead,
    SortChoose,
    ThanksTold,
    ThreadChange,
    ThreadList,
    ThreadPage,
    ThreadRead,
    ThreadStart,
)
from api.threads.stages import Lane, Stage
from api.threads.telling import Around

READ: Final = {"scope": "threads:read"}
WRITE: Final = {"scope": "threads:write"}


@get("/lanes", opt=READ)
async def read_lanes(work: NamedDependency[Work], state: State) -> Lanes:
    """The eight lanes: how many threads are in each, and the first of them."""
    return await lanes.read_lanes(work, state.cursors)


@get("/threads", opt=READ)
async def list_threads(
    work: NamedDependency[Work],
    state: State,
    lane: FromQuery[Lane | None] = None,
    stage: FromQuery[Stage | None] = None,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ThreadPage:
    """Threads, what is due first."""
    return await lanes.list_threads(
        work,
        state.cursors,
        lane=lane,
        stage=stage,
        contact_id=contact_id,
        limit=limit,
        cursor=cursor,
    )


@post("/threads", opt=WRITE)
async def start_thread(
    work: NamedDependency[Work], data: JSONBody[ThreadStart]
) -> Response[ThreadRead]:
    """Start the pursuit of a talk; the same again answers 200."""
    thread, new = await service.start_thread(work, data)
    return with_etag(thread, status=201 if new else 200)


@get("/threads/{thread_id:uuid}", opt=READ)
async def read_thread(
    work: NamedDependency[Work], thread_id: FromPath[UUID]
) -> Response[ThreadRead]:
    """One thread."""
    return with_etag(await service.read_thread(work, thread_id))


@patch("/threads/{thread_id:uuid}", opt=WRITE)
async def change_thread(
    work: NamedDependency[Work],
    thread_id: FromPath[UUID],
    data: JSONBody[ThreadChange],
    if_match: IfMatch = None,
) -> Response[ThreadRead]:
    """Keep why an ask ended, let its plan rest or go on, or refuse a hint."""
    return with_etag(await service.change_thread(work, thread_id, data, if_match=if_match))


@get("/threads/{thread_id:uuid}/plan", opt=READ)
async def read_plan(work: NamedDependency[Work], thread_id: FromPath[UUID]) -> PlanRead:
    """What comes up when of an open ask, and whom else at this employer might be asked."""
    return await planning.read_plan(work, thread_id)


@delete("/threads/{thread_id:uuid}", opt=WRITE)
async def delete_thread(work: NamedDependency[Work], thread_id: FromPath[UUID]) -> None:
    """Delete a thread; it can be brought back."""
    await service.delete_thread(work, thread_id)


@post("/threads/{thread_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_thread(
    work: NamedDependency[Work], thread_id: FromPath[UUID]
) -> Response[ThreadRead]:
    """Undo the deletion of a thread."""
    return with_etag(await service.restore_thread(work, thread_id))


@post("/threads/{thread_id:uuid}/happenings", opt=WRITE, status_code=200)
async def tell(
    work: NamedDependency[Work],
    state: State,
    thread_id: FromPath[UUID],
    data: JSONBody[HappeningTold],
) -> Response[ThreadRead]:
    """Say what happened; told again under the same id it changes nothing."""
    return with_etag(
        await telling.tell(work, thread_id, data, around=Around(listeners=state.thread_listeners))
    )


@post("/threads/{thread_id:uuid}/corrections", opt=WRITE, status_code=200)
async def correct_stage(
    work: NamedDependency[Work],
    state: State,
    thread_id: FromPath[UUID],
    data: JSONBody[CorrectionTold],
) -> Response[ThreadRead]:
    """Put a wrong step right."""
    return with_etag(
        await telling.correct_stage(
            work, thread_id, data, around=Around(listeners=state.thread_listeners)
        )
    )


@post("/threads/{thread_id:uuid}/moves", opt=WRITE, status_code=200)
async def move(
    work: NamedDependency[Work],
    state: State,
    thread_id: FromPath[UUID],
    data: JSONBody[MoveTold],
) -> Response[ThreadRead]:
    """Put a card into another lane: "Move to…"."""
    return with_etag(
        await telling.move(work, thread_id, data, around=Around(listeners=state.thread_listeners))
    )


@post("/threads/{thread_id:uuid}/thanks", opt=WRITE, status_code=200)
async def thank(
    work: NamedDependency[Work],
    state: State,
    thread_id: FromPath[UUID],
    data: JSONBody[ThanksTold],
) -> Response[ThreadRead]:
    """Say that they were thanked, without a message kept here."""
    return with_etag(
        await telling.thank(work, thread_id, data, around=Around(listeners=state.thread_listeners))
    )


@post("/sort/choose", opt=WRITE, status_code=200)
async def choose(work: NamedDependency[Work], data: JSONBody[SortChoose]) -> ThreadList:
    """Put people that were sorted into *Want to ask*; chosen again nothing changes."""
    return ThreadList(await choosing.choose(work, data.ids))


router: Final = Router(
    "/",
    route_handlers=[
        read_lanes,
        list_threads,
        start_thread,
        read_thread,
        change_thread,
        read_plan,
        delete_thread,
        restore_thread,
        tell,
        correct_stage,
        move,
        thank,
        choose,
    ],
    tags=["Threads"],
)
