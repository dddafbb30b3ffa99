"""A day as a plan: what comes first, what fits into the half hour, and what can wait. Pure."""

from collections.abc import Iterable
from datetime import datetime
from math import inf
from typing import Final

import msgspec

from api.overview.schemas import Kind, TodayItem

ORDER: Final[tuple[Kind, ...]] = (
    "ask_first",
    "write_thanks",
    "debrief",
    "did_you_talk",
    "date_soon",
    "prepare",
    "promise_mine",
    "find_time",
    "any_answers",
    "choose_time",
    "follow_up",
    "tell_introducer",
    "new_time",
    "plan_item",
    "tell_landed",
    "advice_told",
    "first_update",
    "finish_draft",
    "ask",
    "promise_theirs",
    "keep_in_touch",
    "goal_review",
    "token_ends",
    "second_person",
    "close",
    "keep_person",
    "sort",
)
"""The first ask stands alone. Thanks first; then what has a time; then what is owed and what brings the next talk nearer; what
others may have forgotten, ideas and endings last."""

HALF_HOUR: Final = 30
"""Minutes of a half hour (DOMAIN.md section 5)."""
ROWS: Final = 3
FOLDED: Final = 20

SHORT: Final = 3
"""Minutes for which nobody needs a half hour."""
NOW: Final[frozenset[Kind]] = frozenset({"write_thanks", "debrief", "did_you_talk", "date_soon"})
"""What is never put off to the next half hour: its moment passes."""
BY_THEN: Final[frozenset[Kind]] = frozenset({"prepare", "promise_mine"})
"""What can't wait when it is due before the next half hour; everything else keeps."""
IDEAS: Final[frozenset[Kind]] = frozenset({"second_person"})
"""Shown among what can wait, and nowhere else: never a reminder (DOMAIN.md section 5)."""


class Day(msgspec.Struct, frozen=True):
    """One large card, at most three rows beside it, and the rest, folded."""

    card: TodayItem | None
    then: list[TodayItem]
    can_wait: list[TodayItem]

    @property
    def minutes(self) -> int:
        """About how long the card and the rows take together."""
        return sum(item.minutes for item in self.then) + (self.card.minutes if self.card else 0)


def arrange(items: Iterable[TodayItem]) -> list[TodayItem]:
    """By kind in ORDER, within a kind what is due first."""

    def key(item: TodayItem) -> tuple[int, float]:
        return ORDER.index(item.kind), item.due.at.timestamp() if item.due else inf

    return sorted(items, key=key)


def lay_out(items: Iterable[TodayItem], *, half_hour: bool, next_at: datetime) -> Day:
    """The day from all there is.

    The card is the first thing there is, on any day. On a day with a half hour the rows are what
    still fits into it, in order; something shorter may go before something that does not fit. On any
    other day they are what can't wait for `next_at`, the next half hour, and what is short.
    """
    card: TodayItem | None = None
    then: list[TodayItem] = []
    rest: list[TodayItem] = []
    left = HALF_HOUR
    for item in arrange(items):
        if item.kind in IDEAS:
            rest.append(item)
        elif card is None:
            card = item
            left -= item.minutes
        elif len(then) < ROWS and (
            item.minutes <= left
            if half_hour
            else item.minutes <= SHORT or _cannot_wait(item, next_at)
        ):
            then.append(item)
            left -= item.minutes
        else:
            rest.append(item)
    return Day(card, then, rest[:FOLDED])


def _cannot_wait(item: TodayItem, next_at: datetime) -> bool:
    due = item.due is not None and item.due.at <= next_at
    return item.kind in NOW or (due and item.kind in BY_THEN)
