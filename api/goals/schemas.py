"""What the routes of goals, their history and their milestones take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.threads.schemas import Whom

GoalState = Literal["open", "reached", "given_up", "parked"]
What = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]
More = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
Causes = Annotated[list[UUID], Meta(max_length=20)]


class TalkNamed(msgspec.Struct, frozen=True):
    """The talk after which something was changed: with whom, and when it was."""

    id: UUID
    contact: Whom
    at: datetime


class MilestoneRead(msgspec.Struct, frozen=True):
    """A mark on the way to a goal."""

    id: UUID
    text: str
    due_on: date | None
    done_at: datetime | None


class GoalRead(msgspec.Struct, frozen=True):
    """A goal as it is worded now.

    `changed_after` is the talk that led to the present wording, null where none did. `talks` counts
    the talks that support it: those after which it was worded so, those with a line behind a claim
    that changed it, and those of an ask that serves it in which something was heard. A goal with
    none is `untested`. `review_due` says that it is time to look at it again: three talks since the
    last time, or 30 days with a talk since. `questions` are the open assumptions, `settled` those
    answered, `steps` the open items of the plan that belong to it.
    """

    id: UUID
    what: str
    why: str
    how_known: str
    measure: str
    due_on: date | None
    state: GoalState
    position: int
    revised_at: datetime
    reviewed_at: datetime
    ended_at: datetime | None
    revisions: int
    changed_after: TalkNamed | None
    talks: int
    untested: bool
    review_due: bool
    questions: int
    settled: int
    steps: int
    milestones: list[MilestoneRead]
    version: int
    created_at: datetime


class GoalList(msgspec.Struct, frozen=True):
    """All goals: the open ones in the person's order, then those parked, reached and given up.
    `held` counts all talks so far: a first goal is asked for after three."""

    items: list[GoalRead]
    held: int


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a goal is worded, under an id of the client's making, and what led to it: the talk, and
    the claims. In a new goal the id is that of the goal; in a revision that of the revision."""

    id: UUID
    what: What
    why: More = ""
    how_known: More = ""
    measure: More = ""
    due_on: date | None = None
    conversation_id: UUID | None = None
    insight_ids: Causes = []


class GoalChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where it stands, and its place among the others; what is not sent stays. The wording is
    changed by a revision."""

    state: GoalState | UnsetType = UNSET
    position: Annotated[int, Meta(ge=0, le=1000)] | UnsetType = UNSET


class MilestoneWrite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mark on the way, under an id of the client's making."""

    id: UUID
    text: Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]
    due_on: date | None = None
    done: bool = False


class MilestonesWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All marks of a goal in their order: those that are not named are taken away."""

    milestones: Annotated[list[MilestoneWrite], Meta(max_length=20)]


class CauseRead(msgspec.Struct, frozen=True):
    """A claim that led to a revision, in the person's words or those of its oldest line."""

    insight_id: UUID
    text: str


class RevisionRead(msgspec.Struct, frozen=True):
    """A wording of a goal from `at` on, the talk after which it was changed, and the claims."""

    id: UUID
    what: str
    why: str
    how_known: str
    measure: str
    due_on: date | None
    at: datetime
    talk: TalkNamed | None
    causes: list[CauseRead]


class GoalHistory(msgspec.Struct, frozen=True):
    """Every wording of a goal, the present one first."""

    items: list[RevisionRead]


class Supporting(msgspec.Struct, frozen=True):
    """A line behind a goal: who said it, in which talk, and when."""

    evidence_id: UUID
    conversation_id: UUID
    contact: Whom
    text: str
    at: datetime


class GoalSupport(msgspec.Struct, frozen=True):
    """The lines that support a goal, the latest first, at most 50."""

    items: list[Supporting]


class HeardLine(msgspec.Struct, frozen=True):
    """A line of a talk that stands behind a claim, and which claim that is."""

    evidence_id: UUID
    insight_id: UUID
    text: str


class HeardLines(msgspec.Struct, frozen=True):
    """The lines of one talk that stand behind claims, in their order."""

    items: list[HeardLine]


class ThreadGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The goal that an ask serves; null for none in particular."""

    goal_id: UUID | None
