"""Routes of photos of paper pages: bring one, see it, describe it, take it away."""

from dataclasses import dataclass
from datetime import datetime
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, MultipartBody
from litestar.response import Stream

from api.conversations import photos
from api.conversations.photo_schemas import Alt, PhotoChange, PhotoRead, Photos
from api.conversations.photos import FILE_BYTES
from api.database import Work
from api.errors import PayloadTooLarge
from api.etags import IfMatch, with_etag
from api.files import Files, attachment

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""


@dataclass
class PhotoUpload:
    """A JPEG, the talk it belongs to, and the id it gets, which the client makes. `at` is when it was
    taken (left out: now), `alt` says in words what can be seen."""

    file: UploadFile
    id: UUID
    conversation_id: UUID
    at: datetime | None = None
    alt: Alt = ""


@post("/photos", opt=WRITE, request_max_body_size=FILE_BYTES + _ENVELOPE_BYTES)
async def bring_photo(
    work: NamedDependency[Work], state: State, data: MultipartBody[PhotoUpload]
) -> Response[PhotoRead]:
    """Keep the photo of a paper page with a talk; the same again answers 200. Of the file the picture
    alone is kept: where, when and with what it was taken is dropped, and so is which side is up."""
    with _opened(data.file) as source:
        brought, new = await photos.bring_photo(
            work,
            state["keys"],
            state["files"],
            source,
            photo_id=data.id,
            conversation_id=data.conversation_id,
            alt=data.alt,
            at=data.at,
        )
    return with_etag(brought, status=201 if new else 200)


@get("/conversations/{conversation_id:uuid}/photos", opt=READ)
async def list_photos(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> Photos:
    """The photos of a talk in the order they were taken."""
    return await photos.list_photos(work, conversation_id)


@get("/photos/{photo_id:uuid}", opt=READ)
async def read_photo(work: NamedDependency[Work], photo_id: FromPath[UUID]) -> Response[PhotoRead]:
    """What is known of one photo."""
    return with_etag(await photos.read_photo(work, photo_id))


@get("/photos/{photo_id:uuid}/file", opt=READ, media_type="image/jpeg")
async def read_photo_file(
    work: NamedDependency[Work], state: State, photo_id: FromPath[UUID]
) -> Stream:
    """The picture."""
    file_id = await photos.file_of_photo(work, photo_id)
    return Stream(
        cast(Files, state.files).pieces(work.subject.person_id, file_id),
        headers=attachment("page.jpg"),
        media_type="image/jpeg",
    )


@patch("/photos/{photo_id:uuid}", opt=WRITE)
async def describe_photo(
    work: NamedDependency[Work],
    photo_id: FromPath[UUID],
    data: JSONBody[PhotoChange],
    if_match: IfMatch = None,
) -> Response[PhotoRead]:
    """Say in words what can be seen."""
    return with_etag(await photos.describe_photo(work, photo_id, data, if_match=if_match))


@delete("/photos/{photo_id:uuid}", opt=WRITE)
async def take_photo_away(
    work: NamedDependency[Work], photo_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take a photo away."""
    await photos.take_photo_away(work, photo_id, if_match=if_match)


@post("/photos/{photo_id:uuid}/restore", opt=WRITE, status_code=200)
async def bring_photo_back(
    work: NamedDependency[Work], photo_id: FromPath[UUID]
) -> Response[PhotoRead]:
    """Undo the taking away."""
    return with_etag(await photos.bring_photo_back(work, photo_id))


def _opened(file: UploadFile) -> BinaryIO:
    source = cast(BinaryIO, file.file)
    if source.seek(0, SEEK_END) > FILE_BYTES:
        raise PayloadTooLarge(f"A photo may have up to {FILE_BYTES // 2**20} MB.")
    source.seek(0)
    return source


router: Final = Router(
    "/",
    route_handlers=[
        bring_photo,
        list_photos,
        read_photo,
        read_photo_file,
        describe_photo,
        take_photo_away,
        bring_photo_back,
    ],
    tags=["Talks"],
)
