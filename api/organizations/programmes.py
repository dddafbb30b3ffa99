"""Programmes: what an organization offers, cohort after cohort."""

from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import Integer, and_, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.etags import require_version
from api.organizations.founding import spelled
from api.organizations.lists import (
    LATEST,
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.organizations.models import Cohort, Programme
from api.organizations.programme_schemas import (
    ProgrammeChange,
    ProgrammeCreate,
    ProgrammePage,
    ProgrammeRead,
)
from api.paging import Cursors

_READ: Final = select(
    Programme.id,
    Programme.name,
    Programme.about,
    Programme.asks_a_week,
    Programme.talks_a_week,
    Programme.created_at,
    Programme.version,
).where(Programme.organization_id == ORGANIZATION)
LIST: Final = Listing(
    "programmes",
    in_pages(_READ, Programme.created_at, Programme.id, down=True),
    "created_at",
    LATEST,
    True,
    lambda row: ProgrammeRead(*row),
)
READ: Final = hot(_READ.where(Programme.id == ONE))
_VALUES: Final[dict[str, Any]] = {
    "name": bindparam("name"),
    "about": bindparam("about"),
    "asks_a_week": bindparam("asks_a_week", type_=Integer()),
    "talks_a_week": bindparam("talks_a_week", type_=Integer()),
}
CREATE: Final = hot(
    insert(Programme)
    .values(organization_id=ORGANIZATION, id=ONE, **_VALUES)
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Programme)
    .where(Programme.organization_id == ORGANIZATION, Programme.id == ONE)
    .values(**_VALUES)
)
TARGETS: Final = hot(
    select(Programme.asks_a_week, Programme.talks_a_week)
    .join(
        Cohort,
        and_(
            Cohort.organization_id == Programme.organization_id, Cohort.programme_id == Programme.id
        ),
    )
    .where(Cohort.organization_id == ORGANIZATION, Cohort.id == ONE)
)


class Targets(msgspec.Struct, frozen=True):
    """How many asks and talks a week a programme hopes for from each who takes part."""

    asks: int | None
    talks: int | None


async def targets_of(work: Work, organization_id: UUID, cohort_id: UUID) -> Targets:
    """What the programme of a cohort hopes for. Raises NotFound."""
    return Targets(*await one_of(work, TARGETS, organization_id, cohort_id))


async def list_programmes(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> ProgrammePage:
    """A page of programmes, the newest first."""
    page = await LIST.read(work, cursors, organization_id, limit=limit, cursor=cursor)
    return ProgrammePage(*page)


async def read_programme(work: Work, organization_id: UUID, programme_id: UUID) -> ProgrammeRead:
    """One programme. Raises NotFound."""
    return ProgrammeRead(*await one_of(work, READ, organization_id, programme_id))


async def create_programme(
    work: Work, organization_id: UUID, data: ProgrammeCreate
) -> tuple[ProgrammeRead, bool]:
    """Make a programme; says whether it is new. Raises Conflict (the id is another one's)."""
    values = _values(data.name, data.about, data.asks_a_week, data.talks_a_week)
    return await create_or_same(
        work,
        CREATE,
        lambda: read_programme(work, organization_id, data.id),
        lambda shown: _said(shown) == values,
        "programme",
        the_organization=organization_id,
        one=data.id,
        **values,
    )


async def change_programme(
    work: Work,
    organization_id: UUID,
    programme_id: UUID,
    change: ProgrammeChange,
    *,
    if_match: str | None,
) -> ProgrammeRead:
    """Change its words, or what it hopes for. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    shown = await read_programme(work, organization_id, programme_id)
    require_version(if_match, shown.version)
    values = _values(
        shown.name if change.name is UNSET else change.name,
        shown.about if change.about is UNSET else change.about,
        shown.asks_a_week if change.asks_a_week is UNSET else change.asks_a_week,
        shown.talks_a_week if change.talks_a_week is UNSET else change.talks_a_week,
    )
    if values == _said(shown):
        return shown
    await work.execute(CHANGE, the_organization=organization_id, one=programme_id, **values)
    return await read_programme(work, organization_id, programme_id)


def _values(name: str, about: str, asks: int | None, talks: int | None) -> dict[str, object]:
    return {
        "name": spelled(name),
        "about": about.strip(),
        "asks_a_week": asks,
        "talks_a_week": talks,
    }


def _said(shown: ProgrammeRead) -> dict[str, object]:
    return {
        "name": shown.name,
        "about": shown.about,
        "asks_a_week": shown.asks_a_week,
        "talks_a_week": shown.talks_a_week,
    }
