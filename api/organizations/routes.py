"""Routes of organizations, of their staff and of the log of who did what."""

from typing import Final, cast
from uuid import UUID

from litestar import Request, Response, Router, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from api.credentials import Credential, Entering
from api.database import Database, Work
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.idempotency import keyed_post
from api.organizations import audit, founding, staff
from api.organizations.allowed import COACHING, EVERYBODY, MANAGERS, OWNERS, READ, WRITE
from api.organizations.schemas import (
    AuditPage,
    MembershipChange,
    MembershipPage,
    MembershipRead,
    OrganizationChange,
    OrganizationFound,
    OrganizationList,
    OrganizationRead,
)
from api.paging import Cursor, Cursors, Limit
from api.spreadsheets import CSV

SEE_LOG: Final = {"scope": READ, "roles": MANAGERS}


@get("/", opt={"scope": READ})
async def list_organizations(work: NamedDependency[Work]) -> OrganizationList:
    """The organizations that the caller works in, by name."""
    return await founding.list_organizations(work)


@keyed_post("/", opt={"scope": WRITE}, status_code=201)
async def found_organization(
    work: NamedDependency[Work], data: JSONBody[OrganizationFound]
) -> Response[OrganizationRead]:
    """Found an organization; the caller is its first owner."""
    return with_etag(await founding.found_organization(work, data), status=201)


@get("/{organization_id:uuid}", opt={"scope": READ, "roles": EVERYBODY})
async def read_organization(
    work: NamedDependency[Work], organization_id: FromPath[UUID]
) -> Response[OrganizationRead]:
    """One organization, and what the caller is in it."""
    return with_etag(await founding.read_organization(work, organization_id))


@patch("/{organization_id:uuid}", opt={"scope": WRITE, "roles": OWNERS})
async def change_organization(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    data: JSONBody[OrganizationChange],
    if_match: IfMatch = None,
) -> Response[OrganizationRead]:
    """Rename an organization."""
    return with_etag(
        await founding.change_organization(work, organization_id, data, if_match=if_match)
    )


@post("/{organization_id:uuid}/leave", opt={"scope": WRITE, "roles": EVERYBODY}, status_code=204)
async def leave_organization(work: NamedDependency[Work], organization_id: FromPath[UUID]) -> None:
    """No longer work there. Its last owner makes somebody else one first."""
    await staff.leave(work)


@get("/{organization_id:uuid}/memberships", opt={"scope": READ, "roles": COACHING})
async def list_memberships(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> MembershipPage:
    """Who works there and who did, in the order in which they came."""
    return await staff.list_memberships(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@get(
    "/{organization_id:uuid}/memberships/{membership_id:uuid}",
    opt={"scope": READ, "roles": COACHING},
)
async def read_membership(
    work: NamedDependency[Work], organization_id: FromPath[UUID], membership_id: FromPath[UUID]
) -> Response[MembershipRead]:
    """One of the staff."""
    return with_etag(await staff.read_membership(work, organization_id, membership_id))


@patch(
    "/{organization_id:uuid}/memberships/{membership_id:uuid}",
    opt={"scope": WRITE, "roles": OWNERS},
)
async def change_membership(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    membership_id: FromPath[UUID],
    data: JSONBody[MembershipChange],
    if_match: IfMatch = None,
) -> Response[MembershipRead]:
    """Give somebody another role, end it, or take it up again. An organization always has an owner."""
    return with_etag(
        await staff.change_membership(work, organization_id, membership_id, data, if_match=if_match)
    )


@get("/{organization_id:uuid}/audit-log", opt=SEE_LOG)
async def list_audit_log(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> AuditPage:
    """Who did what for whom, the latest first. It can only grow."""
    return await audit.list_audit(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@get("/{organization_id:uuid}/audit-log.csv", opt=SEE_LOG, media_type="text/csv")
async def save_audit_log(
    request: Request[object, object, State],
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
) -> Stream:
    """Who did what for whom in the last two years, as a file."""
    shown = await founding.read_organization(work, organization_id)
    request_id = cast(str, request.scope.get("state", {}).get("request_id", ""))
    return Stream(
        audit.audit_file(
            cast(Database, state.database),
            cast(Credential, request.state.credential),
            Entering(organization_id, MANAGERS, request_id),
        ),
        media_type=CSV,
        headers=attachment(f"{shown.name} - log.csv"),
    )


router: Final = Router(
    "/organizations",
    route_handlers=[
        list_organizations,
        found_organization,
        read_organization,
        change_organization,
        leave_organization,
        list_memberships,
        read_membership,
        change_membership,
        list_audit_log,
        save_audit_log,
    ],
    tags=["Organizations"],
)
