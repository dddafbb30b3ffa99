"""People's clocks and calendars: local time to UTC, quiet hours, half hours and business days.

Local → UTC happens here alone (ARCHITECTURE.md section 4): of a time that occurs twice the first is
meant, a time that a change of clocks skips moves forward by what was skipped. Weekdays are ISO
numbers, 1 = Monday … 7 = Sunday. Nothing here reads the clock.
"""

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import msgspec

MONDAY_TO_FRIDAY: Final = frozenset({1, 2, 3, 4, 5})
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When something is due, as it is stored beside its subject (ARCHITECTURE.md section 4).

    `due_local` is the wall-clock time meant in `due_zone`, `due_at` the instant (UTC) it came to
    when it was computed; rules compare `due_at` only.
    """

    due_local: datetime
    due_zone: str
    due_at: datetime


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    # These two depend on the machine or mean "not set"; nobody lives there.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ValueError for anything that is not one."""
    if name not in _zone_names():
        raise ValueError(f"{name!r} is not a time zone: use an IANA name such as Europe/London")
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a time zone."""
    return name in _zone_names()


def local_time(at: datetime, zone: str) -> datetime:
    """What the clock on the wall shows at an instant, without a zone. Raises ValueError."""
    return _aware(at).astimezone(zone_info(zone)).replace(tzinfo=None, fold=0)


def local_date(at: datetime, zone: str) -> date:
    """The date on the wall at an instant. Raises ValueError for a naive time or unknown zone."""
    return local_time(at, zone).date()


def days_until(at: datetime, now: datetime, zone: str) -> int:
    """How many midnights of `zone` lie between now and then: 0 today, 1 tomorrow, less in the past.
    Raises ValueError for a naive time or unknown zone."""
    return (local_date(at, zone) - local_date(now, zone)).days


def to_utc(local: datetime, zone: str) -> datetime:
    """The instant (UTC) at which the clock on the wall shows `local`.

    The first one if it is shown twice; moved forward by the length of the gap if it is never shown.
    Raises ValueError for a time that carries a zone, or an unknown zone.
    """
    if local.tzinfo is not None:
        raise ValueError("a local time carries no zone of its own")
    return local.replace(tzinfo=zone_info(zone), fold=0).astimezone(UTC)


def due_on(local: datetime, zone: str) -> Due:
    """Due at a time on the wall; it keeps that wall time when it is computed anew."""
    return Due(due_local=local, due_zone=zone, due_at=to_utc(local, zone))


def due_from(at: datetime, zone: str) -> Due:
    """Due at an instant, for clocks that run in hours from an event."""
    return Due(due_local=local_time(at, zone), due_zone=zone, due_at=at.astimezone(UTC))


def start_of(day: date, zone: str) -> Due:
    """Due on a day: from the moment that day begins on the wall."""
    return due_on(datetime.combine(day, time()), zone)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return at


def _weekdays(days: frozenset[int]) -> None:
    if not days or not days <= frozenset(range(1, 8)):
        raise ValueError("days are ISO weekdays, 1 (Monday) to 7 (Sunday), at least one")


def _wall_clock(*times: time) -> None:
    if any(at.tzinfo is not None or at.second or at.microsecond for at in times):
        raise ValueError("times of day are whole minutes without a zone")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which nothing interrupts (DOMAIN.md section 3, default 21:00–08:00).

    `start` is quiet, `end` no longer is; the same time twice means never quiet. Raises ValueError
    unless both are whole minutes.
    """

    start: time = time(21)
    end: time = time(8)

    def __post_init__(self) -> None:
        _wall_clock(self.start, self.end)

    def is_quiet(self, local: time) -> bool:
        """Whether a time on the wall lies in the quiet hours."""
        if self.start <= self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end

    def quiet_at(self, at: datetime, zone: str) -> bool:
        """Whether an instant lies in the quiet hours of somebody who lives in `zone`."""
        return self._quiet(_aware(at), zone_info(zone))

    def _quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        return self.is_quiet(at.astimezone(zone).time())

    def next_allowed(self, at: datetime, zone: str) -> datetime:
        """The first instant from `at` on that is not quiet (UTC): `at` itself when it is not."""
        moment, place = _aware(at).astimezone(UTC), zone_info(zone)
        if not self._quiet(moment, place):
            return moment
        # Minute by minute: at most a day of them, and right across every change of clocks.
        moment = moment.replace(second=0, microsecond=0)
        while self._quiet(moment, place):
            moment += _MINUTE
        return moment

    def last_waking_before(self, at: datetime, zone: str) -> datetime:
        """`at` when it is not quiet, else the beginning of the last waking hour before it (UTC).

        DOMAIN.md section 5: "at the last waking hour before it: moved earlier, never later". The
        hour's beginning, not its end, so that there is time to act and to deliver. A waking time of
        less than an hour counts from its beginning.
        """
        moment, place = _aware(at).astimezone(UTC), zone_info(zone)
        if not self._quiet(moment, place):
            return moment
        moment = moment.replace(second=0, microsecond=0)
        while self._quiet(moment, place):
            moment -= _MINUTE
        for _ in range(59):
            if self._quiet(moment - _MINUTE, place):
                break
            moment -= _MINUTE
        return moment

    def nearest(self, at: datetime, zone: str) -> datetime:
        """`at` when it is not quiet, else the nearest waking moment that keeps its date where there
        is one: the end of the quiet hours, or the last waking hour before them (UTC)."""
        after = self.next_allowed(at, zone)
        if local_date(after, zone) == local_date(at, zone):
            return after
        return self.last_waking_before(at, zone)


@dataclass(frozen=True, slots=True)
class HalfHour:
    """The days and time a person named as theirs (DOMAIN.md section 5, default weekdays 18:00).

    With the `calendar` of the person a public holiday on a day they work has none: it is a day off.
    Raises ValueError for no days, other numbers than ISO weekdays, or a time that is not a whole
    minute.
    """

    days: frozenset[int] = MONDAY_TO_FRIDAY
    at: time = time(18)
    calendar: "BusinessCalendar | None" = None

    def __post_init__(self) -> None:
        _weekdays(self.days)
        _wall_clock(self.at)

    def is_on(self, day: date) -> bool:
        """Whether this local date has a half hour."""
        return day.isoweekday() in self.days and not (
            self.calendar is not None and self.calendar.is_day_off(day)
        )

    def next_occurrence(self, after: datetime, zone: str) -> tuple[date, datetime]:
        """The next half hour strictly after an instant: its local date and its instant (UTC).

        Once for each named local date, whatever the clocks do. Where a gap would push it into the
        next date it comes in the last minute before the gap; a date that was never on the wall has
        none.
        """
        day = local_date(after, zone)
        while True:
            at = self._on(day, zone)
            if at is not None and at > after:
                return day, at
            day += _DAY

    def _on(self, day: date, zone: str) -> datetime | None:
        if not self.is_on(day):
            return None
        at = to_utc(datetime.combine(day, self.at), zone)
        if local_date(at, zone) == day:
            return at
        at = to_utc(datetime.combine(day + _DAY, time()), zone) - _MINUTE
        return at if local_date(at, zone) == day else None


@dataclass(frozen=True, slots=True)
class _CountryYear:
    holidays: frozenset[date]
    weekend: frozenset[int]
    made_up: frozenset[date]


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The countries (ISO 3166-1, two letters) whose public holidays are known."""
    # Imported late: it costs 0.2 s, which the start of the server need not pay.
    from holidays import list_supported_countries

    return frozenset(list_supported_countries(include_aliases=False))


def country_code(text: str) -> str:
    """A country code in capitals, known or not. Raises ValueError unless it is two letters."""
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError(f"{text!r} is not a country: use two letters such as GB (ISO 3166-1)")
    return text.upper()


@lru_cache(maxsize=1024)
def _country_year(country: str, year: int) -> _CountryYear:
    from holidays import country_holidays

    with warnings.catch_warnings():
        # Some countries warn that distant years are not announced; their fixed days still count.
        warnings.simplefilter("ignore")
        known = country_holidays(country, years=year, expand=False)
    return _CountryYear(
        holidays=frozenset(known),
        weekend=frozenset(day + 1 for day in known.weekend),
        made_up=frozenset(getattr(known, "weekend_workdays", ())),
    )


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The working days of a country, or of one person in it (DOMAIN.md section 5).

    Without `working_days` the working week is the country's own, with the weekend days it makes up
    for bridges. Without a country, or with one whose holidays are not known, Monday to Friday.
    National holidays only: regions are ignored. Raises ValueError for a malformed country or days.
    """

    country: str | None = None
    working_days: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.country is not None and country_code(self.country) != self.country:
            raise ValueError(f"country codes are capitals, not {self.country!r}")
        if self.working_days is not None:
            _weekdays(self.working_days)

    def is_business_day(self, day: date) -> bool:
        """Whether people work on this date."""
        if self.country not in countries():
            return day.isoweekday() in (self.working_days or MONDAY_TO_FRIDAY)
        year = _country_year(self.country, day.year)
        if self.working_days is not None:
            return day.isoweekday() in self.working_days and day not in year.holidays
        if day in year.made_up:
            return True
        return day.isoweekday() not in year.weekend and day not in year.holidays

    def is_day_off(self, day: date) -> bool:
        """Whether this date is a public holiday of a weekday on which people otherwise work."""
        if self.country not in countries():
            return False
        year = _country_year(self.country, day.year)
        works = (
            day.isoweekday() in self.working_days
            if self.working_days is not None
            else day.isoweekday() not in year.weekend
        )
        return works and day in year.holidays

    def add_business_days(self, day: date, n: int) -> date:
        """The n-th business day after a date, which itself does not count; n = 0 is the date.

        Raises ValueError for a negative n.
        """
        if n < 0:
            raise ValueError("business days are counted forward")
        while n:
            day += _DAY
            n -= self.is_business_day(day)
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """How many business days lie after `start` up to and including `end`.

        Raises ValueError when `end` lies before `start`.
        """
        if end < start:
            raise ValueError("business days are counted forward")
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_business_day, days))
