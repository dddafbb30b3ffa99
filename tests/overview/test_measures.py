"""Measures at their edges, against printed figures, exact sums and a simulation by formula."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.overview.measures import (
    Ask,
    Forecast,
    Owed,
    forecast,
    in_time,
    reply_rate,
    share,
    thanks_on_time,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (18, 28, 46, 79),  # as SCREENS.md prints it
        (0, 10, 0, 28),  # known values of the Wilson interval
        (10, 10, 72, 100),
        (1, 10, 2, 40),
        (5, 10, 24, 76),
        (1, 1, 21, 100),
        (50, 100, 40, 60),
    ],
)
def test_interval_in_percent(k: int, n: int, low: int, high: int) -> None:
    result = share(k, n)
    assert result.low is not None
    assert result.high is not None
    assert (round(100 * result.low), round(100 * result.high)) == (low, high)
    assert (result.k, result.n) == (k, n)


def test_nothing_of_nothing_has_no_interval() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (None, None)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (1, 0), (0, -1)])
def test_what_is_no_share_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share(k, n)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_solves_its_equation(pair: tuple[int, int]) -> None:
    k, n = pair
    result = share(k, n)
    assert result.low is not None
    assert result.high is not None
    assert 0 <= result.low <= k / n <= result.high <= 1
    mirrored = share(n - k, n)
    assert mirrored.low == pytest.approx(1 - result.high, abs=1e-12)
    # A bound p is where the observed share lies 1.96 standard errors *of p* away.
    for p in (result.low, result.high):
        assert (k / n - p) ** 2 == pytest.approx(1.959963984540054**2 * p * (1 - p) / n, abs=1e-9)


def ask(days_from_now: float, answered: bool) -> Ask:
    return Ask(counts_from=NOW + timedelta(days=days_from_now), answered=answered)


def test_reply_rate_as_in_the_demo_story() -> None:
    asks = [ask(-1, True)] * 15 + [ask(3, True)] * 3 + [ask(-1, False)] * 10 + [ask(1, False)] * 3
    rate = reply_rate(asks, NOW)
    assert (rate.asked, rate.open) == (31, 3)
    assert (rate.answered.k, rate.answered.n) == (18, 28)


def test_an_unanswered_ask_counts_from_its_instant_on() -> None:
    one = [Ask(counts_from=NOW, answered=False)]
    assert reply_rate(one, NOW - INSTANT).answered.n == 0
    assert reply_rate(one, NOW - INSTANT).open == 1
    assert reply_rate(one, NOW).answered.n == 1
    assert reply_rate(one, NOW).open == 0


def test_an_answered_ask_counts_at_once() -> None:
    rate = reply_rate([ask(14, True)], NOW)
    assert (rate.answered.k, rate.answered.n, rate.open) == (1, 1, 0)


def test_no_asks_no_rate() -> None:
    rate = reply_rate([], NOW)
    assert (rate.asked, rate.open, rate.answered.n, rate.answered.low) == (0, 0, 0, None)


def test_thanks_as_in_the_demo_story() -> None:
    sent: list[tuple[datetime, datetime | None]] = [
        (NOW - timedelta(days=n), NOW - timedelta(days=n) + timedelta(hours=3))
        for n in range(10, 17)
    ]
    priya = (NOW - timedelta(days=149), NOW - timedelta(days=149) + timedelta(hours=31))
    ewan = (NOW - timedelta(hours=5), None)
    result = thanks_on_time([*sent, priya, ewan], NOW)
    assert (result.k, result.n) == (7, 8)


@pytest.mark.parametrize(
    ("since_end", "sent_after", "k", "n"),
    [
        (timedelta(hours=24), None, 0, 0),  # due this instant: may still be in time
        (timedelta(hours=24) + INSTANT, None, 0, 1),
        (timedelta(hours=25), timedelta(hours=24), 1, 1),
        (timedelta(hours=25), timedelta(hours=24) + INSTANT, 0, 1),
        (timedelta(hours=3), timedelta(hours=2), 1, 1),
    ],
)
def test_thanks_at_the_edge_of_a_day(
    since_end: timedelta, sent_after: timedelta | None, k: int, n: int
) -> None:
    ended = NOW - since_end
    thanked = None if sent_after is None else ended + sent_after
    result = thanks_on_time([(ended, thanked)], NOW)
    assert (result.k, result.n) == (k, n)


def test_promises_as_in_the_demo_story() -> None:
    day = timedelta(days=1)
    kept = [Owed(due_at=NOW - 3 * day, done_at=NOW - 4 * day)] * 5
    late = Owed(due_at=NOW - 3 * day, done_at=NOW - 2 * day)
    friday = Owed(due_at=NOW + day, done_at=None)
    result = in_time([*kept, late, friday], NOW)
    assert (result.k, result.n) == (5, 6)
    overdue = in_time([Owed(due_at=NOW - INSTANT, done_at=None)], NOW)
    assert (overdue.k, overdue.n) == (0, 1)
    early = in_time([Owed(due_at=NOW + day, done_at=NOW)], NOW)
    assert (early.k, early.n) == (1, 1)


@pytest.mark.parametrize(
    ("counted", "talks", "about", "perhaps"),
    [
        (28, 7, 3, 9),  # "about 3 more asks, perhaps 9"
        (31, 8, 3, 9),
        (28, 8, 3, 8),
        (10, 3, 3, 9),
        (10, 0, 7, 36),
        (10, 10, 1, 3),
    ],
)
def test_forecast(counted: int, talks: int, about: int, perhaps: int) -> None:
    assert forecast(counted, talks) == Forecast(about=about, perhaps=perhaps)


@pytest.mark.parametrize("counted", range(10))
def test_no_forecast_before_ten_counted_asks(counted: int) -> None:
    assert forecast(counted, 0) is None
    assert forecast(counted, counted) is None


@pytest.mark.parametrize(("counted", "talks"), [(10, 11), (10, -1), (-1, 0)])
def test_what_is_no_record_is_refused(counted: int, talks: int) -> None:
    with pytest.raises(ValueError, match="no record"):
        forecast(counted, talks)


def chance_of_no_talk(a: int, b: int, n: int) -> Fraction:
    """B(a, b + n) / B(a, b) for whole numbers, exactly, by binomials instead of a product."""
    return Fraction(comb(a + b - 1, a), comb(a + b + n - 1, a))


@settings(max_examples=150, deadline=None)
@given(st.integers(10, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_forecast_against_exact_sums(record: tuple[int, int]) -> None:
    counted, talks = record
    a, b = 2 + talks, 6 + counted - talks
    result = forecast(counted, talks)
    assert result is not None
    for asks, left in ((result.about, Fraction(1, 2)), (result.perhaps, Fraction(1, 10))):
        assert chance_of_no_talk(a, b, asks) <= left
        assert chance_of_no_talk(a, b, asks - 1) > left
    assert 1 <= result.about <= result.perhaps
