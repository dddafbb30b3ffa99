"""The clocks of an unanswered ask, on dates counted by hand on a calendar of May 2026."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.localtime import BusinessCalendar
from api.threads.clocks import (
    MOST_TOUCHES,
    TEMPLATES,
    AskClock,
    Template,
    TemplateName,
    ask_clocks,
    calendar_for,
    counts_from,
    next_due,
    standing,
)

LONDON = "Europe/London"
GB, US = BusinessCalendar("GB"), BusinessCalendar("US")
STANDARD, CAUTIOUS = TEMPLATES[TemplateName.STANDARD], TEMPLATES[TemplateName.CAUTIOUS]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


def days(clocks: tuple[AskClock, ...]) -> list[tuple[str, str]]:
    assert all(clock.due_local.time().isoformat() == "00:00:00" for clock in clocks)
    return [(clock.kind.value, clock.due_local.date().isoformat()) for clock in clocks]


# Friday 1 May 2026. Great Britain rests on Monday 4 and 25 May, the United States on 25 May.
ASKED = utc("2026-05-01 09:00")


def test_standard_template_in_great_britain() -> None:
    clocks = ask_clocks(ASKED, zone=LONDON, calendar=GB, template=STANDARD, second_person=True)
    assert days(clocks) == [
        ("second_person", "2026-05-07"),
        ("follow_up", "2026-05-13"),
        ("close_proposed", "2026-05-22"),
        ("close", "2026-06-01"),
    ]


def test_the_country_is_that_of_the_contact() -> None:
    clocks = ask_clocks(ASKED, zone=LONDON, calendar=US, template=STANDARD, second_person=True)
    assert days(clocks) == [
        ("second_person", "2026-05-06"),
        ("follow_up", "2026-05-12"),
        ("close_proposed", "2026-05-21"),
        ("close", "2026-05-29"),
    ]


def test_cautious_template_has_no_second_person() -> None:
    clocks = ask_clocks(ASKED, zone=LONDON, calendar=US, template=CAUTIOUS, second_person=True)
    assert days(clocks) == [
        ("follow_up", "2026-05-15"),
        ("close_proposed", "2026-06-01"),
        ("close", "2026-06-08"),
    ]


def test_no_second_person_unless_one_is_known() -> None:
    clocks = ask_clocks(ASKED, zone=LONDON, calendar=GB, template=STANDARD)
    assert [clock.kind.value for clock in clocks] == ["follow_up", "close_proposed", "close"]


@pytest.mark.parametrize(
    ("followed_up", "proposed", "closed"),
    [
        ("2026-05-06 12:00", "2026-05-22", "2026-06-01"),  # early: closing stays where it was
        ("2026-05-13 12:00", "2026-05-22", "2026-06-01"),  # on its day
        ("2026-05-14 12:00", "2026-05-26", "2026-06-02"),  # late: seven business days all the same
        ("2026-05-28 12:00", "2026-06-08", "2026-06-15"),
    ],
)
def test_after_the_follow_up_there_is_only_closing(
    followed_up: str, proposed: str, closed: str
) -> None:
    clocks = ask_clocks(
        ASKED,
        zone=LONDON,
        calendar=GB,
        template=STANDARD,
        followed_up_at=utc(followed_up),
        second_person=True,
    )
    assert days(clocks) == [("close_proposed", proposed), ("close", closed)]


def test_a_follow_up_before_the_ask_is_refused() -> None:
    with pytest.raises(ValueError, match="after the ask"):
        ask_clocks(
            ASKED,
            zone=LONDON,
            calendar=GB,
            template=STANDARD,
            followed_up_at=ASKED - timedelta(seconds=1),
        )


def test_two_touches_are_the_most() -> None:
    assert MOST_TOUCHES == 2


def test_days_count_from_the_date_on_the_wall() -> None:
    late = utc("2026-05-07 23:30")  # Friday 8 May, 00:30 in London
    clocks = ask_clocks(late, zone=LONDON, calendar=GB, template=STANDARD, second_person=True)
    assert days(clocks)[0] == ("second_person", "2026-05-13")
    early = ask_clocks(
        utc("2026-05-07 22:30"), zone=LONDON, calendar=GB, template=STANDARD, second_person=True
    )
    assert days(early)[0] == ("second_person", "2026-05-12")


def test_due_when_the_day_begins_where_the_person_lives() -> None:
    follow_up = ask_clocks(ASKED, zone=LONDON, calendar=GB, template=STANDARD)[0]
    assert follow_up.due_zone == LONDON
    assert follow_up.due_at == utc("2026-05-12 23:00")
    across = ask_clocks(utc("2026-03-20 12:00"), zone=LONDON, calendar=US, template=STANDARD)[0]
    assert across.due_local == datetime.fromisoformat("2026-03-31")
    assert across.due_at == utc("2026-03-30 23:00")


def test_a_day_whose_midnight_is_skipped_begins_an_hour_later() -> None:
    idea = ask_clocks(
        utc("2026-04-21 12:00"),
        zone="Africa/Cairo",
        calendar=GB,
        template=STANDARD,
        second_person=True,
    )[0]
    assert idea.due_local == datetime.fromisoformat("2026-04-24")
    assert idea.due_at == utc("2026-04-23 22:00")
    assert idea.due_at.astimezone(ZoneInfo("Africa/Cairo")).hour == 1


def test_what_an_ask_stands_at_and_waits_for() -> None:
    clocks = ask_clocks(ASKED, zone=LONDON, calendar=GB, template=STANDARD)
    follow_up, proposed, close = clocks
    instant = timedelta(seconds=1)
    assert (standing(clocks, ASKED), next_due(clocks, ASKED)) == (None, follow_up)
    before = follow_up.due_at - instant
    assert (standing(clocks, before), next_due(clocks, before)) == (None, follow_up)
    assert (standing(clocks, follow_up.due_at), next_due(clocks, follow_up.due_at)) == (
        follow_up,
        proposed,
    )
    assert standing(clocks, proposed.due_at) == proposed
    assert (standing(clocks, close.due_at), next_due(clocks, close.due_at)) == (close, None)


@pytest.mark.parametrize(
    ("country", "expected"), [(None, US), ("GB", GB), ("XX", BusinessCalendar("XX"))]
)
def test_unknown_country_means_the_person_s_own(
    country: str | None, expected: BusinessCalendar
) -> None:
    assert calendar_for(country, US) == expected


def test_own_working_days_do_not_go_to_other_countries() -> None:
    own = BusinessCalendar("US", frozenset({6, 7}))
    assert calendar_for(None, own) == own
    assert calendar_for("GB", own) == GB


@pytest.mark.parametrize(("calendar", "day"), [(GB, "2026-05-21 23:00"), (US, "2026-05-20 23:00")])
def test_an_ask_counts_after_fourteen_business_days(calendar: BusinessCalendar, day: str) -> None:
    assert counts_from(ASKED, zone=LONDON, calendar=calendar) == utc(day)


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(
        datetime.fromisoformat("2024-01-01"),
        datetime.fromisoformat("2027-12-01"),
        timezones=st.just(UTC),
    ),
    st.sampled_from([LONDON, "America/New_York", "Africa/Cairo", "Pacific/Auckland"]),
    st.sampled_from([GB, US, BusinessCalendar(), BusinessCalendar("SA"), BusinessCalendar("CN")]),
    st.sampled_from([STANDARD, CAUTIOUS]),
    st.none() | st.integers(0, 60 * 24 * 40),
)
def test_clocks_follow_each_other_on_business_days(
    asked: datetime,
    zone: str,
    calendar: BusinessCalendar,
    template: Template,
    minutes: int | None,
) -> None:
    followed = None if minutes is None else asked + timedelta(minutes=minutes)
    clocks = ask_clocks(
        asked,
        zone=zone,
        calendar=calendar,
        template=template,
        followed_up_at=followed,
        second_person=True,
    )
    dues = [clock.due_at for clock in clocks]
    assert dues == sorted(set(dues))
    assert all(due > (followed or asked) for due in dues)
    assert all(calendar.is_business_day(clock.due_local.date()) for clock in clocks)
    kinds = {clock.kind.value for clock in clocks}
    assert ("follow_up" in kinds) is (followed is None)
    assert ("second_person" in kinds) is (followed is None and template is STANDARD)
    assert {"close_proposed", "close"} <= kinds
