"""The route of the change feed."""

from typing import Annotated, Final, cast

from litestar import get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.database import Work
from api.journal.changes import ChangeFeed
from api.journal.schemas import Changes
from api.paging import Cursors

Since = Annotated[
    str | None,
    QueryParameter(description="`cursor` of the last answer; none for all", max_length=2000),
]
Only = Annotated[
    list[str] | None,
    QueryParameter(name="type", max_items=20, description="Only these types; all without it"),
]
HowMany = Annotated[int, QueryParameter(ge=1, le=500, description="How many items at most")]


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


router: Final = read_changes
