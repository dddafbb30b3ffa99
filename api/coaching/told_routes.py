"""Routes of what an organization keeps itself of one who takes part: attendance, and talks that were told."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.coaching import told
from api.coaching.told_schemas import EnrolmentRecord, ToldTalkCreate, ToldTalkRead
from api.database import Work
from api.organizations.allowed import COACHING, READ, WRITE

SEE: Final = {"scope": READ, "roles": COACHING}
TELL: Final = {"scope": WRITE, "roles": COACHING}


@get("/record", opt=SEE)
async def read_enrolment_record(
    work: NamedDependency[Work], organization_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> EnrolmentRecord:
    """What the organization keeps itself of one who takes part: the sessions they came to, and talks that
    they told a coach while they did not use the app. Nothing of it is in any other number."""
    return await told.read_record(work, organization_id, enrolment_id)


@post("/told-talks", opt=TELL, status_code=201)
async def tell_talk(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    data: JSONBody[ToldTalkCreate],
) -> Response[ToldTalkRead]:
    """Keep a talk that somebody without the app told their coach. With whom it was is not kept. The same
    request again answers 200."""
    talk, new = await told.tell_talk(work, organization_id, enrolment_id, data)
    return Response(talk, status_code=201 if new else 200)


@delete("/told-talks/{talk_id:uuid}", opt=TELL)
async def remove_told_talk(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    talk_id: FromPath[UUID],
) -> None:
    """Take back a talk that was entered by mistake."""
    await told.remove_told(work, organization_id, enrolment_id, talk_id)


router: Final = Router(
    "/organizations/{organization_id:uuid}/enrolments/{enrolment_id:uuid}",
    route_handlers=[read_enrolment_record, tell_talk, remove_told_talk],
    tags=["Sessions of cohorts"],
)
