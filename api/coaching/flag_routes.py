"""Routes of urgent flags: of whoever takes part, and of those who answer for them."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.coaching import flags
from api.coaching.flag_schemas import FlagAnswer, FlagPage, FlagRaise, FlagSeenPage
from api.database import Work
from api.organizations.allowed import COACHING, READ, WRITE
from api.paging import Cursor, Cursors, Limit
from api.secrets import Keys

HERE: Final = "/organizations/{organization_id:uuid}"
MINE: Final = "/enrolments/{enrolment_id:uuid}/flags"


@put(MINE + "/{flag_id:uuid}", opt={"scope": WRITE}, status_code=200)
async def raise_flag(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    flag_id: FromPath[UUID],
    data: JSONBody[FlagRaise],
) -> Response[None]:
    """Say that the caller needs help now. Whoever coaches them is told at once, and where nobody does, the
    owners and admins."""
    keys = cast(Keys, state["keys"])
    new = await flags.raise_flag(work, keys, enrolment_id, flag_id, data)
    return Response(None, status_code=201 if new else 200)


@get(MINE, opt={"scope": READ})
async def list_flags_about_me(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> FlagPage:
    """Flags about the caller in this cohort, by themselves or a coach, the latest first, and what was
    answered."""
    return await flags.list_own_flags(
        work, cast(Cursors, state.cursors), enrolment_id, limit=limit, cursor=cursor
    )


@get(HERE + "/flags", opt={"scope": READ, "roles": COACHING})
async def list_flags(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromQuery[UUID | None] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> FlagSeenPage:
    """Open flags that the caller answers for, the latest first; with `enrolment_id` all of that person."""
    return await flags.list_flags(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        enrolment_id=enrolment_id,
        limit=limit,
        cursor=cursor,
    )


@put(
    HERE + "/participants/{enrolment_id:uuid}/flags/{flag_id:uuid}",
    opt={"scope": WRITE, "roles": COACHING},
    status_code=200,
)
async def raise_flag_about(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    flag_id: FromPath[UUID],
    data: JSONBody[FlagRaise],
) -> Response[None]:
    """Say it of somebody whom the caller coaches, who reads it too. Their other coaches are told at once,
    and where there are none, the owners and admins."""
    keys = cast(Keys, state["keys"])
    new = await flags.raise_flag_about(work, keys, enrolment_id, flag_id, data)
    return Response(None, status_code=201 if new else 200)


@post(
    HERE + "/flags/{flag_id:uuid}/answer",
    opt={"scope": WRITE, "roles": COACHING},
    status_code=204,
)
async def answer_flag(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    flag_id: FromPath[UUID],
    data: JSONBody[FlagAnswer],
) -> None:
    """Say that it was read, or settle it with a word; whoever it is about is told at once."""
    await flags.answer_flag(work, flag_id, data)


router: Final = Router(
    "/",
    route_handlers=[raise_flag, list_flags_about_me, list_flags, raise_flag_about, answer_flag],
    tags=["Participants"],
)
