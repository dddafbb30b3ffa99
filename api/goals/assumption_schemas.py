"""What the routes of assumptions take and give: what a person wants to find out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.threads.schemas import Whom

AssumptionState = Literal["open", "supported", "refuted"]
Says = Literal["supports", "refutes"]
Question = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]


class FindingRead(msgspec.Struct, frozen=True):
    """A line that speaks for or against it: who said it, in which talk, and when. `text` is the line
    as it stands."""

    evidence_id: UUID
    conversation_id: UUID
    contact: Whom
    text: str
    says: Says
    at: datetime


class AssumptionRead(msgspec.Struct, frozen=True):
    """Something the person wants to find out. `settled_at` is when they said what the answer is."""

    id: UUID
    goal_id: UUID | None
    text: str
    state: AssumptionState
    settled_at: datetime | None
    findings: list[FindingRead]
    version: int
    created_at: datetime


class AssumptionList(msgspec.Struct, frozen=True):
    """What the person wants to find out: the open ones first, the latest first; at most 200."""

    items: list[AssumptionRead]


class AssumptionCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to find out, under an id of the client's making. From a claim (`insight_id`) it
    takes the lines behind it along: those that support the claim speak for it."""

    id: UUID
    text: Question
    goal_id: UUID | None = None
    insight_id: UUID | None = None


class AssumptionChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other words, another goal, or what the answer is; what is not sent stays."""

    text: Question | UnsetType = UNSET
    state: AssumptionState | UnsetType = UNSET
    goal_id: UUID | UnsetType | None = UNSET


class FindingWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the line speaks for it or against it."""

    says: Says
