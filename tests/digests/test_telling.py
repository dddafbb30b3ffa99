"""Which time is looked back on, and what of it is said: without a database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.digests.periods import WEEKS, all_the_way, first_of_month, month_before, week_before
from api.digests.telling import Content, Line, Talk, Told, told_of
from api.tables import new_id

LONDON = "Europe/London"
FRIDAY = datetime(2027, 4, 2, 17, tzinfo=UTC)
"""18:00 in London, five days after the clocks went forward."""


def event(name: str, key: UUID | None = None, **more: Any) -> Told:
    made = {
        "name": name,
        "at": FRIDAY - timedelta(days=1),
        "key": key or new_id(),
        "contact_id": new_id(),
        "to_stage": None,
        "answer": None,
        "state": None,
        "promiser": None,
    }
    return Told(**(made | more))


def talk(contact: UUID | None = None, *heard: str, thanked: bool = False) -> Talk:
    return Talk(
        contact_id=contact or new_id(),
        talked=True,
        thanked=thanked,
        in_time=thanked,
        heard=list(heard),
    )


def told(*events: Told, talks: Sequence[Talk] = ()) -> tuple[Content, list[Line]]:
    return told_of(events, talks, [3, 4], FRIDAY)


def test_a_week_begins_where_the_one_before_ended_also_when_clocks_change() -> None:
    span = week_before(FRIDAY, LONDON)
    assert (span.begins, span.ends) == (date(2027, 3, 26), date(2027, 4, 2))
    assert len(span.edges) == WEEKS + 1
    assert span.edges[-1] == FRIDAY
    assert span.edges[-1] - span.edges[-2] == timedelta(days=7) - timedelta(hours=1)
    assert week_before(span.edges[-2], LONDON).edges[-1] == span.edges[-2]
    assert week_before(span.edges[-2], LONDON).edges[1:] == span.edges[:-1][-WEEKS:]


@given(
    st.integers(0, 4 * 365 * 24 * 60),
    st.sampled_from([LONDON, "Pacific/Chatham", "America/St_Johns", "Asia/Tokyo"]),
)
def test_a_month_is_all_of_its_days_and_no_other(minutes: int, zone: str) -> None:
    span = month_before(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), zone)
    assert span.begins.day == 1
    assert (span.ends + timedelta(days=1)).day == 1
    assert span.begins.month == span.ends.month
    walls = [at.astimezone(ZoneInfo(zone)) for at in span.edges]
    assert [(at.day, at.hour, at.minute) for at in walls] == [(1, 0, 0)] * len(walls)
    assert span.edges == sorted(set(span.edges))


def test_the_first_of_a_month_is_the_one_whose_week_before_was_in_another() -> None:
    days = [datetime(2027, 4, day, 17, tzinfo=UTC) for day in (1, 7, 8, 30)]
    assert [first_of_month(day, LONDON) for day in days] == [True, True, False, False]


def test_the_way_to_a_goal_is_compared_with_nothing() -> None:
    span = all_the_way(FRIDAY - timedelta(days=90), FRIDAY, LONDON)
    assert (span.period, len(span.edges), span.ends) == ("goal", 2, date(2027, 4, 2))


def test_answers_are_told_by_what_they_were() -> None:
    ingrid, oliver, victor = (
        event("thread.answered", answer=answer) for answer in ("yes", "later", "declined")
    )
    content, lines = told(ingrid, oliver, victor)
    assert (content.answered, content.said_yes, content.said_no) == (3, 1, 1)
    assert {(line.what, line.contact_id) for line in lines} == {
        ("said_yes", ingrid.contact_id),
        ("answered", oliver.contact_id),
        ("said_no", victor.contact_id),
    }


@pytest.mark.parametrize(
    ("stage", "asked", "answered", "noes"),
    [
        ("identified", 0, 0, 0),
        ("asked", 1, 0, 0),
        ("silent_closed", 1, 0, 0),
        ("replied_yes", 1, 1, 0),
        ("declined", 1, 1, 1),
        ("parked", 1, 1, 1),
    ],
)
def test_what_was_put_right_counts_as_it_is(
    stage: str, asked: int, answered: int, noes: int
) -> None:
    thread = new_id()
    content, _ = told(
        event("thread.asked", thread),
        event("thread.answered", thread, answer="declined"),
        # Put right after the time that is told of: what is told is true all the same.
        event("thread.corrected", thread, to_stage=stage, at=FRIDAY + timedelta(hours=1)),
    )
    assert (content.asked, content.answered, content.said_no) == (asked, answered, noes)


def test_what_was_taken_back_does_not_count_and_told_again_it_counts_once() -> None:
    promise, advice, circle = new_id(), new_id(), new_id()
    told_all = [
        event("promise.kept", promise, promiser="mine"),
        event("advice.done", advice),
        event("advice.told", advice),
        event("introduction.told", circle),
    ]
    content, _ = told(*told_all)
    assert (content.kept, content.tried, content.told) == (1, 1, 2)
    moved = [
        event("promise.moved", promise, state="open", promiser="mine"),
        event("advice.moved", advice, state="done"),
        event("introduction.moved", circle),
    ]
    content, _ = told(*told_all, *moved)
    assert (content.kept, content.tried, content.told) == (0, 1, 0)
    content, _ = told(*told_all, *moved, *told_all)
    assert (content.kept, content.tried, content.told) == (1, 1, 2)
    content, _ = told(event("promise.kept", promiser="theirs"))
    assert content.kept == 0


def test_three_names_of_a_kind_each_once_and_one_line_that_was_heard() -> None:
    ewan, others = new_id(), [new_id() for _ in range(3)]
    talks = [
        talk(ewan, "The latest.", "Another.", thanked=True),
        talk(ewan, "An older one."),
        *(talk(other) for other in others),
    ]
    content, lines = told(event("thread.asked"), talks=talks)
    assert (content.talks, content.heard, content.asked, content.steps) == (5, 3, 1, [3, 4])
    assert (content.thanked, content.thanked_in_time) == (1, 1)
    talked = [line.contact_id for line in lines if line.what == "talked"]
    assert talked == [ewan, *others[:2]]
    assert [line.words for line in lines if line.what == "heard"] == ["The latest."]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 5], None),
        ([0, 0, 0, 0, 0, 2, 0, 5], None),
        ([0, 0, 0, 0, 2, 0, 1, 5], "fullest"),
        ([0, 0, 0, 0, 2, 0, 5, 5], "usual"),
        ([3, 3, 3, 3, 3, 3, 3, 3], "usual"),
        ([4, 4, 3, 9, 5, 4, 6, 2], "quieter"),
        ([1, 0, 0, 0, 0, 0, 0, 0], "usual"),
    ],
)
def test_a_week_is_compared_with_the_persons_own_since_their_first_step(
    steps: list[int], said: str | None
) -> None:
    assert Content(steps=steps).compared == said


def test_what_somebody_heard_alone_is_no_week_in_which_something_happened() -> None:
    assert not Content(heard=2, steps=[1]).happened
    assert Content(said_no=1, answered=1).happened
