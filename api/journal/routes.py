"""Routes of the journal: the change feed, and the log of events."""

from typing import Annotated, Final, cast

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.database import Work
from api.journal import events
from api.journal.changes import ChangeFeed
from api.journal.event_schemas import EventPage, EventSamples
from api.journal.happenings import EventType
from api.journal.schemas import Changes
from api.paging import Cursor, Cursors, Limit

Since = Annotated[
    str | None,
    QueryParameter(description="`cursor` of the last answer; none for all", max_length=2000),
]
Only = Annotated[
    list[str] | None,
    QueryParameter(name="type", max_items=20, description="Only these types; all without it"),
]
HowMany = Annotated[int, QueryParameter(ge=1, le=500, description="How many items at most")]
Types = Annotated[
    list[EventType] | None,
    QueryParameter(name="type", max_items=50, description="Only these types; all without it"),
]
Known = Annotated[
    str | None, QueryParameter(description="`since` of an earlier list", max_length=2000)
]


@get("/changes", opt={"scope": "export:read"}, tags=["Changes"])
async def read_changes(
    work: NamedDependency[Work],
    state: State,
    since: Since = None,
    limit: HowMany = 200,
    only: Only = None,
) -> Changes:
    """Everything of mine that changed since then, deleted rows as tombstones; with `type` only these."""
    feed = cast(ChangeFeed, state["change_feed"])
    return await feed.read(
        work, cast(Cursors, state.cursors), since=since, limit=limit, only=only or []
    )


@get("/events", opt={"scope": "events:read"})
async def list_events(
    work: NamedDependency[Work],
    state: State,
    types: Types = None,
    since: Known = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> EventPage:
    """What happened, the latest told first: ids and codes, the same as a webhook sends. With `since`
    only what was told after an earlier list; ask on with `next_cursor` until there is none."""
    return await events.list_events(
        work,
        cast(Cursors, state.cursors),
        types=types or [],
        since=since,
        limit=limit,
        cursor=cursor,
    )


@get("/events/samples", opt={"scope": "events:read"})
async def sample_events(work: NamedDependency[Work], types: Types = None) -> EventSamples:
    """One event of each type, for tools that ask what one looks like: the latest of mine, or an
    invented one whose ids lead nowhere."""
    return await events.sample_events(work, types or [])


router: Final = Router(
    "/",
    route_handlers=[
        read_changes,
        Router("/", route_handlers=[list_events, sample_events], tags=["Events"]),
    ],
)
