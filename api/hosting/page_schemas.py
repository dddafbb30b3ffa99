"""What the routes of a host's own page take and give. Whoever has its secret needs no account."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.hosting.schemas import Capacity, CoolOff, Field, Headline, State, Topics
from api.hosting.words import Consent
from api.organizations.schemas import NO_NUL, Name

Secret = Annotated[str, Meta(min_length=20, max_length=100, pattern="^[A-Za-z0-9_-]+$")]
Line = Annotated[str, Meta(max_length=500, pattern=NO_NUL)]
Phone = Annotated[str, Meta(max_length=40, pattern="^[0-9+()./ -]*$")]


class HostSecret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret of a host's own page, from the link in a mail."""

    secret: Secret


class AskedOfHost(msgspec.Struct, frozen=True):
    """A request that this host got, and their answer with the line they wrote (`said`)."""

    id: UUID
    name: str
    programme: str
    body: str
    state: State
    said: str
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None


class OwnHostPage(msgspec.Struct, frozen=True):
    """Everything that is held about a host, for themselves. `consent` are the words as they are now,
    `consent_version` the ones they agreed to. `invited_by` is null where they came by themselves."""

    organization: str
    invited_by: str | None
    name: str
    email: str | None
    headline: str
    field: Field | None
    topics: list[str]
    capacity: int
    cool_off_days: int
    paused_until: date | None
    consent: Consent
    consent_version: int | None
    agreed_at: datetime | None
    ended_at: datetime | None
    asked: int
    accepted: int
    held: int
    has_account: bool
    created_at: datetime
    requests: list[AskedOfHost]


class HostAgrees(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes to the words of this version."""

    secret: Secret
    consent_version: Annotated[int, Meta(ge=1, le=1000)]


class OwnHostChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a host says of themselves, how often they are asked, and a pause (`null` ends it); what is
    not sent stays."""

    secret: Secret
    name: Name | UnsetType = UNSET
    headline: Headline | UnsetType = UNSET
    field: Field | None | UnsetType = UNSET
    topics: Topics | UnsetType = UNSET
    capacity: Capacity | UnsetType = UNSET
    cool_off_days: CoolOff | UnsetType = UNSET
    paused_until: date | None | UnsetType = UNSET


class HostAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Yes or no to a request. With a yes goes what the host gives: their address, a number, a line;
    with a no a line, if they like."""

    secret: Secret
    request_id: UUID
    answer: Literal["yes", "no"]
    said: Line = ""
    give_email: bool = True
    phone: Phone = ""


class HostNewLink(msgspec.Struct, frozen=True):
    """The new secret; every link from before opens nothing any more."""

    secret: str
