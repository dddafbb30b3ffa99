"""Cohorts: the runs of a programme, from their first to their last day."""

from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import Date, Uuid, and_, bindparam, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.localtime import is_zone
from api.organizations.founding import spelled
from api.organizations.models import Cohort, Programme
from api.organizations.programme_schemas import CohortChange, CohortCreate, CohortPage, CohortRead
from api.organizations.programmes import read_programme
from api.paging import Cursors

_LIST: Final = "cohorts"
_ORGANIZATION: Final = bindparam("the_organization", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
_PROGRAMME: Final = bindparam("of_programme", type_=Uuid())
_READ: Final = (
    select(
        Cohort.id,
        Cohort.programme_id,
        Programme.name.label("programme_name"),
        Cohort.name,
        Cohort.starts_on,
        Cohort.ends_on,
        Cohort.time_zone,
        Cohort.version,
    )
    .join(
        Programme,
        and_(
            Programme.organization_id == Cohort.organization_id,
            Programme.id == Cohort.programme_id,
        ),
    )
    .where(Cohort.organization_id == _ORGANIZATION)
)
PAGE: Final = hot(
    _READ.where(
        or_(_PROGRAMME.is_(None), Cohort.programme_id == _PROGRAMME),
        tuple_(Cohort.starts_on, Cohort.id)
        < tuple_(bindparam("before", type_=Date()), bindparam("before_id", type_=Uuid())),
    )
    .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    .limit(bindparam("most"))
)
ONE: Final = hot(_READ.where(Cohort.id == _ONE))
_VALUES: Final[dict[str, Any]] = {
    "name": bindparam("name"),
    "starts_on": bindparam("starts_on"),
    "ends_on": bindparam("ends_on"),
    "time_zone": bindparam("time_zone"),
}
CREATE: Final = hot(
    insert(Cohort)
    .values(organization_id=_ORGANIZATION, id=_ONE, programme_id=_PROGRAMME, **_VALUES)
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Cohort)
    .where(Cohort.organization_id == _ORGANIZATION, Cohort.id == _ONE)
    .values(**_VALUES)
)


class _Position(msgspec.Struct, frozen=True):
    starts_on: date
    id: UUID


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
    name = f"{_LIST}:{programme_id}"
    before = cursors.read(cursor, organization_id, name, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        the_organization=organization_id,
        of_programme=programme_id,
        before=before.starts_on if before else date.max,
        before_id=before.id if before else UUID(int=2**128 - 1),
        most=limit + 1,
    )
    items = [CohortRead(*row) for row in rows[:limit]]
    last = _Position(items[-1].starts_on, items[-1].id) if len(rows) > limit else None
    return CohortPage(items, cursors.write(organization_id, name, last) if last else None)


async def read_cohort(work: Work, organization_id: UUID, cohort_id: UUID) -> CohortRead:
    """One cohort. Raises NotFound."""
    row = await work.fetchrow(ONE, the_organization=organization_id, one=cohort_id)
    if row is None:
        raise NotFound()
    return CohortRead(*row)


async def create_cohort(
    work: Work, organization_id: UUID, data: CohortCreate
) -> tuple[CohortRead, bool]:
    """Make a cohort; says whether it is new. Raises InvalidInput (programme, days, zone) and Conflict
    (the id is another one's)."""
    values = _checked(data.name, data.starts_on, data.ends_on, data.time_zone)
    try:
        await read_programme(work, organization_id, data.programme_id)
    except NotFound as error:
        raise InvalidInput.field(
            "body.programme_id", "unknown-programme", "Name a programme of this organization."
        ) from error
    made = await work.execute(
        CREATE,
        the_organization=organization_id,
        one=data.id,
        of_programme=data.programme_id,
        **values,
    )
    shown = await read_cohort(work, organization_id, data.id)
    if shown.programme_id != data.programme_id or _said(shown) != values:
        raise Conflict("This id is another cohort's.")
    return shown, made == "INSERT 0 1"


async def change_cohort(
    work: Work,
    organization_id: UUID,
    cohort_id: UUID,
    change: CohortChange,
    *,
    if_match: str | None,
) -> CohortRead:
    """Change its name or days. Raises NotFound, InvalidInput, PreconditionRequired,
    PreconditionFailed."""
    shown = await read_cohort(work, organization_id, cohort_id)
    require_version(if_match, shown.version)
    values = _checked(
        shown.name if change.name is UNSET else change.name,
        shown.starts_on if change.starts_on is UNSET else change.starts_on,
        shown.ends_on if change.ends_on is UNSET else change.ends_on,
        shown.time_zone if change.time_zone is UNSET else change.time_zone,
    )
    if values == _said(shown):
        return shown
    await work.execute(CHANGE, the_organization=organization_id, one=cohort_id, **values)
    return await read_cohort(work, organization_id, cohort_id)


def _checked(name: str, starts_on: date, ends_on: date, time_zone: str) -> dict[str, object]:
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
    }


def _said(shown: CohortRead) -> dict[str, object]:
    return {
        "name": shown.name,
        "starts_on": shown.starts_on,
        "ends_on": shown.ends_on,
        "time_zone": shown.time_zone,
    }
