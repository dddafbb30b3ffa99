"""What the routes of offered times take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.conversations.schemas import Medium, Place, Zone
from api.threads.schemas import Whom

Minutes = Annotated[int, Meta(ge=10, le=180)]
DayPart = Literal["morning", "afternoon"]
ZoneFrom = Literal["contact", "country", "own"]
"""How their zone is known: it was said, it follows from their country, or the person's own stands in."""


class Suggested(msgspec.Struct, frozen=True):
    """A time that both may have. `day_part` is theirs."""

    starts_at: datetime
    ends_at: datetime
    day_part: DayPart


class LookedAt(msgspec.Struct, frozen=True):
    """What besides own talks was asked whether a time is free: calendars, and the day on which the
    oldest of them was brought."""

    calendars: int
    oldest_at: datetime | None


class TimesRead(msgspec.Struct, frozen=True):
    """Times to offer, as a sentence in their zone and one by one. `scarce` says why there are none:
    your waking hours and their working hours do not meet, or everything is taken."""

    thread_id: UUID
    contact: Whom
    zone: str
    zone_from: ZoneFrom
    minutes: int
    items: list[Suggested]
    text: str
    scarce: Literal["hours", "taken"] | None
    looked_at: LookedAt


class SlotWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time that is offered, under an id of the client's making; a talk that comes of it has it."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


class OfferWrite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Times that are offered to somebody. `zone` is the one they are written in; with `message_id`
    they are held from when that message is marked as sent, with `sent` from now on."""

    id: UUID
    thread_id: UUID
    zone: Zone
    slots: Annotated[list[SlotWrite], Meta(min_length=1, max_length=5)]
    medium: Medium = "phone"
    place: Place = ""
    message_id: UUID | None = None
    sent: bool = False


class OfferSent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the times were sent: now, unless said."""

    at: datetime | None = None


class SlotTaken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the times they took; how and where, if that is another way than was offered."""

    slot_id: UUID
    medium: Medium | None = None
    place: Place | None = None


class SlotRead(msgspec.Struct, frozen=True):
    """One of the offered times."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


class OfferRead(msgspec.Struct, frozen=True):
    """Offered times. `held`: they are kept free until `held_until` (12 hours before the first) or
    an answer; `released`: no longer, though one can still be taken while `open`; `taken`: the talk
    is `taken_slot_id`. `text` is the sentence that offers them."""

    id: UUID
    thread_id: UUID
    contact: Whom
    state: Literal["draft", "held", "released", "taken"]
    open: bool
    zone: str
    medium: Medium
    place: str
    message_id: UUID | None
    sent_at: datetime | None
    held_until: datetime
    taken_slot_id: UUID | None
    slots: list[SlotRead]
    text: str
    version: int
    created_at: datetime


class OfferPage(msgspec.Struct, frozen=True):
    """Offers, the latest first."""

    items: list[OfferRead]
    next_cursor: str | None
