"""Routes of what a coach sees of whoever takes part, and of what they see of themselves."""

from typing import Final, cast
from uuid import UUID

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from api.coaching import participants as seen
from api.coaching import queue
from api.coaching.queue_schemas import Queue
from api.coaching.schemas import Participant, ParticipantPage, Preview, StepPage
from api.database import Work
from api.organizations.allowed import COACHING, READ
from api.paging import Cursor, Cursors, Limit

SEE_PEOPLE: Final = {"scope": READ, "roles": COACHING}


@get("/", opt=SEE_PEOPLE)
async def list_participants(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ParticipantPage:
    """Who takes part, by name, each with what they share: for a coach those they coach. Each of them
    can read that it was looked at."""
    return await seen.list_participants(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        cohort_id=cohort_id,
        limit=limit,
        cursor=cursor,
    )


@get("/{enrolment_id:uuid}", opt=SEE_PEOPLE)
async def read_participant(
    work: NamedDependency[Work], organization_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> Participant:
    """One who takes part, and how it is going where they share it with their coach."""
    return await seen.read_participant(work, enrolment_id)


@get("/{enrolment_id:uuid}/asks", opt=SEE_PEOPLE)
async def list_participant_asks(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> StepPage:
    """Their asks, the latest moved first, under names that stand for people here alone. Empty where
    they do not share it with the caller."""
    return await seen.list_steps(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        enrolment_id,
        limit=limit,
        cursor=cursor,
    )


@get("/", opt={"scope": READ})
async def read_preview(work: NamedDependency[Work], enrolment_id: FromPath[UUID]) -> Preview:
    """What a coach sees of the caller, by the very functions that show it to a coach."""
    return await seen.preview(work, enrolment_id)


@get("/asks", opt={"scope": READ})
async def list_preview_asks(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> StepPage:
    """The caller's own asks as a coach sees them."""
    return await seen.preview_steps(
        work, cast(Cursors, state.cursors), enrolment_id, limit=limit, cursor=cursor
    )


@get("/", opt=SEE_PEOPLE)
async def read_queue(work: NamedDependency[Work], organization_id: FromPath[UUID]) -> Queue:
    """Who needs the caller, over all cohorts that they coach. Each of those people can read that it was
    looked at."""
    return await queue.read_queue(work, organization_id)


queues: Final = Router(
    "/organizations/{organization_id:uuid}/queue",
    route_handlers=[read_queue],
    tags=["Participants"],
)
participants: Final = Router(
    "/organizations/{organization_id:uuid}/participants",
    route_handlers=[list_participants, read_participant, list_participant_asks],
    tags=["Participants"],
)
previews: Final = Router(
    "/enrolments/{enrolment_id:uuid}/preview",
    route_handlers=[read_preview, list_preview_asks],
    tags=["Sharing"],
)
