"""What of Today the one message a day tells, and whether it comes for it. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from api.overview.schemas import Kind, TodayItem, TodayRead
from api.reminders.topics import TOPICS

DUE_KINDS: Final[frozenset[Kind]] = frozenset(
    {
        "write_thanks",
        "debrief",
        "did_you_talk",
        "date_soon",
        "prepare",
        "follow_up",
        "close",
        "find_time",
        "new_time",
        "promise_mine",
        "plan_item",
    }
)
"""What makes a message come as long as it is there. Anything else makes one come when it comes up,
and once more on the eve of its last day; then it rides along. "Any answers?" only rides along."""
EVE: Final = timedelta(days=2)
ROWS: Final = 4
ROWS_AFTER_A_PAUSE: Final = 8


class Told(msgspec.Struct, frozen=True):
    """The rows of one message, how many more wait on Today, and whether they are worth a mail."""

    rows: Sequence[TodayItem]
    more: int
    worth: bool


def told(
    today: TodayRead, off: frozenset[str], *, since: datetime, now: datetime, back: bool
) -> Told:
    """What to tell of Today without the topics that are `off`: what is due first, then what came up
    `since` the last message that was sent, so that what was held back is in the next one; `back` from
    a pause there is more room."""
    every = [*([today.card] if today.card else []), *today.then, *today.can_wait]
    wanted = [item for item in every if TOPICS.get(item.kind, "") in _ON - off]
    ranked = sorted(wanted, key=lambda item: _rank(item, since, now))
    rows = ranked[: ROWS_AFTER_A_PAUSE if back else ROWS]
    worth = any(_rank(item, since, now) < _RIDES for item in rows) or (back and bool(rows))
    return Told(rows, len(ranked) - len(rows), worth)


_ON: Final = frozenset(TOPICS.values())
_RIDES: Final = 2


def _rank(item: TodayItem, since: datetime, now: datetime) -> int:
    if item.kind in DUE_KINDS:
        return 0
    moments = [item.up_at, item.due.at - EVE if item.due else None]
    return 1 if any(at is not None and since < at <= now for at in moments) else _RIDES
