"""What the reminder routes take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from api.overview.schemas import ItemLater, Kind, LaterWhen

ReminderKind = Literal[
    "talk_soon",
    "how_was_it",
    "thanks_nudge",
    "thanks_last_call",
    "daily",
    "weekly",
    "talks",
    "answers",
    "promises",
    "news",
    "keep_in_touch",
    "goals",
    "people",
    "keys",
    "coach",
]
LinkAction = Literal["done", "later", "let_go"]
"""A place in this list stands in links of mails that were sent: new ones are added at the end."""
TapState = Literal["open", "done", "over"]
ReminderChannel = Literal["push", "email"]
"""Where a kind can be switched off: on devices, or by mail. What is said in the app and what stands on
Today is always there."""


class ReminderSwitch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one kind of reminder may come on one channel. The kinds after `weekly` are what the
    message a day (`daily`) may tell of; Today shows them always. `coach` is the mail of what a coach
    wrote, which is in the app as well."""

    kind: ReminderKind
    channel: ReminderChannel
    on: bool


class RemindersRead(msgspec.Struct, frozen=True):
    """All switches, one for each kind and channel, and the pause, if any: from `vacation_from`, or
    from now on, until `vacation_until`. `version` is that of the profile."""

    switches: list[ReminderSwitch]
    vacation_from: datetime | None
    vacation_until: datetime | None
    version: int


class RemindersChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Switches to change, and the pause; what is not sent stays."""

    switches: list[ReminderSwitch] | UnsetType = UNSET
    vacation_from: datetime | UnsetType | None = UNSET
    vacation_until: datetime | UnsetType | None = UNSET


class Unsubscribed(msgspec.Struct, frozen=True):
    """The kind of mail that has stopped."""

    kind: ReminderKind


class TapLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands behind the # of a link in a mail."""

    token: Annotated[str, msgspec.Meta(max_length=300)]


class TapDo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same, and for `later` which of the times."""

    token: Annotated[str, msgspec.Meta(max_length=300)]
    when: LaterWhen | None = None


class TapRead(msgspec.Struct, frozen=True):
    """A link of a mail: what for, and how it stands. `over` is what was done elsewhere or is not due
    any more; `later` are the times it may be put off to, `until` what it was put off to; `undo`
    whether that can be taken back by the same link. No names: a link may travel."""

    action: LinkAction
    kind: Kind
    state: TapState
    zone: str
    later: list[ItemLater]
    until: datetime | None
    undo: bool


class DeliveryRead(msgspec.Struct, frozen=True):
    """Something that was said, will be or could not be, by one way: `app`, `push` or `email`. What has
    the same kind, subject and occurrence is the same thing by several ways; `because` is why one was
    taken instead of another: no-device, push-off, push-gone, push-failed. `outcome` is a code: said
    (app), sent, gone (the device takes none any more), not-wanted:<why>, waits:<why>, failed:<why>,
    returned:bounce and returned:complaint for what came back or was not wanted; state `dead` means
    "could not be sent". An email that is pending without an outcome stands by for devices."""

    id: UUID
    kind: str
    subject_id: UUID
    occurrence: str
    channel: str
    state: Literal["pending", "leased", "done", "dead"]
    outcome: str | None
    because: str | None
    due_at: datetime
    at: datetime | None
    attempts: int


class DeliveryPage(msgspec.Struct, frozen=True):
    """Deliveries, the latest first."""

    items: list[DeliveryRead]
    next_cursor: str | None
