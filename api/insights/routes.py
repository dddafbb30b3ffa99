"""Routes of what came of a talk: promises, advice, what was given, and what an update tells."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.insights import advice, given, promises, updates, wording
from api.insights.schemas import (
    AdviceChange,
    AdvicePage,
    AdviceRead,
    AdviceState,
    GivenCreate,
    GivenPage,
    GivenRead,
    PromiseChange,
    PromiseCreate,
    PromisePage,
    Promiser,
    PromiseRead,
    Settled,
    UpdateTells,
)
from api.paging import Cursor, Limit

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/promises", opt=READ)
async def list_promises(
    work: NamedDependency[Work],
    state: State,
    settled: FromQuery[Settled] = "open",
    promiser: FromQuery[Promiser | None] = None,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> PromisePage:
    """Promises: open ones what is due first, settled ones the latest first."""
    return await promises.list_promises(
        work,
        state.cursors,
        state=settled,
        promiser=promiser,
        contact_id=contact_id,
        limit=limit,
        cursor=cursor,
    )


@get("/promises/{promise_id:uuid}", opt=READ)
async def read_promise(
    work: NamedDependency[Work], promise_id: FromPath[UUID]
) -> Response[PromiseRead]:
    """One promise. One of a talk has the id of the line that was first tagged so."""
    return with_etag(await promises.read_promise(work, promise_id))


@post("/promises", opt=WRITE)
async def make_promise(
    work: NamedDependency[Work], data: JSONBody[PromiseCreate]
) -> Response[PromiseRead]:
    """Keep a promise that was not made in a talk; the same again answers 200."""
    new = await wording.make_promise(work, data)
    made = await promises.read_promise(work, data.id)
    return with_etag(made, status=201 if new else 200)


@delete("/promises/{promise_id:uuid}", opt=WRITE)
async def remove_promise(work: NamedDependency[Work], promise_id: FromPath[UUID]) -> None:
    """It was entered by mistake. One of a talk is a line of it: that is taken away there."""
    await wording.remove_promise(work, promise_id)


@post("/promises/{promise_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_promise(
    work: NamedDependency[Work], promise_id: FromPath[UUID]
) -> Response[PromiseRead]:
    """Undo the removal."""
    await wording.restore_promise(work, promise_id)
    return with_etag(await promises.read_promise(work, promise_id))


@patch("/promises/{promise_id:uuid}", opt=WRITE)
async def change_promise(
    work: NamedDependency[Work],
    promise_id: FromPath[UUID],
    data: JSONBody[PromiseChange],
    if_match: IfMatch = None,
) -> Response[PromiseRead]:
    """It was kept, it was released, or neither after all; or it has other words, or another day."""
    return with_etag(await promises.change_promise(work, promise_id, data, if_match=if_match))


@get("/advice", opt=READ)
async def list_advice(
    work: NamedDependency[Work],
    state: State,
    stands: FromQuery[AdviceState | None] = None,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> AdvicePage:
    """Advice, the latest first; `stands` names one state."""
    return await advice.list_advice(
        work, state.cursors, state=stands, contact_id=contact_id, limit=limit, cursor=cursor
    )


@get("/advice/{advice_id:uuid}", opt=READ)
async def read_advice(
    work: NamedDependency[Work], advice_id: FromPath[UUID]
) -> Response[AdviceRead]:
    """One piece of advice. Its id is that of the line that was first tagged so."""
    return with_etag(await advice.read_advice(work, advice_id))


@patch("/advice/{advice_id:uuid}", opt=WRITE)
async def change_advice(
    work: NamedDependency[Work],
    advice_id: FromPath[UUID],
    data: JSONBody[AdviceChange],
    if_match: IfMatch = None,
) -> Response[AdviceRead]:
    """Try it, park it, not for me; done, with what came of it; told."""
    return with_etag(await advice.change_advice(work, advice_id, data, if_match=if_match))


@get("/given", opt=READ)
async def list_given(
    work: NamedDependency[Work],
    state: State,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> GivenPage:
    """What I gave, the latest first."""
    return await given.list_given(
        work, state.cursors, contact_id=contact_id, limit=limit, cursor=cursor
    )


@post("/given", opt=WRITE)
async def give(work: NamedDependency[Work], data: JSONBody[GivenCreate]) -> Response[GivenRead]:
    """Keep something that I gave or offered; the same again answers 200."""
    made, new = await given.give(work, data)
    return with_etag(made, status=201 if new else 200)


@delete("/given/{given_id:uuid}", opt=WRITE)
async def take_given_back(work: NamedDependency[Work], given_id: FromPath[UUID]) -> None:
    """It was not given after all."""
    await given.take_back(work, given_id)


@post("/updates", opt=WRITE, status_code=204)
async def name_update(work: NamedDependency[Work], data: JSONBody[UpdateTells]) -> None:
    """Say which advice and which introductions a message tells of; once it is sent, they are told."""
    await updates.name_update(work, data)


router: Final = Router(
    "/",
    route_handlers=[
        list_promises,
        read_promise,
        make_promise,
        change_promise,
        remove_promise,
        restore_promise,
        list_advice,
        read_advice,
        change_advice,
        list_given,
        give,
        take_given_back,
        name_update,
    ],
    tags=["After a talk"],
)
