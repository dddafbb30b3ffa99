"""The facts of a thread after any sequence of what can be said: nothing contradicts the stage."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.threads.clocks import MOST_TOUCHES
from api.threads.due import DueKind, clock_of, shown_due, terms_of
from api.threads.events import lines_of
from api.threads.moves import Thanked, moving
from api.threads.stages import Group, Happening, Lane, Refused, Stage, group_of
from api.threads.state import State, Step, correct, may_be_said, say

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TERMS = terms_of(
    zone="Europe/London",
    country="GB",
    working_days=[1, 2, 3, 4, 5],
    template="standard",
    contact_country=None,
)
CLOSED = {Stage.DECLINED, Stage.SILENT_CLOSED}


def consistent(state: State) -> None:
    stage, group = state.stage, group_of(state.stage)
    assert 0 <= state.touches <= MOST_TOUCHES
    if group is Group.WAITING:
        assert state.asked_at is not None
        assert state.waiting_since is not None
        assert state.touches >= 1
        assert state.closed_at is None
    if group is Group.BEFORE:
        assert state.asked_at is None
        assert state.touches == 0
    if state.touches == 0:
        assert state.asked_at is None
    assert (state.closed_at is not None) is (stage in CLOSED)
    assert (state.rested_from is not None) is (stage is Stage.PARKED)
    if stage is Stage.HELD:
        assert state.held_at is not None
    if group is Group.ANSWERED and stage is not Stage.SILENT_CLOSED:
        assert state.answered_at is not None
    if group is Group.MEETING and state.asked_at is not None:
        assert state.answered_at is not None
    assert (state.lane is Lane.IN_TOUCH) is (
        stage is Stage.REFERRED_ON
        or (stage is Stage.HELD and state.thanked_at is not None and not state.mine_open)
    )
    clock = clock_of(state, TERMS)
    assert (clock.close is not None) is (group is Group.WAITING)
    if clock.close is not None:
        assert clock.due is not None
        assert clock.propose_close_at is not None
        assert clock.due.at <= clock.propose_close_at < clock.close.due_at
        wanted = DueKind.FOLLOW_UP if state.touches < MOST_TOUCHES else DueKind.CLOSE_PROPOSED
        assert clock.due.kind is wanted


TELLINGS = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(Happening), st.sampled_from(Stage), st.sampled_from(Lane)),
        st.integers(min_value=0, max_value=400),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(TELLINGS)
def test_any_sequence_leaves_facts_that_agree(tellings: list[tuple[object, int]]) -> None:
    state, at = State(stage=Stage.IDENTIFIED, since=START), START
    for told, hours in tellings:
        at += timedelta(hours=hours)
        try:
            after = told_on(state, told, at)
        except Refused:
            continue
        consistent(after)
        state = after


def told_on(state: State, told: object, at: datetime) -> State:
    if isinstance(told, Lane):
        meant = moving(state, told)
        if meant is None or isinstance(meant, Thanked):
            return state
        after = told_on(state, meant, at)
        assert after.lane is told
        return after
    if isinstance(told, Stage):
        return correct(state, told, at)
    assert isinstance(told, Happening)
    step = say(state, told, at)
    assert (step.state == state) is (step.way == ())
    named(state, step)
    return step.state


def named(state: State, step: Step) -> None:
    """The events of a step lead from the stage before to the stage after, without a gap."""
    lines = [line for line in lines_of(state, step) if line.from_stage is not None]
    if not step.way:
        assert lines == []
        return
    assert lines[0].from_stage is state.stage
    assert [line.to_stage for line in lines] == list(step.way)
    asked = [line for line in lines_of(state, step) if line.name == "thread.asked"]
    newly = step.what is Happening.SENT or (
        state.asked_at is None and step.state.asked_at is not None
    )
    assert len(asked) == newly


@settings(deadline=None)
@given(TELLINGS)
def test_what_is_offered_is_accepted_and_moves(tellings: list[tuple[object, int]]) -> None:
    state = State(stage=Stage.IDENTIFIED, since=START)
    for told, _ in tellings:
        try:
            state = told_on(state, told, START)
        except Refused:
            continue
    offered = may_be_said(state)
    for said in Happening:
        try:
            moves = say(state, said, START).state.stage is not state.stage
        except Refused:
            moves = False
        assert moves is (said in offered)


def test_after_the_follow_up_day_closing_is_proposed() -> None:
    state = say(State(stage=Stage.DRAFTED, since=START), Happening.SENT, START).state
    clock = clock_of(state, TERMS)
    assert clock.due is not None
    assert clock.propose_close_at is not None
    due = clock.due

    def shown(now: datetime) -> DueKind | None:
        found = shown_due(due.kind, due.at, due.local, due.zone, clock.propose_close_at, now)
        return found and found.kind

    assert shown(START) == "follow_up"
    assert shown(clock.propose_close_at - timedelta(seconds=1)) == "follow_up"
    assert shown(clock.propose_close_at) == "close_proposed"


@pytest.mark.parametrize("country", ["Germany", "", "1", "xx", None])
def test_a_country_that_is_none_is_unknown_and_stops_nothing(country: str | None) -> None:
    terms = terms_of(
        zone="UTC", country=country, working_days=[], template="cautious", contact_country=country
    )
    state = say(State(stage=Stage.DRAFTED, since=START), Happening.SENT, START).state
    assert clock_of(state, terms).due is not None
