"""What the routes of invitations and of taking part take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.organizations.programme_schemas import Status
from api.organizations.schemas import Name, Role

Secret = Annotated[str, Meta(min_length=6, max_length=200, pattern="^[A-Za-z0-9_-]+$")]
"""The secret of an invitation, or the six characters of a code."""
Days = Annotated[int, Meta(ge=1, le=180, description="In so many days it expires")]
Address = Annotated[str, Meta(min_length=3, max_length=254)]
Seen = Literal["name", "enrolment", "last_week"]


class InvitationRead(msgspec.Struct, frozen=True):
    """An invitation, to the staff (`role`) or to a cohort. `used` of its `seats` are taken. One that
    was mailed, `sent` times, shows the address until it is accepted or ended; whoever sent it last also
    reads whether that mail `came_back` or could not be sent."""

    id: UUID
    role: Role | None
    cohort_id: UUID | None
    email: str | None
    by_code: bool
    seats: int
    used: int
    sent: int
    came_back: bool
    by_name: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    version: int


class InvitationPage(msgspec.Struct, frozen=True):
    """Invitations, the latest first."""

    items: list[InvitationRead]
    next_cursor: str | None


class InvitationCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invitation: to a cohort with so many seats, or to the staff in a role, for one person."""

    role: Role | None = None
    cohort_id: UUID | None = None
    seats: Annotated[int, Meta(ge=1, le=10_000)] = 1
    days: Days = 14


class InvitationCreated(msgspec.Struct, frozen=True):
    """A new invitation and its secret, which is shown this once."""

    invitation: InvitationRead
    secret: str


class InvitationMails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Invitations by mail, one for each address: to a cohort, or to the staff in a role."""

    emails: Annotated[list[Address], Meta(min_length=1, max_length=100)]
    role: Role | None = None
    cohort_id: UUID | None = None
    days: Days = 14


class InvitationsMailed(msgspec.Struct, frozen=True):
    """The invitations that are on their way, and the addresses that were invited `already`."""

    items: list[InvitationRead]
    already: list[str]


class Lasting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how long something counts from now on."""

    days: Days = 14


class Code(msgspec.Struct, frozen=True):
    """The code of a cohort, for a slide: whoever types it joins, as long as there are seats."""

    invitation_id: UUID
    code: str
    expires_at: datetime


class CodeNow(msgspec.Struct, frozen=True):
    """The code of a cohort, or null where none counts now."""

    code: Code | None


class InvitationSecret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret of an invitation."""

    secret: Secret


class InvitationShown(msgspec.Struct, frozen=True):
    """What is said before somebody accepts: to what, and what is seen of them then. Nothing else of
    theirs is, until they share it themselves."""

    organization: str
    by_name: str
    role: Role | None
    programme: str | None
    about: str | None
    cohort: str | None
    starts_on: date | None
    ends_on: date | None
    time_zone: str | None
    expires_at: datetime
    seats_left: bool
    sees: list[Seen]


class InvitationAccept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes to an invitation, and the name that is told there."""

    secret: Secret
    name: Name


class InvitationAccepted(msgspec.Struct, frozen=True):
    """Where they are now: of the staff, or taking part."""

    organization_id: UUID
    membership_id: UUID | None
    enrolment_id: UUID | None


class TakingPart(msgspec.Struct, frozen=True):
    """A cohort in which the caller takes part, or did."""

    id: UUID
    organization: str
    programme: str
    cohort: str
    starts_on: date
    ends_on: date
    time_zone: str
    name: str
    status: Status
    created_at: datetime


class TakingPartList(msgspec.Struct, frozen=True):
    """Where the caller takes part, the latest first; at most 100."""

    items: list[TakingPart]
