"""From a calendar file to the spans in which somebody is busy: nothing else of it stays."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final

import msgspec

from api.conversations.calendar_events import (
    Event,
    Span,
    Time,
    extra_spans,
    local_starts,
    periods,
    read_event,
    span_at,
)
from api.conversations.calendar_lines import Component, Property, components
from api.conversations.calendar_repeats import Effort, TooMuch
from api.conversations.calendar_zones import Zones

BEHIND: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=366)
"""How far ahead of the day a file is read its times are known: a calendar is brought again sooner."""
MOST_SPANS: Final = 20_000
"""Spans kept as they are: more than fifty a day. Above that, quarters of an hour are."""
MOST_READ: Final = 150_000
"""Events of a file that are looked at: a busy person has some 3,000 a year."""
MOST_EVENTS: Final = 50_000
"""Of these, how many may matter: those that repeat, and those of the year ahead."""
_EDGE: Final = timedelta(days=3)
_QUARTER: Final = timedelta(minutes=15)
_MINUTE: Final = timedelta(minutes=1)


class Busy(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says: disjoint spans in order, whole minutes; how many events were read, how many
    could not be, and which names of zones were not known."""

    spans: list[Span]
    from_: datetime
    until: datetime
    events: int
    left_out: int
    unknown_zones: list[str]


def busy_spans(source: BinaryIO, *, zone: str, email: str, now: datetime) -> Busy:
    """When somebody is busy by this file, from a day before `now` to a year ahead.

    `zone` is theirs, for whole days and times without a zone; `email` tells what they declined.
    Bounded in time and memory whatever the file says. Raises NotACalendar.
    """
    window = (now - BEHIND, now + AHEAD)
    wall = (window[0].replace(tzinfo=None), window[1].replace(tzinfo=None))
    reading = _Reading(email, Zones(zone, wall, Effort(rule=10_000)), wall)
    for component in components(source):
        if reading.is_full:
            reading.left_out += 1
            break
        reading.take(component)
    spans = _within(_merged(_minutes(reading.spans(), _MINUTE)), *window)
    if len(spans) > MOST_SPANS:
        spans = _within(_merged(_minutes(spans, _QUARTER)), *window)
    return Busy(
        spans=spans,
        from_=window[0],
        until=window[1],
        events=reading.events,
        left_out=reading.left_out,
        unknown_zones=sorted(reading.zones.unknown)[:10],
    )


class _Reading:
    """The events of a file that may matter: those that repeat, and those near the window."""

    def __init__(self, email: str, zones: Zones, wall: tuple[datetime, datetime]) -> None:
        self.zones = zones
        self.events = 0
        self.left_out = 0
        self._email = email
        self._wall = wall
        self._kept = 0
        self._single: list[Event] = []
        self._series: dict[str, list[Event]] = {}
        self._busy: list[Property] = []
        self._effort = Effort()

    @property
    def is_full(self) -> bool:
        """Whether no calendar of a person has as much: what follows is left."""
        return self.events >= MOST_READ or self._kept >= MOST_EVENTS

    def take(self, component: Component) -> None:
        """Keep of a component what may make somebody busy."""
        if component.kind == "VTIMEZONE":
            self.zones.learn(component)
        elif component.kind == "VFREEBUSY":
            self._busy += [
                line
                for line in component.every("FREEBUSY")
                if line.parameters.get("FBTYPE", "BUSY").upper() != "FREE"
            ]
        else:
            self.events += 1
            try:
                self._keep(read_event(component, self._email))
            except (ValueError, OverflowError):
                self.left_out += 1

    def _keep(self, event: Event) -> None:
        in_series = event.repeats or (event.replaces is not None and bool(event.uid))
        if not in_series and not self._is_near(event):
            return
        self._kept += 1
        if in_series:
            self._series.setdefault(event.uid or f"\0{self.events}", []).append(event)
        else:
            self._single.append(event)

    def _is_near(self, event: Event) -> bool:
        """Whether it may touch the window, wherever its wall stands."""
        begins = event.start.local
        if event.length is not None:
            ends = begins + timedelta(days=event.length[0] + 1) + event.length[1]
        else:
            ends = event.end.local if event.end else begins + timedelta(days=1)
        return begins <= self._wall[1] + _EDGE and ends >= self._wall[0] - _EDGE

    def spans(self) -> Iterator[Span]:
        """All spans, in no order; what can't be followed to its end is counted as left out."""
        for event in self._latest(self._single):
            if not event.free and not event.cancelled:
                yield from self._safely(self._once(event))
        for line in self._busy:
            yield from self._safely(self._periods(line))
        for events in self._series.values():
            yield from self._safely(self._series_spans(events))

    def _periods(self, line: Property) -> Iterator[Span]:
        self._effort.begin()
        yield from periods(line, self.zones, self._effort)

    def _once(self, event: Event) -> Iterator[Span]:
        yield span_at(event, event.start.local, self.zones)

    def _safely(self, spans: Iterator[Span]) -> Iterator[Span]:
        try:
            yield from spans
        except (ValueError, OverflowError, TooMuch):
            self.left_out += 1

    def _latest(self, events: Iterable[Event]) -> Iterable[Event]:
        """Of an event that is in the file twice under one name, the one that was changed last."""
        latest: dict[tuple[str, Time | None], Event] = {}
        for number, event in enumerate(events):
            name = (event.uid or f"\0{number}", event.replaces)
            there = latest.get(name)
            if there is None or event.sequence >= there.sequence:
                latest[name] = event
        return latest.values()

    def _series_spans(self, events: list[Event]) -> Iterator[Span]:
        self._effort.begin()
        latest = list(self._latest(events))
        replacing = [event for event in latest if event.replaces is not None]
        for event in replacing:
            if not (event.free or event.cancelled):
                yield span_at(event, event.start.local, self.zones)
        instead: dict[datetime, Event] = {}
        days = set()
        for event in replacing:
            assert event.replaces is not None
            instead[event.replaces.instant(self.zones)] = event
            if event.replaces.whole_day:
                days.add(event.replaces.local.date())
        later = sorted(at for at, event in instead.items() if event.and_later)
        for event in latest:
            if event.replaces is not None or event.cancelled:
                continue
            if not event.free:
                yield from extra_spans(event, self.zones, self._effort)
            for local in local_starts(event, self.zones, self._wall, self._effort):
                begins, ends = span_at(event, local, self.zones)
                if begins in instead or local.date() in days:
                    continue
                changed = bisect_right(later, begins)
                if changed:
                    yield from self._moved(instead[later[changed - 1]], begins)
                elif not event.free:
                    yield begins, ends

    def _moved(self, changed: Event, begins: datetime) -> Iterator[Span]:
        """A later time of a series that was changed from some time on."""
        if changed.free or changed.cancelled or changed.replaces is None:
            return
        first, last = span_at(changed, changed.start.local, self.zones)
        begins += first - changed.replaces.instant(self.zones)
        yield begins, begins + (last - first)


def _minutes(spans: Iterable[Span], step: timedelta) -> Iterator[Span]:
    """Spans widened to whole steps; a moment makes nobody busy."""
    for begins, ends in spans:
        if ends > begins:
            yield _floor(begins, step), _floor(ends + step - timedelta.resolution, step)


def _floor(at: datetime, step: timedelta) -> datetime:
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (at - midnight) // step * step


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Disjoint spans in order: those that touch are one."""
    open_: Span | None = None
    for begins, ends in sorted(spans):
        if open_ is not None and begins <= open_[1]:
            open_ = (open_[0], max(open_[1], ends))
            continue
        if open_ is not None:
            yield open_
        open_ = (begins, ends)
    if open_ is not None:
        yield open_


def _within(spans: Iterable[Span], first: datetime, last: datetime) -> list[Span]:
    return [
        (max(begins, first), min(ends, last))
        for begins, ends in spans
        if begins < last and ends > first
    ]
