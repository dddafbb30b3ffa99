"""What the routes of hosts take and give: as staff manage them, and as whoever takes part asks them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.guesses import FUNCTIONS
from api.hosting.words import Consent
from api.organizations.invitation_schemas import Address
from api.organizations.schemas import NO_NUL, SOMETHING, Name

if TYPE_CHECKING:
    Field = str
else:
    Field = Literal[FUNCTIONS]
Headline = Annotated[str, Meta(max_length=200, pattern=NO_NUL)]
Topic = Annotated[str, Meta(min_length=1, max_length=60, pattern=SOMETHING)]
Topics = Annotated[list[Topic], Meta(max_length=12)]
Capacity = Annotated[int, Meta(ge=1, le=10, description="Requests within 31 days at most")]
CoolOff = Annotated[int, Meta(ge=0, le=90, description="Days of rest after each request")]
Ask = Annotated[str, Meta(min_length=20, max_length=1500, pattern=SOMETHING)]
State = Literal["asked", "accepted", "declined", "expired", "withdrawn", "closed"]


class HostRead(msgspec.Struct, frozen=True):
    """A host, as managers see them: `asked`, said yes (`accepted`) and talked (`held`) so often. They
    are asked nothing before they agreed, nor after `ended_at`. Whoever deleted what was held has no
    name and no address any more."""

    id: UUID
    name: str
    email: str | None
    headline: str
    field: Field | None
    topics: list[str]
    capacity: int
    cool_off_days: int
    paused_until: date | None
    consent_version: int | None
    agreed_at: datetime | None
    ended_at: datetime | None
    asked: int
    accepted: int
    held: int
    sent: int
    created_at: datetime
    version: int


class HostPage(msgspec.Struct, frozen=True):
    """Hosts, the latest first."""

    items: list[HostRead]
    next_cursor: str | None


class HostInvite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be asked by mail whether they volunteer, under an id made by the client. They
    change all of it themselves before they agree."""

    id: UUID
    name: Name
    email: Address
    headline: Headline = ""
    field: Field | None = None
    topics: Topics = []
    capacity: Capacity = 2
    cool_off_days: CoolOff = 7


class HostChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What staff put right about a host; what is not sent stays. How often somebody is asked is their
    own to say: staff only pause them, or wake them again (`null`)."""

    name: Name | UnsetType = UNSET
    headline: Headline | UnsetType = UNSET
    field: Field | None | UnsetType = UNSET
    topics: Topics | UnsetType = UNSET
    paused_until: date | None | UnsetType = UNSET


class HostMailed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With `new_link` the links that they have open nothing any more."""

    new_link: bool = False


class HostFound(msgspec.Struct, frozen=True):
    """A host who can be asked now. No address of theirs is told before they say yes."""

    id: UUID
    name: str
    headline: str
    field: Field | None
    topics: list[str]


class HostsFound(msgspec.Struct, frozen=True):
    """Hosts who can be asked now, those asked least first."""

    items: list[HostFound]
    next_cursor: str | None


class HostAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request for a talk, under an id made by the client. `body` is what the host reads."""

    id: UUID
    host_id: UUID
    body: Ask


class HostRequestRead(msgspec.Struct, frozen=True):
    """A request of the caller's. `said` is a line of the host's with their answer; `contact_id` leads to
    them in the caller's own list, soon after a yes. `closed`: they volunteer no longer; then `host`
    may be empty."""

    id: UUID
    enrolment_id: UUID
    organization: str
    host: str
    headline: str
    state: State
    body: str
    said: str
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    held_at: datetime | None
    contact_id: UUID | None


class HostRequestList(msgspec.Struct, frozen=True):
    """The caller's requests, the latest first; at most 200."""

    items: list[HostRequestRead]


class Volunteer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To become a host where one takes part or did, with the words that were shown."""

    name: Name
    consent_version: Annotated[int, Meta(ge=1, le=1000)]
    headline: Headline = ""
    field: Field | None = None
    topics: Topics = []
    capacity: Capacity = 2
    cool_off_days: CoolOff = 7


class Volunteering(msgspec.Struct, frozen=True):
    """The caller is a host there."""

    id: UUID
    organization: str
    name: str
    headline: str
    field: Field | None
    topics: list[str]
    capacity: int
    paused_until: date | None
    agreed_at: datetime
    asked: int
    accepted: int
    held: int


class VolunteeringWhere(msgspec.Struct, frozen=True):
    """Where the caller takes part, or did, and could become a host, with the words to agree to."""

    enrolment_id: UUID
    organization: str
    programme: str
    name: str
    consent: Consent


class VolunteeringRead(msgspec.Struct, frozen=True):
    """Where the caller is a host, and where they could become one; at most 100 each."""

    items: list[Volunteering]
    possible: list[VolunteeringWhere]
