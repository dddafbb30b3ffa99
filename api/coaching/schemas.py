"""What staff see of whoever takes part, by what they share (DOMAIN.md section 2)."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.goals.schemas import GoalState
from api.sharing.schemas import Scope
from api.skills.gap import Standing
from api.threads.stages import Lane, Stage

Stuck = Literal["not_started", "no_ask_sent", "no_answers", "talk_not_thanked", "quiet"]


class InTime(msgspec.Struct, frozen=True):
    """`k` of `n`: what is neither done nor due does not count."""

    k: int
    n: int


class ActivityInShort(msgspec.Struct, frozen=True):
    """How it is going, in numbers: asks sent, how many of them were answered, talks. `stuck` says why
    nothing moved for ten days although something is open, and is null otherwise."""

    asked: int
    answered: int
    talks: int
    stuck: Stuck | None


class ParticipantShort(msgspec.Struct, frozen=True):
    """Somebody who takes part. `last_week` is the Monday of the last week in which they recorded
    something. `shares` is what they share with the caller, who sees it only as their coach
    (`coached`)."""

    id: UUID
    cohort_id: UUID
    name: str
    uses_askwell: bool
    coached: bool
    last_week: date | None
    shares: list[Scope]
    activity: ActivityInShort | None


class ParticipantPage(msgspec.Struct, frozen=True):
    """Who takes part, by name."""

    items: list[ParticipantShort]
    next_cursor: str | None


class LaneCount(msgspec.Struct, frozen=True):
    """How many asks are in a lane."""

    lane: Lane
    n: int


class Activity(msgspec.Struct, frozen=True):
    """How it is going: counts, middle times in whole days, thanks within 24 hours and own promises kept
    on time. Whoever works for their own employer is in none of it."""

    lanes: list[LaneCount]
    asked: int
    answered: int
    talks: int
    thanks: InTime
    promises: InTime
    days_to_answer: int | None
    days_to_talk: int | None
    stuck: Stuck | None


class GoalShown(msgspec.Struct, frozen=True):
    """A goal that they chose to show."""

    what: str
    due_on: date | None
    state: GoalState


class SkillShown(msgspec.Struct, frozen=True):
    """A skill that was named in talks: which level is expected, which they say is theirs, and how many
    independent sources say so or say the opposite."""

    name: str
    standing: Standing
    required: int
    own: int | None
    sources: int
    against: int


class Growth(msgspec.Struct, frozen=True):
    """What they are learning: goals that they chose, and their latest report on skills, made in the
    week that begins on `report_week`."""

    goals: list[GoalShown]
    report_week: date | None
    skills: list[SkillShown]


class Participant(msgspec.Struct, frozen=True):
    """One who takes part; how it is going and what they are learning, where they share it with the
    caller."""

    id: UUID
    cohort_id: UUID
    name: str
    uses_askwell: bool
    coached: bool
    last_week: date | None
    shares: list[Scope]
    activity: Activity | None
    growth: Growth | None


class Step(msgspec.Struct, frozen=True):
    """One ask, to somebody under a name that stands for them here alone; times are the Mondays of
    weeks. `function` and `seniority` are words of short lists, or null. `ref` names the ask in this
    list and nowhere else."""

    ref: str
    alias: str
    function: str | None
    seniority: str | None
    stage: Stage
    lane: Lane
    touches: int
    since_week: date
    asked_week: date | None
    answered_week: date | None
    talk_week: date | None
    held_week: date | None
    thanked: bool


class StepPage(msgspec.Struct, frozen=True):
    """Asks, the latest moved first."""

    items: list[Step]
    next_cursor: str | None


class Preview(msgspec.Struct, frozen=True):
    """What a coach sees of the caller at this moment: always `name` and `last_week`; `activity` and
    `growth` where they are shared, or would be."""

    name: str
    last_week: date | None
    activity: Activity
    growth: Growth
