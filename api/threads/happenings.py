"""From what a person says happened to the stage that follows from it (DOMAIN.md section 4)."""

from typing import Final

from api.threads.stages import (
    REOPENING,
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyTalked,
    Group,
    Happening,
    MoveNotAllowed,
    NotAsked,
    NothingToReopen,
    Refused,
    Stage,
    TouchesSpent,
    group_of,
    may_move,
)

_STAGE_FOR: Final[dict[Happening, Stage]] = {
    Happening.RESEARCHED: Stage.RESEARCHED,
    Happening.DRAFTED: Stage.DRAFTED,
    Happening.SENT: Stage.ASKED,
    Happening.FOLLOWED_UP: Stage.FOLLOWED_UP,
    Happening.ANSWERED_YES: Stage.REPLIED_YES,
    Happening.ANSWERED_LATER: Stage.REPLIED_LATER,
    Happening.REFERRED_ON: Stage.REFERRED_ON,
    Happening.DECLINED: Stage.DECLINED,
    Happening.NO_ANSWER: Stage.SILENT_CLOSED,
    Happening.FINDING_TIME: Stage.SCHEDULING,
    Happening.DATE_SET: Stage.SCHEDULED,
    Happening.NO_SHOW: Stage.NO_SHOW,
    Happening.CANCELLED: Stage.CANCELLED,
    Happening.HELD: Stage.HELD,
    Happening.PARKED: Stage.PARKED,
}


def next_stage(stage: Stage, said: Happening, *, rested_from: Stage | None = None) -> Stage:
    """The stage that follows when a person says that something happened.

    The present stage itself when nothing moves: what was said is already so ("She said yes" while
    a time is being found), or it moves no stage (a draft after the ask). Otherwise every step of
    `passage(stage, result)` is in the transition table. `rested_from` is the stage a parked thread
    was in before, if known; only `reopened` looks at it. Raises a `Refused` with a stable code.
    """
    if said is Happening.REOPENED:
        return _reopened(stage, rested_from)
    if said in (Happening.RESEARCHED, Happening.DRAFTED):
        return _prepared(stage, _STAGE_FOR[said])
    if stage is Stage.HELD and said not in (Happening.HELD, Happening.PARKED):
        raise AlreadyTalked(stage, said)
    if said in (Happening.SENT, Happening.FOLLOWED_UP):
        _may_be_asked(stage, said)
    if said is Happening.NO_ANSWER and group_of(stage) is Group.BEFORE:
        raise NotAsked(stage, said)
    if said is Happening.ANSWERED_YES and group_of(stage) in (Group.MEETING, Group.RESTING):
        # A yes belongs to `answered`, which lies behind these: it leads on to finding a time.
        return stage if stage is Stage.SCHEDULED else Stage.SCHEDULING
    return _STAGE_FOR[said]


def _prepared(stage: Stage, to: Stage) -> Stage:
    if group_of(stage) is not Group.BEFORE or stage is Stage.DRAFTED:
        return stage
    return to


def _may_be_asked(stage: Stage, said: Happening) -> None:
    if stage is Stage.FOLLOWED_UP:
        raise TouchesSpent(stage, said)
    if stage is Stage.ASKED and said is Happening.SENT:
        raise AlreadyAsked(stage, said)
    if stage in (Stage.REPLIED_YES, Stage.SCHEDULING, Stage.SCHEDULED):
        raise AlreadyAnswered(stage, said)


def _reopened(stage: Stage, rested_from: Stage | None) -> Stage:
    if stage not in REOPENING:
        raise NothingToReopen(stage, Happening.REOPENED)
    source = rested_from if stage is Stage.PARKED and rested_from is not None else stage
    group = group_of(source)
    if group is Group.BEFORE:
        # Waiting for somebody who was never asked would be a lie: this way back is a correction.
        raise NotAsked(stage, Happening.REOPENED)
    if group is Group.MEETING or source is Stage.REPLIED_YES:
        return Stage.SCHEDULING
    if group in (Group.WAITING, Group.AFTER):
        return source
    return Stage.ASKED


def passage(from_: Stage, to: Stage) -> tuple[Stage, ...]:
    """The stages entered on the way, the last being `to`; empty when nothing moves.

    Most moves are one step. Three facts of life are not in the table as one pair and pass through
    stages that a person need not hear about: a parked thread is reopened before its no or its talk
    is written down, and a yes taken back ends the meeting before it ends the ask. Steps before the
    last are written as events too, but are no asks and no cancellations for any measure.
    Raises `MoveNotAllowed` when no such way exists.
    """
    if from_ is to:
        return ()
    if may_move(from_, to):
        return (to,)
    if from_ is Stage.PARKED and to is Stage.HELD:
        return (Stage.SCHEDULING, to)
    if group_of(to) is Group.ANSWERED:
        if from_ in REOPENING:
            return (Stage.ASKED, to)
        if group_of(from_) is Group.MEETING:
            return (Stage.CANCELLED, Stage.ASKED, to)
    raise MoveNotAllowed(from_, to)


def may_say(stage: Stage, *, rested_from: Stage | None = None) -> frozenset[Happening]:
    """Everything a person can say now that moves the thread: what a screen may offer."""
    offered = set()
    for said in Happening:
        try:
            if next_stage(stage, said, rested_from=rested_from) is not stage:
                offered.add(said)
        except Refused:
            continue
    return frozenset(offered)
