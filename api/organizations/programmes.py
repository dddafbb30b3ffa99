"""Programmes: what an organization offers, cohort after cohort."""

from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import bindparam, select, update
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
from api.organizations.models import Programme
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
CREATE: Final = hot(
    insert(Programme)
    .values(organization_id=ORGANIZATION, id=ONE, name=bindparam("name"), about=bindparam("about"))
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Programme)
    .where(Programme.organization_id == ORGANIZATION, Programme.id == ONE)
    .values(name=bindparam("name"), about=bindparam("about"))
)


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
    name, about = spelled(data.name), data.about.strip()
    return await create_or_same(
        work,
        CREATE,
        lambda: read_programme(work, organization_id, data.id),
        lambda shown: (shown.name, shown.about) == (name, about),
        "programme",
        the_organization=organization_id,
        one=data.id,
        name=name,
        about=about,
    )


async def change_programme(
    work: Work,
    organization_id: UUID,
    programme_id: UUID,
    change: ProgrammeChange,
    *,
    if_match: str | None,
) -> ProgrammeRead:
    """Change its words. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    shown = await read_programme(work, organization_id, programme_id)
    require_version(if_match, shown.version)
    name = shown.name if change.name is UNSET else spelled(change.name)
    about = shown.about if change.about is UNSET else change.about.strip()
    if (name, about) == (shown.name, shown.about):
        return shown
    values = {"name": name, "about": about}
    await work.execute(CHANGE, the_organization=organization_id, one=programme_id, **values)
    return await read_programme(work, organization_id, programme_id)
