"""Routes of invitations: made and ended by an organization, read and accepted with their secret; and
of taking part."""

from typing import Final, TypeVar, cast
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.accounts.access import AnyRequest, caller_of, means_of
from api.database import Work
from api.errors import NotFound
from api.etags import with_etag
from api.organizations import invitations, joining, mailing
from api.organizations.allowed import COACHING, MANAGERS, READ, WRITE
from api.organizations.invitation_schemas import (
    Code,
    CodeNow,
    InvitationAccept,
    InvitationAccepted,
    InvitationCreate,
    InvitationCreated,
    InvitationMails,
    InvitationPage,
    InvitationRead,
    InvitationSecret,
    InvitationShown,
    InvitationsMailed,
    Lasting,
    TakingPartList,
)
from api.paging import Cursor, Cursors, Limit
from api.refusals import answer

Shown = TypeVar("Shown", InvitationShown, InvitationAccepted)
HERE: Final = "/organizations/{organization_id:uuid}/invitations"
CODE: Final = "/organizations/{organization_id:uuid}/cohorts/{cohort_id:uuid}/code"


@get(HERE, opt={"scope": READ, "roles": MANAGERS})
async def list_invitations(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromQuery[UUID | None] = None,
    staff: FromQuery[bool] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> InvitationPage:
    """Invitations, the latest first; to one cohort, to the staff, or all; none of their secrets."""
    return await invitations.list_invitations(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        cohort_id=cohort_id,
        staff=staff,
        limit=limit,
        cursor=cursor,
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


@post(HERE + "/mails", opt={"scope": WRITE, "roles": MANAGERS}, status_code=202)
async def mail_invitations(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    data: JSONBody[InvitationMails],
    request: AnyRequest,
) -> InvitationsMailed:
    """Invite by mail: one invitation for each address, with a link that works once. Whoever is
    invited already gets no second mail, so the same request again sends nothing."""
    return await mailing.mail_invitations(work, means_of(request).keys, organization_id, data)


@post(
    HERE + "/{invitation_id:uuid}/mail",
    opt={"scope": WRITE, "roles": MANAGERS},
    status_code=202,
)
async def send_invitation_again(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
    data: JSONBody[Lasting],
    request: AnyRequest,
) -> InvitationRead:
    """Send the mail of an invitation once more, and let it count for longer."""
    return await mailing.send_again(
        work, means_of(request).keys, organization_id, invitation_id, data.days
    )


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


@get(CODE, opt={"scope": READ, "roles": COACHING})
async def read_code(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> CodeNow:
    """The code by which a class joins now, or null. A coach reads those of the cohorts they coach."""
    return await invitations.read_code(work, organization_id, cohort_id)


@post(CODE, opt={"scope": WRITE, "roles": MANAGERS}, status_code=201)
async def renew_code(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[Lasting],
) -> Code:
    """A new code for a cohort. The one before lets nobody in any more."""
    return await invitations.renew_code(work, organization_id, cohort_id, data.days)


@post("/invitations/read", opt={"scope": "public", "refuses": ("404",)}, status_code=200)
async def show_invitation(
    work: NamedDependency[Work], data: JSONBody[InvitationSecret], request: AnyRequest
) -> Response[InvitationShown]:
    """What is said before somebody accepts, signed in or not: who invites, to what, and what is seen
    of them then."""
    keys, network = means_of(request).keys, caller_of(request).network
    return _answer(request, await joining.show_invitation(work, keys, network, data.secret))


@post("/invitations/accept", opt={"scope": WRITE, "refuses": ("404",)}, status_code=200)
async def accept_invitation(
    work: NamedDependency[Work], data: JSONBody[InvitationAccept], request: AnyRequest
) -> Response[InvitationAccepted]:
    """Work there, or take part. Accepted twice is once."""
    return _answer(request, await joining.accept_invitation(work, means_of(request).keys, data))


def _answer(request: AnyRequest, result: Shown | NotFound) -> Response[Shown]:
    if isinstance(result, NotFound):
        # Returned, not raised: the transaction commits, and the wrong guess counts.
        return cast("Response[Shown]", answer(request, result))
    return Response(result, status_code=200)


@get("/enrolments", opt={"scope": READ})
async def list_taking_part(work: NamedDependency[Work]) -> TakingPartList:
    """The cohorts in which the caller takes part, or did."""
    return await joining.list_taking_part(work)


@post("/enrolments/{enrolment_id:uuid}/leave", opt={"scope": WRITE}, status_code=204)
async def leave_cohort(work: NamedDependency[Work], enrolment_id: FromPath[UUID]) -> None:
    """No longer take part. Everything that was recorded stays with whoever recorded it."""
    await joining.leave_cohort(work, enrolment_id)


router: Final = Router(
    "/",
    route_handlers=[
        list_invitations,
        invite,
        mail_invitations,
        send_invitation_again,
        end_invitation,
        read_code,
        renew_code,
        show_invitation,
        accept_invitation,
        list_taking_part,
        leave_cohort,
    ],
    tags=["Invitations"],
)
