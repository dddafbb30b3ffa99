"""Who asks: credentials, the subject they stand for, and the scopes that exist.

A credential carries the id of its person beside its secret, so that the opening statement needs
no answer: `door.enter` verifies that the hash belongs to that person and raises otherwise.
"""

import hashlib
import secrets
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

PUBLIC: Final = "public"
"""Scope of routes that nobody needs to be signed in for."""
SESSION: Final = "session"
"""Scope of routes for a signed-in browser only; no token ever has it."""

SCOPES: Final = (
    "profile:read",
    "profile:write",
    "contacts:read",
    "contacts:write",
    "threads:read",
    "threads:write",
    "conversations:read",
    "conversations:write",
    "reminders:read",
    "reminders:write",
    "export:read",
    "events:read",
    "webhooks:read",
    "webhooks:write",
    "organizations:read",
    "organizations:write",
)
"""What a token may be given: noun and verb."""

STAFF_ROLES: Final = ("owner", "admin", "coach", "analyst", "developer")
"""What somebody can be in an organization (DOMAIN.md section 3); one at a time."""

TOKEN_PREFIX: Final = "askwell_pat_"
APPLICATION_PREFIX: Final = "askwell_app_"
SESSION_COOKIE: Final = "askwell-session"
EXAMPLE_COOKIE: Final = "askwell-example"

CredentialKind = Literal["session", "token", "application"]
BEARERS: Final = frozenset({"token", "application"})
"""The kinds that are sent in the Authorization header: a person's own token, one of an application."""
PREFIXES: Final[dict[CredentialKind, str]] = {
    "token": TOKEN_PREFIX,
    "application": APPLICATION_PREFIX,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """On whose behalf the work is done. `person_id` is the tenant of everything it touches."""

    person_id: UUID
    kind: Literal["session", "token", "application", "link", "job", "nobody"]

    @classmethod
    def nobody(cls) -> "Subject":
        """Nobody is signed in; row-level security shows no rows."""
        return cls(UUID(int=0), "nobody")

    @classmethod
    def job(cls, person_id: UUID) -> "Subject":
        """A worker on behalf of a person."""
        return cls(person_id, "job")


@dataclass(frozen=True, slots=True)
class Credential:
    """A session or token as it was sent: whose it says it is, and the hash of the whole."""

    subject: Subject
    hash: bytes

    def entering(self, scope: str) -> str:
        """The SQL call that enters with this credential. Safe as text: hex, uuid and our own scopes."""
        assert scope == SESSION or scope in SCOPES
        return (
            f"door.enter('{self.subject.kind}', '\\x{self.hash.hex()}'::bytea, "
            f"'{self.subject.person_id}'::uuid, '{scope}')"
        )


@dataclass(frozen=True, slots=True)
class Entering:
    """The organization that a request is about, and the roles that may make it there."""

    organization_id: UUID
    roles: tuple[str, ...]
    request_id: str

    def entering(self) -> str:
        """The SQL call that enters. Safe as text: a uuid, our own roles, and an id of letters."""
        assert self.roles
        assert set(self.roles) <= set(STAFF_ROLES)
        assert "'" not in self.request_id
        return (
            f"door.enter_organization('{UUID(str(self.organization_id))}'::uuid, "
            f"'{{{','.join(self.roles)}}}'::text[], '{self.request_id}')"
        )


def mint(kind: CredentialKind, person_id: UUID) -> tuple[str, bytes]:
    """A new secret for `person_id`: the text that is given away once, and the hash that is kept."""
    body = person_id.bytes + secrets.token_bytes(32)
    text = urlsafe_b64encode(body + zlib.crc32(body).to_bytes(4, "big")).rstrip(b"=").decode()
    text = PREFIXES.get(kind, "") + text
    return text, hashlib.sha256(text.encode()).digest()


def read_credential(text: str) -> Credential | None:
    """The credential in a cookie or bearer text, or None where it can't be one (checksum)."""
    kind: CredentialKind = "session"
    encoded = text
    for known, prefix in PREFIXES.items():
        if text.startswith(prefix):
            kind, encoded = known, text[len(prefix) :]
    if len(encoded) != 70:
        return None
    try:
        body = urlsafe_b64decode(encoded.encode() + b"==")
    except (Base64Error, ValueError):
        return None
    if zlib.crc32(body[:-4]).to_bytes(4, "big") != body[-4:]:
        return None
    subject = Subject(UUID(bytes=body[:16]), kind)
    return Credential(subject, hashlib.sha256(text.encode()).digest())
