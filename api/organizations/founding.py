"""Organizations themselves: founded by a person, who is their first owner; listed, read, renamed."""

from typing import Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Uuid, and_, bindparam, select, update
from sqlalchemy.orm import InstrumentedAttribute

from api.database import Work, hot
from api.errors import LimitReached, NotFound
from api.etags import require_version
from api.organizations.models import Membership, Organization
from api.organizations.schemas import (
    OrganizationChange,
    OrganizationFound,
    OrganizationList,
    OrganizationRead,
)
from api.tables import new_id

MOST: Final = 100
"""In how many organizations one person works at most: so their list needs no pages."""

_SHOWN: Final[tuple[InstrumentedAttribute[object], ...]] = (
    Organization.organization_id,
    Organization.name,
    Membership.role,
    Membership.id,
    Organization.created_at,
    Organization.version,
)
_MINE: Final = (
    select(*_SHOWN)
    .join(
        Membership,
        and_(
            Membership.organization_id == Organization.organization_id,
            Membership.person_id == bindparam("person_id", type_=Uuid()),
            Membership.ended_at.is_(None),
        ),
    )
    .order_by(Organization.name, Organization.organization_id)
)
LIST: Final = hot(_MINE)
ONE: Final = hot(
    _MINE.where(Organization.organization_id == bindparam("the_organization", type_=Uuid()))
)
RENAME: Final = hot(
    update(Organization)
    .where(Organization.organization_id == bindparam("the_organization", type_=Uuid()))
    .values(name=bindparam("name"))
)


def spelled(name: str) -> str:
    """A name as it is kept: without white space around it and with one blank between words."""
    return " ".join(name.split())


async def list_organizations(work: Work) -> OrganizationList:
    """Where the caller works."""
    rows = await work.fetch(LIST, person_id=work.subject.person_id)
    return OrganizationList([_shown(row) for row in rows])


async def found_organization(work: Work, data: OrganizationFound) -> OrganizationRead:
    """Found an organization, with the caller as its owner. Raises LimitReached."""
    if len((await list_organizations(work)).items) >= MOST:
        raise LimitReached(f"Nobody works in more than {MOST} organizations.")
    organization_id = new_id()
    await work.call(
        "SELECT door.found_organization($1, $2, $3, $4)",
        organization_id,
        new_id(),
        spelled(data.name),
        spelled(data.my_name),
    )
    return await read_organization(work, organization_id)


async def read_organization(work: Work, organization_id: UUID) -> OrganizationRead:
    """The organization that was entered. Raises NotFound."""
    row = await work.fetchrow(
        ONE, person_id=work.subject.person_id, the_organization=organization_id
    )
    if row is None:
        raise NotFound()
    return _shown(row)


async def change_organization(
    work: Work, organization_id: UUID, change: OrganizationChange, *, if_match: str | None
) -> OrganizationRead:
    """Rename it. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    shown = await read_organization(work, organization_id)
    require_version(if_match, shown.version)
    if change.name is UNSET or spelled(change.name) == shown.name:
        return shown
    await work.execute(RENAME, the_organization=organization_id, name=spelled(change.name))
    return await read_organization(work, organization_id)


def _shown(row: asyncpg.Record) -> OrganizationRead:
    return OrganizationRead(*row)
