"""A delivery as an operator sees it, and what an operator may decide."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

State = Literal["pending", "leased", "done", "dead"]
Decision = Literal["retry", "cancel", "requeue"]

STATES: Final[tuple[State, ...]] = ("pending", "leased", "done", "dead")
MOST: Final = 10_000
"""Rows of one list; longer ones are asked for by kind, state or person."""


class DeliveryShown(msgspec.Struct, frozen=True):
    """One delivery as an operator sees it: ids, codes and times, never what it says.

    `waited_until` is where a rule or an operator last had it wait to: from then on it is late.
    """

    id: UUID
    tenant_id: UUID
    kind: str
    subject_id: UUID
    occurrence: str
    channel: str
    recipient: UUID
    state: State
    outcome: str | None
    attempts: int
    failures: int
    due_at: datetime
    waited_until: datetime | None
    next_at: datetime | None
    rung_at: datetime | None
    finished_at: datetime | None
    created_at: datetime


class Decided(msgspec.Struct, frozen=True):
    """What became of a decision: the deliveries it changed, and those it left as they are."""

    changed: list[UUID]
    left: list[DeliveryShown]
