"""Routes of the dashboard of a cohort, for whoever coaches it."""

from typing import Final, cast
from uuid import UUID

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from api.coaching import dashboards
from api.coaching.dashboard_schemas import Dashboard, DashboardPeople, Show, Sort
from api.database import Work
from api.organizations.allowed import COACHING, READ
from api.paging import Cursor, Cursors, Limit

SEE_PEOPLE: Final = {"scope": READ, "roles": COACHING}


@get("/", opt=SEE_PEOPLE)
async def read_dashboard(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> Dashboard:
    """The sums of a cohort at this moment, of those who share how it is going; for whoever coaches it.
    Each of them can read that it was looked at."""
    return await dashboards.read_dashboard(work, organization_id, cohort_id)


@get("/people", opt=SEE_PEOPLE)
async def list_dashboard_people(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    sort: FromQuery[Sort] = "name",
    show: FromQuery[Show] = "all",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> DashboardPeople:
    """Who takes part, each with eight weeks of what they share: by name, or the longest quiet first.
    Everybody, or those who are stuck (for one reason), who moved, or who share nothing but their name.
    Empty for whoever does not coach the cohort."""
    return await dashboards.list_people(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        cohort_id,
        sort=sort,
        show=show,
        limit=limit,
        cursor=cursor,
    )


router: Final = Router(
    "/organizations/{organization_id:uuid}/cohorts/{cohort_id:uuid}/dashboard",
    route_handlers=[read_dashboard, list_dashboard_people],
    tags=["Dashboards"],
)
