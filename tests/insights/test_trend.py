"""Before and since: never of too few talks, in whatever order, and the counts add up."""

import doctest
import random
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.insights import trend as module
from api.insights.trend import CAME_UP, EACH, TALKS, trend

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
TOLD = st.lists(st.tuples(DAYS, st.booleans()), max_size=40)


def split(told: list[tuple[date, bool]]) -> tuple[dict[UUID, date], set[UUID]]:
    talks = {UUID(int=n): day for n, (day, _) in enumerate(told)}
    return talks, {UUID(int=n) for n, (_, came) in enumerate(told) if came}


@given(TOLD)
def test_the_counts_are_those_of_a_slow_count(told: list[tuple[date, bool]]) -> None:
    found = trend(*split(told))
    if found is None:
        return
    before = [came for day, came in told if day < found.since]
    after = [came for day, came in told if day >= found.since]
    assert (found.talks_before, found.before) == (len(before), sum(before))
    assert (found.talks_after, found.after) == (len(after), sum(after))
    assert min(len(before), len(after)) >= EACH
    assert len(told) >= TALKS
    assert found.before + found.after >= CAME_UP
    assert found.since.day == 1


@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(told: list[tuple[date, bool]], dice: random.Random) -> None:
    talks, came_up = split(told)
    mixed = list(talks.items())
    dice.shuffle(mixed)
    assert trend(dict(mixed), sorted(came_up, reverse=True)) == trend(talks, came_up)


@given(TOLD)
def test_no_month_parts_the_talks_more_evenly(told: list[tuple[date, bool]]) -> None:
    talks, came_up = split(told)
    found = trend(talks, came_up)
    parts = []
    for month in {day.replace(day=1) for day in talks.values()}:
        before = sum(day < month for day in talks.values())
        parts.append((min(before, len(talks) - before), month))
    if found is not None:
        assert (min(found.talks_before, found.talks_after), found.since) == max(parts)
    elif len(talks) >= TALKS and len(came_up) >= CAME_UP:
        assert max(parts)[0] < EACH


@given(st.integers(0, TALKS - 1), DAYS)
def test_of_too_few_talks_nothing_is_said(many: int, first: date) -> None:
    told = [(first + timedelta(days=31 * n), True) for n in range(many)]
    assert trend(*split(told)) is None


def test_talks_of_one_month_have_no_before() -> None:
    assert trend(*split([(date(2026, 4, n), True) for n in range(1, 20)])) is None


def test_a_talk_that_is_not_among_them_does_not_count() -> None:
    talks, came_up = split([(date(2026, 1 + n // 2, 3), n < 4) for n in range(10)])
    assert trend(talks, came_up | {UUID(int=99)}) == trend(talks, came_up)


def test_the_worked_example() -> None:
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0
