"""The middle of a list of days, with its size and the interval it lies in."""

from collections.abc import Iterable
from math import comb
from typing import Final

import msgspec

LEFT_OUT: Final = 0.025
"""Of each side of an interval of 95 %."""


class Middle(msgspec.Struct, frozen=True, kw_only=True):
    """Half of `n` took at most `days`; the bounds are those of the 95 % interval, None for fewer
    than six."""

    days: int
    n: int
    low: int | None
    high: int | None


def middle(days: Iterable[int]) -> Middle | None:
    """The median of whole days; None of nothing.

    The smallest number of days within which at least half of them came, so that the sentence on the
    screen is true as it stands. The interval is the distribution-free one by order statistics: the
    r-th smallest and the r-th largest, r the largest with P(Bin(n, 1/2) < r) at most 2.5 %.
    """
    ordered = sorted(days)
    n = len(ordered)
    if n == 0:
        return None
    rank, below = 0, 1.0
    while below <= LEFT_OUT * 2.0**n:
        rank += 1
        below += comb(n, rank)
    return Middle(
        days=ordered[(n - 1) // 2],
        n=n,
        low=ordered[rank - 1] if rank else None,
        high=ordered[n - rank] if rank else None,
    )
