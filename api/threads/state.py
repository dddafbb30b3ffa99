"""What is known of a thread, and what of it changes when a person says that something happened.

Pure: the stage follows from `happenings.py`; here follow the facts beside it that lanes, clocks and
measures are computed from.
"""

from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from api.threads.clocks import MOST_TOUCHES
from api.threads.happenings import next_stage, passage
from api.threads.stages import (
    AlreadyTalked,
    Group,
    Happening,
    Lane,
    LaneNote,
    MoveNotAllowed,
    NotAsked,
    NothingToPause,
    Refused,
    Stage,
    TouchesSpent,
    group_of,
    lane_of,
    may_correct,
    note_of,
)


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of one thread; the meaning of each stands at `models.Thread`."""

    stage: Stage
    since: datetime
    rested_from: Stage | None = None
    asked_at: datetime | None = None
    waiting_since: datetime | None = None
    followed_up_at: datetime | None = None
    answered_at: datetime | None = None
    held_at: datetime | None = None
    thanked_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None
    touches: int = 0
    mine_open: int = 0
    talk_starts_at: datetime | None = None
    talk_ends_at: datetime | None = None
    talk_zone: str | None = None
    paused_at: datetime | None = None
    rested_seconds: int = 0
    beside_ok: bool = False

    @property
    def lane(self) -> Lane:
        """The lane it is seen in."""
        return lane_of(self.stage, thanked=self.thanked_at is not None, mine_open=self.mine_open)

    @property
    def lane_note(self) -> LaneNote | None:
        """What its card says beside the lane."""
        return note_of(self.stage)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What follows when something is said: the new state and the stages entered on the way."""

    what: Happening
    state: State
    way: tuple[Stage, ...]


OPEN_LANES: Final = (Lane.WANT_TO_ASK, Lane.ASKED, Lane.SAID_YES, Lane.DATE_SET, Lane.TALKED)
"""The lanes in which somebody is still to act."""

_CLOSED: Final = frozenset({Stage.DECLINED, Stage.SILENT_CLOSED})
_TALK_STANDS: Final = frozenset({Stage.SCHEDULED, Stage.HELD})


def say(state: State, said: Happening, at: datetime) -> Step:
    """What follows when `said` happened at `at`.

    The way is empty when nothing moves. Raises `stages.Refused`.
    """
    what = _meant(state, said)
    to = next_stage(state.stage, what, rested_from=state.rested_from)
    if what is Happening.REOPENED and group_of(to) is Group.WAITING and state.asked_at is None:
        # "She said later" may come before any ask; there is nothing to go on waiting for.
        raise NotAsked(state.stage, said)
    way = passage(state.stage, to)
    if not way:
        return Step(what=what, state=state, way=())
    return Step(what=what, state=_entered(state, to, what, at), way=way)


def may_be_said(state: State) -> list[Happening]:
    """Everything that can be said now and moves the thread: what a screen may offer."""
    offered = []
    for said in Happening:
        try:
            if say(state, said, state.since).way:
                offered.append(said)
        except Refused:
            continue
    return offered


def _meant(state: State, said: Happening) -> Happening:
    """What is sent after a silence is the second touch, after an answer the ask of a new round."""
    if said not in (Happening.SENT, Happening.FOLLOWED_UP):
        return said
    stage = state.stage
    if stage is Stage.PARKED and state.rested_from is not None:
        stage = state.rested_from
    if stage is Stage.HELD:
        raise AlreadyTalked(state.stage, said)
    if stage in (Stage.SILENT_CLOSED, Stage.ASKED, Stage.FOLLOWED_UP):
        if state.touches >= MOST_TOUCHES:
            raise TouchesSpent(state.stage, said)
        return said if state.stage is Stage.ASKED else Happening.FOLLOWED_UP
    if group_of(stage) in (Group.ANSWERED, Group.MEETING, Group.RESTING):
        return Happening.SENT
    return said


def _entered(state: State, to: Stage, what: Happening, at: datetime) -> State:
    new = _settled(state, to, at)
    match group_of(to):
        case Group.WAITING if what is Happening.SENT:
            return replace(
                new,
                asked_at=at,
                waiting_since=at,
                followed_up_at=None,
                answered_at=None,
                touches=1,
            )
        case Group.WAITING if what is Happening.FOLLOWED_UP:
            going_on = state.waiting_since if state.stage is Stage.ASKED else None
            return replace(
                new,
                asked_at=state.asked_at or at,
                waiting_since=going_on or at,
                followed_up_at=at,
                touches=MOST_TOUCHES,
            )
        case Group.WAITING:
            return replace(new, waiting_since=at)
        case Group.ANSWERED if to is not Stage.SILENT_CLOSED:
            return replace(new, answered_at=state.answered_at or at)
        case Group.MEETING:
            return replace(new, answered_at=_answered_by_now(state, at))
        case Group.AFTER if what is Happening.HELD:
            return replace(new, answered_at=_answered_by_now(state, at), held_at=at)
        case _:
            return new


def _settled(state: State, to: Stage, at: datetime) -> State:
    """What holds for every way into a stage."""
    closed = to in _CLOSED
    stands = to in _TALK_STANDS
    return replace(
        state,
        stage=to,
        since=at,
        rested_from=state.stage if to is Stage.PARKED else None,
        closed_at=at if closed else None,
        close_reason=state.close_reason if closed else None,
        talk_starts_at=state.talk_starts_at if stands else None,
        talk_ends_at=state.talk_ends_at if stands else None,
        talk_zone=state.talk_zone if stands else None,
        paused_at=None,
        rested_seconds=0,
    )


def _answered_by_now(state: State, at: datetime) -> datetime | None:
    """Whoever finds a time with somebody that was asked has an answer."""
    return state.answered_at or (at if state.asked_at is not None else None)


def pause(state: State, at: datetime) -> State:
    """The plan of an open ask rests from `at`: nothing comes up and nothing closes by itself.

    A plan that rests already stays. Raises `NothingToPause` where no ask is open.
    """
    if group_of(state.stage) is not Group.WAITING:
        raise NothingToPause(state.stage, "a pause")
    return state if state.paused_at is not None else replace(state, paused_at=at)


def resume(state: State, at: datetime) -> State:
    """The plan goes on at `at`; the time it rested counts for no clock. One that runs stays."""
    if state.paused_at is None:
        return state
    rested = max(int((at - state.paused_at).total_seconds()), 0)
    return replace(state, paused_at=None, rested_seconds=state.rested_seconds + rested)


def correct(state: State, to: Stage, at: datetime) -> State:
    """The state that a wrong step is put right to; facts that then never happened go.

    Raises `MoveNotAllowed` for the stage it is in already.
    """
    if not may_correct(state.stage, to):
        raise MoveNotAllowed(state.stage, "a correction to the same stage")
    new = _settled(state, to, at)
    group = group_of(to)
    if group is Group.RESTING:
        return new
    if group is not Group.AFTER:
        new = replace(new, held_at=None, thanked_at=None, mine_open=0)
    match group:
        case Group.BEFORE:
            return replace(
                new,
                asked_at=None,
                waiting_since=None,
                followed_up_at=None,
                answered_at=None,
                touches=0,
            )
        case Group.WAITING:
            again = to is Stage.FOLLOWED_UP
            return replace(
                new,
                asked_at=state.asked_at or at,
                waiting_since=state.waiting_since or at,
                followed_up_at=(state.followed_up_at or at) if again else None,
                answered_at=None,
                touches=MOST_TOUCHES if again else 1,
            )
        case Group.ANSWERED:
            if to is Stage.SILENT_CLOSED:
                asked_at, touches = state.asked_at or at, max(state.touches, 1)
                return replace(new, asked_at=asked_at, answered_at=None, touches=touches)
            return replace(new, answered_at=state.answered_at or at)
        case Group.AFTER:
            return replace(
                new, answered_at=_answered_by_now(state, at), held_at=state.held_at or at
            )
        case _:
            return replace(new, answered_at=_answered_by_now(state, at))
