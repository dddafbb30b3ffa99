"""Duplicate routes: pairs that may be one person, two cards made one, and that taken back."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.contacts import duplicate_search, merging
from api.contacts.merge_schemas import DuplicateDismissed, DuplicatePage, MergeRead, MergeWish
from api.database import Work
from api.paging import Cursor, Cursors, Limit

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}


@get("/duplicates", opt=READ)
async def list_duplicates(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> DuplicatePage:
    """Pairs of cards that may be one person, with the reasons, the likeliest first."""
    cursors = cast(Cursors, state.cursors)
    return await duplicate_search.list_duplicates(work, cursors, limit=limit, cursor=cursor)


@post("/duplicates/dismissed", opt=WRITE, status_code=204)
async def dismiss(work: NamedDependency[Work], data: JSONBody[DuplicateDismissed]) -> None:
    """Say that two cards are two people."""
    await duplicate_search.dismiss(work, data)


@delete("/duplicates/dismissed/{keep_id:uuid}/{merge_id:uuid}", opt=WRITE)
async def show_again(
    work: NamedDependency[Work], keep_id: FromPath[UUID], merge_id: FromPath[UUID]
) -> None:
    """Take back that two cards are two people."""
    await duplicate_search.show_again(work, keep_id, merge_id)


@post("/merges", opt=WRITE)
async def merge_contacts(
    work: NamedDependency[Work], data: JSONBody[MergeWish]
) -> Response[MergeRead]:
    """Make one card of two. The same `id` again answers 200."""
    merge, new = await merging.merge_contacts(work, data)
    return Response(merge, status_code=201 if new else 200)


@delete("/merges/{merge_id:uuid}", opt=WRITE)
async def undo_merge(work: NamedDependency[Work], merge_id: FromPath[UUID]) -> None:
    """Make two cards of one again, for 30 days."""
    await merging.undo_merge(work, merge_id)


router: Final = Router(
    "/",
    route_handlers=[list_duplicates, dismiss, show_again, merge_contacts, undo_merge],
    tags=["People"],
)
