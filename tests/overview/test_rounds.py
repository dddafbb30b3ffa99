"""Asks read from events say the same as the state that the events were written from."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from api.overview.rounds import Round, Told, rounds_of
from api.threads.events import Line, lines_of
from api.threads.stages import Group, Happening, Refused, Stage, group_of
from api.threads.state import State, correct, say

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(line: Line, at: datetime) -> Told:
    return Told(
        name=line.name,
        at=at,
        from_stage=line.from_stage,
        to_stage=line.to_stage,
        answer=str(line.codes["answer"]) if "answer" in line.codes else None,
    )


def walk(*said: Happening | Stage) -> list[Round]:
    """What is read after these were told, one an hour; a stage is a correction."""
    state, events = State(stage=Stage.IDENTIFIED, since=START), []
    for hour, one in enumerate(said):
        at = START + hour * HOUR
        state, lines = step(state, one, at)
        events += [told(line, at) for line in lines]
    return rounds_of(events)


def step(state: State, said: Happening | Stage, at: datetime) -> tuple[State, list[Line]]:
    if isinstance(said, Stage):
        line = Line("thread.corrected", state.stage, said, {})
        return correct(state, said, at), [line]
    done = say(state, said, at)
    return done.state, lines_of(state, done)


def at(hour: int) -> datetime:
    return START + hour * HOUR


def test_an_ask_and_its_yes() -> None:
    assert walk(Happening.SENT, Happening.ANSWERED_YES) == [
        Round(asked_at=at(0), answered_at=at(1), yes=True)
    ]


def test_a_no_is_an_answer_and_no_yes() -> None:
    assert walk(Happening.SENT, Happening.DECLINED) == [Round(asked_at=at(0), answered_at=at(1))]


def test_silence_is_no_answer_until_a_late_one_comes() -> None:
    silent: list[Happening | Stage] = [Happening.SENT, Happening.NO_ANSWER]
    assert walk(*silent) == [Round(asked_at=at(0))]
    late = walk(*silent, Happening.ANSWERED_YES)
    assert late == [Round(asked_at=at(0), answered_at=at(2), yes=True)]


def test_the_first_answer_counts_and_a_later_yes_is_a_yes() -> None:
    assert walk(Happening.SENT, Happening.ANSWERED_LATER, Happening.ANSWERED_YES) == [
        Round(asked_at=at(0), answered_at=at(1), yes=True)
    ]


def test_whoever_meets_in_the_end_said_yes() -> None:
    assert walk(Happening.SENT, Happening.DECLINED, Happening.DATE_SET) == [
        Round(asked_at=at(0), answered_at=at(1), yes=True)
    ]


def test_what_is_sent_after_an_answer_is_another_ask() -> None:
    assert walk(Happening.SENT, Happening.DECLINED, Happening.SENT) == [
        Round(asked_at=at(0), answered_at=at(1)),
        Round(asked_at=at(2)),
    ]


def test_a_follow_up_is_the_same_ask() -> None:
    assert walk(Happening.SENT, Happening.FOLLOWED_UP) == [Round(asked_at=at(0))]


def test_somebody_met_was_not_asked() -> None:
    assert walk(Happening.HELD) == []
    assert walk(Happening.ANSWERED_YES) == []


@pytest.mark.parametrize(
    ("put_right", "left"),
    [
        (Stage.IDENTIFIED, []),
        (Stage.ASKED, [Round(asked_at=at(0))]),
        (Stage.SILENT_CLOSED, [Round(asked_at=at(0))]),
        (Stage.DECLINED, [Round(asked_at=at(0), answered_at=at(1))]),
        (Stage.HELD, [Round(asked_at=at(0), answered_at=at(1), yes=True)]),
    ],
)
def test_what_was_told_wrongly_did_not_happen(put_right: Stage, left: list[Round]) -> None:
    assert walk(Happening.SENT, Happening.ANSWERED_YES, put_right) == left


def test_an_ask_that_never_was_does_not_take_the_one_before_it() -> None:
    again: list[Happening | Stage] = [
        Happening.SENT,
        Happening.DECLINED,
        Happening.SENT,
        Stage.IDENTIFIED,
    ]
    first = Round(asked_at=at(0), answered_at=at(1))
    assert walk(*again) == [first]
    assert walk(*again, Happening.SENT, Happening.ANSWERED_YES) == [
        first,
        Round(asked_at=at(4), answered_at=at(5), yes=True),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_told_the_last_ask_is_that_of_the_state(seed: int) -> None:
    chance = random.Random(seed)
    state, events = State(stage=Stage.IDENTIFIED, since=START), []
    for hour in range(60):
        said = chance.choice([*Happening, *Happening, *Happening, *Stage])
        try:
            state, lines = step(state, said, at(hour))
        except Refused:
            continue
        events += [told(line, at(hour)) for line in lines]
        rounds = rounds_of(events)
        if state.asked_at is None:
            continue
        last = rounds[-1]
        assert last.asked_at == state.asked_at
        if state.answered_at is not None and state.answered_at < state.asked_at:
            continue  # a yes that came before any ask answers none
        assert last.answered_at == state.answered_at
        if group_of(state.stage) in (Group.MEETING, Group.AFTER):
            assert last.yes
    assert len(events) > 20
