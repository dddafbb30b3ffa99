"""Routes of what a person shares with an organization in which they take part."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.organizations.allowed import READ, WRITE
from api.paging import Cursor, Cursors, Limit
from api.sharing import granting, looking
from api.sharing.granting import Tell
from api.sharing.schemas import GrantGive, GrantRead, LookPage, Scope, SharingList

ONE: Final = "/enrolments/{enrolment_id:uuid}/grants/{what:str}"


@get("/sharing", opt={"scope": READ})
async def list_sharing(work: NamedDependency[Work]) -> SharingList:
    """Where the caller takes part now, and what they share there."""
    return await granting.list_sharing(work)


@put(ONE, opt={"scope": WRITE}, status_code=200)
async def give_grant(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    what: FromPath[Scope],
    data: JSONBody[GrantGive],
) -> Response[GrantRead]:
    """Share it with the coach, or change how. It ends by itself 30 days after the cohort does."""
    tell = cast(Tell, state.grant_listener)
    grant, new = await granting.give(work, enrolment_id, what, data, tell)
    return Response(grant, status_code=201 if new else 200)


@delete(ONE, opt={"scope": WRITE}, status_code=204)
async def end_grant(
    work: NamedDependency[Work], state: State, enrolment_id: FromPath[UUID], what: FromPath[Scope]
) -> None:
    """Share it no longer: no read that begins after this answer returns anything of it."""
    await granting.end(work, enrolment_id, what, cast(Tell, state.grant_listener))


@get("/sharing/looks", opt={"scope": READ})
async def list_looks(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> LookPage:
    """Who of the staff looked at what is shared, in which hour, the latest first; in one cohort, or in
    all."""
    return await looking.list_looks(
        work,
        cast(Cursors, state.cursors),
        enrolment_id=enrolment_id,
        limit=limit,
        cursor=cursor,
    )


router: Final = Router(
    "/", route_handlers=[list_sharing, give_grant, end_grant, list_looks], tags=["Sharing"]
)
