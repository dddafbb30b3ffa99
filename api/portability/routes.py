"""Export routes: ask for the whole account, see how far it is, take it away."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from api.database import Work
from api.files import Files, attachment
from api.portability import exporting
from api.portability.schemas import ExportRead, ExportWish

SCOPE: Final = {"scope": "export:read"}


@post("/", opt=SCOPE, status_code=202)
async def ask_for_export(
    work: NamedDependency[Work], data: JSONBody[ExportWish]
) -> Response[ExportRead]:
    """Have the whole account made into a file. It takes a moment: look again, or leave."""
    return Response(await exporting.ask_for_export(work, data.id), status_code=202)


@get("/{export_id:uuid}", opt=SCOPE)
async def read_export(work: NamedDependency[Work], export_id: FromPath[UUID]) -> ExportRead:
    """How far an export is."""
    return await exporting.read_export(work, export_id)


@get("/{export_id:uuid}/file", opt=SCOPE, media_type="application/zip")
async def take_export(
    work: NamedDependency[Work], export_id: FromPath[UUID], state: State
) -> Stream:
    """The file: JSON of everything, people as CSV and vCard."""
    file_id = await exporting.file_of(work, export_id)
    files = cast(Files, state.files)
    return Stream(
        files.pieces(work.subject.person_id, file_id),
        headers=attachment("askwell.zip"),
        media_type="application/zip",
    )


router: Final = Router(
    "/me/exports",
    route_handlers=[ask_for_export, read_export, take_export],
    tags=["Leaving"],
)
