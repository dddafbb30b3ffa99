"""Routes of what was said to a person."""

from typing import Final

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.database import Work
from api.deliveries import notices
from api.deliveries.notice_schemas import NoticePage, NoticesSeen
from api.paging import Cursor, Limit


@get("/notices", opt={"scope": "reminders:read"})
async def list_notices(
    work: NamedDependency[Work], state: State, limit: Limit = 50, cursor: Cursor = None
) -> NoticePage:
    """What was said to me, by whatever channel: the latest first, and whether I saw it."""
    return await notices.list_notices(work, state.cursors, limit=limit, cursor=cursor)


@post("/notices/seen", opt={"scope": "reminders:write"}, status_code=204)
async def see_notices(work: NamedDependency[Work], data: JSONBody[NoticesSeen]) -> None:
    """Say that these were seen. Again changes nothing."""
    await notices.mark_seen(work, data.ids)


router: Final = Router("/", route_handlers=[list_notices, see_notices], tags=["Notices"])
