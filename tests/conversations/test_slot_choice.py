"""Which times are offered: free on the one side, nine to five on the other."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.conversations.slot_choice import AROUND, Around, choose, hours_meet
from api.conversations.slot_words import sentence
from api.conversations.their_zone import their_zone
from api.localtime import BusinessCalendar, QuietHours, local_date, local_time

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday


def around(
    zone: str = "Europe/London",
    own: str = "Europe/London",
    busy: list[tuple[datetime, datetime]] | None = None,
    country: str = "GB",
    quiet: QuietHours | None = None,
) -> Around:
    return Around(
        their_zone=zone,
        their_days=BusinessCalendar(country),
        own_zone=own,
        quiet=quiet or QuietHours(),
        busy=busy or [],
    )


def shown(at: Around, **options: object) -> list[str]:
    found = choose(at, NOW, minutes=30, **options)  # type: ignore[arg-type]
    return [f"{local_time(one.starts_at, at.their_zone):%a %d %H:%M}" for one in found]


def test_three_days_mornings_and_afternoons_in_turn() -> None:
    assert shown(around()) == ["Wed 25 10:00", "Thu 26 14:00", "Fri 27 10:00"]


def test_what_is_taken_is_not_offered_nor_what_touches_it() -> None:
    day = datetime(2026, 11, 25, tzinfo=UTC)
    busy = [(day.replace(hour=9, minute=50), day.replace(hour=10, minute=5))]
    assert shown(around(busy=busy))[0] == "Wed 25 10:30"
    whole = [(day, day + timedelta(days=1))]
    assert shown(around(busy=whole)) == ["Thu 26 10:00", "Fri 27 14:00", "Mon 30 10:00"]


def test_public_holidays_and_weekends_are_theirs() -> None:
    christmas = datetime(2026, 12, 22, 10, tzinfo=UTC)
    days = [
        local_date(one.starts_at, "Europe/London")
        for one in choose(around(), christmas, minutes=30)
    ]
    assert days == [date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30)]
    sunday = shown(around(zone="Asia/Dubai", own="Asia/Dubai", country="SA"))
    assert sunday[0].startswith(("Wed", "Thu"))


def test_their_working_hours_and_my_waking_hours() -> None:
    # Nine to five in San Francisco is five in the afternoon to one at night in London.
    found = choose(around(zone="America/Los_Angeles", country="US"), NOW, minutes=30)
    assert found
    for one in found:
        assert time(9) <= local_time(one.starts_at, "America/Los_Angeles").time()
        assert local_time(one.ends_at, "Europe/London").time() <= time(21)


def test_days_that_do_not_meet_are_said_to() -> None:
    far = around(zone="Pacific/Auckland", country="NZ", quiet=QuietHours(time(20), time(9)))
    assert choose(far, NOW, minutes=30) == []
    assert not hours_meet(far, NOW, minutes=30)
    full = around(busy=[(NOW, NOW + timedelta(days=100))])
    assert choose(full, NOW, minutes=30) == []
    assert hours_meet(full, NOW, minutes=30)


def test_others_come_behind_the_day_that_is_named() -> None:
    assert shown(around(), after=date(2026, 11, 27)) == [
        "Mon 30 10:00",
        "Tue 01 14:00",
        "Wed 02 10:00",
    ]


def test_with_one_free_day_both_its_halves_are_offered() -> None:
    free = datetime(2026, 11, 26, tzinfo=UTC)
    busy = [(NOW, free), (free + timedelta(days=1), free + timedelta(days=90))]
    assert shown(around(busy=busy)) == ["Thu 26 10:00", "Thu 26 14:00"]


ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"]
)
SPANS = st.lists(
    st.tuples(st.integers(0, 40 * 24 * 4), st.integers(1, 200)).map(
        lambda one: (
            NOW + timedelta(minutes=15 * one[0]),
            NOW + timedelta(minutes=15 * (one[0] + one[1])),
        )
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(ZONES, ZONES, SPANS, st.sampled_from([15, 30, 60, 90]), st.integers(0, 365))
def test_every_time_keeps_every_rule(
    zone: str, own: str, busy: list[tuple[datetime, datetime]], minutes: int, days: int
) -> None:
    now = NOW + timedelta(days=days)
    busy = [(a + timedelta(days=days), b + timedelta(days=days)) for a, b in busy]
    at = around(zone, own, busy)
    found = choose(at, now, minutes=minutes)
    assert len(found) <= 3
    for one in found:
        assert one.ends_at - one.starts_at == timedelta(minutes=minutes)
        begins, ends = local_time(one.starts_at, zone), local_time(one.ends_at, zone)
        assert time(9) <= begins.time() < ends.time() <= time(17)
        assert at.their_days.is_business_day(begins.date())
        assert not at.quiet.quiet_at(one.starts_at, own)
        assert one.starts_at - now > timedelta(hours=20)
        assert all(b <= one.starts_at - AROUND or a >= one.ends_at + AROUND for a, b in busy)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))


TIMES = [datetime(2026, 11, 25, 10, tzinfo=UTC), datetime(2026, 11, 26, 14, 30, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("zone", "country", "words"),
    [
        (
            "Europe/London",
            "GB",
            "you: Wednesday 25 November at 10:00 or Thursday 26 November at 14:30?",
        ),
        ("Europe/Berlin", "DE", "you (Berlin time): Wednesday 25 November at 11:00 or"),
        (
            "America/New_York",
            "US",
            "(New York time): Wednesday November 25 at 5:00 am or Thursday November 26 at 9:30 am?",
        ),
        ("Europe/London", "XX", "Wednesday 25 November at 10:00"),
        ("Europe/London", None, "Wednesday 25 November at 10:00"),
    ],
)
def test_the_sentence_is_in_their_zone_and_habits(
    zone: str, country: str | None, words: str
) -> None:
    said = sentence(TIMES, zone=zone, own_zone="Europe/London", country=country)
    assert words in said
    assert said.endswith("any other time is fine too.")


def test_one_time_and_none() -> None:
    one = sentence(TIMES[:1], zone="Europe/London", own_zone="Europe/London", country="GB")
    assert one.startswith("Would Wednesday 25 November at 10:00 suit you?")
    assert sentence([], zone="Europe/London", own_zone="Europe/London", country="GB") == ""


@pytest.mark.parametrize(
    ("said", "country", "zone", "known_from"),
    [
        ("Asia/Tokyo", "GB", "Asia/Tokyo", "contact"),
        ("Nowhere/Else", "DE", "Europe/Berlin", "country"),
        (None, "de", "Europe/Berlin", "country"),
        (None, "GB", "Europe/London", "country"),
        (None, "US", "Europe/London", "own"),
        (None, "ZZ", "Europe/London", "own"),
        (None, None, "Europe/London", "own"),
    ],
)
def test_where_somebody_is(
    said: str | None, country: str | None, zone: str, known_from: str
) -> None:
    assert their_zone(said, country, "Europe/London") == (zone, known_from)
