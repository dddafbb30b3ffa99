"""Business days: working weeks, public holidays, unknown countries, and arithmetic that adds up."""

import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.localtime import MONDAY_TO_FRIDAY, BusinessCalendar, countries, country_code


@pytest.mark.parametrize(
    ("country", "start", "n", "expected"),
    [
        (None, "2026-05-01", 1, "2026-05-04"),  # Friday → Monday
        (None, "2026-05-02", 1, "2026-05-04"),  # Saturday → Monday
        (None, "2026-05-02", 0, "2026-05-02"),
        (None, "2026-12-24", 1, "2026-12-25"),  # no country, no holidays
        ("GB", "2026-12-24", 1, "2026-12-29"),  # Christmas, weekend, Boxing Day observed
        ("GB", "2026-04-30", 1, "2026-05-01"),
        ("GB", "2026-05-01", 1, "2026-05-05"),  # early May bank holiday
        ("DE", "2026-05-01", 1, "2026-05-04"),
        ("DE", "2026-04-30", 1, "2026-05-04"),  # Labour Day is a Friday
        ("US", "2026-07-02", 1, "2026-07-06"),  # Independence Day observed on Friday 3 July
        ("US", "2027-12-30", 1, "2028-01-03"),  # New Year's Day 2028 is observed in 2027
        ("AE", "2026-05-07", 1, "2026-05-08"),  # Friday is a working day there since 2022
        ("SA", "2026-05-06", 2, "2026-05-10"),  # Sunday to Thursday
        ("XX", "2026-12-24", 1, "2026-12-25"),  # unknown: weekdays only
        ("GB", "2026-05-04", 14, "2026-05-22"),
    ],
)
def test_add_business_days(country: str | None, start: str, n: int, expected: str) -> None:
    calendar = BusinessCalendar(country)
    assert calendar.add_business_days(date.fromisoformat(start), n) == date.fromisoformat(expected)


def test_weekends_that_are_made_up_for_are_worked() -> None:
    assert BusinessCalendar("CN").is_business_day(date(2026, 2, 14))
    assert not BusinessCalendar("CN").is_business_day(date(2026, 3, 14))
    assert not BusinessCalendar("CN", MONDAY_TO_FRIDAY).is_business_day(date(2026, 2, 14))


def test_own_working_days_go_before_the_country_s_week() -> None:
    tuesday_to_saturday = BusinessCalendar("GB", frozenset({2, 3, 4, 5, 6}))
    assert tuesday_to_saturday.is_business_day(date(2026, 5, 2))
    assert not tuesday_to_saturday.is_business_day(date(2026, 5, 11))
    assert not tuesday_to_saturday.is_business_day(date(2026, 12, 25))
    assert BusinessCalendar(None, frozenset({7})).is_business_day(date(2026, 5, 3))
    assert not BusinessCalendar(None, frozenset({7})).is_business_day(date(2026, 5, 4))


@pytest.mark.parametrize("year", [1990, 2026, 2040, 2100])
def test_countries_that_warn_about_distant_years_do_not(year: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not BusinessCalendar("IN").is_business_day(date(year, 8, 15))


def test_every_known_country_has_a_calendar() -> None:
    assert {"GB", "US", "DE", "SA", "IN", "CN", "BR"} <= countries()
    assert all(country_code(code) == code for code in countries())
    for code in countries():
        assert BusinessCalendar(code).add_business_days(date(2026, 6, 1), 5) > date(2026, 6, 5)


@pytest.mark.parametrize("text", ["", "G", "GBR", "G1", "Großbritannien", "gb\n", "ÄÖ"])
def test_what_is_no_country_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a country"):
        country_code(text)
    with pytest.raises(ValueError, match="not a country"):
        BusinessCalendar(text)


def test_country_codes_are_capitals() -> None:
    assert country_code("gb") == "GB"
    with pytest.raises(ValueError, match="capitals"):
        BusinessCalendar("gb")


@pytest.mark.parametrize("days", [frozenset[int](), frozenset({0}), frozenset({1, 8})])
def test_a_week_without_days_is_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="ISO weekdays"):
        BusinessCalendar(None, days)


def test_counting_goes_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        BusinessCalendar().add_business_days(date(2026, 5, 1), -1)
    with pytest.raises(ValueError, match="forward"):
        BusinessCalendar().business_days_between(date(2026, 5, 2), date(2026, 5, 1))


def test_between_counts_the_end_and_not_the_start() -> None:
    calendar = BusinessCalendar()
    assert calendar.business_days_between(date(2026, 5, 1), date(2026, 5, 1)) == 0
    assert calendar.business_days_between(date(2026, 5, 1), date(2026, 5, 3)) == 0
    assert calendar.business_days_between(date(2026, 5, 1), date(2026, 5, 4)) == 1
    assert calendar.business_days_between(date(2026, 5, 3), date(2026, 5, 8)) == 5


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2034, 1, 1))
CALENDARS = st.builds(
    BusinessCalendar,
    st.sampled_from([None, "GB", "US", "SA", "CN", "IN", "XX"]),
    st.sampled_from([None, MONDAY_TO_FRIDAY, frozenset({7, 1, 2, 3, 4}), frozenset({3})]),
)


@settings(max_examples=150, deadline=None)
@given(CALENDARS, DAYS, st.integers(1, 20))
def test_adding_and_counting_agree(calendar: BusinessCalendar, day: date, n: int) -> None:
    end = calendar.add_business_days(day, n)
    assert calendar.is_business_day(end)
    assert calendar.business_days_between(day, end) == n
    assert calendar.business_days_between(day, end - timedelta(days=1)) == n - 1
    assert calendar.add_business_days(calendar.add_business_days(day, n), 1) == (
        calendar.add_business_days(day, n + 1)
    )
