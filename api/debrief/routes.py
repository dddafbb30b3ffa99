"""Routes of the look back at a talk."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.debrief import looking_back, reflections, trends
from api.debrief.schemas import (
    Aspect,
    DebriefRead,
    ReflectionCreate,
    ReflectionPage,
    ReflectionRead,
    Trends,
)
from api.etags import with_etag
from api.paging import Cursor, Limit

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/debriefs/{conversation_id:uuid}", opt=READ)
async def read_debrief(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> DebriefRead:
    """What can be looked at once more after a talk."""
    return await looking_back.look_back(work, conversation_id)


@get("/reflections", opt=READ)
async def list_reflections(
    work: NamedDependency[Work],
    state: State,
    aspect: FromQuery[Aspect | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ReflectionPage:
    """What I said about myself, the latest first."""
    return await reflections.list_reflections(
        work, state.cursors, aspect=aspect, limit=limit, cursor=cursor
    )


@get("/reflections/trends", opt=READ)
async def read_trends(work: NamedDependency[Work]) -> Trends:
    """How the answers went over time: the four soft skills, and how sure I was before an ask beside
    what came of it. Nothing while there are fewer than five answers."""
    return await trends.read_trends(work)


@post("/reflections", opt=WRITE)
async def reflect(
    work: NamedDependency[Work], data: JSONBody[ReflectionCreate]
) -> Response[ReflectionRead]:
    """Keep an answer about myself; the same again answers 200."""
    made, new = await reflections.answer(work, data)
    return with_etag(made, status=201 if new else 200)


@delete("/reflections/{reflection_id:uuid}", opt=WRITE)
async def take_reflection_back(work: NamedDependency[Work], reflection_id: FromPath[UUID]) -> None:
    """Forget an answer."""
    await reflections.take_back(work, reflection_id)


router: Final = Router(
    "/",
    route_handlers=[read_debrief, list_reflections, read_trends, reflect, take_reflection_back],
    tags=["After a talk"],
)
