"""Routes of the roster of a cohort: a table is looked at, then applied; and invitations from it."""

from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO, Final, cast
from uuid import UUID

from litestar import Router, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, MultipartBody

from api.accounts.access import AnyRequest, means_of
from api.coaching import rosters
from api.coaching.roster_reading import BYTES
from api.coaching.roster_schemas import (
    RosterApplied,
    RosterInvite,
    RosterInvited,
    RosterPreview,
)
from api.database import Work
from api.errors import PayloadTooLarge
from api.organizations.allowed import MANAGERS, WRITE

MANAGE: Final = {"scope": WRITE, "roles": MANAGERS}
_ENVELOPE_BYTES: Final = 64 * 2**10
"""What a form adds to the file in it."""


@dataclass
class RosterUpload:
    """A table of those who take part, as CSV, with a first row that names its columns: External ID, Name
    (or First name, Last name), and, where there are such, Email and App (yes or no)."""

    file: UploadFile


@dataclass
class RosterApply:
    """The same table once more, and the `version` of what would be done with it."""

    file: UploadFile
    version: str


@post("/check", opt=MANAGE, status_code=200, request_max_body_size=BYTES + _ENVELOPE_BYTES)
async def check_roster(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: MultipartBody[RosterUpload],
    request: AnyRequest,
) -> RosterPreview:
    """See what would become of a table: who is new, what changes, who is absent from it, and what in
    it can't be read. Nothing is done, and nothing of it is kept."""
    with _opened(data.file) as source:
        return await rosters.check_table(
            work, means_of(request).keys, organization_id, cohort_id, source
        )


@post("/", opt=MANAGE, status_code=200, request_max_body_size=BYTES + _ENVELOPE_BYTES)
async def apply_roster(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: MultipartBody[RosterApply],
    request: AnyRequest,
) -> RosterApplied:
    """Have the roster say what the table says. Who is absent from it stays, and so does whoever joined.
    The same table again changes nothing."""
    with _opened(data.file) as source:
        return await rosters.apply_table(
            work,
            means_of(request).keys,
            organization_id,
            cohort_id,
            source,
            version=data.version,
        )


@post("/invitations", opt=MANAGE, status_code=202)
async def invite_from_roster(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[RosterInvite],
    request: AnyRequest,
) -> RosterInvited:
    """Invite those of the roster by mail who were not invited yet, a hundred at a time, or those
    named. Whoever comes by it takes their own row; seats hold as for any invitation."""
    return await rosters.invite_from_roster(
        work, means_of(request).keys, organization_id, cohort_id, data
    )


def _opened(upload: UploadFile) -> BinaryIO:
    source = cast(BinaryIO, upload.file)
    if source.seek(0, SEEK_END) > BYTES:
        raise PayloadTooLarge(f"A file may have up to {BYTES // 2**20} MB.")
    source.seek(0)
    return source


router: Final = Router(
    "/organizations/{organization_id:uuid}/cohorts/{cohort_id:uuid}/roster",
    route_handlers=[check_roster, apply_roster, invite_from_roster],
    tags=["Programmes"],
)
