"""Routes of finding people: whom to ask first, and who could introduce one."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from api.database import Work
from api.threads import finding
from api.threads.finding_schemas import Bridges, EasyAsks

READ: Final = {"scope": "threads:read"}
Few = Annotated[int, QueryParameter(ge=1, le=20)]


@get("/easy", opt=READ)
async def list_easy_asks(work: NamedDependency[Work], limit: Few = 3) -> EasyAsks:
    """The people most likely to say yes among those who were not asked yet, with the reasons."""
    return await finding.easy_asks(work, limit=limit)


@get("/bridges", opt=READ)
async def list_bridges(
    work: NamedDependency[Work],
    contact_id: FromQuery[UUID | None] = None,
    employer_id: FromQuery[UUID | None] = None,
) -> Bridges:
    """Who could introduce one to somebody, or to somebody at an employer."""
    return await finding.bridges(work, contact_id=contact_id, employer_id=employer_id)


router: Final = Router("/finding", route_handlers=[list_easy_asks, list_bridges], tags=["People"])
