"""How often something came up over time: before a month and since, with the number of talks. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

TALKS: Final = 8
"""Talks in which anything was heard, from which on one can speak of a time before and since."""
EACH: Final = 3
"""So many of them lie on either side."""
CAME_UP: Final = 3
"""Talks in which it came up: of less there is nothing to say."""


class Trend(msgspec.Struct, frozen=True):
    """It came up in `before` of `talks_before` talks before the month that begins on `since`, and in
    `after` of `talks_after` since. Counts, no verdict: talks are few."""

    since: date
    before: int
    talks_before: int
    after: int
    talks_after: int


def trend(talks: Mapping[UUID, date], came_up: Collection[UUID]) -> Trend | None:
    """What there is to say of something that came up in these of all `talks` (by their local days);
    None while they are too few.

    The month is the one that parts the talks most evenly, of two the later; so it is the same for
    whatever came up in them.

    >>> days = [(1, 10), (1, 20), (2, 9), (4, 1), (4, 3), (4, 20), (5, 2), (5, 9)]
    >>> talks = {UUID(int=n): date(2026, *day) for n, day in enumerate(days)}
    >>> trend(talks, {UUID(int=n) for n in (0, 2, 3, 4, 6, 7)})
    Trend(since=datetime.date(2026, 4, 1), before=2, talks_before=3, after=4, talks_after=5)
    >>> trend(talks, {UUID(int=1), UUID(int=7)}) is None
    True
    """
    days = sorted(talks.values())
    spoken = [talks[one] for one in set(came_up) if one in talks]
    if len(days) < TALKS or len(spoken) < CAME_UP:
        return None
    months = sorted({day.replace(day=1) for day in days})
    since = max(months, key=lambda month: (_smaller_part(days, month), month))
    if _smaller_part(days, since) < EACH:
        return None
    earlier, before = _before(days, since), _before(spoken, since)
    return Trend(since, before, earlier, len(spoken) - before, len(days) - earlier)


def _before(days: Collection[date], month: date) -> int:
    return sum(day < month for day in days)


def _smaller_part(days: Collection[date], month: date) -> int:
    before = _before(days, month)
    return min(before, len(days) - before)
