"""When something that is put off comes back: at a half hour, never in quiet hours, never too late."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.localtime import BusinessCalendar, HalfHour, QuietHours, local_date
from api.overview.later import NEVER, PASSES, SOONEST, Hours
from api.overview.schemas import Kind

LONDON = Hours("Europe/London", HalfHour(), QuietHours())
WEDNESDAY = datetime(2027, 3, 10, 18, tzinfo=UTC)


def said(hours: Hours, kind: Kind, due: datetime | None, now: datetime) -> list[tuple[str, str]]:
    return [(one.when, f"{one.local:%a %d %H:%M}") for one in hours.times(kind, due, now)]


def test_tomorrow_at_my_half_hour_or_in_a_week() -> None:
    assert said(LONDON, "find_time", None, WEDNESDAY) == [
        ("half_hour", "Thu 11 18:00"),
        ("week", "Wed 17 18:00"),
    ]


def test_before_a_weekend_tomorrow_is_monday_and_one_half_hour_a_week_is_one_time() -> None:
    friday = WEDNESDAY + timedelta(days=2)
    assert said(LONDON, "find_time", None, friday)[0] == ("half_hour", "Mon 15 18:00")
    sundays = Hours("Europe/London", HalfHour(frozenset({7}), time(17)), QuietHours())
    assert said(sundays, "find_time", None, WEDNESDAY) == [
        ("half_hour", "Sun 14 17:00"),
        ("week", "Sun 21 17:00"),
    ]
    sunday = datetime(2027, 3, 14, 18, tzinfo=UTC)
    assert said(sundays, "find_time", None, sunday) == [("half_hour", "Sun 21 17:00")]


def test_a_holiday_is_no_half_hour() -> None:
    """Good Friday and Easter Monday of 2027 lie on 26 and 29 March."""
    at_home = BusinessCalendar("DE", frozenset({1, 2, 3, 4, 5}))
    hours = Hours("Europe/Berlin", HalfHour(calendar=at_home), QuietHours())
    thursday = datetime(2027, 3, 25, 18, tzinfo=UTC)
    assert said(hours, "find_time", None, thursday)[0] == ("half_hour", "Tue 30 18:00")


def test_a_half_hour_in_quiet_hours_moves_to_the_nearest_waking_moment() -> None:
    late = Hours("Europe/London", HalfHour(at=time(22)), QuietHours())
    early = Hours("Europe/London", HalfHour(at=time(6)), QuietHours())
    assert said(late, "find_time", None, WEDNESDAY)[0] == ("half_hour", "Thu 11 20:00")
    assert said(early, "find_time", None, WEDNESDAY)[0] == ("half_hour", "Thu 11 08:00")


def test_a_thank_you_comes_back_at_its_last_call_and_not_after() -> None:
    """It ended at 15:30: the next half hour is past the 24 hours."""
    due = datetime(2027, 3, 11, 15, 30, tzinfo=UTC)
    assert said(LONDON, "write_thanks", due, WEDNESDAY) == [("in_time", "Thu 11 11:30")]
    assert said(LONDON, "write_thanks", due, due - timedelta(hours=4)) == []
    overdue = said(LONDON, "write_thanks", due, due + timedelta(minutes=1))
    assert [when for when, _ in overdue] == ["half_hour", "week"]


@given(
    kind=st.sampled_from(sorted(PASSES | NEVER | {"find_time", "keep_in_touch"})),
    now=st.integers(0, 3 * 365 * 24 * 60).map(lambda one: WEDNESDAY + timedelta(minutes=one)),
    due=st.none() | st.integers(-200, 2000),
    zone=st.sampled_from(["Europe/London", "Asia/Kathmandu", "America/New_York", "Pacific/Apia"]),
    days=st.frozensets(st.integers(1, 7), min_size=1),
    at=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    quiet=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    country=st.sampled_from([None, "GB", "DE", "JP", "SA"]),
)
def test_whatever_the_hours_are(
    kind: Kind,
    now: datetime,
    due: int | None,
    zone: str,
    days: frozenset[int],
    at: time,
    quiet: tuple[int, int],
    country: str | None,
) -> None:
    silence = QuietHours(time(quiet[0]), time(quiet[1]))
    calendar = BusinessCalendar(country, frozenset({1, 2, 3, 4, 5}))
    hours = Hours(zone, HalfHour(days, at, calendar), silence)
    due_at = None if due is None else now + timedelta(hours=due)
    times = hours.times(kind, due_at, now)
    assert len(times) <= 2
    assert [one.at for one in times] == sorted({one.at for one in times})
    if kind in NEVER:
        assert times == []
    for one in times:
        assert one.at >= now + SOONEST
        assert not silence.quiet_at(one.at, zone)
        assert one.at - now < timedelta(days=60)
        if kind in PASSES and due_at is not None and due_at > now:
            assert one.at < due_at
        if one.when == "half_hour":
            assert local_date(one.at, zone) > local_date(now, zone)
