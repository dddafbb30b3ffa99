"""Which time a digest looks back on, and the times before that it is compared with. Pure."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal

import msgspec

from api.localtime import local_time, to_utc

Period = Literal["week", "month", "goal"]
Ending = Literal["reached", "given_up"]
"""How a goal ended."""

WEEKS: Final = 8
"""A week is told beside the seven before it (DOMAIN.md section 7, rhythm)."""
MONTHS: Final = 6
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=256)
def _as_array(instants: tuple[datetime, ...]) -> str:
    return "{" + ",".join(at.isoformat() for at in instants) + "}"


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The time a digest looks back on: the last two of `edges`, instants in order; those before
    bound what it is compared with. `begins` and `ends` are its first and last local date."""

    period: Period
    begins: date
    ends: date
    edges: list[datetime]

    @property
    def as_array(self) -> str:
        """The edges as PostgreSQL writes an array of instants."""
        return _as_array(tuple(self.edges))

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in the time that is looked back on."""
        return self.edges[-2] <= at < self.edges[-1]


# Everybody of a zone whose half hour is the same has the same week: it is computed once for them.
@lru_cache(maxsize=256)
def week_before(due_at: datetime, zone: str) -> Span:
    """The seven days that end at somebody's half hour.

    By the clock on the wall: where clocks change within it is an hour shorter or longer, and one
    week begins where the other ended.
    """
    wall = local_time(due_at, zone)
    walls = [wall - back * _WEEK for back in range(WEEKS, -1, -1)]
    return Span(
        period="week",
        begins=walls[-2].date(),
        ends=wall.date(),
        edges=[to_utc(one, zone) for one in walls],
    )


@lru_cache(maxsize=256)
def month_before(due_at: datetime, zone: str) -> Span:
    """The calendar month before the one in which an instant lies on the wall."""
    first = local_time(due_at, zone).date().replace(day=1)
    firsts = [first]
    for _ in range(MONTHS):
        firsts.insert(0, (firsts[0] - _DAY).replace(day=1))
    return Span(
        period="month",
        begins=firsts[-2],
        ends=first - _DAY,
        edges=[to_utc(datetime.combine(one, time()), zone) for one in firsts],
    )


def all_the_way(began: datetime, ended: datetime, zone: str) -> Span:
    """From the beginning of something to its end, compared with nothing."""
    return Span(
        period="goal",
        begins=local_time(began, zone).date(),
        ends=local_time(ended, zone).date(),
        edges=[began, ended],
    )


def first_of_month(due_at: datetime, zone: str) -> bool:
    """Whether the weekly digest that is due then is the first of its month: it looks back over the
    month before. A week earlier was another month."""
    return local_time(due_at, zone).day <= _WEEK.days
