"""What the routes of organizations, their staff and their log take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

NO_NUL = "^[^\\x00]*$"
"""PostgreSQL keeps every character but this."""
SOMETHING = "^[^\\x00]*[^\\s\\x00][^\\x00]*$"
"""More than white space."""
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=SOMETHING)]
Role = Literal["owner", "admin", "coach", "analyst", "developer"]


class OrganizationRead(msgspec.Struct, frozen=True):
    """An organization, and what the caller is in it."""

    id: UUID
    name: str
    role: Role
    membership_id: UUID
    created_at: datetime
    version: int


class OrganizationList(msgspec.Struct, frozen=True):
    """The organizations that the caller works in, by name; at most 100."""

    items: list[OrganizationRead]


class OrganizationFound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new organization. `my_name` is how colleagues there read the name of its first owner."""

    name: Name
    my_name: Name


class OrganizationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of an organization; what is not sent stays."""

    name: Name | UnsetType = UNSET


class MembershipRead(msgspec.Struct, frozen=True):
    """Somebody who works there, or did until `ended_at`. `me`: the caller. Whoever erased their
    account has no name any more."""

    id: UUID
    name: str
    role: Role
    me: bool
    created_at: datetime
    ended_at: datetime | None
    version: int


class MembershipPage(msgspec.Struct, frozen=True):
    """Staff, in the order in which they came."""

    items: list[MembershipRead]
    next_cursor: str | None


class MembershipChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another role, or `active: false` to end it and `true` to take it up again."""

    role: Role | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class AuditChange(msgspec.Struct, frozen=True):
    """A field that changed. Both values are null where the field holds words."""

    field: str
    before: str | None
    after: str | None


class AuditRead(msgspec.Struct, frozen=True):
    """Something that was done. `by_name` is null where nobody of the staff did it, and `request_id`
    is the X-Request-Id of the request that did."""

    id: UUID
    at: datetime
    by_membership_id: UUID | None
    by_name: str | None
    action: str
    subject_id: UUID
    changes: list[AuditChange]
    request_id: str | None


class AuditPage(msgspec.Struct, frozen=True):
    """What was done, the latest first."""

    items: list[AuditRead]
    next_cursor: str | None
