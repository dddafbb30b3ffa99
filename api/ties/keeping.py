"""Keeping in touch: who is due, how often, skipped, in touch some other way."""

from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import DateTime, Uuid, and_, bindparam, case, func, select, tuple_, update

from api.contacts.models import Contact, Employer
from api.database import Hot, Work, hot
from api.errors import NotFound
from api.etags import require_version
from api.insights.promises import moment_told
from api.paging import Cursors
from api.threads.keeping import whom
from api.threads.state import OPEN_LANES
from api.ties.models import Cadence
from api.ties.schemas import EveryDays, TieChange, TiePage, TieRead

SKIP: Final[dict[int, int]] = {60: 14, 120: 30, 365: 60}
"""For how many days a skip puts it off, by tier: a skip is not done (DOMAIN.md section 5)."""

_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
LAST: Final = func.greatest(Cadence.last_at, Cadence.touched_at)
REACHABLE: Final = and_(
    Contact.deleted_at.is_(None),
    Contact.archived.is_(False),
    Contact.do_not_contact.is_(False),
)
SHOWN: Final = (
    select(
        Cadence.id,
        Cadence.contact_id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Employer.name.label("employer_name"),
        Cadence.every_days,
        Cadence.off,
        Cadence.held_at,
        LAST.label("last_at"),
        Cadence.skipped_until,
        Cadence.due_at,
        Cadence.version,
    )
    .join(Contact, (Contact.owner_id == Cadence.owner_id) & (Contact.id == Cadence.contact_id))
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(
        Cadence.owner_id == bindparam("owner_id"),
        Cadence.deleted_at.is_(None),
        Cadence.held_at.is_not(None),
        Contact.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(Cadence.contact_id == bindparam("contact_id")))
DUE: Final = and_(
    Cadence.due_at <= _NOW,
    REACHABLE,
    func.coalesce(Contact.lane, "").not_in([lane.value for lane in OPEN_LANES]),
)
"""Due, and nothing else is going on with them."""
_AFTER: Final = tuple_(
    bindparam("after_at", type_=DateTime(timezone=True)), bindparam("after_id", type_=Uuid())
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


def _list(due: bool, going_on: bool) -> Hot:
    statement = SHOWN.where(Cadence.due_at.is_not(None), REACHABLE)
    if due:
        statement = statement.where(DUE)
    if going_on:
        statement = statement.where(tuple_(Cadence.due_at, Cadence.id) > _AFTER)
    return hot(statement.order_by(Cadence.due_at, Cadence.id).limit(bindparam("most")))


LISTS: Final = {
    (due, going_on): _list(due, going_on) for due in (False, True) for going_on in (False, True)
}
_CHANGED: Final = ("every_days", "off", "touched_at", "skipped_until")
CHANGE: Final = hot(
    update(Cadence)
    .where(
        Cadence.owner_id == bindparam("owner_id"),
        Cadence.contact_id == bindparam("contact_id"),
        Cadence.deleted_at.is_(None),
    )
    .values(
        {name: bindparam(f"new_{name}") for name in _CHANGED}
        # A tier that is chosen anew stays.
        | {
            "every_days_before": case(
                (Cadence.every_days == bindparam("new_every_days"), Cadence.every_days_before)
            )
        }
    )
)
TOUCHED: Final = hot(
    select(Cadence.touched_at).where(
        Cadence.owner_id == bindparam("owner_id"),
        Cadence.contact_id == bindparam("contact_id"),
        Cadence.deleted_at.is_(None),
    )
)


async def list_ties(
    work: Work,
    cursors: Cursors,
    *,
    due: bool,
    contact_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> TiePage:
    """A page of people to keep in touch with, what is due first; with `due` only those that are due
    now and with whom nothing is going on; of one person also what is switched off. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"ties {due}"
    if contact_id is not None:
        one = await work.fetch(ONE, owner_id=owner, contact_id=contact_id)
        return TiePage([tie_read(row) for row in one], None)
    values: dict[str, object] = {"owner_id": owner, "now": work.now, "most": limit + 1}
    if cursor is not None:
        after = cursors.read(cursor, owner, name, _Position)
        values |= {"after_at": after.at, "after_id": after.id}
    rows = await work.fetch(LISTS[(due, cursor is not None)], **values)
    last = rows[limit - 1] if len(rows) > limit else None
    return TiePage(
        [tie_read(row) for row in rows[:limit]],
        cursors.write(owner, name, _Position(last["due_at"], last["id"])) if last else None,
    )


async def read_tie(work: Work, contact_id: UUID) -> TieRead:
    """Keeping in touch with one person. Raises NotFound where there was no talk."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, contact_id=contact_id)
    if row is None:
        raise NotFound()
    return tie_read(row)


def tie_read(row: asyncpg.Record) -> TieRead:
    """What is shown of a row of SHOWN."""
    return TieRead(
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
        role=row["role"],
        employer_name=row["employer_name"],
        every_days=cast(EveryDays, row["every_days"]),
        off=row["off"],
        held_at=row["held_at"],
        last_at=row["last_at"],
        skipped_until=row["skipped_until"],
        due_at=row["due_at"],
        version=row["version"],
    )


async def change_tie(
    work: Work, contact_id: UUID, change: TieChange, *, if_match: str | None
) -> TieRead:
    """How often to be in touch, or not at all. Raises NotFound, PreconditionRequired,
    PreconditionFailed."""
    tie = await read_tie(work, contact_id)
    require_version(if_match, tie.version)
    every_days = tie.every_days if change.every_days is UNSET else change.every_days
    off = tie.off if change.off is UNSET else change.off
    return await _change(work, tie, every_days=every_days, off=off)


async def skip(work: Work, contact_id: UUID) -> TieRead:
    """Not now: it comes back after a while, as long as ever since the last contact. What is not due
    stays. Raises NotFound."""
    tie = await read_tie(work, contact_id)
    if tie.due_at is None or tie.due_at > work.now:
        return tie
    until = work.now + timedelta(days=SKIP[tie.every_days])
    return await _change(work, tie, skipped_until=until)


async def unskip(work: Work, contact_id: UUID) -> TieRead:
    """The skip is taken back. Raises NotFound."""
    return await _change(work, await read_tie(work, contact_id), skipped_until=None)


async def touch(work: Work, contact_id: UUID, at: datetime | None) -> TieRead:
    """The two were in touch some other way: the clock begins anew. Raises NotFound, InvalidInput."""
    tie = await read_tie(work, contact_id)
    return await _change(work, tie, touched_at=moment_told(at, work.now), skipped_until=None)


async def untouch(work: Work, contact_id: UUID) -> TieRead:
    """They were not in touch after all. Raises NotFound."""
    return await _change(work, await read_tie(work, contact_id), touched_at=None)


async def _change(work: Work, tie: TieRead, **new: object) -> TieRead:
    owner, contact_id = work.subject.person_id, tie.contact.id
    values: dict[str, object] = {
        "every_days": tie.every_days,
        "off": tie.off,
        "skipped_until": tie.skipped_until,
        "touched_at": await work.fetchval(TOUCHED, owner_id=owner, contact_id=contact_id),
    } | new
    await work.execute(
        CHANGE,
        owner_id=owner,
        contact_id=contact_id,
        **{f"new_{name}": value for name, value in values.items()},
    )
    return await read_tie(work, contact_id)
