"""Routes of the list of target employers."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.contacts import targets
from api.contacts.target_schemas import TargetChange, TargetCreate, TargetList, TargetRead
from api.database import Work
from api.etags import IfMatch, with_etag

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}


@get("/", opt=READ)
async def list_targets(work: NamedDependency[Work]) -> TargetList:
    """Employers the person would like to work for, in the order of the method, and whom they know
    there."""
    return await targets.list_targets(work)


@post("/", opt=WRITE, status_code=201)
async def create_target(
    work: NamedDependency[Work], data: JSONBody[TargetCreate]
) -> Response[TargetRead]:
    """Put an employer on the list. The same request again answers 200."""
    target, new = await targets.create_target(work, data)
    return with_etag(target, status=201 if new else 200)


@get("/{target_id:uuid}", opt=READ)
async def read_target(
    work: NamedDependency[Work], target_id: FromPath[UUID]
) -> Response[TargetRead]:
    """One employer on the list."""
    return with_etag(await targets.read_target(work, target_id))


@patch("/{target_id:uuid}", opt=WRITE)
async def change_target(
    work: NamedDependency[Work],
    target_id: FromPath[UUID],
    data: JSONBody[TargetChange],
    if_match: IfMatch = None,
) -> Response[TargetRead]:
    """Change what is noted of an employer on the list."""
    return with_etag(await targets.change_target(work, target_id, data, if_match=if_match))


@delete("/{target_id:uuid}", opt=WRITE)
async def delete_target(work: NamedDependency[Work], target_id: FromPath[UUID]) -> None:
    """Take an employer off the list; it can be brought back."""
    await targets.delete_target(work, target_id)


@post("/{target_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_target(
    work: NamedDependency[Work], target_id: FromPath[UUID]
) -> Response[TargetRead]:
    """Undo taking an employer off the list."""
    return with_etag(await targets.restore_target(work, target_id))


router: Final = Router(
    "/target-employers",
    route_handlers=[
        list_targets, create_target, read_target, change_target, delete_target, restore_target,
    ],
    tags=["People"],
)  # fmt: skip
