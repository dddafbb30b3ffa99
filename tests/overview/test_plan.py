"""A day laid out by the half hour: order, budget, what can't wait, and ideas that never push."""

from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from api.overview.candidates import MINUTES
from api.overview.plan import BY_THEN, HALF_HOUR, NOW, ORDER, ROWS, SHORT, arrange, lay_out
from api.overview.schemas import ItemDue, ItemSubject, Kind, TodayItem
from api.tables import new_id

START = datetime(2026, 5, 7, 9, tzinfo=UTC)
SUNDAY = datetime(2026, 5, 10, 16, tzinfo=UTC)


def item(kind: Kind, *, minutes: int | None = None, due: datetime | None = None) -> TodayItem:
    return TodayItem(
        kind=kind,
        subject=ItemSubject("thread", new_id()),
        contact=None,
        names=[],
        due=ItemDue(at=due, local=due.replace(tzinfo=None), zone="UTC") if due else None,
        minutes=minutes or MINUTES[kind],
        line=None,
        about=None,
        up_at=None,
        later=[],
        actions=[],
    )


def kinds(items: list[TodayItem]) -> list[Kind]:
    return [one.kind for one in items]


def test_every_kind_has_its_place_and_its_minutes() -> None:
    assert set(ORDER) == set(get_args(Kind))
    assert len(ORDER) == len(set(ORDER))
    assert set(MINUTES) == set(get_args(Kind))


def test_thanks_come_first_and_the_one_due_first_before_the_other() -> None:
    late = item("write_thanks", due=START - timedelta(hours=2))
    soon = item("write_thanks", due=START + timedelta(hours=2))
    got = arrange([item("ask"), item("prepare"), soon, item("close"), late])
    assert got[:2] == [late, soon]
    assert kinds(got[2:]) == ["prepare", "ask", "close"]


def test_a_half_hour_holds_thirty_minutes() -> None:
    day = lay_out(
        [
            item("write_thanks"),
            item("prepare", minutes=15),
            item("promise_mine"),
            item("any_answers"),
            item("find_time"),
            item("ask"),
        ],
        half_hour=True,
        next_at=SUNDAY,
    )
    assert day.card is not None
    assert day.card.kind == "write_thanks"
    assert kinds(day.then) == ["prepare", "promise_mine"]
    assert day.minutes == 30
    assert kinds(day.can_wait) == ["find_time", "any_answers", "ask"]


def test_something_shorter_goes_before_what_does_not_fit() -> None:
    day = lay_out(
        [item("prepare", minutes=15), item("promise_mine", minutes=20), item("any_answers")],
        half_hour=True,
        next_at=SUNDAY,
    )
    assert kinds(day.then) == ["any_answers"]
    assert kinds(day.can_wait) == ["promise_mine"]


def test_on_another_day_what_keeps_waits_for_the_half_hour() -> None:
    before, after = SUNDAY - timedelta(hours=1), SUNDAY + timedelta(days=1)
    due, later = item("promise_mine", due=before), item("promise_mine", due=after)
    old = item("advice_told", due=START - timedelta(days=20))
    day = lay_out(
        [item("ask"), item("any_answers"), old, later, due, item("tell_introducer")],
        half_hour=False,
        next_at=SUNDAY,
    )
    assert day.card is due
    assert kinds(day.then) == ["any_answers", "tell_introducer"]
    assert day.can_wait[0] is later
    assert kinds(day.can_wait) == ["promise_mine", "advice_told", "ask"]


def test_reading_up_for_a_talk_before_the_half_hour_cannot_wait() -> None:
    tomorrow = START + timedelta(days=1)
    day = lay_out(
        [item("write_thanks"), item("prepare", due=tomorrow)], half_hour=False, next_at=SUNDAY
    )
    assert kinds(day.then) == ["prepare"]


def test_there_is_always_a_next_thing_on_any_day() -> None:
    day = lay_out([item("ask"), item("find_time")], half_hour=False, next_at=SUNDAY)
    assert day.card is not None
    assert day.card.kind == "find_time"


def test_a_second_person_is_an_idea_and_never_the_next_thing() -> None:
    for half_hour in (True, False):
        day = lay_out([item("second_person", due=START)], half_hour=half_hour, next_at=SUNDAY)
        assert (day.card, day.then) == (None, [])
        assert kinds(day.can_wait) == ["second_person"]


ITEMS = st.lists(
    st.builds(
        item,
        st.sampled_from(ORDER),
        minutes=st.integers(1, 40),
        due=st.none() | st.integers(-200, 200).map(lambda h: START + timedelta(hours=h)),
    ),
    max_size=20,
)


@given(ITEMS, st.booleans())
def test_nothing_is_lost_doubled_or_out_of_order(items: list[TodayItem], half_hour: bool) -> None:
    day = lay_out(items, half_hour=half_hour, next_at=SUNDAY)
    shown = [*([day.card] if day.card else []), *day.then, *day.can_wait]
    assert sorted(map(id, shown)) == sorted(map(id, items))
    assert len(day.then) <= ROWS
    for part in (day.then, day.can_wait):
        assert part == arrange(part)
    if half_hour and day.then:
        assert day.minutes <= HALF_HOUR
    if not half_hour:
        assert all(
            one.minutes <= SHORT
            or one.kind in NOW
            or (one.kind in BY_THEN and one.due and one.due.at <= SUNDAY)
            for one in day.then
        )
