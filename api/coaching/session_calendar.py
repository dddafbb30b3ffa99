"""A session of a cohort as a calendar file: REQUEST while it stands, CANCEL once it does not."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy import select

from api.conversations.invitation import PRODUCT
from api.database import hot
from api.organizations.lists import ONE, ORGANIZATION
from api.organizations.models import Cohort, Programme
from api.organizations.session_models import Session

OF_STAFF: Final = hot(
    select(
        Session.id,
        Session.title,
        Session.agenda,
        Session.starts_at,
        Session.ends_at,
        Session.place,
        Session.cancelled_at,
        Session.created_at,
        Session.updated_at,
        Session.version,
        Programme.name.label("programme"),
        Cohort.name.label("cohort"),
    )
    .join(
        Cohort,
        (Cohort.organization_id == Session.organization_id) & (Cohort.id == Session.cohort_id),
    )
    .join(
        Programme,
        (Programme.organization_id == Cohort.organization_id)
        & (Programme.id == Cohort.programme_id),
    )
    .where(Session.organization_id == ORGANIZATION, Session.id == ONE)
)


def calendar_file(row: asyncpg.Record, now: datetime, public_url: str) -> bytes:
    """A session as iTIP (RFC 5546), the same for whoever coaches and whoever takes part: one UID always,
    and a SEQUENCE that every change counts up, so that it moves, and goes, wherever it was opened."""
    # Imported late: it costs 0.2 s, which the start of the server need not pay.
    from icalendar import Calendar, Event

    off = row["cancelled_at"] is not None
    event = Event()
    event.add("uid", uid_of(row, public_url))
    event.add("sequence", row["version"] - 1)
    event.add("dtstamp", _second(now))
    event.add("created", _second(row["created_at"]))
    event.add("last-modified", _second(row["updated_at"]))
    # In UTC each calendar shows it in its own zone, without a definition of ours that may be old.
    event.add("dtstart", _second(row["starts_at"]))
    event.add("dtend", _second(row["ends_at"]))
    event.add("summary", f"{row['title']} · {row['programme']}, {row['cohort']}")
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    if row["agenda"]:
        event.add("description", row["agenda"])
    if row["place"]:
        event.add("location", row["place"])
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if off else "REQUEST")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid_of(row: asyncpg.Record, public_url: str) -> str:
    """What calendars know a session by, for ever."""
    return f"session-{row['id']}@{urlsplit(public_url).hostname or 'askwell'}"


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
