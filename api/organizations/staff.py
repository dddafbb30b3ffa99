"""Who works in an organization: their roles, how they end, and leaving. An owner always stays: the
database sees to it, also when two end each other at once (trigger `keep_an_owner`)."""

from typing import Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import DateTime, Text, bindparam, select, update

from api.database import Work, hot
from api.errors import Conflict
from api.etags import require_version
from api.organizations.lists import EARLIEST, ONE, ORGANIZATION, Listing, in_pages, one_of
from api.organizations.models import Membership
from api.organizations.schemas import MembershipChange, MembershipPage, MembershipRead
from api.paging import Cursors

_SHOWN: Final = (
    Membership.id,
    Membership.name,
    Membership.role,
    Membership.person_id,
    Membership.created_at,
    Membership.ended_at,
    Membership.version,
)
_READ: Final = select(*_SHOWN).where(Membership.organization_id == ORGANIZATION)
PAGE: Final = in_pages(_READ, Membership.created_at, Membership.id, down=False)
READ: Final = hot(_READ.where(Membership.id == ONE))
CHANGE: Final = hot(
    update(Membership)
    .where(
        Membership.organization_id == ORGANIZATION,
        Membership.id == ONE,
        Membership.version == bindparam("at_version"),
    )
    .values(
        role=bindparam("new_role", type_=Text()),
        ended_at=bindparam("end", type_=DateTime(timezone=True)),
    )
    .returning(*_SHOWN)
)


async def list_memberships(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> MembershipPage:
    """A page of the staff, in the order in which they came."""
    listing = Listing(
        "memberships", PAGE, "created_at", EARLIEST, False, lambda row: _shown(work, row)
    )
    page = await listing.read(work, cursors, organization_id, limit=limit, cursor=cursor)
    return MembershipPage(*page)


async def read_membership(work: Work, organization_id: UUID, membership_id: UUID) -> MembershipRead:
    """One of the staff. Raises NotFound."""
    return _shown(work, await one_of(work, READ, organization_id, membership_id))


async def change_membership(
    work: Work,
    organization_id: UUID,
    membership_id: UUID,
    change: MembershipChange,
    *,
    if_match: str | None,
) -> MembershipRead:
    """Give somebody another role, end it, or take it up again.

    Raises NotFound, PreconditionRequired, PreconditionFailed, Conflict (the last owner, somebody who
    erased their account, or somebody changed it meanwhile).
    """
    row = await one_of(work, READ, organization_id, membership_id)
    shown = _shown(work, row)
    require_version(if_match, shown.version)
    role = shown.role if change.role is UNSET else change.role
    ended_at = shown.ended_at
    if change.active is not UNSET:
        ended_at = None if change.active else ended_at or work.now
    if (role, ended_at) == (shown.role, shown.ended_at):
        return shown
    if row["person_id"] is None:
        raise Conflict("This person erased their account.")
    changed = await work.fetchrow(
        CHANGE,
        the_organization=organization_id,
        one=membership_id,
        at_version=shown.version,
        new_role=role,
        end=ended_at,
    )
    if changed is None:
        raise Conflict("Somebody else changed it a moment ago: read it again.")
    return _shown(work, changed)


async def leave(work: Work) -> None:
    """End the caller's own membership of the organization that was entered. Raises Conflict for its
    last owner."""
    await work.call("SELECT door.leave_organization()")


def _shown(work: Work, row: asyncpg.Record) -> MembershipRead:
    return MembershipRead(
        row["id"],
        row["name"],
        row["role"],
        row["person_id"] == work.subject.person_id,
        row["created_at"],
        row["ended_at"],
        row["version"],
    )
