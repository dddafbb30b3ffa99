"""The middle of days, its interval against exact sums, and the weeks with a step."""

from datetime import date
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.overview.middles import Middle, middle
from api.overview.rhythm import Week, weeks_of


def test_the_middle_of_nothing_is_nothing() -> None:
    assert middle([]) is None


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([4], Middle(days=4, n=1, low=None, high=None)),
        ([5, 1], Middle(days=1, n=2, low=None, high=None)),
        ([3, 1, 2], Middle(days=2, n=3, low=None, high=None)),
        # Ranks of the 95 % interval of a median as statistical tables print them.
        (range(1, 6), Middle(days=3, n=5, low=None, high=None)),
        (range(1, 7), Middle(days=3, n=6, low=1, high=6)),
        (range(1, 11), Middle(days=5, n=10, low=2, high=9)),
        (range(1, 19), Middle(days=9, n=18, low=5, high=14)),
        (range(1, 31), Middle(days=15, n=30, low=10, high=21)),
    ],
)
def test_middles(days: list[int], found: Middle) -> None:
    assert middle(days) == found


@given(st.lists(st.integers(0, 30), min_size=1, max_size=80))
def test_half_of_them_came_within_the_middle(days: list[int]) -> None:
    found = middle(days)
    assert found is not None
    assert 2 * sum(one <= found.days for one in days) >= len(days)
    assert 2 * sum(one < found.days for one in days) < len(days)
    if found.low is not None and found.high is not None:
        assert found.low <= found.days <= found.high


@given(st.integers(6, 120))
def test_the_interval_holds_95_percent_and_no_narrower_one_does(n: int) -> None:
    found = middle(range(1, n + 1))
    assert found is not None
    assert found.low is not None
    assert found.high == n + 1 - found.low

    def left_out(rank: int) -> Fraction:
        return Fraction(2 * sum(comb(n, k) for k in range(rank)), 2**n)

    assert left_out(found.low) <= Fraction(5, 100)
    assert left_out(found.low + 1) > Fraction(5, 100)


def test_eight_weeks_from_monday_to_sunday() -> None:
    today = date(2026, 5, 6)  # a Wednesday
    steps = [date(2026, 5, 4), date(2026, 5, 3), date(2026, 3, 16), date(2026, 3, 15)]
    weeks = weeks_of(steps, today)
    assert len(weeks) == 8
    assert weeks[0] == Week(date(2026, 3, 16), 1)
    assert weeks[-2:] == [Week(date(2026, 4, 27), 1), Week(date(2026, 5, 4), 1)]
    assert sum(week.steps for week in weeks) == 3
