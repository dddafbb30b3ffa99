"""Rules of repeating events: against dateutil on hundreds of rules, and in bounded time."""
# ruff: noqa: DTZ001 - these are times on a wall

from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.conversations.calendar_repeats import Effort, TooMuch, starts
from api.conversations.calendar_rules import read_rule

AFTER = datetime(2026, 11, 20)
BEFORE = AFTER + timedelta(days=400)


def ours(text: str, first: datetime) -> list[datetime]:
    effort = Effort(10**7, 10**7)
    return list(starts(read_rule(text), first, after=AFTER, before=BEFORE, effort=effort))


def theirs(text: str, first: datetime) -> list[datetime]:
    """dateutil's times, up to the window's end."""
    rule = rrulestr(text, dtstart=first)
    found = []
    for at in islice(rule, 200_000):
        if at >= BEFORE:
            break
        if at >= AFTER:
            found.append(at)
    return found


FIRST = st.datetimes(datetime(2019, 1, 1), datetime(2027, 3, 1)).map(
    lambda at: at.replace(microsecond=0, second=0)
)
SIGNED = st.integers(1, 5).flatmap(lambda n: st.sampled_from([f"{n}", f"-{n}"]))
DAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4, unique=True
)


def of(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda some: ";".join(part for part in some if part))


def maybe(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), part)


INTERVAL = maybe(st.integers(1, 7).map("INTERVAL={}".format))
COUNT = maybe(st.integers(1, 400).map("COUNT={}".format))
MONTHS = maybe(
    st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(
        lambda some: "BYMONTH=" + ",".join(map(str, some))
    )
)
MONTH_DAYS = maybe(
    st.lists(
        st.one_of(st.integers(1, 31), st.integers(-31, -1)), min_size=1, max_size=3, unique=True
    ).map(lambda some: "BYMONTHDAY=" + ",".join(map(str, some)))
)
WEEKDAYS = maybe(DAYS.map(lambda some: "BYDAY=" + ",".join(some)))
PLACED = maybe(
    st.tuples(SIGNED, DAYS).map(lambda one: "BYDAY=" + ",".join(one[0] + day for day in one[1]))
)
START = maybe(st.sampled_from(["WKST=MO", "WKST=SU", "WKST=TH"]))
POSITIONS = maybe(st.sampled_from(["BYSETPOS=1", "BYSETPOS=-1", "BYSETPOS=2,-1"]))
HOURS = maybe(st.sampled_from(["BYHOUR=9", "BYHOUR=9,14", "BYHOUR=8;BYMINUTE=0,30"]))

RULES = st.one_of(
    of(st.just("FREQ=DAILY"), INTERVAL, COUNT, MONTHS, WEEKDAYS, HOURS),
    of(st.just("FREQ=WEEKLY"), INTERVAL, COUNT, MONTHS, WEEKDAYS, START, HOURS),
    of(st.just("FREQ=MONTHLY"), INTERVAL, COUNT, MONTH_DAYS, st.one_of(WEEKDAYS, PLACED), HOURS),
    of(st.just("FREQ=MONTHLY"), COUNT, DAYS.map(lambda d: "BYDAY=" + ",".join(d)), POSITIONS),
    of(st.just("FREQ=YEARLY"), INTERVAL, COUNT, MONTHS, MONTH_DAYS, st.one_of(WEEKDAYS, PLACED)),
    of(
        st.just("FREQ=YEARLY"),
        COUNT,
        st.sampled_from(["BYYEARDAY=1,100,-1", "BYWEEKNO=1,20,-1;BYDAY=MO", "BYWEEKNO=53"]),
        START,
    ),
    of(st.just("FREQ=HOURLY"), st.integers(3, 30).map("INTERVAL={}".format), COUNT, WEEKDAYS),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(RULES, FIRST)
def test_rules_name_the_times_that_dateutil_names(text: str, first: datetime) -> None:
    never = ("BYMONTH=2" in text or "BYMONTH" in text) and "BYMONTHDAY" in text
    assume(not never or "COUNT" not in text)
    rule = rrulestr(text, dtstart=first)
    # dateutil leaves a beginning out that its own rule does not name; calendar programs show it.
    # dateutil asks all years for a rule that never comes: those are tested below.
    assume(next(iter(rule.between(first, first + timedelta(days=3000), inc=True)), None) == first)
    assert ours(text, first) == theirs(text, first)


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        # Every other week on Monday and Wednesday, the week beginning on Sunday (RFC 5545).
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE;COUNT=4",
            datetime(2026, 11, 23, 9),
            [(11, 23), (11, 25), (12, 7), (12, 9)],
        ),
        # The last working day of each month.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
            datetime(2026, 11, 30, 9),
            [(11, 30), (12, 31), (1, 29)],
        ),
        # The 31st comes in months that have one.
        ("FREQ=MONTHLY;COUNT=3", datetime(2026, 12, 31, 9), [(12, 31), (1, 31), (3, 31)]),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", datetime(1996, 3, 31, 1), [(3, 28)]),
    ],
)
def test_rules_of_the_standard(text: str, first: datetime, days: list[tuple[int, int]]) -> None:
    assert [(at.month, at.day) for at in ours(text, first)] == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SOMETIMES",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=x",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=MOO",
        "FREQ=DAILY;INTERVAL=999999999999",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=YEARLY;BYMONTH=" + ",".join(["1"] * 500),
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;COUNT=1000000;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_asks_for_too_much_is_left(text: str) -> None:
    with pytest.raises(TooMuch):
        list(
            starts(
                read_rule(text), datetime(2026, 1, 1), after=AFTER, before=BEFORE, effort=Effort()
            )
        )


@pytest.mark.parametrize("first", [datetime(1901, 1, 1), datetime(2026, 1, 1)])
def test_a_rule_that_never_comes_ends(first: datetime) -> None:
    text = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    effort = Effort(rule=1000)
    assert list(starts(read_rule(text), first, after=AFTER, before=BEFORE, effort=effort)) == []
