"""Routes of hosts as an organization keeps them, and as whoever takes part finds and asks them."""

from typing import Annotated, Final, cast
from uuid import UUID

from litestar import Response, Router, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api.accounts.access import AnyRequest, means_of
from api.database import Work
from api.etags import IfMatch, with_etag
from api.hosting import asking, staff, volunteering
from api.hosting.schemas import (
    Field,
    HostAsk,
    HostChange,
    HostInvite,
    HostMailed,
    HostPage,
    HostRead,
    HostRequestList,
    HostRequestRead,
    HostsFound,
    Volunteer,
    VolunteeringRead,
)
from api.organizations.allowed import MANAGERS, READ, WRITE
from api.paging import Cursor, Cursors, Limit

HERE: Final = "/organizations/{organization_id:uuid}/hosts"
ONE: Final = HERE + "/{host_id:uuid}"
SEE: Final = {"scope": READ, "roles": MANAGERS}
MANAGE: Final = {"scope": WRITE, "roles": MANAGERS}
Wanted = Annotated[
    str | None,
    QueryParameter(description="Words of a name, a line or a topic", max_length=200),
]


@get(HERE, opt=SEE)
async def list_hosts(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> HostPage:
    """Hosts, the latest first, with how often each was asked, said yes and talked. Who asked them, and
    what, is not the organization's to read."""
    return await staff.list_hosts(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@post(HERE, opt=MANAGE, status_code=201)
async def invite_host(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    data: JSONBody[HostInvite],
    request: AnyRequest,
) -> Response[HostRead]:
    """Ask somebody by mail whether they volunteer. Nobody asks them anything before they agreed, on a
    page that needs no account. The same request again answers 200 and mails nothing."""
    made, new = await staff.invite_host(work, means_of(request).keys, organization_id, data)
    return with_etag(made, status=201 if new else 200)


@get(ONE, opt=SEE)
async def read_host(
    work: NamedDependency[Work], organization_id: FromPath[UUID], host_id: FromPath[UUID]
) -> Response[HostRead]:
    """One host."""
    return with_etag(await staff.read_host(work, organization_id, host_id))


@patch(ONE, opt=MANAGE)
async def change_host(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    host_id: FromPath[UUID],
    data: JSONBody[HostChange],
    if_match: IfMatch = None,
) -> Response[HostRead]:
    """Put right what is said of a host, or pause them. How often they are asked they say themselves."""
    return with_etag(
        await staff.change_host(work, organization_id, host_id, data, if_match=if_match)
    )


@post(ONE + "/mail", opt=MANAGE, status_code=202)
async def mail_host(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    host_id: FromPath[UUID],
    data: JSONBody[HostMailed],
    request: AnyRequest,
) -> HostRead:
    """Mail a host the link of their own page once more, or a new one in place of those they have."""
    return await staff.mail_host(
        work, means_of(request).keys, organization_id, host_id, new_link=data.new_link
    )


@post(ONE + "/end", opt=MANAGE, status_code=200)
async def end_host(
    work: NamedDependency[Work], organization_id: FromPath[UUID], host_id: FromPath[UUID]
) -> Response[HostRead]:
    """Have a host asked no longer, and forget their address. Whoever waits for an answer is told."""
    return with_etag(await staff.end_host(work, organization_id, host_id))


@get("/enrolments/{enrolment_id:uuid}/hosts", opt={"scope": READ})
async def find_hosts(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    words: Wanted = None,
    field: FromQuery[Field | None] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> HostsFound:
    """Hosts where the caller takes part who can be asked now, those asked least first. Whoever rests,
    was asked enough, or was asked by the caller within half a year is not among them."""
    return await asking.find_hosts(
        work,
        cast(Cursors, state.cursors),
        enrolment_id,
        words=words,
        field=field,
        limit=limit,
        cursor=cursor,
    )


@post("/enrolments/{enrolment_id:uuid}/host-requests", opt={"scope": WRITE}, status_code=201)
async def ask_host(
    work: NamedDependency[Work],
    enrolment_id: FromPath[UUID],
    data: JSONBody[HostAsk],
    request: AnyRequest,
) -> Response[HostRequestRead]:
    """Ask a host for a talk: Askwell mails it to them, because they agreed to that. It is over after
    ten business days. At most three wait for an answer at a time. The same request again answers 200."""
    made, new = await asking.ask_host(work, means_of(request).keys, enrolment_id, data)
    return Response(made, status_code=201 if new else 200)


@get("/host-requests", opt={"scope": READ})
async def list_host_requests(work: NamedDependency[Work]) -> HostRequestList:
    """The caller's requests to hosts, the latest first."""
    return await asking.list_requests(work)


@post("/host-requests/{request_id:uuid}/take-back", opt={"scope": WRITE}, status_code=200)
async def take_host_request_back(
    work: NamedDependency[Work], request_id: FromPath[UUID]
) -> HostRequestRead:
    """Ask no longer, while there is no answer."""
    return await asking.take_back(work, request_id)


@post("/host-requests/{request_id:uuid}/held", opt={"scope": WRITE}, status_code=200)
async def tell_host_talk(
    work: NamedDependency[Work], request_id: FromPath[UUID]
) -> HostRequestRead:
    """Have the talk counted for the host and the organization: that there was one, nothing else."""
    return await asking.tell_held(work, request_id)


@get("/volunteering", opt={"scope": READ})
async def read_volunteering(work: NamedDependency[Work]) -> VolunteeringRead:
    """Where the caller is a host, and where they could become one, with the words to agree to."""
    return await volunteering.read_volunteering(work)


@post("/enrolments/{enrolment_id:uuid}/volunteer", opt={"scope": WRITE}, status_code=201)
async def volunteer(
    work: NamedDependency[Work],
    enrolment_id: FromPath[UUID],
    data: JSONBody[Volunteer],
    request: AnyRequest,
) -> Response[VolunteeringRead]:
    """Become a host where one takes part, or did. The link of a page of their own goes to their
    address. The same request again answers 200."""
    made, new = await volunteering.volunteer(work, means_of(request).keys, enrolment_id, data)
    return Response(made, status_code=201 if new else 200)


router: Final = Router(
    "/",
    route_handlers=[
        list_hosts,
        invite_host,
        read_host,
        change_host,
        mail_host,
        end_host,
        find_hosts,
        ask_host,
        list_host_requests,
        take_host_request_back,
        tell_host_talk,
        read_volunteering,
        volunteer,
    ],
    tags=["Hosts"],
)
