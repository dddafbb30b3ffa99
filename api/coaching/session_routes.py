"""Routes of the sessions of a cohort: planned, moved, cancelled; who was there; and as a calendar file."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, get, patch, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.coaching import own_sessions, sessions
from api.coaching.session_calendar import OF_STAFF, calendar_file
from api.coaching.session_schemas import (
    AttendanceMarks,
    AttendancePage,
    AttendanceSums,
    CohortSessionChange,
    CohortSessionCreate,
    CohortSessionPage,
    CohortSessionRead,
    OwnSessionPage,
)
from api.database import Work
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.organizations.allowed import COACHING, READ, WRITE
from api.organizations.lists import one_of
from api.paging import Cursor, Cursors, Limit

SEE: Final = {"scope": READ, "roles": COACHING}
PLAN: Final = {"scope": WRITE, "roles": COACHING}
OF_COHORT: Final = "/cohorts/{cohort_id:uuid}/sessions"
ONE: Final = "/sessions/{session_id:uuid}"
FILE: Final = "session.ics"


@get(OF_COHORT, opt=SEE)
async def list_cohort_sessions(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    past: FromQuery[bool] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CohortSessionPage:
    """Sessions of a cohort: those to come, the next first, or those that are over, the latest first.
    A coach sees those of cohorts they coach."""
    return await sessions.list_sessions(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        cohort_id,
        past=past,
        limit=limit,
        cursor=cursor,
    )


@post(OF_COHORT, opt=PLAN, status_code=201)
async def create_cohort_session(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[CohortSessionCreate],
) -> Response[CohortSessionRead]:
    """Plan a session. Whoever takes part sees it at once. The same request again answers 200."""
    session, new = await sessions.create_session(work, organization_id, cohort_id, data)
    return with_etag(session, status=201 if new else 200)


@get(ONE, opt=SEE)
async def read_cohort_session(
    work: NamedDependency[Work], organization_id: FromPath[UUID], session_id: FromPath[UUID]
) -> Response[CohortSessionRead]:
    """One session."""
    return with_etag(await sessions.read_session(work, organization_id, session_id))


@patch(ONE, opt=PLAN)
async def change_cohort_session(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    session_id: FromPath[UUID],
    data: JSONBody[CohortSessionChange],
    if_match: IfMatch = None,
) -> Response[CohortSessionRead]:
    """Move a session, say it in other words, cancel it, or hold it after all."""
    return with_etag(
        await sessions.change_session(work, organization_id, session_id, data, if_match=if_match)
    )


@get(f"{ONE}/{FILE}", opt=SEE, media_type="text/calendar")
async def save_cohort_session(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    session_id: FromPath[UUID],
) -> Response[bytes]:
    """A session as a calendar file. The same file moves and cancels what an earlier one made."""
    row = await one_of(work, OF_STAFF, organization_id, session_id)
    return _file(calendar_file(row, work.now, state["settings"].public_url))


@get(f"{ONE}/attendance", opt=SEE)
async def list_attendance(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    session_id: FromPath[UUID],
    limit: Limit = 100,
    cursor: Cursor = None,
) -> AttendancePage:
    """Who takes part, by name, and whether they were there."""
    return await sessions.list_attendance(
        work, cast(Cursors, state.cursors), organization_id, session_id, limit=limit, cursor=cursor
    )


@put(f"{ONE}/attendance", opt=PLAN, status_code=200)
async def mark_attendance(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    session_id: FromPath[UUID],
    data: JSONBody[AttendanceMarks],
) -> AttendanceSums:
    """Mark who was there, was excused, or was not; each of them can see their own mark."""
    return await sessions.mark_attendance(work, organization_id, session_id, data.items)


@get("/", opt={"scope": READ})
async def list_own_sessions(
    work: NamedDependency[Work],
    state: State,
    past: FromQuery[bool] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> OwnSessionPage:
    """Sessions of the cohorts in which the caller takes part: those to come, the next first, or those
    that are over, the latest first."""
    return await own_sessions.list_own_sessions(
        work, cast(Cursors, state.cursors), past=past, limit=limit, cursor=cursor
    )


@get("/{session_id:uuid}/session.ics", opt={"scope": READ}, media_type="text/calendar")
async def save_own_session(
    work: NamedDependency[Work], state: State, session_id: FromPath[UUID]
) -> Response[bytes]:
    """A session in which the caller takes part, as a calendar file. The same file moves and cancels what
    an earlier one made."""
    row = await own_sessions.own_session(work, session_id)
    return _file(calendar_file(row, work.now, state["settings"].public_url))


def _file(content: bytes) -> Response[bytes]:
    return Response(content, media_type="text/calendar", headers=attachment(FILE))


cohort_sessions: Final = Router(
    "/organizations/{organization_id:uuid}",
    route_handlers=[
        list_cohort_sessions,
        create_cohort_session,
        read_cohort_session,
        change_cohort_session,
        save_cohort_session,
        list_attendance,
        mark_attendance,
    ],
    tags=["Sessions of cohorts"],
)
own: Final = Router(
    "/cohort-sessions",
    route_handlers=[list_own_sessions, save_own_session],
    tags=["Sessions of cohorts"],
)
