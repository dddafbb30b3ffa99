"""Times to offer to somebody: what is known of both, and what follows from it."""

from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, func, select

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.conversations.busy import busy_between
from api.conversations.calendar_models import Calendar
from api.conversations.planning import FURTHEST
from api.conversations.slot_choice import Around, choose, hours_meet
from api.conversations.slot_schemas import LookedAt, TimesRead
from api.conversations.slot_words import sentence
from api.conversations.their_zone import TheirZone, their_zone
from api.database import Work, hot
from api.errors import InvalidInput, NotFound
from api.localtime import BusinessCalendar, QuietHours, country_code
from api.threads.models import Thread
from api.threads.schemas import Whom

LOOKS: Final = timedelta(days=75)
"""No twenty business days are longer, Christmas and the weeks of other calendars included."""

_CALENDARS: Final = select(Calendar.id).where(
    Calendar.owner_id == Thread.owner_id,
    Calendar.deleted_at.is_(None),
    Calendar.state == "ready",
)
FACTS: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.country,
        Contact.time_zone.label("their_zone"),
        Profile.time_zone,
        Profile.country.label("own_country"),
        Profile.quiet_start,
        Profile.quiet_end,
        _CALENDARS.with_only_columns(func.count())
        .correlate(Thread)
        .scalar_subquery()
        .label("calendars"),
        _CALENDARS.with_only_columns(func.min(Calendar.brought_at))
        .correlate(Thread)
        .scalar_subquery()
        .label("oldest_at"),
    )
    .select_from(Thread)
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .join(Profile, Profile.owner_id == Thread.owner_id)
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
        Contact.deleted_at.is_(None),
    )
)


async def suggest_times(
    work: Work, thread_id: UUID, *, minutes: int, after: date | None
) -> TimesRead:
    """Three times to offer in a thread, and the sentence that offers them; others than those up to
    the day `after`. Two statements. Raises NotFound, and InvalidInput for a day out of reach."""
    if after is not None and abs(after - work.now.date()) > FURTHEST:
        raise InvalidInput.field("query.after", "too-far", "Pick a day within two years.")
    row = await work.fetchrow(FACTS, owner_id=work.subject.person_id, thread_id=thread_id)
    if row is None:
        raise NotFound()
    zone = their_zone(row["their_zone"], row["country"], row["time_zone"])
    around = await _around(work, row, zone, thread_id, after)
    items = choose(around, work.now, minutes=minutes, after=after)
    scarce: Literal["hours", "taken"] | None = None
    if not items:
        scarce = "taken" if hours_meet(around, work.now, minutes=minutes) else "hours"
    return TimesRead(
        thread_id=thread_id,
        contact=Whom(id=row["id"], name=row["name"], first_name=row["given_name"] or row["name"]),
        zone=zone.name,
        zone_from=zone.known_from,
        minutes=minutes,
        items=items,
        text=sentence(
            [one.starts_at for one in items],
            zone=zone.name,
            own_zone=row["time_zone"],
            country=row["country"] or row["own_country"],
        ),
        scarce=scarce,
        looked_at=LookedAt(row["calendars"], row["oldest_at"]),
    )


async def _around(
    work: Work, row: asyncpg.Record, zone: TheirZone, thread_id: UUID, after: date | None
) -> Around:
    first = max(work.now, _midnight(after)) if after else work.now
    busy = await busy_between(work, first, first + LOOKS, besides=thread_id)
    return Around(
        their_zone=zone.name,
        their_days=BusinessCalendar(_country(row["country"] or row["own_country"])),
        own_zone=row["time_zone"],
        quiet=QuietHours(row["quiet_start"], row["quiet_end"]),
        busy=busy,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _country(said: str | None) -> str | None:
    try:
        return country_code(said) if said else None
    except ValueError:
        return None
