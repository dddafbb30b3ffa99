"""When whom is told: a quarter of an hour at a time, over two weeks. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Final, TypeVar

from api.localtime import HalfHour

WEEKS: Final = timedelta(days=14)
MINUTES: Final = 5
"""About how long one takes: the draft is there."""
AT_A_TIME: Final = 3
"""15 minutes."""

One = TypeVar("One")


def half_hours(half_hour: HalfHour, today: date) -> list[date]:
    """The person's half hours of the next two weeks, from tomorrow on; every day where there are
    none."""
    days = [today + timedelta(days=n) for n in range(1, WEEKS.days + 1)]
    return [day for day in days if half_hour.is_on(day)] or days


def spread(people: Sequence[One], days: Sequence[date]) -> dict[One, date]:
    """A day for each of them in their order: three at a time, on days that lie evenly; more at a time
    only where the days do not suffice.

    >>> from datetime import date
    >>> days = [date(2026, 3, day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    >>> [day.day for day in spread("abcdefg", days).values()]
    [2, 2, 2, 5, 5, 5, 10]
    """
    if not people:
        return {}
    at_a_time = max(AT_A_TIME, -(-len(people) // len(days)))
    sittings = list(_by(people, at_a_time))
    return {
        one: days[place * len(days) // len(sittings)]
        for place, sitting in enumerate(sittings)
        for one in sitting
    }


def _by(people: Sequence[One], count: int) -> Iterator[tuple[One, ...]]:
    left = iter(people)
    while sitting := tuple(islice(left, count)):
        yield sitting
