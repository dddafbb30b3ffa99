"""Who did what in an organization, as its managers read it; triggers write it (migration 0080)."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, and_, cast, select

from api.credentials import Credential, Entering
from api.database import Database, Work
from api.organizations.allowed import READ
from api.organizations.lists import LATEST, ORGANIZATION, Listing, in_pages
from api.organizations.models import AuditEntry, Membership
from api.organizations.schemas import AuditChange, AuditPage, AuditRead
from api.paging import Cursors
from api.spreadsheets import MARK, csv_line

_AT_ONCE: Final = 500
_LAST_ID: Final = UUID(int=2**128 - 1)
_HEADER: Final = ("When", "Who", "Name", "What", "Of what", "Changed", "Request")

_ROWS: Final = (
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
    in_pages(_ROWS, AuditEntry.at, AuditEntry.id, down=True),
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


async def audit_file(
    database: Database, credential: Credential, organization: Entering
) -> AsyncIterator[bytes]:
    """All of it as CSV, the latest first, piece by piece; each piece asks anew whether the caller may
    read it, and a slow receiver holds no connection."""
    yield MARK + csv_line(_HEADER)
    at, last = LATEST, _LAST_ID
    while True:
        async with database.enter(
            credential, READ, writing=False, organization=organization
        ) as work:
            rows = await work.fetch(
                LIST.page,
                the_organization=organization.organization_id,
                edge=at,
                edge_id=last,
                most=_AT_ONCE,
            )
        yield b"".join(csv_line(_cells(_shown(row))) for row in rows)
        if len(rows) < _AT_ONCE:
            return
        at, last = rows[-1]["at"], rows[-1]["id"]


def _cells(one: AuditRead) -> tuple[str, ...]:
    return (
        one.at.isoformat(),
        str(one.by_membership_id or ""),
        one.by_name or "",
        one.action,
        str(one.subject_id),
        "; ".join(
            f"{change.field}: {change.before or ''} > {change.after or ''}"
            if (change.before, change.after) != (None, None)
            else change.field
            for change in one.changes
        ),
        one.request_id or "",
    )


async def forget_audit(database: Database) -> int:
    """Take away what is older than two years, a thousand lines at most; returns how many. Raises
    Unavailable."""
    async with database.enter_nobody() as work:
        (row,) = await work.call("SELECT door.forget_audit($1, 1000) AS n", work.now)
    return int(row["n"])
