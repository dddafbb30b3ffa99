"""When something that is put off comes back: one rule for the app and for links in mails. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from api.localtime import HalfHour, QuietHours, local_date, local_time, to_utc
from api.overview.schemas import ItemLater, Kind, LaterWhen

AFTER: Final[tuple[tuple[LaterWhen, timedelta], ...]] = (
    ("half_hour", timedelta(days=1)),
    ("week", timedelta(days=7)),
)
"""From which day on a half hour is looked for, counted from today."""
LEAD: Final = timedelta(hours=4)
"""So long before its time has run out something comes back that would come back too late; that of a
thank-you is its last call (DOMAIN.md section 5: +20 h)."""
SOONEST: Final = timedelta(hours=1)
"""What would come back within an hour is not put off."""
PASSES: Final[frozenset[Kind]] = frozenset(
    {"write_thanks", "did_you_talk", "prepare", "promise_mine"}
)
"""What has a last moment: its due time."""
NEVER: Final[frozenset[Kind]] = frozenset({"ask_first", "debrief", "date_soon"})
"""What belongs to this very hour."""


class Hours(msgspec.Struct, frozen=True):
    """The hours of a person: zone, half hour and quiet hours."""

    zone: str
    half_hour: HalfHour
    quiet: QuietHours

    def times(self, kind: Kind, due_at: datetime | None, now: datetime) -> list[ItemLater]:
        """When this may come back, the soonest first: at the next half hour of another day, and at
        the first one a week from now, never in quiet hours; what would be too late then, in time.
        Nothing for what can't be put off."""
        if kind in NEVER:
            return []
        last = due_at if kind in PASSES and due_at is not None and due_at > now else None
        found: list[ItemLater] = []
        for when, at in self._half_hours(now):
            if last is not None and at >= last:
                when, at = "in_time", self.quiet.last_waking_before(last - LEAD, self.zone)
            if at >= now + SOONEST and at not in [one.at for one in found]:
                found.append(ItemLater(when, at, local_time(at, self.zone)))
        return found

    def next_half_hour(self, after: datetime) -> tuple[date, datetime]:
        """The date and instant of the next half hour after an instant; one that lies in quiet hours
        comes at the nearest waking moment."""
        day, at = self.half_hour.next_occurrence(after, self.zone)
        while (awake := self.quiet.nearest(at, self.zone)) <= after:
            day, at = self.half_hour.next_occurrence(at, self.zone)
        return day, awake

    def _half_hours(self, now: datetime) -> Iterator[tuple[LaterWhen, datetime]]:
        today = local_date(now, self.zone)
        for when, days in AFTER:
            midnight = to_utc(datetime.combine(today + days, time()), self.zone)
            yield when, self.next_half_hour(midnight - timedelta(seconds=1))[1]
