"""Arrival routes: hand an export over, see how far it has come in."""

from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, MultipartBody

from api.credentials import SESSION
from api.database import Work
from api.errors import PayloadTooLarge
from api.paging import Cursor, Limit
from api.portability import arriving
from api.portability.archive import ARCHIVE_BYTES_LIMIT
from api.portability.schemas import ArrivalPage, ArrivalRead

SCOPE: Final = {"scope": SESSION}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""


@dataclass
class ArrivalUpload:
    """An export of an Askwell account: the ZIP as it was taken away."""

    file: UploadFile


@post("/", opt=SCOPE, status_code=202, request_max_body_size=ARCHIVE_BYTES_LIMIT + _ENVELOPE_BYTES)
async def bring_export(
    work: NamedDependency[Work], state: State, data: MultipartBody[ArrivalUpload]
) -> Response[ArrivalRead]:
    """Bring an export into this account. It takes a moment: look again, or leave."""
    with cast(BinaryIO, data.file.file) as source:
        size = source.seek(0, SEEK_END)
        if size > ARCHIVE_BYTES_LIMIT:
            raise PayloadTooLarge(f"An export may have up to {ARCHIVE_BYTES_LIMIT // 2**20} MB.")
        source.seek(0)
        received = await arriving.receive(work, state["keys"], state["files"], source, size)
    return Response(received, status_code=202)


@get("/", opt=SCOPE)
async def list_arrivals(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> ArrivalPage:
    """Exports that were brought in, the latest first."""
    return await arriving.list_arrivals(work, state["cursors"], limit=limit, cursor=cursor)


@get("/{arrival_id:uuid}", opt=SCOPE)
async def read_arrival(work: NamedDependency[Work], arrival_id: FromPath[UUID]) -> ArrivalRead:
    """How far an export has come in."""
    return await arriving.read_arrival(work, arrival_id)


router: Final = Router(
    "/me/arrivals",
    route_handlers=[bring_export, list_arrivals, read_arrival],
    tags=["Leaving"],
)
