"""Local → UTC and back: ordinary days, overlaps, gaps, and what is refused."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.localtime import (
    due_from,
    due_on,
    is_zone,
    local_date,
    local_time,
    start_of,
    to_utc,
    zone_info,
)

wall = datetime.fromisoformat


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2026-01-15 18:00", "Europe/London", "2026-01-15 18:00"),
        ("2026-07-15 18:00", "Europe/London", "2026-07-15 17:00"),
        ("2026-03-29 00:59", "Europe/London", "2026-03-29 00:59"),
        ("2026-03-29 01:30", "Europe/London", "2026-03-29 01:30"),  # gap: shown as 02:30
        ("2026-03-29 02:00", "Europe/London", "2026-03-29 01:00"),
        ("2026-10-25 01:30", "Europe/London", "2026-10-25 00:30"),  # twice: the first
        ("2026-10-25 02:00", "Europe/London", "2026-10-25 02:00"),
        ("2026-03-08 02:30", "America/New_York", "2026-03-08 07:30"),
        ("2026-11-01 01:30", "America/New_York", "2026-11-01 05:30"),
        ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03 15:45"),  # half an hour is skipped
        ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04 14:45"),
        ("2026-06-01 12:00", "Asia/Kathmandu", "2026-06-01 06:15"),
        ("2011-12-30 18:00", "Pacific/Apia", "2011-12-31 04:00"),  # a date that never was
    ],
)
def test_to_utc(local: str, zone: str, utc: str) -> None:
    assert to_utc(datetime.fromisoformat(local), zone) == datetime.fromisoformat(utc + "+00:00")


def test_what_a_gap_skips_moves_forward_on_the_wall() -> None:
    at = to_utc(wall("2026-03-29 01:30"), "Europe/London")
    assert local_time(at, "Europe/London") == wall("2026-03-29 02:30")


def test_a_fold_in_the_argument_changes_nothing() -> None:
    second = wall("2026-10-25 01:30").replace(fold=1)
    assert to_utc(second, "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        ("2026-05-01 23:30", "Europe/London", date(2026, 5, 2)),
        ("2026-05-01 22:59", "Europe/London", date(2026, 5, 1)),
        ("2026-05-01 09:59", "Pacific/Kiritimati", date(2026, 5, 1)),
        ("2026-05-01 10:00", "Pacific/Kiritimati", date(2026, 5, 2)),
        ("2026-05-01 10:59", "Pacific/Niue", date(2026, 4, 30)),
        ("2011-12-30 09:59", "Pacific/Apia", date(2011, 12, 29)),
        ("2011-12-30 10:00", "Pacific/Apia", date(2011, 12, 31)),
    ],
)
def test_local_date(at: str, zone: str, day: date) -> None:
    assert local_date(datetime.fromisoformat(at + "+00:00"), zone) == day


def test_any_zone_of_the_instant_will_do() -> None:
    at = datetime(2026, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert local_date(at, "Europe/London") == date(2026, 5, 2)


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Base", "europe/london", "../etc/passwd", "/etc/localtime", "localtime", "Factory"],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="not a time zone"):
        zone_info(name)
    with pytest.raises(ValueError, match="not a time zone"):
        to_utc(wall("2026-01-01 00:00"), name)


@pytest.mark.parametrize("name", ["UTC", "Europe/Kyiv", "Asia/Calcutta", "America/Nuuk"])
def test_zones_with_old_and_new_names_are_known(name: str) -> None:
    assert is_zone(name)
    assert zone_info(name).key == name


def test_local_and_instant_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="carries no zone"):
        to_utc(datetime(2026, 1, 1, tzinfo=UTC), "Europe/London")
    with pytest.raises(ValueError, match="carries its zone"):
        local_date(wall("2026-01-01 00:00"), "Europe/London")


def test_due_keeps_the_wall_time_that_was_meant() -> None:
    due = due_on(wall("2026-03-29 01:30"), "Europe/London")
    assert due.due_local == wall("2026-03-29 01:30")
    assert due.due_zone == "Europe/London"
    assert due.due_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_due_from_an_instant_shows_the_wall_time() -> None:
    due = due_from(datetime(2026, 7, 1, 12, tzinfo=UTC), "Asia/Kathmandu")
    assert due.due_local == wall("2026-07-01 17:45")
    assert due.due_at == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert due.due_local.tzinfo is None


def test_a_day_begins_at_midnight_or_when_the_gap_ends() -> None:
    plain = start_of(date(2026, 7, 1), "Europe/London")
    assert plain.due_at == datetime(2026, 6, 30, 23, tzinfo=UTC)
    skipped = start_of(date(2026, 4, 24), "Africa/Cairo")
    assert skipped.due_at == datetime(2026, 4, 23, 22, tzinfo=UTC)
    assert local_time(skipped.due_at, "Africa/Cairo") == wall("2026-04-24 01:00")


INSTANTS = st.datetimes(
    min_value=wall("2000-01-01 00:00"), max_value=wall("2060-01-01 00:00"), timezones=st.just(UTC)
)
ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo"]
)


@given(INSTANTS, ZONES)
def test_there_and_back_is_the_same_instant_or_the_first_of_two(at: datetime, zone: str) -> None:
    back = to_utc(local_time(at, zone), zone)
    assert timedelta() <= at - back <= timedelta(hours=1)
    assert local_time(back, zone) == local_time(at, zone)
