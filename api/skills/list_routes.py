"""Routes of lists of skills: bring a file of ESCO or O*NET, see what would come of it, use it."""

from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, MultipartBody

from api.database import Work
from api.errors import PayloadTooLarge
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Cursors, Limit
from api.skills import lists
from api.skills.list_reading import FILE_BYTES
from api.skills.list_schemas import SkillListChange, SkillListPage, SkillListRead

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""
_NAME_LIMIT: Final = 200


@dataclass
class SkillListUpload:
    """A file: ESCO's `skills_en.csv`, or O*NET's `Skills.txt` or `Technology Skills.txt`. Which one
    is found by its columns."""

    file: UploadFile


@post("/", opt=WRITE, request_max_body_size=FILE_BYTES + _ENVELOPE_BYTES)
async def upload_skill_list(
    work: NamedDependency[Work], state: State, data: MultipartBody[SkillListUpload]
) -> Response[SkillListRead]:
    """Hand over a list of skills that was downloaded from ESCO or O*NET. Nothing is used before it is
    started."""
    name = " ".join(data.file.filename.replace("\0", "").split())[:_NAME_LIMIT] or "file"
    with cast(BinaryIO, data.file.file) as source:
        if source.seek(0, SEEK_END) > FILE_BYTES:
            raise PayloadTooLarge(f"A file may have up to {FILE_BYTES // 2**20} MB.")
        source.seek(0)
        received = await lists.receive(work, state["keys"], state["files"], source, name=name)
    return with_etag(received, status=201)


@get("/", opt=READ)
async def list_skill_lists(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> SkillListPage:
    """Lists of skills that I brought, newest first."""
    return await lists.list_lists(work, cast(Cursors, state.cursors), limit=limit, cursor=cursor)


@get("/{list_id:uuid}", opt=READ)
async def read_skill_list(
    work: NamedDependency[Work], list_id: FromPath[UUID]
) -> Response[SkillListRead]:
    """One list, and how far it got."""
    return with_etag(await lists.read_list(work, list_id))


@patch("/{list_id:uuid}", opt=WRITE)
async def change_skill_list(
    work: NamedDependency[Work],
    list_id: FromPath[UUID],
    data: JSONBody[SkillListChange],
    if_match: IfMatch = None,
) -> Response[SkillListRead]:
    """Say which version it is, and in which language, where the file does not."""
    return with_etag(await lists.change_list(work, list_id, data, if_match=if_match))


@post("/{list_id:uuid}/start", opt=WRITE, status_code=200)
async def start_skill_list(
    work: NamedDependency[Work], list_id: FromPath[UUID]
) -> Response[SkillListRead]:
    """Use the list: its words are found in notes from then on, beside mine and Askwell's. It takes
    the place of an earlier one of its kind and language; my own skills stay as they are."""
    return with_etag(await lists.start_list(work, list_id))


@delete("/{list_id:uuid}", opt=WRITE)
async def take_skill_list_away(work: NamedDependency[Work], list_id: FromPath[UUID]) -> None:
    """Take a list away, with its words; skills of it that I use stay mine."""
    await lists.take_away(work, list_id)


router: Final = Router(
    "/skill-lists",
    route_handlers=[
        upload_skill_list,
        list_skill_lists,
        read_skill_list,
        change_skill_list,
        start_skill_list,
        take_skill_list_away,
    ],
    tags=["Skills"],
)
