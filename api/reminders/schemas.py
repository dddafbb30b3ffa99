"""What the reminder routes take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

ReminderKind = Literal["talk_soon", "how_was_it", "thanks_nudge", "thanks_last_call", "daily"]


class ReminderSwitch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one kind of reminder may come by mail."""

    kind: ReminderKind
    email: bool


class RemindersRead(msgspec.Struct, frozen=True):
    """All kinds with their switches, and the pause, if any. `version` is that of the profile."""

    kinds: list[ReminderSwitch]
    vacation_until: datetime | None
    version: int


class RemindersChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Switches to change, and the pause; what is not sent stays."""

    kinds: list[ReminderSwitch] | UnsetType = UNSET
    vacation_until: datetime | UnsetType | None = UNSET


class Unsubscribed(msgspec.Struct, frozen=True):
    """The kind of mail that has stopped."""

    kind: ReminderKind


class DeliveryRead(msgspec.Struct, frozen=True):
    """Something that was, will be or could not be delivered. `outcome` is a code: sent,
    not-wanted:<why>, waits:<why>, failed:<why>, returned:bounce and returned:complaint for what came
    back or was not wanted; state `dead` means "could not be sent"."""

    id: UUID
    kind: str
    channel: str
    state: Literal["pending", "leased", "done", "dead"]
    outcome: str | None
    due_at: datetime
    at: datetime | None
    attempts: int


class DeliveryPage(msgspec.Struct, frozen=True):
    """Deliveries, the latest first."""

    items: list[DeliveryRead]
    next_cursor: str | None
