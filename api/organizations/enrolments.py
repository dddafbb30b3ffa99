"""Who takes part in a cohort, also without an account; a coach sees those of cohorts assigned to them
(policy `assigned`)."""

from typing import Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Text, bindparam, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict
from api.etags import require_version
from api.organizations.cohorts import read_cohort
from api.organizations.founding import spelled
from api.organizations.lists import (
    COHORT,
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.organizations.models import Enrolment
from api.organizations.programme_schemas import (
    EnrolmentChange,
    EnrolmentCreate,
    EnrolmentPage,
    EnrolmentRead,
)
from api.paging import Cursors

_EXTERNAL: Final = bindparam("their_id", type_=Text())
_READ: Final = select(
    Enrolment.id,
    Enrolment.cohort_id,
    Enrolment.name,
    Enrolment.external_id,
    Enrolment.status,
    Enrolment.person_id.is_not(None).label("uses_askwell"),
    Enrolment.created_at,
    Enrolment.version,
    Enrolment.name_norm,
).where(Enrolment.organization_id == ORGANIZATION)


def _shown(row: asyncpg.Record) -> EnrolmentRead:
    return EnrolmentRead(*row[:8])


LIST: Final = Listing(
    "enrolments",
    in_pages(
        _READ.where(Enrolment.cohort_id == COHORT), Enrolment.name_norm, Enrolment.id, down=False
    ),
    "name_norm",
    "",
    False,
    _shown,
)
READ: Final = hot(_READ.where(Enrolment.id == ONE))
TAKEN: Final = hot(
    select(
        exists().where(
            Enrolment.organization_id == ORGANIZATION,
            Enrolment.cohort_id == COHORT,
            Enrolment.external_id == _EXTERNAL,
            Enrolment.id != ONE,
        )
    )
)
CREATE: Final = hot(
    insert(Enrolment)
    .values(
        organization_id=ORGANIZATION,
        id=ONE,
        cohort_id=COHORT,
        external_id=_EXTERNAL,
        name=bindparam("name"),
        name_norm=bindparam("name_norm"),
        status=bindparam("status"),
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Enrolment)
    .where(Enrolment.organization_id == ORGANIZATION, Enrolment.id == ONE)
    .values(
        external_id=_EXTERNAL,
        name=bindparam("name"),
        name_norm=bindparam("name_norm"),
        status=bindparam("status"),
    )
)


async def list_enrolments(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    cohort_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> EnrolmentPage:
    """A page of who takes part, by name. For a coach of other cohorts it is empty. Raises NotFound."""
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
    return EnrolmentPage(*page)


async def read_enrolment(work: Work, organization_id: UUID, enrolment_id: UUID) -> EnrolmentRead:
    """One who takes part. Raises NotFound, also for a coach of other cohorts."""
    return _shown(await one_of(work, READ, organization_id, enrolment_id))


async def create_enrolment(
    work: Work, organization_id: UUID, cohort_id: UUID, data: EnrolmentCreate
) -> tuple[EnrolmentRead, bool]:
    """Keep somebody who does not use Askwell; says whether they are new. Raises NotFound (the cohort)
    and Conflict (the id, or their external id, is somebody else's)."""
    await read_cohort(work, organization_id, cohort_id)
    name = spelled(data.name)
    await _refuse_taken(work, organization_id, cohort_id, data.id, data.external_id)
    said = (cohort_id, name, data.external_id, False)
    return await create_or_same(
        work,
        CREATE,
        lambda: read_enrolment(work, organization_id, data.id),
        lambda one: (one.cohort_id, one.name, one.external_id, one.uses_askwell) == said,
        "enrolment",
        the_organization=organization_id,
        of_cohort=cohort_id,
        one=data.id,
        their_id=data.external_id,
        name=name,
        name_norm=name.casefold(),
        status="active",
    )


async def change_enrolment(
    work: Work,
    organization_id: UUID,
    enrolment_id: UUID,
    change: EnrolmentChange,
    *,
    if_match: str | None,
) -> EnrolmentRead:
    """Change how the organization calls somebody, or that they take part. Raises NotFound, Conflict
    (their external id is somebody else's), PreconditionRequired, PreconditionFailed."""
    shown = await read_enrolment(work, organization_id, enrolment_id)
    require_version(if_match, shown.version)
    name = shown.name if change.name is UNSET else spelled(change.name)
    external_id = shown.external_id if change.external_id is UNSET else change.external_id
    status = shown.status if change.status is UNSET else change.status
    if (name, external_id, status) == (shown.name, shown.external_id, shown.status):
        return shown
    await _refuse_taken(work, organization_id, shown.cohort_id, enrolment_id, external_id)
    await work.execute(
        CHANGE,
        the_organization=organization_id,
        one=enrolment_id,
        their_id=external_id,
        name=name,
        name_norm=name.casefold(),
        status=status,
    )
    return await read_enrolment(work, organization_id, enrolment_id)


async def _refuse_taken(
    work: Work, organization_id: UUID, cohort_id: UUID, enrolment_id: UUID, external_id: str | None
) -> None:
    if external_id is not None and await work.fetchval(
        TAKEN,
        the_organization=organization_id,
        of_cohort=cohort_id,
        one=enrolment_id,
        their_id=external_id,
    ):
        raise Conflict("Somebody else of this cohort has this external id.")
