"""Cohorts: the runs of a programme, from their first to their last day, with their seats."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Integer, Uuid, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import InvalidInput, NotFound
from api.etags import require_version
from api.localtime import is_zone
from api.organizations.founding import spelled
from api.organizations.lists import (
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.organizations.models import CoachAssignment, Cohort, CohortCount, Programme
from api.organizations.programme_schemas import CohortChange, CohortCreate, CohortPage, CohortRead
from api.organizations.programmes import read_programme
from api.paging import Cursors

_PROGRAMME: Final = bindparam("of_programme", type_=Uuid())
_COACHES: Final = (
    select(CoachAssignment.id)
    .where(
        CoachAssignment.organization_id == Cohort.organization_id,
        CoachAssignment.cohort_id == Cohort.id,
        CoachAssignment.coach_id == func.app.person_id(),
        CoachAssignment.starts_at <= func.now(),
        or_(CoachAssignment.ends_at.is_(None), CoachAssignment.ends_at > func.now()),
    )
    .exists()
)
_READ: Final = (
    select(
        Cohort.id,
        Cohort.programme_id,
        Programme.name.label("programme_name"),
        Cohort.name,
        Cohort.starts_on,
        Cohort.ends_on,
        Cohort.time_zone,
        Cohort.seats,
        CohortCount.joined,
        _COACHES.label("mine"),
        Cohort.version,
    )
    .join(
        Programme,
        and_(
            Programme.organization_id == Cohort.organization_id,
            Programme.id == Cohort.programme_id,
        ),
    )
    # Whoever does not see the people of a cohort reads no row here, and is told no number: not a zero.
    .outerjoin(
        CohortCount,
        and_(
            CohortCount.organization_id == Cohort.organization_id,
            CohortCount.cohort_id == Cohort.id,
        ),
    )
    .where(Cohort.organization_id == ORGANIZATION)
)
LIST: Final = Listing(
    "cohorts",
    in_pages(
        _READ.where(or_(_PROGRAMME.is_(None), Cohort.programme_id == _PROGRAMME)),
        Cohort.starts_on,
        Cohort.id,
        down=True,
    ),
    "starts_on",
    date.max,
    True,
    lambda row: CohortRead(*row),
)
READ: Final = hot(_READ.where(Cohort.id == ONE))
_VALUES: Final[dict[str, Any]] = {
    "name": bindparam("name"),
    "starts_on": bindparam("starts_on"),
    "ends_on": bindparam("ends_on"),
    "time_zone": bindparam("time_zone"),
    "seats": bindparam("seats", type_=Integer()),
}
CREATE: Final = hot(
    insert(Cohort)
    .values(organization_id=ORGANIZATION, id=ONE, programme_id=_PROGRAMME, **_VALUES)
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Cohort).where(Cohort.organization_id == ORGANIZATION, Cohort.id == ONE).values(**_VALUES)
)


async def list_cohorts(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    *,
    programme_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> CohortPage:
    """A page of cohorts, the one that begins last first; of one programme or all."""
    page = await LIST.read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=programme_id,
        of_programme=programme_id,
    )
    return CohortPage(*page)


async def read_cohort(work: Work, organization_id: UUID, cohort_id: UUID) -> CohortRead:
    """One cohort. Raises NotFound."""
    return CohortRead(*await one_of(work, READ, organization_id, cohort_id))


async def create_cohort(
    work: Work, organization_id: UUID, data: CohortCreate
) -> tuple[CohortRead, bool]:
    """Make a cohort; says whether it is new. Raises InvalidInput (programme, days, zone) and Conflict
    (the id is another one's)."""
    values = _checked(data.name, data.starts_on, data.ends_on, data.time_zone, data.seats)
    try:
        await read_programme(work, organization_id, data.programme_id)
    except NotFound as error:
        raise InvalidInput.field(
            "body.programme_id", "unknown-programme", "Name a programme of this organization."
        ) from error
    return await create_or_same(
        work,
        CREATE,
        lambda: read_cohort(work, organization_id, data.id),
        lambda shown: shown.programme_id == data.programme_id and _said(shown) == values,
        "cohort",
        the_organization=organization_id,
        one=data.id,
        of_programme=data.programme_id,
        **values,
    )


async def change_cohort(
    work: Work,
    organization_id: UUID,
    cohort_id: UUID,
    change: CohortChange,
    *,
    if_match: str | None,
) -> CohortRead:
    """Change its name, days or seats. Raises NotFound, InvalidInput, PreconditionRequired,
    PreconditionFailed."""
    shown = await read_cohort(work, organization_id, cohort_id)
    require_version(if_match, shown.version)
    values = _checked(
        shown.name if change.name is UNSET else change.name,
        shown.starts_on if change.starts_on is UNSET else change.starts_on,
        shown.ends_on if change.ends_on is UNSET else change.ends_on,
        shown.time_zone if change.time_zone is UNSET else change.time_zone,
        shown.seats if change.seats is UNSET else change.seats,
    )
    if values == _said(shown):
        return shown
    await work.execute(CHANGE, the_organization=organization_id, one=cohort_id, **values)
    return await read_cohort(work, organization_id, cohort_id)


def _checked(
    name: str, starts_on: date, ends_on: date, time_zone: str, seats: int | None
) -> dict[str, object]:
    if ends_on < starts_on:
        raise InvalidInput.field(
            "body.ends_on", "before-its-start", "The last day can't be before the first."
        )
    if not is_zone(time_zone):
        raise InvalidInput.field(
            "body.time_zone", "unknown-zone", "Use a name such as Europe/London."
        )
    return {
        "name": spelled(name),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "time_zone": time_zone,
        "seats": seats,
    }


def _said(shown: CohortRead) -> dict[str, object]:
    return {
        "name": shown.name,
        "starts_on": shown.starts_on,
        "ends_on": shown.ends_on,
        "time_zone": shown.time_zone,
        "seats": shown.seats,
    }
