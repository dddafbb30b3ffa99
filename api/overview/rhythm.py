"""In how many of the last eight weeks something was done: a pause breaks nothing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import msgspec

WEEKS: Final = 8
"""DOMAIN.md section 7: weeks with at least one step, of the last 8."""

STEPS: Final = frozenset(
    {
        "thread.asked",
        "thread.moved",
        "thread.scheduled",
        "conversation.held",
        "thanks.sent",
        "promise.kept",
        "advice.done",
        "advice.told",
        "introduction.told",
    }
)
"""Events that are a person's own step on the way. An answer is somebody else's, a card that was
added or put right is none, and what a clock did is nobody's."""


class Week(msgspec.Struct, frozen=True):
    """A week by the Monday it begins on, and how many steps there were in it."""

    begins: date
    steps: int


def weeks_of(days: Iterable[date], today: date) -> list[Week]:
    """The last eight weeks, the oldest first, the present one included, from the days of steps."""
    counted = Counter(_monday(day) for day in days)
    present = _monday(today)
    return [
        Week(begins, counted[begins])
        for begins in (present - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1))
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
