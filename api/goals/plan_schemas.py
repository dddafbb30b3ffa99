"""What the routes of the development plan and of outcomes take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.threads.schemas import Whom

PlanKind = Literal[
    "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
]
PlanState = Literal["open", "done", "dropped"]
OutcomeKind = Literal[
    "referral",
    "mentorship",
    "collaboration",
    "project",
    "lead",
    "interview",
    "offer",
    "new_role",
    "invitation",
    "asked_for_advice",
]
Step = Annotated[str, Meta(min_length=1, max_length=500, pattern=NO_NUL)]
Proof = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]


class PlanItemRead(msgspec.Struct, frozen=True):
    """A step of the development plan. `advice_id` is the advice it follows and `advised_by` whoever
    gave it; `told` says that they heard what came of it, null without advice."""

    id: UUID
    kind: PlanKind
    text: str
    due_on: date | None
    state: PlanState
    done_at: datetime | None
    proof: str
    goal_id: UUID | None
    skill_id: UUID | None
    advice_id: UUID | None
    advised_by: Whom | None
    told: bool | None
    version: int
    created_at: datetime


class PlanItemList(msgspec.Struct, frozen=True):
    """The development plan: what is open by its date, then what was done, the latest first; at most
    200 steps."""

    items: list[PlanItemRead]


class PlanItemCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step for the plan, under an id of the client's making: for a goal, to close a gap, or to
    follow advice."""

    id: UUID
    text: Step
    kind: PlanKind = "other"
    due_on: date | None = None
    goal_id: UUID | None = None
    skill_id: UUID | None = None
    advice_id: UUID | None = None


class PlanItemChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other words or another date, or what became of it; what is not sent stays. Done, it makes the
    advice it follows done too, with the proof as what came of it; open again, it takes that back
    unless they were told."""

    text: Step | UnsetType = UNSET
    kind: PlanKind | UnsetType = UNSET
    due_on: date | UnsetType | None = UNSET
    state: PlanState | UnsetType = UNSET
    proof: Proof | UnsetType = UNSET


class EmployerNamed(msgspec.Struct, frozen=True):
    """An employer by its name."""

    id: UUID
    name: str


class PathStep(msgspec.Struct, frozen=True):
    """One step of the way back from an outcome: an outcome it came from, by whom somebody was
    introduced, and the ask (or the talk) with which it began. `at` is the day."""

    what: Literal["outcome", "introduced", "ask", "talk"]
    kind: OutcomeKind | None
    contact: Whom | None
    at: date | None


class OutcomeRead(msgspec.Struct, frozen=True):
    """What came of it: when, from whom, at which employer, and out of which earlier outcome. `path`
    leads back to the ask with which it began; `days` is how long that was."""

    id: UUID
    kind: OutcomeKind
    at: date
    note: str
    contact: Whom | None
    employer: EmployerNamed | None
    thread_id: UUID | None
    led_by_id: UUID | None
    goal_id: UUID | None
    path: list[PathStep]
    days: int | None
    version: int
    created_at: datetime


class OutcomeList(msgspec.Struct, frozen=True):
    """Outcomes, the latest first; at most 200."""

    items: list[OutcomeRead]


class OutcomeCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that came of it, under an id of the client's making. Whom it came from follows from
    the ask (`thread_id`) where it is not said."""

    id: UUID
    kind: OutcomeKind
    at: date
    note: Proof = ""
    contact_id: UUID | None = None
    employer_id: UUID | None = None
    thread_id: UUID | None = None
    led_by_id: UUID | None = None
    goal_id: UUID | None = None


class OutcomeChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Put it right; what is not sent stays."""

    kind: OutcomeKind | UnsetType = UNSET
    at: date | UnsetType = UNSET
    note: Proof | UnsetType = UNSET
    contact_id: UUID | UnsetType | None = UNSET
    employer_id: UUID | UnsetType | None = UNSET
    led_by_id: UUID | UnsetType | None = UNSET
    goal_id: UUID | UnsetType | None = UNSET
