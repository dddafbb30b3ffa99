"""What every rule asks of its receiver: address, language, zone, quiet hours, pauses, switches."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.accounts.models import Person, Profile
from api.database import Work, hot
from api.deliveries.returned_models import MailStop
from api.insights.ledger import place_of
from api.localtime import HalfHour, QuietHours
from api.overview.later import Hours
from api.reminders.models import SwitchedOff
from api.reminders.schemas import ReminderChannel

RECEIVERS: Final = hot(
    select(
        Person.id,
        Person.email,
        Person.created_at,
        Profile.locale,
        Profile.time_zone,
        Profile.quiet_start,
        Profile.quiet_end,
        Profile.half_hour_days,
        Profile.half_hour_time,
        Profile.country,
        Profile.working_days,
        Profile.vacation_from,
        Profile.vacation_until,
        select(func.array_agg(SwitchedOff.kind))
        .where(SwitchedOff.owner_id == Person.id, SwitchedOff.channel == bindparam("channel"))
        .scalar_subquery()
        .label("off"),
        MailStop.reason.label("stopped"),
    )
    .join(Profile, Profile.owner_id == Person.id)
    .outerjoin(
        MailStop,
        (MailStop.owner_id == Person.id)
        & (MailStop.email_norm == Person.email_norm)
        & MailStop.lifted_at.is_(None),
    )
    .where(
        Person.id == any_(bindparam("owners", type_=ARRAY(Uuid()))),
        Person.deletion_due_at.is_(None),
    )
)


class Receiver(msgspec.Struct, frozen=True):
    """Whom a reminder is for; `refuses` is why none shall come this way now: switched-off,
    vacation, no-address, or bounce and complaint where mails to the address came back or were not
    wanted. `off` are all kinds that are switched off on this channel, `away` is whether nothing at
    all shall come, `away_until` the end of their latest pause."""

    email: str | None
    locale: str
    zone: str
    quiet: QuietHours
    half_hour: HalfHour
    since: datetime
    refuses: str | None
    off: frozenset[str]
    away: bool
    away_until: datetime | None

    def is_quiet(self, now: datetime) -> bool:
        """Whether it is quiet where they are."""
        return self.quiet.quiet_at(now, self.zone)

    def next_half_hour(self, after: datetime) -> tuple[date, datetime]:
        """The date and instant of the next half hour, in waking hours."""
        return Hours(self.zone, self.half_hour, self.quiet).next_half_hour(after)


async def receiver_of(
    work: Work, owner_id: UUID, kind: str, channel: ReminderChannel = "email"
) -> Receiver | None:
    """The receiver; None for an account that is ending."""
    return (await receivers_of(work, [owner_id], kind, channel)).get(owner_id)


async def receivers_of(
    work: Work, owners: Sequence[UUID], kind: str, channel: ReminderChannel = "email"
) -> Mapping[UUID, Receiver]:
    """The receivers among these people by their ids, without those whose account is ending."""
    rows = await work.fetch(RECEIVERS, owners=owners, channel=channel)
    return {row["id"]: _receiver(row, work.now, kind, channel) for row in rows}


def _receiver(row: asyncpg.Record, now: datetime, kind: str, channel: ReminderChannel) -> Receiver:
    off = frozenset(row["off"] or ())
    begins, ends = row["vacation_from"], row["vacation_until"]
    away = ends is not None and ends > now and (begins is None or begins <= now)
    refuses = "switched-off" if kind in off else "vacation" if away else None
    if channel == "email":
        refuses = refuses or row["stopped"] or (None if row["email"] else "no-address")
    zone, calendar = place_of(row)
    return Receiver(
        email=row["email"],
        locale=row["locale"],
        zone=zone,
        quiet=QuietHours(row["quiet_start"], row["quiet_end"]),
        half_hour=HalfHour(frozenset(row["half_hour_days"]), row["half_hour_time"], calendar),
        since=row["created_at"],
        refuses=refuses,
        off=off,
        away=away,
        away_until=ends,
    )
