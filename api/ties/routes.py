"""Routes of keeping in touch: who is due, who is waiting to hear, and what an update begins from."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit
from api.ties import beginning, dormant, keeping, waiting
from api.ties.schemas import DormantTies, TieChange, TiePage, TieRead, Touched, UpdateStart, Waiting

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}


@get("/ties", opt=READ)
async def list_ties(
    work: NamedDependency[Work],
    state: State,
    due: FromQuery[bool] = False,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> TiePage:
    """People to keep in touch with, what is due first; with `due` only those due now. Of one person:
    at most that one, whatever is due."""
    return await keeping.list_ties(
        work, state.cursors, due=due, contact_id=contact_id, limit=limit, cursor=cursor
    )


@get("/ties/dormant", opt=READ)
async def read_dormant_ties(work: NamedDependency[Work]) -> DormantTies:
    """People not heard of for long who may be worth a line, and why."""
    return await dormant.read_dormant(work)


@get("/ties/{contact_id:uuid}", opt=READ)
async def read_tie(work: NamedDependency[Work], contact_id: FromPath[UUID]) -> Response[TieRead]:
    """Keeping in touch with one person; there is nothing before a talk."""
    return with_etag(await keeping.read_tie(work, contact_id))


@patch("/ties/{contact_id:uuid}", opt=WRITE)
async def change_tie(
    work: NamedDependency[Work],
    contact_id: FromPath[UUID],
    data: JSONBody[TieChange],
    if_match: IfMatch = None,
) -> Response[TieRead]:
    """How often, or not at all."""
    return with_etag(await keeping.change_tie(work, contact_id, data, if_match=if_match))


@post("/ties/{contact_id:uuid}/skipped", opt=WRITE, status_code=200)
async def skip_tie(work: NamedDependency[Work], contact_id: FromPath[UUID]) -> Response[TieRead]:
    """Not now. It is put off, not done."""
    return with_etag(await keeping.skip(work, contact_id))


@delete("/ties/{contact_id:uuid}/skipped", opt=WRITE, status_code=200)
async def unskip_tie(work: NamedDependency[Work], contact_id: FromPath[UUID]) -> Response[TieRead]:
    """Take the skip back."""
    return with_etag(await keeping.unskip(work, contact_id))


@post("/ties/{contact_id:uuid}/touched", opt=WRITE, status_code=200)
async def touch_tie(
    work: NamedDependency[Work], contact_id: FromPath[UUID], data: JSONBody[Touched]
) -> Response[TieRead]:
    """We were in touch some other way: the clock begins anew."""
    return with_etag(await keeping.touch(work, contact_id, data.at))


@delete("/ties/{contact_id:uuid}/touched", opt=WRITE, status_code=200)
async def untouch_tie(work: NamedDependency[Work], contact_id: FromPath[UUID]) -> Response[TieRead]:
    """We were not in touch after all."""
    return with_etag(await keeping.untouch(work, contact_id))


@get("/ties/{contact_id:uuid}/update", opt=READ)
async def begin_update(work: NamedDependency[Work], contact_id: FromPath[UUID]) -> UpdateStart:
    """What an update to this person can begin from."""
    return await beginning.begin_update(work, contact_id)


@get("/waiting", opt=READ)
async def read_waiting(work: NamedDependency[Work]) -> Waiting:
    """People waiting to hear from me."""
    return await waiting.read_waiting(work)


router: Final = Router(
    "/",
    route_handlers=[
        list_ties,
        read_dormant_ties,
        read_tie,
        change_tie,
        skip_tie,
        unskip_tie,
        touch_tie,
        untouch_tie,
        begin_update,
        read_waiting,
    ],
    tags=["Keeping in touch"],
)
