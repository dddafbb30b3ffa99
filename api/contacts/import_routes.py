"""Import routes: hand a file over, see what would come of it, start it, read what went wrong."""

from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Request, Response, Router, delete, get, patch, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, MultipartBody
from litestar.response import Stream

from api.contacts import import_mail, import_problems, imports, receiving
from api.contacts.formats.rows import FILE_BYTES_LIMIT
from api.contacts.import_schemas import (
    ImportChange,
    ImportFormat,
    ImportPage,
    ImportProblemPage,
    ImportRead,
    StepsMailed,
)
from api.credentials import Credential
from api.database import Database, Work
from api.errors import PayloadTooLarge
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.idempotency import keyed_post
from api.paging import Cursor, Cursors, Limit

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""
_NAME_LIMIT: Final = 200


@dataclass
class ImportUpload:
    """A file of contacts. Its format is found by its content; with `format` csv any table is read
    by its columns."""

    file: UploadFile
    format: ImportFormat | None = None


@post("/", opt=WRITE, request_max_body_size=FILE_BYTES_LIMIT + _ENVELOPE_BYTES)
async def upload_import(
    work: NamedDependency[Work], state: State, data: MultipartBody[ImportUpload]
) -> Response[ImportRead]:
    """Hand over a file of contacts: LinkedIn's Connections.csv or its archive, Google's CSV, vCards
    or any CSV. Nothing comes into the list before the import is started."""
    name = " ".join(data.file.filename.replace("\0", "").split())[:_NAME_LIMIT] or "file"
    with cast(BinaryIO, data.file.file) as source:
        if source.seek(0, SEEK_END) > FILE_BYTES_LIMIT:
            raise PayloadTooLarge(f"A file may have up to {FILE_BYTES_LIMIT // 2**20} MB.")
        source.seek(0)
        received = await receiving.receive(
            work, state["keys"], state["files"], source, name=name, asked=data.format
        )
    return with_etag(received, status=201)


@get("/", opt=READ)
async def list_imports(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> ImportPage:
    """Imports, newest first."""
    return await imports.list_imports(work, _cursors(state), limit=limit, cursor=cursor)


@get("/{import_id:uuid}", opt=READ)
async def read_import(
    work: NamedDependency[Work], import_id: FromPath[UUID]
) -> Response[ImportRead]:
    """One import, and how far it got."""
    return with_etag(await imports.read_import(work, import_id))


@patch("/{import_id:uuid}", opt=WRITE)
async def change_import(
    work: NamedDependency[Work],
    import_id: FromPath[UUID],
    data: JSONBody[ImportChange],
    if_match: IfMatch = None,
) -> Response[ImportRead]:
    """Say how the file is to be read; it is looked at anew. If-Match is heeded where it is sent."""
    return with_etag(await imports.change_import(work, import_id, data, if_match=if_match))


@post("/{import_id:uuid}/start", opt=WRITE, status_code=200)
async def start_import(
    work: NamedDependency[Work], import_id: FromPath[UUID]
) -> Response[ImportRead]:
    """Take the file into the list. It makes people, never asks, and none of them is told."""
    return with_etag(await imports.start_import(work, import_id))


@delete("/{import_id:uuid}", opt=WRITE)
async def forget_import(work: NamedDependency[Work], import_id: FromPath[UUID]) -> None:
    """Take an import away with its file; the people it brought stay."""
    await imports.forget_import(work, import_id)


@get("/{import_id:uuid}/problems", opt=READ)
async def list_problems(
    work: NamedDependency[Work],
    state: State,
    import_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ImportProblemPage:
    """What could not be read, in the order of the file."""
    return await import_problems.list_problems(
        work, _cursors(state), import_id, limit=limit, cursor=cursor
    )


@get("/{import_id:uuid}/problems.csv", opt=READ, media_type="text/csv")
async def save_problems(
    request: Request[object, object, State],
    work: NamedDependency[Work],
    state: State,
    import_id: FromPath[UUID],
) -> Stream:
    """What could not be read, as a file."""
    row = await imports.open_import(work, import_id)
    return Stream(
        import_problems.problems_file(
            cast(Database, state.database),
            cast(Credential, request.state.credential),
            READ["scope"],
            row.id,
        ),
        media_type="text/csv; charset=utf-8",
        headers=attachment(import_problems.file_name(row)),
    )


@keyed_post("/steps-mail", opt=WRITE, status_code=202)
async def mail_steps(work: NamedDependency[Work], state: State) -> StepsMailed:
    """Mail me how to get LinkedIn's file, which is given at a computer only."""
    await import_mail.mail_steps(
        work, state["keys"], state["courier"], state["settings"].public_url
    )
    return StepsMailed(sent=True)


def _cursors(state: State) -> Cursors:
    return cast(Cursors, state.cursors)


router: Final = Router(
    "/imports",
    route_handlers=[
        upload_import,
        list_imports,
        read_import,
        change_import,
        start_import,
        forget_import,
        list_problems,
        save_problems,
        mail_steps,
    ],
    tags=["People"],
)
