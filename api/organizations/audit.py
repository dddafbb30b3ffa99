"""Who did what in an organization, as its managers read it; triggers write it (migration 0080)."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Text, Uuid, and_, bindparam, cast, select, tuple_

from api.database import Work, hot
from api.organizations.models import AuditEntry, Membership
from api.organizations.schemas import AuditChange, AuditPage, AuditRead
from api.paging import Cursors

_LIST: Final = "audit-log"
PAGE: Final = hot(
    select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.membership_id,
        Membership.name,
        AuditEntry.action,
        AuditEntry.subject_id,
        AuditEntry.request_id,
        cast(AuditEntry.changes, Text()).label("changes"),
    )
    .outerjoin(
        Membership,
        and_(
            Membership.organization_id == AuditEntry.organization_id,
            Membership.id == AuditEntry.membership_id,
        ),
    )
    .where(
        AuditEntry.organization_id == bindparam("the_organization", type_=Uuid()),
        tuple_(AuditEntry.at, AuditEntry.id)
        < tuple_(
            bindparam("before", type_=DateTime(timezone=True)),
            bindparam("before_id", type_=Uuid()),
        ),
    )
    .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    .limit(bindparam("most"))
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def list_audit(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> AuditPage:
    """A page of what was done, the latest first."""
    before = cursors.read(cursor, organization_id, _LIST, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        the_organization=organization_id,
        before=before.at if before else datetime.max.replace(tzinfo=work.now.tzinfo),
        before_id=before.id if before else UUID(int=2**128 - 1),
        most=limit + 1,
    )
    items = [
        AuditRead(
            row["id"],
            row["at"],
            row["membership_id"],
            row["name"],
            row["action"],
            row["subject_id"],
            msgspec.json.decode(row["changes"], type=list[AuditChange]),
            row["request_id"],
        )
        for row in rows[:limit]
    ]
    last = _Position(items[-1].at, items[-1].id) if len(rows) > limit else None
    return AuditPage(items, cursors.write(organization_id, _LIST, last) if last else None)
