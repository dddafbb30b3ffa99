"""Switches of reminders, and the history of what was delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast, get_args
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from api.accounts.models import Profile
from api.accounts.service import profile_of
from api.database import Work, hot
from api.deliveries.models import Delivery
from api.etags import require_version
from api.organizations.invitations import INVITES
from api.paging import Cursors
from api.reminders.models import CHANNELS, SwitchedOff
from api.reminders.schemas import (
    DeliveryPage,
    DeliveryRead,
    ReminderChannel,
    ReminderKind,
    RemindersChange,
    RemindersRead,
    ReminderSwitch,
)

OFF: Final = hot(
    select(SwitchedOff.kind, SwitchedOff.channel).where(
        SwitchedOff.owner_id == bindparam("owner_id")
    )
)
PAUSE: Final = hot(
    select(Profile.vacation_from, Profile.vacation_until, Profile.version).where(
        Profile.owner_id == bindparam("owner_id")
    )
)
SWITCH_OFF: Final = hot(
    insert(SwitchedOff)
    .values({name: bindparam(name) for name in ("owner_id", "kind", "channel", "at")})
    .on_conflict_do_nothing()
)
SWITCH_ON: Final = hot(
    delete(SwitchedOff).where(
        SwitchedOff.owner_id == bindparam("owner_id"),
        SwitchedOff.kind == bindparam("kind"),
        SwitchedOff.channel == bindparam("channel"),
    )
)


_SHOWN: Final = (
    select(*(getattr(Delivery, name) for name in DeliveryRead.__struct_fields__ if name != "at"))
    .add_columns(Delivery.finished_at, Delivery.created_at)
    .where(
        Delivery.tenant_id == bindparam("owner_id"),
        Delivery.channel.not_in(["job", "webhook"]),
        # It went to somebody else.
        Delivery.kind != INVITES,
        # A day on which nothing was due has nothing to tell.
        Delivery.outcome.is_distinct_from("not-wanted:nothing-due"),
    )
    .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    .limit(bindparam("most"))
)
HISTORY: Final = hot(_SHOWN)
HISTORY_ON: Final = hot(
    _SHOWN.where(
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


def channels_of(kind: ReminderKind) -> Sequence[ReminderChannel]:
    """The ways that this kind can go, in their order."""
    return cast("Sequence[ReminderChannel]", CHANNELS.get(kind, ("email",)))


async def read_reminders(work: Work) -> RemindersRead:
    """All kinds with their switches."""
    owner = work.subject.person_id
    off = {(row["kind"], row["channel"]) for row in await work.fetch(OFF, owner_id=owner)}
    pause = await work.fetchrow(PAUSE, owner_id=owner)
    assert pause is not None
    return RemindersRead(
        switches=[
            ReminderSwitch(kind, channel, (kind, channel) not in off)
            for kind in get_args(ReminderKind)
            for channel in channels_of(kind)
        ],
        vacation_from=pause["vacation_from"],
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
    if change.vacation_from is not UNSET:
        profile.vacation_from = change.vacation_from
    if change.vacation_until is not UNSET:
        profile.vacation_until = change.vacation_until
    await work.flush()
    owner = work.subject.person_id
    for one in change.switches if change.switches is not UNSET else []:
        if one.on:
            await work.execute(SWITCH_ON, owner_id=owner, kind=one.kind, channel=one.channel)
        else:
            await work.execute(
                SWITCH_OFF, owner_id=owner, kind=one.kind, channel=one.channel, at=work.now
            )
    return await read_reminders(work)


async def list_deliveries(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> DeliveryPage:
    """What was said by which way, or why it was not; the latest first. Raises InvalidInput."""
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
                **{name: row[name] for name in DeliveryRead.__struct_fields__ if name != "at"},
                at=row["finished_at"],
            )
            for row in rows[:limit]
        ],
        next_cursor=cursors.write(owner, "deliveries", Position(last["created_at"], last["id"]))
        if last is not None
        else None,
    )
