"""Routes of the calendar feed: its person makes, changes and ends it; calendar programs read it."""

from hashlib import sha256
from typing import Final

from litestar import Request, Response, Router, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.accounts.access import settings_of
from api.credentials import PUBLIC, SESSION
from api.database import Work
from api.integrations import calendar_feed
from api.integrations.schemas import FeedContent, FeedMade, FeedRead

CACHED: Final = "private, max-age=300"


@get("/me/calendar-feed", opt={"scope": "conversations:read"})
async def read_calendar_feed(work: NamedDependency[Work]) -> FeedRead:
    """Whether calendars can read my dates, and what stands there."""
    return await calendar_feed.read_feed(work)


@post("/me/calendar-feed", opt={"scope": SESSION}, status_code=201)
async def make_calendar_feed(
    work: NamedDependency[Work],
    request: Request[object, object, State],
    data: JSONBody[FeedContent],
) -> FeedMade:
    """Make the address at which calendars read my dates; one there was before ends. It is shown in
    this answer only."""
    return await calendar_feed.make_feed(work, data, settings_of(request).public_url)


@put("/me/calendar-feed", opt={"scope": "conversations:write"})
async def change_calendar_feed(
    work: NamedDependency[Work], data: JSONBody[FeedContent]
) -> FeedRead:
    """Say what stands in it; its address stays."""
    return await calendar_feed.change_feed(work, data)


@delete("/me/calendar-feed", opt={"scope": "conversations:write"})
async def end_calendar_feed(work: NamedDependency[Work]) -> None:
    """Have its address lead nowhere."""
    await calendar_feed.end_feed(work)


@get("/calendar-feeds/{address:str}", opt={"scope": PUBLIC}, media_type="text/calendar")
async def read_dates(
    work: NamedDependency[Work],
    request: Request[object, object, State],
    address: FromPath[str],
) -> Response[bytes]:
    """The dates behind a secret address, for calendar programs; unchanged dates are answered by 304."""
    body = await calendar_feed.calendar_of(
        work, address.removesuffix(".ics"), settings_of(request).public_url
    )
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": CACHED}
    known = request.headers.get("if-none-match", "")
    if etag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="text/calendar", headers=headers)


router: Final = Router(
    "/",
    route_handlers=[
        read_calendar_feed,
        make_calendar_feed,
        change_calendar_feed,
        end_calendar_feed,
        read_dates,
    ],
    tags=["Calendar feed"],
)
