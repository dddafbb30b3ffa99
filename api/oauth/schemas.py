"""What the routes of applications, of consent and of connections take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Website = Annotated[str, msgspec.Meta(max_length=500)]
Redirects = Annotated[
    list[Annotated[str, msgspec.Meta(min_length=1, max_length=500)]],
    msgspec.Meta(min_length=1, max_length=10),
]
Scopes = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(min_length=1, max_length=50)
]
Query = Annotated[str, msgspec.Meta(max_length=4000)]


class ApplicationCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An application to register. It gets a secret when `confidential`, which only a program on a
    server can keep. `redirect_uris` are where people may be sent back to, `scopes` the most that it
    may ask for."""

    name: Name
    confidential: bool
    redirect_uris: Redirects
    scopes: Scopes
    website: Website | None = None


class ApplicationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of an application; what is not sent stays."""

    name: Name | UnsetType = UNSET
    redirect_uris: Redirects | UnsetType = UNSET
    scopes: Scopes | UnsetType = UNSET
    website: Website | None | UnsetType = UNSET


class ApplicationRead(msgspec.Struct, frozen=True):
    """An application that the caller registered; its `id` is its client_id."""

    id: UUID
    name: str
    website: str | None
    confidential: bool
    redirect_uris: list[str]
    scopes: list[str]
    created_at: datetime
    version: int


class ApplicationCreated(msgspec.Struct, frozen=True):
    """A new application; its `id` is its client_id. `secret` is in this answer only, and null for
    one without."""

    id: UUID
    name: str
    website: str | None
    confidential: bool
    redirect_uris: list[str]
    scopes: list[str]
    created_at: datetime
    version: int
    secret: str | None


class ApplicationList(msgspec.Struct, frozen=True):
    """The applications that the caller registered, newest first."""

    items: list[ApplicationRead]


class ApplicationSecret(msgspec.Struct, frozen=True):
    """A new secret of an application, shown this once; the one before it is no longer good."""

    secret: str


class ConnectionRead(msgspec.Struct, frozen=True):
    """An application that the caller let in, and all that it was allowed."""

    id: UUID
    application_id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None


class ConnectionList(msgspec.Struct, frozen=True):
    """The applications that the caller let in, newest first."""

    items: list[ConnectionRead]


class AuthorizationAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of the address that an application sent somebody to, as it stands after the `?`."""

    query: Query


class AuthorizationRead(msgspec.Struct, frozen=True):
    """What an application asks for; `place` is the host that one goes back to, null for a program on
    one's own device. With `proof` the question can be answered for ten minutes.
    Without, it asked for what can't be, and `return_address` tells it why."""

    name: str
    website: str | None
    place: str | None
    scopes: list[str]
    connected: bool
    proof: str | None
    return_address: str | None


class AuthorizationDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to the question that `proof` was given for."""

    query: Query
    proof: Annotated[str, msgspec.Meta(max_length=200)]
    allow: bool


class AuthorizationDecided(msgspec.Struct, frozen=True):
    """Where the browser goes now: back to the application, with a code or a refusal."""

    return_address: str
