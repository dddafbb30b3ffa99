"""Who did what in an organization, as its managers read it; triggers write it (migration 0080)."""

from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, and_, cast, select

from api.database import Work
from api.organizations.lists import LATEST, ORGANIZATION, Listing, in_pages
from api.organizations.models import AuditEntry, Membership
from api.organizations.schemas import AuditChange, AuditPage, AuditRead
from api.paging import Cursors

_READ: Final = (
    select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.membership_id,
        Membership.name,
        AuditEntry.action,
        AuditEntry.subject_id,
        cast(AuditEntry.changes, Text()).label("changes"),
        AuditEntry.request_id,
    )
    .outerjoin(
        Membership,
        and_(
            Membership.organization_id == AuditEntry.organization_id,
            Membership.id == AuditEntry.membership_id,
        ),
    )
    .where(AuditEntry.organization_id == ORGANIZATION)
)


def _shown(row: asyncpg.Record) -> AuditRead:
    changes = msgspec.json.decode(row["changes"], type=list[AuditChange])
    return AuditRead(
        row["id"],
        row["at"],
        row["membership_id"],
        row["name"],
        row["action"],
        row["subject_id"],
        changes,
        row["request_id"],
    )


LIST: Final = Listing(
    "audit-log",
    in_pages(_READ, AuditEntry.at, AuditEntry.id, down=True),
    "at",
    LATEST,
    True,
    _shown,
)


async def list_audit(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> AuditPage:
    """A page of what was done, the latest first."""
    return AuditPage(*await LIST.read(work, cursors, organization_id, limit=limit, cursor=cursor))
