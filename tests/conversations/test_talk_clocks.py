"""The clocks around a talk, at the edges of quiet hours and of the thank-you's day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.conversations.clocks import after_talk, before_talk, on_time
from api.localtime import Due, QuietHours

LONDON = "Europe/London"
QUIET = QuietHours()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


def at(due: Due | None) -> datetime | None:
    return None if due is None else due.due_at


@pytest.mark.parametrize(
    ("start", "announced"),
    [
        ("2026-01-15 10:00", "2026-01-15 09:00"),
        ("2026-01-15 09:00", "2026-01-15 08:00"),
        ("2026-01-15 08:59", "2026-01-15 08:00"),
        ("2026-01-15 08:30", "2026-01-15 08:00"),  # not before quiet hours end
        ("2026-01-15 08:15", "2026-01-15 08:00"),
        ("2026-01-15 08:14", "2026-01-14 20:00"),  # too little notice: the evening before
        ("2026-01-15 08:00", "2026-01-14 20:00"),
        ("2026-01-15 07:00", "2026-01-14 20:00"),
        ("2026-01-15 00:30", "2026-01-14 20:00"),
        ("2026-01-15 21:59", "2026-01-15 20:59"),
        ("2026-01-15 22:00", "2026-01-15 20:00"),
        ("2026-01-15 23:30", "2026-01-15 20:00"),
    ],
)
def test_a_conversation_in_an_hour(start: str, announced: str) -> None:
    clocks = before_talk(utc(start), zone=LONDON, quiet=QUIET, planned_at=LONG_AGO)
    assert at(clocks.hour_before) == utc(announced)


@pytest.mark.parametrize(
    ("planned", "preparation", "hour_before"),
    [
        ("2026-01-14 09:59", True, True),
        ("2026-01-14 10:00", False, True),
        ("2026-01-15 08:59", False, True),
        ("2026-01-15 09:00", False, False),
        ("2026-01-15 09:30", False, False),
    ],
)
def test_what_had_passed_when_the_talk_was_planned_does_not_come(
    planned: str, preparation: bool, hour_before: bool
) -> None:
    clocks = before_talk(utc("2026-01-15 10:00"), zone=LONDON, quiet=QUIET, planned_at=utc(planned))
    assert (clocks.preparation is not None) is preparation
    assert (clocks.hour_before is not None) is hour_before


def test_an_early_talk_planned_after_that_evening_is_not_announced_in_the_past() -> None:
    clocks = before_talk(
        utc("2026-01-15 07:00"), zone=LONDON, quiet=QUIET, planned_at=utc("2026-01-14 20:30")
    )
    assert clocks.hour_before is None


def test_preparation_is_at_the_same_time_on_the_wall_the_day_before() -> None:
    clocks = before_talk(utc("2026-03-29 13:00"), zone=LONDON, quiet=QUIET, planned_at=LONG_AGO)
    assert clocks.preparation is not None
    assert clocks.preparation.due_local == datetime.fromisoformat("2026-03-28 14:00")
    assert clocks.preparation.due_at == utc("2026-03-28 14:00")
    assert clocks.preparation.due_zone == LONDON


@pytest.mark.parametrize(
    ("end", "debrief", "nudge", "last_call"),
    [
        ("2026-01-15 17:00", "2026-01-15 17:15", "2026-01-15 19:00", "2026-01-16 13:00"),
        ("2026-01-15 18:59", "2026-01-15 19:14", "2026-01-15 20:59", "2026-01-16 14:59"),
        ("2026-01-15 19:00", "2026-01-15 19:15", None, "2026-01-16 15:00"),
        ("2026-01-15 20:44", "2026-01-15 20:59", None, "2026-01-16 16:44"),
        ("2026-01-15 20:45", None, None, "2026-01-16 16:45"),
        ("2026-01-15 12:00", "2026-01-15 12:15", "2026-01-15 14:00", "2026-01-16 08:00"),
        ("2026-01-15 11:59", "2026-01-15 12:14", "2026-01-15 13:59", "2026-01-15 20:00"),
        ("2026-01-15 06:00", None, "2026-01-15 08:00", "2026-01-15 20:00"),
        ("2026-01-15 05:59", None, None, "2026-01-15 20:00"),
        ("2026-01-15 01:00", None, None, "2026-01-15 20:00"),
        ("2026-01-15 00:59", None, None, "2026-01-15 20:59"),
        ("2026-03-28 15:00", "2026-03-28 15:15", "2026-03-28 17:00", "2026-03-29 11:00"),
    ],
)
def test_after_the_talk(end: str, debrief: str | None, nudge: str | None, last_call: str) -> None:
    clocks = after_talk(utc(end), zone=LONDON, quiet=QUIET)
    assert at(clocks.debrief) == (None if debrief is None else utc(debrief))
    assert at(clocks.nudge) == (None if nudge is None else utc(nudge))
    assert at(clocks.last_call) == utc(last_call)
    assert clocks.thanks.due_at == utc(end) + timedelta(hours=24)


def test_thanks_are_due_after_24_hours_that_passed_not_at_the_same_time_on_the_wall() -> None:
    clocks = after_talk(utc("2026-03-28 20:00"), zone=LONDON, quiet=QUIET)
    assert clocks.thanks.due_at == utc("2026-03-29 20:00")
    assert clocks.thanks.due_local == datetime.fromisoformat("2026-03-29 21:00")


def test_it_rests_after_seven_days_on_the_wall() -> None:
    clocks = after_talk(utc("2026-03-28 20:00"), zone=LONDON, quiet=QUIET)
    assert clocks.rests.due_local == datetime.fromisoformat("2026-04-04 20:00")
    assert clocks.rests.due_at == utc("2026-04-04 19:00")


@pytest.mark.parametrize(
    ("quiet", "end", "nudge", "last_call"),
    [
        # awake from 11:00 to 12:00 only
        ("12:00-11:00", "2026-01-15 11:50", None, None),
        ("12:00-11:00", "2026-01-15 10:00", None, None),
        ("12:00-11:00", "2026-01-15 09:30", None, "2026-01-15 11:30"),
        ("12:00-11:00", "2026-01-15 09:00", None, "2026-01-15 11:00"),
        ("12:00-11:00", "2026-01-15 08:30", None, "2026-01-15 11:00"),
        ("12:00-11:00", "2026-01-15 15:00", None, "2026-01-16 11:00"),
        # awake from 11:00 to 13:00 only
        ("13:00-11:00", "2026-01-15 09:00", "2026-01-15 11:00", "2026-01-15 12:00"),
        ("13:00-11:00", "2026-01-15 09:01", None, "2026-01-15 12:00"),
        # never quiet
        ("08:00-08:00", "2026-01-15 11:00", "2026-01-15 13:00", "2026-01-16 07:00"),
    ],
)
def test_short_waking_times(quiet: str, end: str, nudge: str | None, last_call: str | None) -> None:
    start, stop = (time.fromisoformat(part) for part in quiet.split("-"))
    clocks = after_talk(utc(end), zone=LONDON, quiet=QuietHours(start, stop))
    assert at(clocks.nudge) == (None if nudge is None else utc(nudge))
    assert at(clocks.last_call) == (None if last_call is None else utc(last_call))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-01-15 16:59", True),
        ("2026-01-15 17:00", True),
        ("2026-01-16 17:00", True),
        ("2026-01-16 17:00:01", False),
        ("2026-01-17 00:00", False),
    ],
)
def test_on_time(sent: str, expected: bool) -> None:
    assert on_time(utc("2026-01-15 17:00"), utc(sent)) is expected


def test_on_time_counts_the_hour_that_the_clocks_give_back() -> None:
    assert on_time(utc("2026-10-24 17:00"), utc("2026-10-25 17:00"))
    assert not on_time(utc("2026-10-24 17:00"), utc("2026-10-25 17:30"))


CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
ENDS = st.integers(0, 4 * 24 * 9).map(lambda n: utc("2026-03-25 00:00") + n * timedelta(minutes=15))
PLACES = st.sampled_from([LONDON, "Africa/Cairo", "America/Nuuk", "Asia/Kathmandu"])


def wall_is_quiet(moment: datetime, zone: str, quiet: QuietHours) -> bool:
    wall = moment.astimezone(ZoneInfo(zone)).time()
    if quiet.start == quiet.end:
        return False
    if quiet.start < quiet.end:
        return quiet.start <= wall < quiet.end
    return not quiet.end <= wall < quiet.start


@settings(max_examples=150, deadline=None)
@given(ENDS, PLACES, CLOCK, CLOCK)
def test_nothing_interrupts_in_quiet_hours_and_the_last_call_is_never_late(
    end: datetime, zone: str, start: time, stop: time
) -> None:
    quiet = QuietHours(start, stop)
    after = after_talk(end, zone=zone, quiet=quiet)
    before = before_talk(end, zone=zone, quiet=quiet, planned_at=LONG_AGO)
    for due in (after.debrief, after.nudge, after.last_call, before.hour_before):
        assert due is None or not wall_is_quiet(due.due_at, zone, quiet)
    assert before.hour_before is not None
    assert before.hour_before.due_at <= end - timedelta(minutes=15)
    if after.last_call is not None:
        assert timedelta(hours=2) <= after.last_call.due_at - end <= timedelta(hours=20)
        assert after.nudge is None or (
            after.last_call.due_at - after.nudge.due_at >= timedelta(hours=1)
        )
        return
    span = (end + timedelta(hours=2) + n * timedelta(minutes=15) for n in range(4 * 18 + 1))
    assert all(wall_is_quiet(moment, zone, quiet) for moment in span)
