"""Programmes: what an organization offers, cohort after cohort."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import DateTime, Uuid, bindparam, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.etags import require_version
from api.organizations.founding import spelled
from api.organizations.models import Programme
from api.organizations.programme_schemas import (
    ProgrammeChange,
    ProgrammeCreate,
    ProgrammePage,
    ProgrammeRead,
)
from api.paging import Cursors

_LIST: Final = "programmes"
_SHOWN: Final = (
    Programme.id,
    Programme.name,
    Programme.about,
    Programme.created_at,
    Programme.version,
)
_ORGANIZATION: Final = bindparam("the_organization", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
PAGE: Final = hot(
    select(*_SHOWN)
    .where(
        Programme.organization_id == _ORGANIZATION,
        tuple_(Programme.created_at, Programme.id)
        < tuple_(
            bindparam("before", type_=DateTime(timezone=True)),
            bindparam("before_id", type_=Uuid()),
        ),
    )
    .order_by(Programme.created_at.desc(), Programme.id.desc())
    .limit(bindparam("most"))
)
ONE: Final = hot(
    select(*_SHOWN).where(Programme.organization_id == _ORGANIZATION, Programme.id == _ONE)
)
CREATE: Final = hot(
    insert(Programme)
    .values(
        organization_id=_ORGANIZATION, id=_ONE, name=bindparam("name"), about=bindparam("about")
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Programme)
    .where(Programme.organization_id == _ORGANIZATION, Programme.id == _ONE)
    .values(name=bindparam("name"), about=bindparam("about"))
)


class _Position(msgspec.Struct, frozen=True):
    created_at: datetime
    id: UUID


async def list_programmes(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> ProgrammePage:
    """A page of programmes, the newest first."""
    before = cursors.read(cursor, organization_id, _LIST, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        the_organization=organization_id,
        before=before.created_at if before else datetime.max.replace(tzinfo=work.now.tzinfo),
        before_id=before.id if before else UUID(int=2**128 - 1),
        most=limit + 1,
    )
    items = [ProgrammeRead(*row) for row in rows[:limit]]
    last = _Position(items[-1].created_at, items[-1].id) if len(rows) > limit else None
    return ProgrammePage(items, cursors.write(organization_id, _LIST, last) if last else None)


async def read_programme(work: Work, organization_id: UUID, programme_id: UUID) -> ProgrammeRead:
    """One programme. Raises NotFound."""
    row = await work.fetchrow(ONE, the_organization=organization_id, one=programme_id)
    if row is None:
        raise NotFound()
    return ProgrammeRead(*row)


async def create_programme(
    work: Work, organization_id: UUID, data: ProgrammeCreate
) -> tuple[ProgrammeRead, bool]:
    """Make a programme; says whether it is new. Raises Conflict (the id is another one's)."""
    name, about = spelled(data.name), data.about.strip()
    made = await work.execute(
        CREATE, the_organization=organization_id, one=data.id, name=name, about=about
    )
    shown = await read_programme(work, organization_id, data.id)
    if (shown.name, shown.about) != (name, about):
        raise Conflict("This id is another programme's.")
    return shown, made == "INSERT 0 1"


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
