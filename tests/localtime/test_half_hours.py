"""The half hour against an oracle that only looks at the wall: 40 zones, three years.

The oracle walks UTC in quarter hours and reads the clock of the zone (the direction that is never
ambiguous); it shares nothing with the way the product computes local → UTC.
"""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from api.localtime import BusinessCalendar, HalfHour

ZONES = """
Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Johannesburg Africa/Lagos
America/Asuncion America/Bogota America/Chicago America/Halifax America/Havana
America/Los_Angeles America/Mexico_City America/New_York America/Nuuk America/Phoenix
America/Santiago America/Sao_Paulo America/Scoresbysund America/St_Johns America/Port-au-Prince
Antarctica/Troll Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Kathmandu
Asia/Kolkata Asia/Shanghai Asia/Tehran Asia/Tokyo Atlantic/Azores
Australia/Adelaide Australia/Lord_Howe Australia/Sydney Europe/Berlin Europe/Chisinau
Europe/Dublin Europe/London Pacific/Apia Pacific/Auckland Pacific/Chatham
"""
TIMES = [time(18), time(0), time(0, 30), time(2, 15), time(23, 30)]
BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=15)
EVERY_DAY = frozenset(range(1, 8))


class Wall(NamedTuple):
    """What the clock of a zone shows, quarter hour by quarter hour."""

    first: dict[datetime, datetime]  # wall time → the instant at which it is first shown
    twice: set[datetime]
    jumps: list[tuple[datetime, datetime, datetime]]  # last wall time, next one, instant of it
    days: set[date]


@lru_cache(maxsize=1)
def watched(zone: str) -> Wall:
    place = ZoneInfo(zone)
    first: dict[datetime, datetime] = {}
    twice, jumps = set(), []
    at = BEGIN - timedelta(days=2)
    before = at.astimezone(place).replace(tzinfo=None)
    while at < END + timedelta(days=2):
        shown = at.astimezone(place).replace(tzinfo=None, fold=0)
        if shown in first:
            twice.add(shown)
        else:
            first[shown] = at
        if shown - before > STEP:
            jumps.append((before, shown, at))
        before = shown
        at += STEP
    return Wall(first, twice, jumps, {shown.date() for shown in first})


def expected(wall: Wall, at: time) -> dict[date, datetime]:
    """The instant at which each date that was on the wall should have its half hour."""
    return {day: instant(wall, datetime.combine(day, at)) for day in wall.days}


def instant(wall: Wall, meant: datetime) -> datetime:
    if meant in wall.first:
        return wall.first[meant]
    for before, shown, at in wall.jumps:
        if before < meant < shown:
            if shown.date() > meant.date():
                return at - timedelta(minutes=1)
            return at - STEP + (meant - before)
    return END + timedelta(days=9)


def occurrences(half: HalfHour, zone: str, after: datetime, end: datetime) -> dict[date, datetime]:
    result: dict[date, datetime] = {}
    while True:
        day, at = half.next_occurrence(after, zone)
        if at >= end:
            return result
        assert at > after
        assert day not in result, "doubled"
        assert at.astimezone(ZoneInfo(zone)).date() == day
        result[day] = at
        after = at


def test_there_are_forty_zones() -> None:
    assert len(ZONES.split()) == len(set(ZONES.split())) == 40


@pytest.mark.parametrize("zone", ZONES.split())
def test_exactly_one_half_hour_per_local_date(zone: str) -> None:
    for at in TIMES:
        got = occurrences(HalfHour(EVERY_DAY, at), zone, BEGIN, END)
        oracle = expected(watched(zone), at)
        assert got == {day: due for day, due in oracle.items() if BEGIN < due < END}, at
        days = sorted(got)
        assert len(days) == (days[-1] - days[0]).days + 1
        assert len(days) in (1095, 1096, 1097)


def test_the_oracle_meets_gaps_and_overlaps() -> None:
    """Else the campaign above would prove nothing about them."""
    gaps = overlaps = 0
    for zone in ("Africa/Cairo", "America/Nuuk", "Australia/Lord_Howe", "Asia/Beirut"):
        wall = watched(zone)
        for day, at in itertools.product(wall.days, TIMES):
            meant = datetime.combine(day, at)
            gaps += any(before < meant < shown for before, shown, _ in wall.jumps)
            overlaps += meant in wall.twice
    assert gaps >= 9
    assert overlaps >= 9


def test_a_gap_at_the_end_of_the_day_does_not_lose_the_day() -> None:
    # Nuuk goes from 23:00 to midnight on Saturday 28 March 2026.
    half = HalfHour(EVERY_DAY, time(23, 30))
    day, at = half.next_occurrence(datetime(2026, 3, 28, 12, tzinfo=UTC), "America/Nuuk")
    assert day == date(2026, 3, 28)
    assert at == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    day, at = half.next_occurrence(at, "America/Nuuk")
    assert day == date(2026, 3, 29)
    assert at == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(0), time(18), time(23, 30)])
def test_a_date_that_never_was_has_no_half_hour(at: time) -> None:
    begin, end = datetime(2011, 12, 25, tzinfo=UTC), datetime(2012, 1, 5, tzinfo=UTC)
    got = occurrences(HalfHour(EVERY_DAY, at), "Pacific/Apia", begin, end)
    assert date(2011, 12, 30) not in got
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= set(got)


def test_default_is_weekdays_at_six_in_the_evening() -> None:
    friday = datetime(2026, 5, 1, 17, tzinfo=UTC)
    assert HalfHour().next_occurrence(friday - timedelta(seconds=1), "Europe/London") == (
        date(2026, 5, 1),
        friday,
    )
    assert HalfHour().next_occurrence(friday, "Europe/London") == (
        date(2026, 5, 4),
        datetime(2026, 5, 4, 17, tzinfo=UTC),
    )


def test_tuesdays_and_sundays_only() -> None:
    half = HalfHour(frozenset({2, 7}), time(19))
    after = datetime(2026, 5, 1, tzinfo=UTC)
    seen = []
    for _ in range(4):
        day, after = half.next_occurrence(after, "Europe/London")
        seen.append(day)
    assert seen == [date(2026, 5, 3), date(2026, 5, 5), date(2026, 5, 10), date(2026, 5, 12)]


def test_in_the_second_pass_of_an_overlap_it_does_not_come_again() -> None:
    half = HalfHour(EVERY_DAY, time(1, 30))
    second_pass = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    day, _ = half.next_occurrence(second_pass, "Europe/London")
    assert day == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("days", "at"),
    [
        (frozenset(), time(18)),
        (frozenset({0}), time(18)),
        (frozenset({8}), time(18)),
        (frozenset({1}), time(18, 0, 1)),
        (frozenset({1}), time(18, tzinfo=UTC)),
    ],
)
def test_what_is_no_half_hour_is_refused(days: frozenset[int], at: time) -> None:
    with pytest.raises(ValueError, match=r"ISO weekdays|whole minutes"):
        HalfHour(days, at)


def test_a_holiday_of_a_working_day_has_none_one_of_a_free_day_has() -> None:
    """Christmas Day of 2026 is a Friday, Easter Sunday of 2027 is no holiday that anybody gets off."""
    at_home = BusinessCalendar("GB", frozenset({1, 2, 3, 4, 5}))
    half = HalfHour(EVERY_DAY, calendar=at_home)
    assert not half.is_on(date(2026, 12, 25))
    assert half.is_on(date(2026, 12, 24))
    assert half.is_on(date(2026, 12, 26))
    assert half.next_occurrence(datetime(2026, 12, 24, 18, tzinfo=UTC), "Europe/London")[0] == date(
        2026, 12, 26
    )
    assert HalfHour(EVERY_DAY).is_on(date(2026, 12, 25))
    unknown = BusinessCalendar(None, frozenset({1, 2, 3, 4, 5}))
    assert HalfHour(EVERY_DAY, calendar=unknown).is_on(date(2026, 12, 25))
