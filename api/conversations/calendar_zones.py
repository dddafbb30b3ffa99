"""The time zones that calendar files name: IANA's, Windows', and those that a file defines itself."""

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from api.conversations.calendar_lines import Component
from api.conversations.calendar_repeats import Effort, TooMuch, starts
from api.conversations.calendar_rules import read_rule
from api.localtime import is_zone, to_utc

Instant = Callable[[datetime], datetime]
"""From a time on a wall to the instant, of one zone."""

_TIME: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?")
_OFFSET: Final = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_YEARS: Final = range(1601, 2200)
"""Windows lets its zones begin in 1601."""
_MARGIN: Final = timedelta(days=500)


def read_time(text: str) -> tuple[datetime, bool, bool]:
    """A date or time as it is written; whether it is a whole day; whether it is UTC. Raises
    ValueError."""
    found = _TIME.fullmatch(text.strip().upper())
    if found is None or int(found[1]) not in _YEARS:
        raise ValueError(f"{text[:40]!r} is no time")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    # A leap second counts as the one before it.
    return (
        datetime(year, month, day, hour, minute, min(second, 59)),  # noqa: DTZ001 - on a wall
        found[4] is None,
        found[7] is not None,
    )


def in_utc(local: datetime) -> datetime:
    """A time that is written in UTC, as an instant."""
    return local.replace(tzinfo=UTC)


class Zones:
    """What a file calls its zones. Times without one, and unknown names, are in `own`."""

    def __init__(self, own: str, window: tuple[datetime, datetime], effort: Effort) -> None:
        self.unknown: set[str] = set()
        self._own = _of_name(own)
        self._window, self._effort = window, effort
        self._defined: dict[str, Component] = {}
        self._known: dict[str, Instant] = {}

    def learn(self, zone: Component) -> None:
        """Keep a zone that the file defines."""
        name = zone.first("TZID")
        if name is not None:
            self._defined[name.value] = zone

    def own(self, local: datetime) -> datetime:
        """The instant of a time on the person's own wall."""
        return self._own(local)

    def named(self, name: str) -> Instant:
        """The zone of a name: IANA's, the end of a path that ends in one, Windows', the file's own."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Instant:
        known = iana_name(name)
        if known is not None:
            return _of_name(known)
        zone = self._defined.get(name)
        if zone is not None:
            location = zone.first("X-LIC-LOCATION")
            known = iana_name(location.value) if location else None
            if known is not None:
                return _of_name(known)
            defined = _defined(zone, self._window, self._effort)
            if defined is not None:
                return defined
        self.unknown.add(name)
        return self._own


def iana_name(name: str) -> str | None:
    """The IANA name that a calendar program's name of a zone stands for, if it is a known one."""
    name = name.strip()
    if is_zone(name):
        return name
    # Evolution and Mozilla write /freeassociation.sourceforge.net/Europe/London and the like.
    parts = name.split("/")
    for length in (3, 2):
        if len(parts) > length and is_zone("/".join(parts[-length:])):
            return "/".join(parts[-length:])
    from babel.core import get_global

    windows = get_global("windows_zone_mapping").get(name)
    return windows if windows is not None and is_zone(windows) else None


def _of_name(name: str) -> Instant:
    return lambda local: to_utc(local, name)


def _defined(zone: Component, window: tuple[datetime, datetime], effort: Effort) -> Instant | None:
    """A zone from its STANDARD and DAYLIGHT parts, around the window; None when they say nothing."""
    changes: list[tuple[datetime, timedelta]] = []
    earliest: timedelta | None = None
    for part in zone.inside:
        try:
            changes += _changes(part, window, effort)
            before = part.first("TZOFFSETFROM")
            if earliest is None and before is not None:
                earliest = _offset(before.value)
        except (ValueError, TooMuch):
            continue
    if not changes:
        return None
    changes.sort()
    begins = [at for at, _ in changes]
    first = earliest if earliest is not None else changes[0][1]

    def instant(local: datetime) -> datetime:
        at = bisect_right(begins, local)
        return (local - (changes[at - 1][1] if at else first)).replace(tzinfo=UTC)

    return instant


def _changes(
    part: Component, window: tuple[datetime, datetime], effort: Effort
) -> list[tuple[datetime, timedelta]]:
    """When this part of a zone begins to hold (on the wall before), and how far it is from UTC."""
    begins, to = part.first("DTSTART"), part.first("TZOFFSETTO")
    if begins is None or to is None:
        raise ValueError("a part of a zone says from when and how far")
    first, _, _ = read_time(begins.value)
    offset = _offset(to.value)
    found = [first]
    for rule in part.every("RRULE"):
        read = read_rule(rule.value)
        until = read_time(read.until)[0] if read.until else None
        after, before = window[0] - _MARGIN, window[1] + _MARGIN
        times = starts(read, first, after=after, before=before, effort=effort)
        found += [at for at in times if until is None or at <= until]
    for dates in part.every("RDATE"):
        found += [read_time(one)[0] for one in dates.value.split(",")]
    return [(at, offset) for at in found]


def _offset(text: str) -> timedelta:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text[:40]!r} is no distance from UTC")
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    ahead = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -ahead if found[1] == "-" else ahead
