"""Names of occurrences: the same for what must come once, different for what may come again."""

from datetime import date, timedelta

import pytest

from api.deliveries.occurrence import after, in_week, of_schedule, on_day


def test_a_day_is_named_by_its_date() -> None:
    assert on_day(date(2027, 3, 28)) == "2027-03-28"
    assert on_day(date(987, 1, 2)) == "0987-01-02"


@pytest.mark.parametrize("day", range(22, 29))
def test_a_week_is_named_by_its_monday(day: int) -> None:
    assert in_week(date(2027, 3, day)) == "2027-03-22"


def test_weeks_do_not_share_a_name() -> None:
    assert in_week(date(2027, 3, 21)) == "2027-03-15"
    assert in_week(date(2027, 3, 29)) == "2027-03-29"
    assert in_week(date(2027, 1, 1)) == "2026-12-28"


@pytest.mark.parametrize(
    ("elapsed", "name"),
    [
        (timedelta(hours=20), "+20h"),
        (timedelta(hours=2), "+2h"),
        (timedelta(minutes=1), "+1m"),
        (timedelta(minutes=15), "+15m"),
        (timedelta(minutes=90), "+90m"),
        (timedelta(days=7), "+168h"),
    ],
)
def test_a_distance_is_named_in_hours_or_minutes(elapsed: timedelta, name: str) -> None:
    assert after(elapsed) == name


@pytest.mark.parametrize(
    "elapsed", [timedelta(), timedelta(hours=-1), timedelta(seconds=90), timedelta(seconds=59)]
)
def test_other_distances_are_refused(elapsed: timedelta) -> None:
    with pytest.raises(ValueError, match="whole minutes"):
        after(elapsed)


def test_a_schedule_is_named_by_its_version() -> None:
    assert of_schedule(1) == "v1"
    assert of_schedule(3) == "v3"
    with pytest.raises(ValueError, match="begin at 1"):
        of_schedule(0)
