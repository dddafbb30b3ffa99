"""Who coaches a cohort, from when to when. Whoever leaves the staff, or has a role that sees nobody,
coaches nobody from that moment on (trigger `end_coaching`)."""

from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, Uuid, and_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import InvalidInput, NotFound
from api.organizations.allowed import COACHING
from api.organizations.cohorts import read_cohort
from api.organizations.lists import (
    COHORT,
    EARLIEST,
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.organizations.models import CoachAssignment, Membership
from api.organizations.programme_schemas import CoachCreate, CoachPage, CoachRead
from api.organizations.staff import read_membership
from api.paging import Cursors

_MEMBERSHIP: Final = bindparam("of_membership", type_=Uuid())
_AT: Final = DateTime(timezone=True)
_READ: Final = (
    select(
        CoachAssignment.id,
        CoachAssignment.cohort_id,
        CoachAssignment.membership_id,
        Membership.name,
        CoachAssignment.starts_at,
        CoachAssignment.ends_at,
        CoachAssignment.version,
    )
    .join(
        Membership,
        and_(
            Membership.organization_id == CoachAssignment.organization_id,
            Membership.id == CoachAssignment.membership_id,
        ),
    )
    .where(CoachAssignment.organization_id == ORGANIZATION)
)
LIST: Final = Listing(
    "coaches",
    in_pages(
        _READ.where(CoachAssignment.cohort_id == COHORT),
        CoachAssignment.starts_at,
        CoachAssignment.id,
        down=False,
    ),
    "starts_at",
    EARLIEST,
    False,
    lambda row: CoachRead(*row),
)
READ: Final = hot(_READ.where(CoachAssignment.id == ONE))
# Who coaches is taken from the membership in the same statement: the bridge asks for the person.
ASSIGN: Final = hot(
    insert(CoachAssignment)
    .from_select(
        [
            "organization_id",
            "id",
            "cohort_id",
            "membership_id",
            "coach_id",
            "starts_at",
            "ends_at",
        ],
        select(
            Membership.organization_id,
            ONE,
            COHORT,
            Membership.id,
            Membership.person_id,
            bindparam("starts_at", type_=_AT),
            bindparam("ends_at", type_=_AT),
        ).where(
            Membership.organization_id == ORGANIZATION,
            Membership.id == _MEMBERSHIP,
            Membership.ended_at.is_(None),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
END: Final = hot(
    update(CoachAssignment)
    .where(CoachAssignment.organization_id == ORGANIZATION, CoachAssignment.id == ONE)
    .values(ends_at=func.greatest(CoachAssignment.starts_at, bindparam("end", type_=_AT)))
)


async def list_coaches(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    cohort_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> CoachPage:
    """A page of who coaches and coached a cohort. Raises NotFound."""
    await read_cohort(work, organization_id, cohort_id)
    page = await LIST.read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=cohort_id,
        of_cohort=cohort_id,
    )
    return CoachPage(*page)


async def assign_coach(
    work: Work, organization_id: UUID, cohort_id: UUID, data: CoachCreate
) -> tuple[CoachRead, bool]:
    """Have somebody coach a cohort; says whether that is new. Raises NotFound (the cohort),
    InvalidInput (nobody who may coach, ends before it begins) and Conflict (the id is another assignment's)."""
    await read_cohort(work, organization_id, cohort_id)
    starts_at = data.starts_at or work.now
    if data.ends_at is not None and data.ends_at <= starts_at:
        raise InvalidInput.field(
            "body.ends_at", "before-its-start", "It can't end before it begins."
        )
    refused = InvalidInput.field(
        "body.membership_id", "no-coach", "Name somebody of the staff who may coach."
    )
    try:
        who = await read_membership(work, organization_id, data.membership_id)
    except NotFound as error:
        raise refused from error
    if who.ended_at is not None or who.role not in COACHING:
        raise refused
    return await create_or_same(
        work,
        ASSIGN,
        lambda: _read(work, organization_id, data.id),
        lambda shown: (
            (shown.cohort_id, shown.membership_id) == (cohort_id, data.membership_id)
            and (data.starts_at is None or data.starts_at == shown.starts_at)
            and (data.ends_at is None or data.ends_at == shown.ends_at)
        ),
        "assignment",
        the_organization=organization_id,
        one=data.id,
        of_cohort=cohort_id,
        of_membership=data.membership_id,
        starts_at=starts_at,
        ends_at=data.ends_at,
    )


async def end_assignment(work: Work, organization_id: UUID, assignment_id: UUID) -> CoachRead:
    """From now on they do not coach the cohort; ended twice is once. Raises NotFound."""
    shown = await _read(work, organization_id, assignment_id)
    if shown.ends_at is None or shown.ends_at > work.now:
        await work.execute(END, the_organization=organization_id, one=assignment_id, end=work.now)
    return await _read(work, organization_id, assignment_id)


async def _read(work: Work, organization_id: UUID, assignment_id: UUID) -> CoachRead:
    return CoachRead(*await one_of(work, READ, organization_id, assignment_id))
