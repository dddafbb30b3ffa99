"""Routes of programmes, cohorts, their coaches and who takes part."""

from datetime import datetime
from typing import Annotated, Final, cast
from uuid import UUID

from litestar import Response, Router, get, patch, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter

from api.database import Work
from api.etags import IfMatch, with_etag
from api.organizations import coaches, cohorts, enrolments, programmes
from api.organizations.allowed import COACHING, EVERYBODY, MANAGERS, READ, WRITE
from api.organizations.programme_schemas import (
    CoachCreate,
    CoachPage,
    CoachRead,
    CohortChange,
    CohortCreate,
    CohortPage,
    CohortRead,
    EnrolmentChange,
    EnrolmentCreate,
    EnrolmentKeyed,
    EnrolmentPage,
    EnrolmentRead,
    ProgrammeChange,
    ProgrammeCreate,
    ProgrammePage,
    ProgrammeRead,
)
from api.paging import Cursor, Cursors, Limit

ExternalKey = Annotated[
    str,
    PathParameter(
        min_length=1, max_length=200, description="What another system calls somebody of the roster"
    ),
]
UpdatedSince = Annotated[
    datetime | None,
    QueryParameter(
        description="Only what changed since; ask for some minutes more than the last time"
    ),
]
_MADE: Final = ResponseSpec(
    data_container=EnrolmentRead,
    description="There was nobody under this key: they were added.",
    generate_examples=False,
)
SEE: Final = {"scope": READ, "roles": EVERYBODY}
SEE_PEOPLE: Final = {"scope": READ, "roles": COACHING}
MANAGE: Final = {"scope": WRITE, "roles": MANAGERS}


@get("/programmes", opt=SEE)
async def list_programmes(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ProgrammePage:
    """Programmes, the newest first."""
    return await programmes.list_programmes(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@post("/programmes", opt=MANAGE, status_code=201)
async def create_programme(
    work: NamedDependency[Work], organization_id: FromPath[UUID], data: JSONBody[ProgrammeCreate]
) -> Response[ProgrammeRead]:
    """Add a programme. The same request again answers 200."""
    programme, new = await programmes.create_programme(work, organization_id, data)
    return with_etag(programme, status=201 if new else 200)


@get("/programmes/{programme_id:uuid}", opt=SEE)
async def read_programme(
    work: NamedDependency[Work], organization_id: FromPath[UUID], programme_id: FromPath[UUID]
) -> Response[ProgrammeRead]:
    """One programme."""
    return with_etag(await programmes.read_programme(work, organization_id, programme_id))


@patch("/programmes/{programme_id:uuid}", opt=MANAGE)
async def change_programme(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    programme_id: FromPath[UUID],
    data: JSONBody[ProgrammeChange],
    if_match: IfMatch = None,
) -> Response[ProgrammeRead]:
    """Say it in other words."""
    return with_etag(
        await programmes.change_programme(
            work, organization_id, programme_id, data, if_match=if_match
        )
    )


@get("/cohorts", opt=SEE)
async def list_cohorts(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    programme_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CohortPage:
    """Cohorts, the one that begins last first; of one programme or all."""
    return await cohorts.list_cohorts(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        programme_id=programme_id,
        limit=limit,
        cursor=cursor,
    )


@post("/cohorts", opt=MANAGE, status_code=201)
async def create_cohort(
    work: NamedDependency[Work], organization_id: FromPath[UUID], data: JSONBody[CohortCreate]
) -> Response[CohortRead]:
    """Add a cohort to a programme. The same request again answers 200."""
    cohort, new = await cohorts.create_cohort(work, organization_id, data)
    return with_etag(cohort, status=201 if new else 200)


@get("/cohorts/{cohort_id:uuid}", opt=SEE)
async def read_cohort(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> Response[CohortRead]:
    """One cohort."""
    return with_etag(await cohorts.read_cohort(work, organization_id, cohort_id))


@patch("/cohorts/{cohort_id:uuid}", opt=MANAGE)
async def change_cohort(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[CohortChange],
    if_match: IfMatch = None,
) -> Response[CohortRead]:
    """Change its name or its days."""
    return with_etag(
        await cohorts.change_cohort(work, organization_id, cohort_id, data, if_match=if_match)
    )


@get("/cohorts/{cohort_id:uuid}/coaches", opt=SEE_PEOPLE)
async def list_coaches(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CoachPage:
    """Who coaches and coached a cohort."""
    return await coaches.list_coaches(
        work, cast(Cursors, state.cursors), organization_id, cohort_id, limit=limit, cursor=cursor
    )


@post("/cohorts/{cohort_id:uuid}/coaches", opt=MANAGE, status_code=201)
async def assign_coach(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[CoachCreate],
) -> Response[CoachRead]:
    """Have somebody of the staff coach a cohort: they see who takes part. The same request again
    answers 200."""
    coach, new = await coaches.assign_coach(work, organization_id, cohort_id, data)
    return with_etag(coach, status=201 if new else 200)


@post("/coaches/{assignment_id:uuid}/end", opt=MANAGE, status_code=200)
async def end_coaching(
    work: NamedDependency[Work], organization_id: FromPath[UUID], assignment_id: FromPath[UUID]
) -> Response[CoachRead]:
    """From now on they do not coach the cohort, and see nobody of it."""
    return with_etag(await coaches.end_assignment(work, organization_id, assignment_id))


@get("/cohorts/{cohort_id:uuid}/enrolments", opt=SEE_PEOPLE)
async def list_enrolments(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    updated_since: UpdatedSince = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> EnrolmentPage:
    """Who takes part, by name: the roster. A coach sees those of cohorts they coach."""
    return await enrolments.list_enrolments(
        work,
        cast(Cursors, state.cursors),
        organization_id,
        cohort_id,
        updated_since=updated_since,
        limit=limit,
        cursor=cursor,
    )


@post("/cohorts/{cohort_id:uuid}/enrolments", opt=MANAGE, status_code=201)
async def create_enrolment(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    data: JSONBody[EnrolmentCreate],
) -> Response[EnrolmentRead]:
    """Keep somebody who takes part and did not join. The same request again answers 200."""
    enrolment, new = await enrolments.create_enrolment(work, organization_id, cohort_id, data)
    return with_etag(enrolment, status=201 if new else 200)


@put(
    "/cohorts/{cohort_id:uuid}/enrolments/by-external-id/{external_id:str}",
    opt=MANAGE,
    responses={201: _MADE},
)
async def keep_enrolment(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    cohort_id: FromPath[UUID],
    external_id: ExternalKey,
    data: JSONBody[EnrolmentKeyed],
) -> Response[EnrolmentRead]:
    """Create (201) or update (200) the row of the roster that another system has under this key, in
    one call. What is not sent stays; where nothing differs nothing is written."""
    enrolment, new = await enrolments.keep_by_external_id(
        work, organization_id, cohort_id, external_id, data
    )
    return with_etag(enrolment, status=201 if new else 200)


@get("/enrolments/{enrolment_id:uuid}", opt=SEE_PEOPLE)
async def read_enrolment(
    work: NamedDependency[Work], organization_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> Response[EnrolmentRead]:
    """One who takes part."""
    return with_etag(await enrolments.read_enrolment(work, organization_id, enrolment_id))


@patch("/enrolments/{enrolment_id:uuid}", opt=MANAGE)
async def change_enrolment(
    work: NamedDependency[Work],
    organization_id: FromPath[UUID],
    enrolment_id: FromPath[UUID],
    data: JSONBody[EnrolmentChange],
    if_match: IfMatch = None,
) -> Response[EnrolmentRead]:
    """Change how the organization calls somebody, or whether they take part."""
    return with_etag(
        await enrolments.change_enrolment(
            work, organization_id, enrolment_id, data, if_match=if_match
        )
    )


router: Final = Router(
    "/organizations/{organization_id:uuid}",
    route_handlers=[
        list_programmes,
        create_programme,
        read_programme,
        change_programme,
        list_cohorts,
        create_cohort,
        read_cohort,
        change_cohort,
        list_coaches,
        assign_coach,
        end_coaching,
        list_enrolments,
        create_enrolment,
        keep_enrolment,
        read_enrolment,
        change_enrolment,
    ],
    tags=["Programmes"],
)
