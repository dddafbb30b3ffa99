"""Routes of calendars: bring a file, bring a newer one, see what is known, take it away."""

from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, MultipartBody

from api.conversations import calendars
from api.conversations.calendar_schemas import CalendarPage, CalendarRead
from api.conversations.calendars import FILE_BYTES
from api.database import Work
from api.errors import PayloadTooLarge
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""
_NAME_LIMIT: Final = 200


@dataclass
class CalendarUpload:
    """An .ics file, under an id of the client's making."""

    file: UploadFile
    id: UUID


@dataclass
class CalendarFile:
    """A newer .ics file."""

    file: UploadFile


@post("/", opt=WRITE, request_max_body_size=FILE_BYTES + _ENVELOPE_BYTES)
async def bring_calendar(
    work: NamedDependency[Work], state: State, data: MultipartBody[CalendarUpload]
) -> Response[CalendarRead]:
    """Bring a calendar as a file, so that no time is offered when you are busy. Only when you are
    busy is kept: no titles, no places, no guests, and not the file."""
    with _opened(data.file) as source:
        brought, new = await calendars.bring(
            work,
            state["keys"],
            state["files"],
            source,
            calendar_id=data.id,
            name=_name(data.file),
        )
    return with_etag(brought, status=201 if new else 200)


@get("/", opt=READ)
async def list_calendars(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> CalendarPage:
    """Calendars, the latest first."""
    return await calendars.list_calendars(work, state.cursors, limit=limit, cursor=cursor)


@get("/{calendar_id:uuid}", opt=READ)
async def read_calendar(
    work: NamedDependency[Work], calendar_id: FromPath[UUID]
) -> Response[CalendarRead]:
    """One calendar, and how far it is known."""
    return with_etag(await calendars.read_calendar(work, calendar_id))


@put("/{calendar_id:uuid}", opt=WRITE, request_max_body_size=FILE_BYTES + _ENVELOPE_BYTES)
async def replace_calendar(
    work: NamedDependency[Work],
    state: State,
    calendar_id: FromPath[UUID],
    data: MultipartBody[CalendarFile],
    if_match: IfMatch = None,
) -> Response[CalendarRead]:
    """Bring a newer file in its place."""
    with _opened(data.file) as source:
        brought = await calendars.replace(
            work,
            state["keys"],
            state["files"],
            source,
            calendar_id,
            name=_name(data.file),
            if_match=if_match,
        )
    return with_etag(brought)


@delete("/{calendar_id:uuid}", opt=WRITE)
async def forget_calendar(
    work: NamedDependency[Work], calendar_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take a calendar away: nothing of it counts any more."""
    await calendars.forget(work, calendar_id, if_match=if_match)


@post("/{calendar_id:uuid}/restore", opt=WRITE, status_code=200)
async def bring_calendar_back(
    work: NamedDependency[Work], calendar_id: FromPath[UUID]
) -> Response[CalendarRead]:
    """Undo the taking away, within a day."""
    return with_etag(await calendars.bring_back(work, calendar_id))


def _opened(file: UploadFile) -> BinaryIO:
    source = cast(BinaryIO, file.file)
    if source.seek(0, SEEK_END) > FILE_BYTES:
        raise PayloadTooLarge(f"A calendar may have up to {FILE_BYTES // 2**20} MB.")
    source.seek(0)
    return source


def _name(file: UploadFile) -> str:
    name = " ".join(file.filename.replace("\0", "").split())
    return name.removesuffix(".ics")[:_NAME_LIMIT] or "calendar"


router: Final = Router(
    "/calendars",
    route_handlers=[
        bring_calendar,
        list_calendars,
        read_calendar,
        replace_calendar,
        forget_calendar,
        bring_calendar_back,
    ],
    tags=["Times"],
)
