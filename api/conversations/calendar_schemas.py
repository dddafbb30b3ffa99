"""What the routes of calendars give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

State = Literal["reading", "ready", "failed"]


class CalendarRead(msgspec.Struct, frozen=True):
    """A calendar that was brought. Known are only `spans` in which you are busy, up to
    `read_until`; of `events` in the file, `left_out` could not be followed. Times under
    `unknown_zones` were read as being in your own zone."""

    id: UUID
    name: str
    state: State
    problem: str | None
    brought_at: datetime
    read_until: datetime | None
    events: int
    spans: int
    left_out: int
    unknown_zones: list[str]
    version: int
    created_at: datetime


class CalendarPage(msgspec.Struct, frozen=True):
    """Calendars, the latest first."""

    items: list[CalendarRead]
    next_cursor: str | None
