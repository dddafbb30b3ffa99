"""What every rule asks of its receiver: address, language, zone, quiet hours, pauses, switches."""

from datetime import datetime
from typing import Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, exists, select

from api.accounts.models import Person, Profile
from api.database import Work, hot
from api.deliveries.returned_models import MailStop
from api.localtime import HalfHour, QuietHours
from api.reminders.models import SwitchedOff

RECEIVER: Final = hot(
    select(
        Person.email,
        Person.created_at,
        Profile.locale,
        Profile.time_zone,
        Profile.quiet_start,
        Profile.quiet_end,
        Profile.half_hour_days,
        Profile.half_hour_time,
        Profile.vacation_until,
        exists()
        .where(SwitchedOff.owner_id == Person.id, SwitchedOff.kind == bindparam("kind"))
        .label("switched_off"),
        MailStop.reason.label("stopped"),
    )
    .join(Profile, Profile.owner_id == Person.id)
    .outerjoin(
        MailStop,
        (MailStop.owner_id == Person.id)
        & (MailStop.email_norm == Person.email_norm)
        & MailStop.lifted_at.is_(None),
    )
    .where(Person.id == bindparam("owner_id"), Person.deletion_due_at.is_(None))
)


class Receiver(msgspec.Struct, frozen=True):
    """Whom a reminder is for; `refuses` is why none shall come now: switched-off, vacation, or
    bounce and complaint where mails to the address came back or were not wanted."""

    email: str
    locale: str
    zone: str
    quiet: QuietHours
    half_hour: HalfHour
    since: datetime
    refuses: str | None

    def is_quiet(self, now: datetime) -> bool:
        """Whether it is quiet where they are."""
        return self.quiet.quiet_at(now, self.zone)


async def receiver_of(work: Work, owner_id: UUID, kind: str) -> Receiver | None:
    """The receiver; None for an account that is ending or has no address."""
    row = await work.fetchrow(RECEIVER, owner_id=owner_id, kind=kind)
    if row is None or row["email"] is None:
        return None
    refuses = "switched-off" if row["switched_off"] else None
    if row["vacation_until"] is not None and row["vacation_until"] > work.now:
        refuses = refuses or "vacation"
    refuses = refuses or row["stopped"]
    return Receiver(
        email=cast(str, row["email"]),
        locale=row["locale"],
        zone=row["time_zone"],
        quiet=QuietHours(row["quiet_start"], row["quiet_end"]),
        half_hour=HalfHour(frozenset(row["half_hour_days"]), row["half_hour_time"]),
        since=row["created_at"],
        refuses=refuses,
    )
