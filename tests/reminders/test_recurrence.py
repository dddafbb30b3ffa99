"""What recurs by local time, against an oracle that walks minute by minute: 40 zones, three years.

People move between zones and change their half hours at any moment; clocks go forward and back,
months end, and 2028 has a 29 February. No message may be missing, none may come twice.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.conversations.clocks import after_talk, before_talk
from api.deliveries.occurrence import in_week, on_day
from api.digests.periods import week_before
from api.localtime import HalfHour, QuietHours
from api.reminders.looking_back import last_half_hour
from api.reminders.recurring import next_message
from tests.localtime.test_half_hours import ZONES as LISTED
from tests.reminders.oracle import (
    MINUTE,
    Settings,
    by_day,
    by_week,
    first_awake,
    half_hours,
    is_quiet,
    last_awake,
    ought,
    quiet_minutes,
)

ZONES = tuple(LISTED.split())
BEGIN, END = datetime(2026, 7, 1, tzinfo=UTC), datetime(2029, 7, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVERY_DAY = frozenset(range(1, 8))
QUIETEST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHORT = settings(QUIETEST, max_examples=40)
LONG = settings(QUIETEST, max_examples=1500)


@lru_cache(maxsize=64)
def changes(zone: str) -> tuple[datetime, ...]:
    """The days on which the clocks of a zone change, and days that are something in a calendar."""
    place, found = (
        ZoneInfo(zone),
        [datetime(2028, 2, 28, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)],
    )
    day = BEGIN
    while day < END - 14 * DAY:
        if day.astimezone(place).utcoffset() != (day + DAY).astimezone(place).utcoffset():
            found.append(day)
        day += DAY
    return tuple(found)


zones = st.sampled_from(ZONES)
weekdays = st.frozensets(st.integers(1, 7), min_size=1)
near_a_change = st.sampled_from(
    [time(hour, minute) for hour in (0, 1, 2, 3, 23) for minute in (0, 1, 15, 30, 59)]
)
wall_times = near_a_change | st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Settings], datetime, datetime]:
    """Somebody's settings over eleven days, most of them around a change of their clocks."""
    zone = draw(zones)
    around = draw(st.sampled_from(changes(zone)))
    begin = around - draw(st.sampled_from([1, 5, 9])) * DAY
    end = begin + 11 * DAY
    life = [Settings(begin, zone, draw(weekdays), draw(wall_times))]
    moments = st.integers(0, 11 * 24 * 60 - 1)
    for minute in sorted(draw(st.sets(moments, max_size=4))):
        # Between two minutes: what is due at a moment is planned before what is changed after it.
        since = begin + minute * MINUTE + timedelta(seconds=30)
        now = life[-1]
        moves = draw(st.booleans())
        life.append(
            Settings(
                since,
                draw(zones) if moves else now.zone,
                now.days if moves else draw(weekdays),
                draw(wall_times) if draw(st.booleans()) else now.at,
            )
        )
    return life, begin, end


def lived(
    life: list[Settings],
    named: Callable[[date], str],
    whose: Callable[[HalfHour], HalfHour],
    begin: datetime,
    end: datetime,
) -> list[tuple[str, datetime]]:
    """What the product does: a clock that is set after each message and each change."""

    def clock(now: Settings, moment: datetime) -> tuple[str, datetime]:
        half_hour = whose(HalfHour(now.days, now.at))
        return next_message(
            lambda after: half_hour.next_occurrence(after, now.zone),
            moment,
            named,
            sent[-1][0] if sent else None,
        )

    sent: list[tuple[str, datetime]] = []
    coming = list(life[1:])
    now = life[0]
    # A person begins a moment before the first minute that is looked at.
    due = clock(now, begin - timedelta(seconds=1))
    while True:
        if coming and coming[0].since < due[1]:
            now = coming.pop(0)
            due = clock(now, now.since)
        elif due[1] >= end:
            return sent
        else:
            sent.append(due)
            due = clock(now, due[1] + timedelta(seconds=2))


def the_same(half_hour: HalfHour) -> HalfHour:
    return half_hour


def check_a_life(life: list[Settings], begin: datetime, end: datetime) -> None:
    first = Settings(begin - timedelta(seconds=1), life[0].zone, life[0].days, life[0].at)
    life = [first, *life[1:]]
    daily = lived(life, on_day, the_same, begin, end)
    assert daily == ought(life, by_day, begin, end)
    weekly = lived(life, in_week, last_half_hour, begin, end)
    of_weeks = [Settings(one.since, one.zone, frozenset({max(one.days)}), one.at) for one in life]
    assert weekly == ought(of_weeks, by_week, begin, end)
    for sent in (daily, weekly):
        assert max(Counter(name for name, _ in sent).values(), default=1) == 1


@SHORT
@given(lives())
def test_no_message_is_missed_and_none_comes_twice(
    made: tuple[list[Settings], datetime, datetime],
) -> None:
    check_a_life(*made)


@pytest.mark.long
@pytest.mark.timeout(3600)
@LONG
@given(lives())
def test_no_message_is_missed_and_none_comes_twice_in_many_lives(
    made: tuple[list[Settings], datetime, datetime],
) -> None:
    check_a_life(*made)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("zone", ZONES)
def test_three_years_of_every_minute(zone: str) -> None:
    """The whole calendar of a zone: each date its half hour, each week its look back."""
    at = changes(zone)[-1].astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    life = [Settings(BEGIN - timedelta(seconds=1), zone, EVERY_DAY, at)]
    walked = half_hours(zone, at, BEGIN - 2 * DAY, END)
    inside = [(by_day(day), moment) for day, moment in walked if BEGIN <= moment < END]
    assert lived(life, on_day, the_same, BEGIN, END) == inside
    sundays = [(by_week(day), moment) for day, moment in walked if day.isoweekday() == 7]
    of_weeks = [one for one in sundays if BEGIN <= one[1] < END]
    assert lived(life, in_week, last_half_hour, BEGIN, END) == of_weeks


@st.composite
def nights(draw: st.DrawFn) -> tuple[str, datetime, QuietHours, set[int]]:
    """A zone, a minute near a change of its clocks, and quiet hours."""
    zone = draw(zones)
    moment = draw(st.sampled_from(changes(zone))) + draw(st.integers(0, 3 * 24 * 60)) * MINUTE
    start, end = draw(wall_times), draw(wall_times)
    return zone, moment, QuietHours(start, end), quiet_minutes(start, end)


def check_a_night(zone: str, moment: datetime, quiet: QuietHours, silent: set[int]) -> None:
    assert quiet.quiet_at(moment, zone) == is_quiet(moment, zone, silent)
    assert quiet.next_allowed(moment, zone) == first_awake(moment, zone, silent)
    talk_ends = moment
    after = after_talk(talk_ends, zone=zone, quiet=quiet)
    for clock, wait in ((after.debrief, timedelta(minutes=15)), (after.nudge, 2 * HOUR)):
        if clock is not None:
            assert clock.due_at == talk_ends + wait
            assert not is_quiet(clock.due_at, zone, silent)
    assert (after.debrief is None) == is_quiet(talk_ends + timedelta(minutes=15), zone, silent)
    check_the_last_call(zone, talk_ends, after.last_call and after.last_call.due_at, silent)
    assert after.thanks.due_at - talk_ends == 24 * HOUR
    starts = moment + DAY
    before = before_talk(starts, zone=zone, quiet=quiet, planned_at=moment - 7 * DAY)
    assert before.hour_before is not None
    announced = before.hour_before.due_at
    assert not is_quiet(announced, zone, silent)
    hour_before = starts - HOUR
    awake = first_awake(hour_before, zone, silent)
    if awake <= starts - timedelta(minutes=15):
        assert announced == awake
    else:
        # Moved earlier: into the last waking hour, and nothing but that hour lies between.
        last = last_awake(hour_before, zone, silent)
        assert last - HOUR < announced <= last


def check_the_last_call(
    zone: str, talk_ends: datetime, call: datetime | None, silent: set[int]
) -> None:
    """Never later than 20 hours after, never in quiet hours, never before the nudge's time; missing
    only where nobody was awake in all of that time."""
    earliest, latest = talk_ends + 2 * HOUR, talk_ends + 20 * HOUR
    last = last_awake(latest, zone, silent)
    if call is None:
        assert is_quiet(earliest, zone, silent)
        assert last - HOUR < earliest
        return
    assert earliest <= call <= latest
    assert not is_quiet(call, zone, silent)
    if not is_quiet(latest, zone, silent):
        assert call == latest
    elif last - 59 * MINUTE >= earliest:
        assert last - HOUR < call <= last


@SHORT
@given(nights())
def test_nothing_interrupts_a_night_and_nothing_is_lost_in_it(
    night: tuple[str, datetime, QuietHours, set[int]],
) -> None:
    check_a_night(*night)


@pytest.mark.long
@pytest.mark.timeout(3600)
@LONG
@given(nights())
def test_nothing_interrupts_many_nights_and_nothing_is_lost_in_them(
    night: tuple[str, datetime, QuietHours, set[int]],
) -> None:
    check_a_night(*night)


@SHORT
@given(zones, st.data())
def test_every_minute_of_a_year_is_looked_back_on_once(zone: str, data: st.DataObject) -> None:
    """The weeks that are told join without a gap, whatever the clocks do between."""
    at = data.draw(wall_times)
    life = [Settings(BEGIN, zone, frozenset({data.draw(st.integers(1, 7))}), at)]
    sent = lived(life, in_week, last_half_hour, BEGIN, BEGIN + 370 * DAY)
    spans = [week_before(moment, zone) for _, moment in sent]
    for earlier, later in pairwise(spans):
        # Where a week's half hour was pushed by a gap, the wall it was meant for still bounds it.
        assert abs(later.edges[-2] - earlier.edges[-1]) <= HOUR
