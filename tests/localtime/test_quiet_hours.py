"""Quiet hours at their edges, across changes of clocks, and against a search by the minute."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.localtime import QuietHours

LONDON = "Europe/London"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


@pytest.mark.parametrize(
    ("local", "quiet"),
    [
        ("20:59", False),
        ("21:00", True),
        ("23:59", True),
        ("00:00", True),
        ("07:59", True),
        ("08:00", False),
        ("12:00", False),
    ],
)
def test_default_is_nine_to_eight(local: str, quiet: bool) -> None:
    assert QuietHours().is_quiet(time.fromisoformat(local)) is quiet


@pytest.mark.parametrize(("local", "quiet"), [("12:59", False), ("13:00", True), ("15:00", False)])
def test_quiet_in_the_middle_of_the_day(local: str, quiet: bool) -> None:
    assert QuietHours(time(13), time(15)).is_quiet(time.fromisoformat(local)) is quiet


def test_the_same_time_twice_is_never_quiet() -> None:
    hours = QuietHours(time(8), time(8))
    assert not any(hours.is_quiet(time(hour, minute)) for hour in range(24) for minute in (0, 59))


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-01-15 20:59", "2026-01-15 20:59"),
        ("2026-01-15 21:00", "2026-01-16 08:00"),
        ("2026-01-15 23:30", "2026-01-16 08:00"),
        ("2026-01-16 07:59:59", "2026-01-16 08:00"),
        ("2026-01-16 08:00", "2026-01-16 08:00"),
        ("2026-03-28 22:00", "2026-03-29 07:00"),  # summer time begins in the night
        ("2026-10-24 22:00", "2026-10-25 08:00"),  # and ends
        ("2026-01-15 12:34:56", "2026-01-15 12:34:56"),
    ],
)
def test_next_allowed(at: str, allowed: str) -> None:
    assert QuietHours().next_allowed(utc(at), LONDON) == utc(allowed)


@pytest.mark.parametrize(
    ("at", "moved"),
    [
        ("2026-01-15 20:59", "2026-01-15 20:59"),
        ("2026-01-15 21:00", "2026-01-15 20:00"),
        ("2026-01-16 02:00", "2026-01-15 20:00"),
        ("2026-01-16 07:59:59", "2026-01-15 20:00"),
        ("2026-01-16 08:00", "2026-01-16 08:00"),
        ("2026-03-29 06:59", "2026-03-28 20:00"),
        ("2026-10-25 07:00", "2026-10-24 19:00"),
    ],
)
def test_last_waking_hour(at: str, moved: str) -> None:
    assert QuietHours().last_waking_before(utc(at), LONDON) == utc(moved)


def test_a_short_waking_time_counts_from_its_beginning() -> None:
    hours = QuietHours(time(12, 20), time(12))
    assert hours.last_waking_before(utc("2026-01-15 20:00"), LONDON) == utc("2026-01-15 12:00")


def test_quiet_hours_are_those_of_the_zone_one_lives_in() -> None:
    at = utc("2026-01-15 12:00")
    assert QuietHours().quiet_at(at, "Asia/Tokyo")
    assert not QuietHours().quiet_at(at, LONDON)
    assert QuietHours().next_allowed(at, "Asia/Tokyo") == utc("2026-01-15 23:00")


@pytest.mark.parametrize("bad", [time(21, 0, 1), time(21, tzinfo=UTC)])
def test_only_whole_minutes_without_a_zone(bad: time) -> None:
    with pytest.raises(ValueError, match="whole minutes"):
        QuietHours(bad, time(8))
    with pytest.raises(ValueError, match="whole minutes"):
        QuietHours(time(21), bad)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="carries its zone"):
        QuietHours().next_allowed(datetime.fromisoformat("2026-01-15 21:00"), LONDON)


CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
NIGHTS_OF_CHANGE = st.sampled_from(
    [
        ("Europe/London", "2026-03-29 00:00"),
        ("Europe/London", "2026-10-25 00:00"),
        ("America/Nuuk", "2026-03-29 01:00"),
        ("Africa/Cairo", "2026-04-23 22:00"),
        ("Africa/Cairo", "2026-10-29 21:00"),
        ("Australia/Lord_Howe", "2026-04-04 15:00"),
        ("Asia/Kathmandu", "2026-04-04 15:00"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(CLOCK, CLOCK, NIGHTS_OF_CHANGE, st.integers(-96, 96))
def test_against_a_search_by_the_quarter_hour(
    start: time, end: time, night: tuple[str, str], quarters: int
) -> None:
    zone, around = night
    hours, at = QuietHours(start, end), utc(around) + timedelta(minutes=15 * quarters)
    step = timedelta(minutes=15)

    def awake(moment: datetime) -> bool:
        wall = moment.astimezone(ZoneInfo(zone)).time()
        if start == end:
            return True
        inside = start <= wall < end if start < end else not end <= wall < start
        return not inside

    later = next(at + n * step for n in range(400) if awake(at + n * step))
    assert hours.next_allowed(at, zone) == later

    moved = hours.last_waking_before(at, zone)
    if awake(at):
        assert moved == at
        return
    last = next(at - n * step for n in range(400) if awake(at - n * step))
    hour = [last - n * step for n in range(4)]
    waking = [moment for n, moment in enumerate(hour) if all(map(awake, hour[: n + 1]))]
    assert moved == waking[-1]
