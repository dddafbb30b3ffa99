"""Who coaches a cohort, from when to when. Whoever leaves the staff, or has a role that sees nobody,
coaches nobody from that moment on (trigger `end_coaching`)."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Uuid, and_, bindparam, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.organizations.allowed import COACHING
from api.organizations.cohorts import read_cohort
from api.organizations.models import CoachAssignment, Membership
from api.organizations.programme_schemas import CoachCreate, CoachPage, CoachRead
from api.organizations.staff import read_membership
from api.paging import Cursors

_LIST: Final = "coaches"
_ORGANIZATION: Final = bindparam("the_organization", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
_COHORT: Final = bindparam("of_cohort", type_=Uuid())
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
    .where(CoachAssignment.organization_id == _ORGANIZATION)
)
PAGE: Final = hot(
    _READ.where(
        CoachAssignment.cohort_id == _COHORT,
        tuple_(CoachAssignment.starts_at, CoachAssignment.id)
        > tuple_(bindparam("after", type_=_AT), bindparam("after_id", type_=Uuid())),
    )
    .order_by(CoachAssignment.starts_at, CoachAssignment.id)
    .limit(bindparam("most"))
)
ONE: Final = hot(_READ.where(CoachAssignment.id == _ONE))
# Who coaches is taken from the membership in the same statement: the bridge asks for the person.
ASSIGN: Final = hot(
    insert(CoachAssignment)
    .from_select(
        ["organization_id", "id", "cohort_id", "membership_id", "coach_id", "starts_at"],
        select(
            Membership.organization_id,
            _ONE,
            _COHORT,
            Membership.id,
            Membership.person_id,
            bindparam("starts_at", type_=_AT),
        ).where(
            Membership.organization_id == _ORGANIZATION,
            Membership.id == _MEMBERSHIP,
            Membership.ended_at.is_(None),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
END: Final = hot(
    update(CoachAssignment)
    .where(CoachAssignment.organization_id == _ORGANIZATION, CoachAssignment.id == _ONE)
    .values(ends_at=func.greatest(CoachAssignment.starts_at, bindparam("end", type_=_AT)))
)


class _Position(msgspec.Struct, frozen=True):
    starts_at: datetime
    id: UUID


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
    name = f"{_LIST}:{cohort_id}"
    after = cursors.read(cursor, organization_id, name, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        the_organization=organization_id,
        of_cohort=cohort_id,
        after=after.starts_at if after else datetime.min.replace(tzinfo=work.now.tzinfo),
        after_id=after.id if after else UUID(int=0),
        most=limit + 1,
    )
    items = [CoachRead(*row) for row in rows[:limit]]
    last = _Position(items[-1].starts_at, items[-1].id) if len(rows) > limit else None
    return CoachPage(items, cursors.write(organization_id, name, last) if last else None)


async def assign_coach(
    work: Work, organization_id: UUID, cohort_id: UUID, data: CoachCreate
) -> tuple[CoachRead, bool]:
    """Have somebody coach a cohort; says whether that is new. Raises NotFound (the cohort),
    InvalidInput (nobody who may coach) and Conflict (the id is another assignment's)."""
    await read_cohort(work, organization_id, cohort_id)
    refused = InvalidInput.field(
        "body.membership_id", "no-coach", "Name somebody of the staff who may coach."
    )
    try:
        who = await read_membership(work, organization_id, data.membership_id)
    except NotFound as error:
        raise refused from error
    if who.ended_at is not None or who.role not in COACHING:
        raise refused
    made = await work.execute(
        ASSIGN,
        the_organization=organization_id,
        one=data.id,
        of_cohort=cohort_id,
        of_membership=data.membership_id,
        starts_at=data.starts_at or work.now,
    )
    shown = await _read(work, organization_id, data.id)
    if (shown.cohort_id, shown.membership_id) != (cohort_id, data.membership_id) or (
        data.starts_at is not None and data.starts_at != shown.starts_at
    ):
        raise Conflict("This id is another assignment's.")
    return shown, made == "INSERT 0 1"


async def end_assignment(work: Work, organization_id: UUID, assignment_id: UUID) -> CoachRead:
    """From now on they do not coach the cohort; ended twice is once. Raises NotFound."""
    shown = await _read(work, organization_id, assignment_id)
    if shown.ends_at is None or shown.ends_at > work.now:
        await work.execute(END, the_organization=organization_id, one=assignment_id, end=work.now)
    return await _read(work, organization_id, assignment_id)


async def _read(work: Work, organization_id: UUID, assignment_id: UUID) -> CoachRead:
    row = await work.fetchrow(ONE, the_organization=organization_id, one=assignment_id)
    if row is None:
        raise NotFound()
    return CoachRead(*row)
