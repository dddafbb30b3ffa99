"""Switches of reminders, and the history of what was delivered."""

from datetime import datetime
from typing import Final, cast, get_args
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import Select, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from api.accounts.models import Profile
from api.accounts.service import profile_of
from api.database import Work, hot
from api.deliveries.models import Delivery
from api.etags import require_version
from api.paging import Cursors
from api.reminders.models import SwitchedOff
from api.reminders.schemas import (
    DeliveryPage,
    DeliveryRead,
    ReminderKind,
    RemindersChange,
    RemindersRead,
    ReminderSwitch,
)

OFF: Final = hot(select(SwitchedOff.kind).where(SwitchedOff.owner_id == bindparam("owner_id")))
PAUSE: Final = hot(
    select(Profile.vacation_until, Profile.version).where(Profile.owner_id == bindparam("owner_id"))
)
SWITCH_OFF: Final = hot(
    insert(SwitchedOff)
    .values({name: bindparam(name) for name in ("owner_id", "kind", "at")})
    .on_conflict_do_nothing()
)
SWITCH_ON: Final = hot(
    delete(SwitchedOff).where(
        SwitchedOff.owner_id == bindparam("owner_id"), SwitchedOff.kind == bindparam("kind")
    )
)


def _history() -> Select[UUID, str, str, str, str | None, datetime, datetime | None, int, datetime]:
    return (
        select(
            Delivery.id,
            Delivery.kind,
            Delivery.channel,
            Delivery.state,
            Delivery.outcome,
            Delivery.due_at,
            Delivery.finished_at,
            Delivery.attempts,
            Delivery.created_at,
        )
        .where(Delivery.tenant_id == bindparam("owner_id"), Delivery.channel == "email")
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
        .limit(bindparam("most"))
    )


HISTORY: Final = hot(_history())
HISTORY_ON: Final = hot(
    _history().where(
        tuple_(Delivery.created_at, Delivery.id)
        < tuple_(
            bindparam("after_at", type_=Delivery.created_at.type),
            bindparam("after_id", type_=Delivery.id.type),
        )
    )
)


class Position(msgspec.Struct, frozen=True):
    """Where a page ended."""

    at: datetime
    id: UUID


async def read_reminders(work: Work) -> RemindersRead:
    """All kinds with their switches."""
    owner = work.subject.person_id
    off = {row["kind"] for row in await work.fetch(OFF, owner_id=owner)}
    pause = await work.fetchrow(PAUSE, owner_id=owner)
    assert pause is not None
    return RemindersRead(
        kinds=[ReminderSwitch(kind, kind not in off) for kind in get_args(ReminderKind)],
        vacation_until=pause["vacation_until"],
        version=pause["version"],
    )


async def change_reminders(
    work: Work, change: RemindersChange, *, if_match: str | None
) -> RemindersRead:
    """Change switches and the pause. Raises PreconditionRequired, PreconditionFailed."""
    session = await work.session()
    profile = (await session.scalars(profile_of(work.subject))).one()
    require_version(if_match, profile.version)
    if change.vacation_until is not UNSET:
        profile.vacation_until = change.vacation_until
        await work.flush()
    for switch in change.kinds if change.kinds is not UNSET else []:
        if switch.email:
            await work.execute(SWITCH_ON, owner_id=work.subject.person_id, kind=switch.kind)
        else:
            await work.execute(
                SWITCH_OFF, owner_id=work.subject.person_id, kind=switch.kind, at=work.now
            )
    return await read_reminders(work)


async def list_deliveries(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> DeliveryPage:
    """What was mailed, or why it was not; the latest first. Raises InvalidInput."""
    owner = work.subject.person_id
    if cursor is None:
        rows = await work.fetch(HISTORY, owner_id=owner, most=limit + 1)
    else:
        position = cursors.read(cursor, owner, "deliveries", Position)
        rows = await work.fetch(
            HISTORY_ON,
            owner_id=owner,
            most=limit + 1,
            after_at=position.at,
            after_id=position.id,
        )
    further = len(rows) > limit
    last = rows[limit - 1] if further else None
    return DeliveryPage(
        items=[
            DeliveryRead(
                id=row["id"],
                kind=row["kind"],
                channel=row["channel"],
                state=row["state"],
                outcome=row["outcome"],
                due_at=row["due_at"],
                at=cast("datetime | None", row["finished_at"]),
                attempts=row["attempts"],
            )
            for row in rows[:limit]
        ],
        next_cursor=cursors.write(owner, "deliveries", Position(last["created_at"], last["id"]))
        if last is not None
        else None,
    )
