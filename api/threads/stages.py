"""What stage a thread is in, where it may go from there, and which lane a person sees it in.

A person never picks a stage: they say what happened and the stage follows (DOMAIN.md section 4).
"""

from enum import StrEnum
from typing import ClassVar, Final


class Stage(StrEnum):
    """The stored stages, in the order of DOMAIN.md section 4."""

    IDENTIFIED = "identified"
    RESEARCHED = "researched"
    DRAFTED = "drafted"
    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    REPLIED_YES = "replied_yes"
    REPLIED_LATER = "replied_later"
    REFERRED_ON = "referred_on"
    DECLINED = "declined"
    SILENT_CLOSED = "silent_closed"
    SCHEDULING = "scheduling"
    SCHEDULED = "scheduled"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    HELD = "held"
    PARKED = "parked"


class Group(StrEnum):
    """The groups of stages, from first to last; `resting` lies outside the way forward."""

    BEFORE = "before"
    WAITING = "waiting"
    ANSWERED = "answered"
    MEETING = "meeting"
    AFTER = "after"
    RESTING = "resting"


class Lane(StrEnum):
    """The eight lanes that people see, in the order of SCREENS.md section 3."""

    WANT_TO_ASK = "want_to_ask"
    ASKED = "asked"
    SAID_YES = "said_yes"
    DATE_SET = "date_set"
    TALKED = "talked"
    IN_TOUCH = "in_touch"
    LATER = "later"
    NOT_THIS_TIME = "not_this_time"


class LaneNote(StrEnum):
    """What a card says beside its lane when the lane alone would mislead."""

    NEW_TIME_NEEDED = "new_time_needed"
    LED_TO = "led_to"


class Happening(StrEnum):
    """What a person says happened ("Sent it", "She answered", "We have a date", "We talked")."""

    RESEARCHED = "researched"
    DRAFTED = "drafted"
    SENT = "sent"
    FOLLOWED_UP = "followed_up"
    ANSWERED_YES = "answered_yes"
    ANSWERED_LATER = "answered_later"
    REFERRED_ON = "referred_on"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    FINDING_TIME = "finding_time"
    DATE_SET = "date_set"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    HELD = "held"
    PARKED = "parked"
    REOPENED = "reopened"


class Refused(ValueError):
    """What was said cannot follow from the present stage; `code` is stable, for API and texts."""

    code: ClassVar[str] = "cannot-follow"

    def __init__(self, stage: Stage, said: str) -> None:
        super().__init__(f"{said} cannot follow {stage}")
        self.stage = stage
        self.said = said


class MoveNotAllowed(Refused):
    """The transition table has no such pair."""

    code = "move-not-allowed"


class AlreadyAsked(Refused):
    """The ask is out; what is sent now is a follow-up."""

    code = "already-asked"


class TouchesSpent(Refused):
    """Two touches are the most (DOMAIN.md section 5, fixed)."""

    code = "touches-spent"


class AlreadyAnswered(Refused):
    """They said yes; there is nothing to ask again."""

    code = "already-answered"


class NotAsked(Refused):
    """Nobody can leave an ask unanswered that was not sent."""

    code = "not-asked"


class AlreadyTalked(Refused):
    """The talk was held; another one is another thread."""

    code = "already-talked"


class NothingToReopen(Refused):
    """The thread is neither resting nor closed."""

    code = "nothing-to-reopen"


class NothingToPause(Refused):
    """Only an ask that waits for an answer has a plan."""

    code = "nothing-to-pause"


_STAGES_OF: Final[dict[Group, tuple[Stage, ...]]] = {
    Group.BEFORE: (Stage.IDENTIFIED, Stage.RESEARCHED, Stage.DRAFTED),
    Group.WAITING: (Stage.ASKED, Stage.FOLLOWED_UP),
    Group.ANSWERED: (
        Stage.REPLIED_YES,
        Stage.REPLIED_LATER,
        Stage.REFERRED_ON,
        Stage.DECLINED,
        Stage.SILENT_CLOSED,
    ),
    Group.MEETING: (Stage.SCHEDULING, Stage.SCHEDULED, Stage.NO_SHOW, Stage.CANCELLED),
    Group.AFTER: (Stage.HELD,),
    Group.RESTING: (Stage.PARKED,),
}
_GROUP_OF: Final = {stage: group for group, stages in _STAGES_OF.items() for stage in stages}
_RANK: Final = {group: rank for rank, group in enumerate(Group)}

REOPENING: Final = frozenset(
    {
        Stage.REPLIED_LATER,
        Stage.REFERRED_ON,
        Stage.DECLINED,
        Stage.SILENT_CLOSED,
        Stage.NO_SHOW,
        Stage.CANCELLED,
        Stage.PARKED,
    }
)
"""Stages that reopen into waiting or meeting: a late answer is a good answer."""


def _reachable(stage: Stage) -> frozenset[Stage]:
    own = _GROUP_OF[stage]
    groups = {group for group in Group if _RANK[group] >= _RANK[own]}
    if stage in REOPENING:
        groups |= {Group.WAITING, Group.MEETING}
    return frozenset(to for group in groups for to in _STAGES_OF[group] if to is not stage)


TRANSITIONS: Final[dict[Stage, frozenset[Stage]]] = {stage: _reachable(stage) for stage in Stage}
"""The one transition table (DOMAIN.md section 4, fixed): from a stage to every stage it may enter.

Any later group; any other stage of the same group, onward or back; from `REOPENING` also waiting
and meeting; from everywhere `parked`.
"""

_LANE_OF: Final[dict[Group, Lane]] = {
    Group.BEFORE: Lane.WANT_TO_ASK,
    Group.WAITING: Lane.ASKED,
    Group.ANSWERED: Lane.NOT_THIS_TIME,
    Group.MEETING: Lane.SAID_YES,
    Group.AFTER: Lane.TALKED,
    Group.RESTING: Lane.LATER,
}
_LANE_OF_STAGE: Final[dict[Stage, Lane]] = {
    **{stage: _LANE_OF[group] for stage, group in _GROUP_OF.items()},
    Stage.REPLIED_YES: Lane.SAID_YES,
    Stage.REPLIED_LATER: Lane.LATER,
    Stage.REFERRED_ON: Lane.IN_TOUCH,
    Stage.SCHEDULED: Lane.DATE_SET,
}
_NOTE_OF: Final[dict[Stage, LaneNote]] = {
    Stage.NO_SHOW: LaneNote.NEW_TIME_NEEDED,
    Stage.CANCELLED: LaneNote.NEW_TIME_NEEDED,
    Stage.REFERRED_ON: LaneNote.LED_TO,
}


def group_of(stage: Stage) -> Group:
    """The group a stage belongs to."""
    return _GROUP_OF[stage]


def stages_of(group: Group) -> tuple[Stage, ...]:
    """The stages of a group in the order shown."""
    return _STAGES_OF[group]


def may_move(from_: Stage, to: Stage) -> bool:
    """Whether the transition table lets a thread go from one stage to another in one step.

    Staying is no move. A correction is not bound by the table: see `may_correct`.
    """
    return to in TRANSITIONS[from_]


def may_correct(from_: Stage, to: Stage) -> bool:
    """Whether a wrong step can be put right so: always, to any stage but the present one.

    DOMAIN.md section 4: "A wrong step can always be corrected; the correction is an event too."
    """
    return from_ is not to


def lane_of(stage: Stage, *, thanked: bool, mine_open: int) -> Lane:
    """The lane a person sees a thread in.

    `thanked` and `mine_open` (promises of the person's own that are open) count after the talk
    only. Raises ValueError for a negative count.
    """
    if mine_open < 0:
        raise ValueError(f"mine_open is a count, not {mine_open}")
    if stage is Stage.HELD and thanked and not mine_open:
        return Lane.IN_TOUCH
    return _LANE_OF_STAGE[stage]


def note_of(stage: Stage) -> LaneNote | None:
    """What the card says beside its lane, if anything."""
    return _NOTE_OF.get(stage)
