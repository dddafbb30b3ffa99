"""What recurs, found out the slow way: UTC is walked minute by minute, and the clock on the wall read.

Nothing of the product is used here. The wall is only ever read from an instant, which is the
direction that is never ambiguous.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)

Names = Callable[[date], str]


@dataclass(frozen=True)
class Settings:
    """Where somebody lives, and when their half hour is, from an instant on."""

    since: datetime
    zone: str
    days: frozenset[int]
    at: time


def by_day(day: date) -> str:
    """A message a day."""
    return f"{day:%Y-%m-%d}"


def by_week(day: date) -> str:
    """A message a week, named by its Monday: walked back to day by day."""
    while day.isoweekday() != 1:
        day = date.fromordinal(day.toordinal() - 1)
    return f"{day:%Y-%m-%d}"


def minutes(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Every whole minute from `begin` up to `end`, both whole minutes of UTC."""
    at = begin
    while at < end:
        yield at
        at += MINUTE


@dataclass(frozen=True)
class Walk:
    """A walk through some time of a zone: when each minute of a day was shown, and every jump of the
    wall (the last wall time before it, the first one after it, the instant of that)."""

    shown: dict[tuple[int, int], list[tuple[date, datetime]]]
    jumps: list[tuple[datetime, datetime, datetime]]


@lru_cache(maxsize=256)
def walk(zone: str, begin: datetime, end: datetime) -> Walk:
    """Walk it."""
    place = ZoneInfo(zone)
    shown: dict[tuple[int, int], list[tuple[date, datetime]]] = defaultdict(list)
    jumps: list[tuple[datetime, datetime, datetime]] = []
    before = (begin - MINUTE).astimezone(place).replace(tzinfo=None)
    for moment in minutes(begin, end):
        wall = moment.astimezone(place).replace(tzinfo=None)
        shown[wall.hour, wall.minute].append((wall.date(), moment))
        if wall - before > MINUTE:
            jumps.append((before, wall, moment))
        before = wall
    return Walk(shown, jumps)


def half_hours(zone: str, at: time, begin: datetime, end: datetime) -> list[tuple[date, datetime]]:
    """Every date whose half hour comes between, and its instant.

    The first minute at which the wall shows it. Where the wall jumps over it, as long after the jump
    as it lies behind the beginning of what is skipped; in the last minute before the jump where that
    would be another date.
    """
    walked, place = walk(zone, begin, end), ZoneInfo(zone)
    first: dict[date, datetime] = {}
    for day, moment in walked.shown[at.hour, at.minute]:
        first.setdefault(day, moment)
    for before, wall, moment in walked.jumps:
        skipped = before + MINUTE
        for day in {skipped.date(), wall.date()}:
            meant = datetime.combine(day, at)
            if not skipped <= meant < wall:
                continue
            moved = moment + (meant - skipped)
            if moved.astimezone(place).date() == day:
                first.setdefault(day, moved)
            elif before.date() == day:
                first.setdefault(day, moment - MINUTE)
    return sorted(first.items(), key=lambda one: one[1])


def ought(
    life: Sequence[Settings], names: Names, begin: datetime, end: datetime
) -> list[tuple[str, datetime]]:
    """The messages of a life between: at each half hour that comes while its settings hold, unless
    its name, or a later one, was used before."""
    due: list[tuple[datetime, str]] = []
    for place, now in enumerate(life):
        until = life[place + 1].since if place + 1 < len(life) else end
        # A little more than a day before: what a jump moved forward may have been meant before.
        for day, moment in half_hours(now.zone, now.at, begin - timedelta(days=2), end):
            if day.isoweekday() in now.days and now.since < moment <= until:
                due.append((moment, names(day)))
    sent: list[tuple[str, datetime]] = []
    for moment, name in sorted(due):
        if begin <= moment < end and all(name > earlier for earlier, _ in sent):
            sent.append((name, moment))
    return sent


def quiet_minutes(start: time, end: time) -> set[int]:
    """The minutes of a day in which it is quiet, walked from the beginning to the end of it."""
    found: set[int] = set()
    minute, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    while minute != last:
        found.add(minute)
        minute = (minute + 1) % 1440
    return found


def is_quiet(moment: datetime, zone: str, quiet: set[int]) -> bool:
    """Whether the wall shows a quiet minute."""
    wall = moment.astimezone(ZoneInfo(zone))
    return wall.hour * 60 + wall.minute in quiet


def first_awake(moment: datetime, zone: str, quiet: set[int]) -> datetime:
    """The first minute from here on that is not quiet."""
    while is_quiet(moment, zone, quiet):
        moment += MINUTE
    return moment


def last_awake(moment: datetime, zone: str, quiet: set[int]) -> datetime:
    """The last minute up to here that is not quiet."""
    while is_quiet(moment, zone, quiet):
        moment -= MINUTE
    return moment
