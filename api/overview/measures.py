"""What a person's own asks and talks come to: counts with their size, intervals and a forecast.

DOMAIN.md section 7: always with n, intervals for rates, nothing counted before it is due. All
instants carry their zone; `now` is an argument.
"""

from collections.abc import Iterable
from datetime import datetime
from math import sqrt
from typing import Final

import msgspec

from api.threads.clocks import THANKS

ASKS_FOR_A_PICTURE: Final = 10
"""Counted asks before any measure or forecast is shown (DOMAIN.md sections 1 and 7)."""

PRIOR_TALKS: Final = 2
PRIOR_NONE: Final = 6
"""The weak prior Beta(2, 6) of the forecast (DOMAIN.md section 7): one talk in four asks."""

_Z: Final = 1.959963984540054  # 97.5 % of a normal distribution lie below: 95 % between both sides


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """`k` of `n`, with the bounds (0 to 1) of its 95 % interval; no bounds when n is 0."""

    k: int
    n: int
    low: float | None
    high: float | None


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One ask as the reply rate sees it; `counts_from` is that of `api.threads.clocks`."""

    counts_from: datetime
    answered: bool


class ReplyRate(msgspec.Struct, frozen=True, kw_only=True):
    """Asks sent, those still open (right-censored), and answered of those that count."""

    asked: int
    open: int
    answered: Share


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """Something with a due time (thanks, promise, advice, circle), and when it was done, if so."""

    due_at: datetime
    done_at: datetime | None


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """Asks until the next talk: "about {about} more asks, perhaps {perhaps}"."""

    about: int
    perhaps: int


def share(k: int, n: int) -> Share:
    """`k` of `n` with its Wilson score interval at 95 %.

    Wilson (1927) without continuity correction: the one that gives 46–79 % for 18 of 28, as
    SCREENS.md section 6 prints; it stays within 0 and 1 and is honest for the small n of one
    person. Raises ValueError unless 0 ≤ k ≤ n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share")
    if n == 0:
        return Share(k=0, n=0, low=None, high=None)
    p, z2 = k / n, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At 0 and n of n a bound is exactly 0 or 1; rounding would leave it a hair beside.
    low = 0.0 if k == 0 else middle - half
    high = 1.0 if k == n else middle + half
    return Share(k=k, n=n, low=low, high=high)


def reply_rate(asks: Iterable[Ask], now: datetime) -> ReplyRate:
    """Answered ÷ asked, an ask counting when it is answered or old enough (DOMAIN.md section 7).

    Any answer is an answer: yes, later, referred on and no.
    """
    asked = list(asks)
    answered = sum(ask.answered for ask in asked)
    waiting = sum(not ask.answered and now < ask.counts_from for ask in asked)
    return ReplyRate(asked=len(asked), open=waiting, answered=share(answered, len(asked) - waiting))


def in_time(owed: Iterable[Owed], now: datetime) -> Share:
    """Done by its due time ÷ done or due; what is neither done nor past due does not count.

    The due instant itself is in time. What was released is not owed: leave it out.
    """
    counted = [one for one in owed if one.done_at is not None or now > one.due_at]
    kept = sum(one.done_at is not None and one.done_at <= one.due_at for one in counted)
    return share(kept, len(counted))


def thanks_on_time(talks: Iterable[tuple[datetime, datetime | None]], now: datetime) -> Share:
    """Thank-yous sent within 24 h ÷ held, from (ended_at, thanked_at) of each held talk."""
    owed = (Owed(due_at=ended + THANKS, done_at=thanked) for ended, thanked in talks)
    return in_time(owed, now)


def forecast(counted: int, talks: int) -> Forecast | None:
    """How many more asks the next talk may take, from one's own asks; None before ten counted.

    `counted` asks that count in the reply rate, `talks` of them that led to a talk. Beta-Binomial:
    with the posterior Beta(2 + talks, 6 + counted - talks) the chance that n more asks bring no
    talk is the product of (b + i) / (a + b + i) for i < n. `about` is the median of the number of
    asks (half of the people in this place need no more), `perhaps` its 90th percentile (nine of ten
    need no more). Raises ValueError unless 0 ≤ talks ≤ counted.
    """
    if not 0 <= talks <= counted:
        raise ValueError(f"{talks} talks from {counted} asks is no record")
    if counted < ASKS_FOR_A_PICTURE:
        return None
    a, b = PRIOR_TALKS + talks, PRIOR_NONE + counted - talks
    return Forecast(about=_asks_until(a, b, 0.5), perhaps=_asks_until(a, b, 0.1))


def _asks_until(a: int, b: int, left: float) -> int:
    """The fewest asks after which the chance of still having no talk is at most `left`."""
    none_yet, asks = 1.0, 0
    while none_yet > left:
        none_yet *= (b + asks) / (a + b + asks)
        asks += 1
    return asks
