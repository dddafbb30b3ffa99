"""Routes of invitations: made and ended by an organization, read and accepted with their secret; and
of taking part."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.database import Work
from api.etags import with_etag
from api.organizations import invitations
from api.organizations.allowed import MANAGERS, READ, WRITE
from api.organizations.invitation_schemas import (
    InvitationAccept,
    InvitationAccepted,
    InvitationCreate,
    InvitationCreated,
    InvitationPage,
    InvitationRead,
    InvitationSecret,
    InvitationShown,
    TakingPartList,
)
from api.paging import Cursor, Cursors, Limit

HERE: Final = "/organizations/{organization_id:uuid}/invitations"


@get(HERE, opt={"scope": READ, "roles": MANAGERS})
async def list_invitations(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> InvitationPage:
    """Invitations, the latest first; none of their secrets."""
    return await invitations.list_invitations(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@post(HERE, opt={"scope": WRITE, "roles": MANAGERS}, status_code=201)
async def invite(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    data: JSONBody[InvitationCreate],
) -> InvitationCreated:
    """Invite to a cohort, or (as an owner) one person to the staff. Its secret is shown
    this once, and it counts as long as whoever made it may make it."""
    return await invitations.invite(work, organization_id, data)


@post(
    HERE + "/{invitation_id:uuid}/end",
    opt={"scope": WRITE, "roles": MANAGERS},
    status_code=200,
)
async def end_invitation(
    work: NamedDependency[Work], organization_id: FromPath[UUID], invitation_id: FromPath[UUID]
) -> Response[InvitationRead]:
    """Let nobody in by it any more. Whoever came by it stays."""
    return with_etag(await invitations.end_invitation(work, organization_id, invitation_id))


@post(
    "/invitations/read",
    opt={"scope": WRITE, "refuses": ("404",)},
    status_code=200,
)
async def show_invitation(
    work: NamedDependency[Work], data: JSONBody[InvitationSecret]
) -> InvitationShown:
    """What is said before somebody accepts: who invites, to what, and what is seen of them then."""
    return await invitations.show_invitation(work, data.secret)


@post(
    "/invitations/accept",
    opt={"scope": WRITE, "refuses": ("404",)},
    status_code=200,
)
async def accept_invitation(
    work: NamedDependency[Work], data: JSONBody[InvitationAccept]
) -> InvitationAccepted:
    """Work there, or take part. Accepted twice is once."""
    return await invitations.accept_invitation(work, data)


@get("/enrolments", opt={"scope": READ})
async def list_taking_part(work: NamedDependency[Work]) -> TakingPartList:
    """The cohorts in which the caller takes part, or did."""
    return await invitations.list_taking_part(work)


@post("/enrolments/{enrolment_id:uuid}/leave", opt={"scope": WRITE}, status_code=204)
async def leave_cohort(work: NamedDependency[Work], enrolment_id: FromPath[UUID]) -> None:
    """No longer take part. Everything that was recorded stays with whoever recorded it."""
    await invitations.leave_cohort(work, enrolment_id)


router: Final = Router(
    "/",
    route_handlers=[
        list_invitations,
        invite,
        end_invitation,
        show_invitation,
        accept_invitation,
        list_taking_part,
        leave_cohort,
    ],
    tags=["Invitations"],
)
