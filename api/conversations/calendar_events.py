"""An event of a calendar file: from its lines to the instants at which somebody is busy by it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from api.conversations.calendar_lines import Component, Property
from api.conversations.calendar_repeats import EACH_FOUND, Effort, starts
from api.conversations.calendar_rules import read_rule
from api.conversations.calendar_zones import Instant, Zones, in_utc, read_time

Span = tuple[datetime, datetime]
"""From an instant up to another."""

_DURATION: Final = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
_DAY: Final = timedelta(days=1)
_EDGE: Final = timedelta(days=2)
"""No two walls are further apart."""
_FREE: Final = frozenset({"FREE", "WORKINGELSEWHERE"})


class Time(msgspec.Struct, frozen=True, gc=False):
    """A time on a wall, and which wall: `zone` None is the person's own (whole days, floating
    times), `UTC` is UTC."""

    local: datetime
    whole_day: bool
    zone: str | None

    def instant(self, zones: Zones) -> datetime:
        """The instant that is meant."""
        return _on_wall(self.zone, zones)(self.local)


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One VEVENT. `length` is None where it was said by `end`; `free` that nobody is busy by it;
    `replaces` is the time of the repeating event that this one stands for."""

    uid: str
    sequence: int
    start: Time
    end: Time | None
    length: tuple[int, timedelta] | None
    rules: tuple[str, ...]
    without_rules: tuple[str, ...]
    dates: tuple[Property, ...]
    without: tuple[Property, ...]
    replaces: Time | None
    and_later: bool
    free: bool
    cancelled: bool

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rules or self.dates)


def read_event(component: Component, email: str) -> Event:
    """An event from its lines. `email` is the person's own: what they declined leaves them free.
    Raises ValueError for one that says no time that can be read."""
    begins, ends = component.first("DTSTART"), component.first("DTEND")
    length, replaces = component.first("DURATION"), component.first("RECURRENCE-ID")
    if begins is None:
        raise ValueError("an event begins at some time")
    status = _said(component, "STATUS")
    sequence = _said(component, "SEQUENCE")
    return Event(
        uid=_said(component, "UID", capitals=False),
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,
        start=read_moment(begins),
        end=read_moment(ends) if ends else None,
        length=read_length(length.value) if length and not ends else None,
        rules=tuple(one.value for one in component.every("RRULE")),
        without_rules=tuple(one.value for one in component.every("EXRULE")),
        dates=tuple(component.every("RDATE")),
        without=tuple(component.every("EXDATE")),
        replaces=read_moment(replaces) if replaces else None,
        and_later=replaces is not None and replaces.parameters.get("RANGE") == "THISANDFUTURE",
        free=_is_free(component, email),
        cancelled=status == "CANCELLED",
    )


def _said(component: Component, name: str, *, capitals: bool = True) -> str:
    one = component.first(name)
    value = one.value if one else ""
    return value.upper() if capitals else value


def _is_free(component: Component, email: str) -> bool:
    if _said(component, "TRANSP") == "TRANSPARENT":
        return True
    if _said(component, "X-MICROSOFT-CDO-BUSYSTATUS") in _FREE:
        return True
    own = f"mailto:{email}".lower()
    return any(
        one.parameters.get("PARTSTAT", "").upper() == "DECLINED" and one.value.lower() == own
        for one in component.every("ATTENDEE")
    )


def read_moment(line: Property) -> Time:
    """A date or time from its line. Raises ValueError."""
    local, whole_day, utc = read_time(line.value)
    if whole_day:
        return Time(local, True, None)
    return Time(local, False, "UTC" if utc else line.parameters.get("TZID"))


def read_length(text: str) -> tuple[int, timedelta]:
    """A duration: days on the wall, and exact time. Raises ValueError."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or found[1] == "-":
        raise ValueError(f"{text[:40]!r} is no length")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return weeks * 7 + days, timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _on_wall(zone: str | None, zones: Zones) -> Instant:
    if zone is None:
        return zones.own
    return in_utc if zone == "UTC" else zones.named(zone)


def span_at(event: Event, local: datetime, zones: Zones) -> Span:
    """When somebody is busy by an event that begins at `local` on its wall; empty for a moment."""
    instant = _on_wall(event.start.zone, zones)
    begins = instant(local)
    if event.length is not None:
        days, exact = event.length
        return begins, instant(local + _DAY * days) + exact
    if event.end is None:
        return begins, instant(local + _DAY) if event.start.whole_day else begins
    if event.start.whole_day:
        days = max((event.end.local - event.start.local).days, 1)
        return begins, instant(local + _DAY * days)
    return begins, begins + (event.end.instant(zones) - event.start.instant(zones))


def local_starts(
    event: Event, zones: Zones, window: tuple[datetime, datetime], effort: Effort
) -> Iterator[datetime]:
    """When an event begins on its wall, each time that may touch the window (walls of UTC), without
    its exceptions. Raises TooMuch, ValueError."""
    begins, ends = span_at(event, event.start.local, zones)
    after, before = window[0] - _EDGE - (ends - begins), window[1] + _EDGE
    left_out, days_left_out = _exceptions(event, zones, effort)
    for text in event.without_rules:
        left_out |= {
            _on_wall(event.start.zone, zones)(at)
            for at in _by_rule(event, text, zones, (after, before), effort)
        }
    instant = _on_wall(event.start.zone, zones)
    seen: set[datetime] = set()
    for at in _all_starts(event, zones, (after, before), effort):
        if at in seen or at.date() in days_left_out or instant(at) in left_out:
            continue
        seen.add(at)
        yield at


def _all_starts(
    event: Event, zones: Zones, window: tuple[datetime, datetime], effort: Effort
) -> Iterator[datetime]:
    if not event.rules:
        yield event.start.local
    for text in event.rules:
        yield from _by_rule(event, text, zones, window, effort)
    for line in event.dates:
        if line.parameters.get("VALUE") == "PERIOD":
            continue  # these say their own ends: `extra_spans`
        for one in line.value.split(","):
            effort.spend(EACH_FOUND)
            yield read_time(one)[0]


def _by_rule(
    event: Event, text: str, zones: Zones, window: tuple[datetime, datetime], effort: Effort
) -> Iterator[datetime]:
    rule = read_rule(text)
    last, last_is_day, _ = read_time(rule.until) if rule.until else (None, False, False)
    by_day = last is not None and (last_is_day or event.start.whole_day)
    instant = _on_wall(event.start.zone, zones)
    # UNTIL is UTC where the event has a zone; without the Z it is the event's own wall.
    until = None
    if rule.until and last is not None and not by_day:
        until = in_utc(last) if rule.until.endswith("Z") else instant(last)
    after, before = window
    for at in starts(rule, event.start.local, after=after, before=before, effort=effort):
        if by_day and last is not None and at.date() > last.date():
            return
        if until is not None and instant(at) > until:
            return
        yield at


def _exceptions(event: Event, zones: Zones, effort: Effort) -> tuple[set[datetime], set[date]]:
    """Instants, and for exceptions that name whole days, dates."""
    instants: set[datetime] = set()
    days: set[date] = set()
    for line in event.without:
        for one in line.value.split(","):
            effort.spend()
            time = read_moment(line._replace(value=one))
            if time.whole_day:
                days.add(time.local.date())
            else:
                instants.add(time.instant(zones))
    return instants, days


def extra_spans(event: Event, zones: Zones, effort: Effort) -> Iterator[Span]:
    """The times of RDATE that say their own ends. Raises TooMuch, ValueError."""
    for line in event.dates:
        if line.parameters.get("VALUE") == "PERIOD":
            yield from periods(line, zones, effort)


def periods(line: Property, zones: Zones, effort: Effort) -> Iterator[Span]:
    """Stretches of time: from a beginning to an end, or of a length. Raises TooMuch, ValueError."""
    for one in line.value.split(","):
        effort.spend(EACH_FOUND)
        first, _, last = one.partition("/")
        begins = read_moment(line._replace(value=first)).instant(zones)
        if last.upper().lstrip("+").startswith("P"):
            days, exact = read_length(last)
            yield begins, begins + _DAY * days + exact
        else:
            yield begins, read_moment(line._replace(value=last)).instant(zones)
