"""What the account routes take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

WishKind = Literal["fit", "new_field", "gap", "looking"]
ClockTemplate = Literal["standard", "cautious"]
Theme = Literal["system", "light", "dark"]


class ProfileRead(msgspec.Struct, frozen=True):
    """What a person settled for themselves. Times of day (`21:30`) are local to `time_zone`;
    days are ISO weekdays, 1 is Monday."""

    name: str
    time_zone: str
    country: str | None
    locale: str
    quiet_start: str
    quiet_end: str
    half_hour_days: list[int]
    half_hour_time: str
    working_days: list[int]
    wish_kind: WishKind | None
    wish_line: str
    note_limit: int
    clock_template: ClockTemplate
    field_words: list[str]
    theme: Theme
    first_run_done_at: datetime | None
    vacation_from: datetime | None
    vacation_until: datetime | None
    version: int


class MeRead(msgspec.Struct, frozen=True):
    """The person who is signed in."""

    id: UUID
    label: str
    email: str | None
    example: bool
    deletion_due_at: datetime | None
    profile: ProfileRead


Name = Annotated[str, msgspec.Meta(max_length=200)]
Line = Annotated[str, msgspec.Meta(max_length=2000)]
Code = Annotated[str, msgspec.Meta(max_length=100)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Annotated[int, msgspec.Meta(ge=1, le=7)]
Days = Annotated[list[Weekday], msgspec.Meta(max_length=7)]
Words = Annotated[
    list[Annotated[str, msgspec.Meta(min_length=1, max_length=100)]], msgspec.Meta(max_length=50)
]


class ProfileChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of the profile; what is not sent stays."""

    name: Name | UnsetType = UNSET
    time_zone: Code | UnsetType = UNSET
    country: Code | None | UnsetType = UNSET
    locale: Code | UnsetType = UNSET
    quiet_start: Clock | UnsetType = UNSET
    quiet_end: Clock | UnsetType = UNSET
    half_hour_days: Days | UnsetType = UNSET
    half_hour_time: Clock | UnsetType = UNSET
    working_days: Days | UnsetType = UNSET
    wish_kind: WishKind | None | UnsetType = UNSET
    wish_line: Line | UnsetType = UNSET
    note_limit: Literal[200, 300] | UnsetType = UNSET
    clock_template: ClockTemplate | UnsetType = UNSET
    field_words: Words | UnsetType = UNSET
    theme: Theme | UnsetType = UNSET
    first_run_done_at: datetime | None | UnsetType = UNSET
    vacation_from: datetime | None | UnsetType = UNSET
    vacation_until: datetime | None | UnsetType = UNSET


class SessionRead(msgspec.Struct, frozen=True):
    """A browser that is signed in; `current` is the one that asks."""

    id: UUID
    label: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


class SessionList(msgspec.Struct, frozen=True):
    """All browsers that are signed in, last used first."""

    items: list[SessionRead]


class TokenRead(msgspec.Struct, frozen=True):
    """A personal access token; `hint` is its last four characters."""

    id: UUID
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime


class TokenList(msgspec.Struct, frozen=True):
    """All access tokens, newest first."""

    items: list[TokenRead]


class TokenCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wish for an access token; without `expires_at` it lasts a year."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[Code], msgspec.Meta(min_length=1, max_length=50)]
    expires_at: datetime | None = None


class TokenCreated(msgspec.Struct, frozen=True):
    """A new access token with its text, which is shown this once."""

    id: UUID
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime
    token: str


class IdentityRead(msgspec.Struct, frozen=True):
    """A provider that opens this account, with the address it knew when it was connected."""

    id: UUID
    provider: str
    email: str | None
    created_at: datetime
    last_used_at: datetime


class IdentityList(msgspec.Struct, frozen=True):
    """The providers that open this account."""

    items: list[IdentityRead]


class EmailChangeWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address that is to be the new one; it is confirmed by a mail to it."""

    email: Annotated[str, msgspec.Meta(max_length=254)]


class EmailChangeToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of a link in a mail about a change of address."""

    token: Code


class EmailChanged(msgspec.Struct, frozen=True):
    """The address with which one signs in from now on."""

    email: str


class DeletionConfirm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The account's own address, typed once more."""

    confirm: Annotated[str, msgspec.Meta(max_length=254)]
