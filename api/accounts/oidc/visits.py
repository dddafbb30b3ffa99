"""A visit to a provider: what is remembered of it here, sealed, until the browser comes back."""

import secrets
from typing import NamedTuple
from uuid import UUID

import msgspec

from api.accounts.sign_in.schemas import Whereabouts
from api.errors import Problem, Unavailable
from api.secrets import Keys


class ProviderAway(Unavailable):
    """The provider does not answer, or not in time."""

    code, title = "provider-away", "The other side does not answer: try again soon, or use a mail"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, retry_after=30)


class ProviderRefused(Problem):
    """What came back from the provider proves nothing; nobody was signed in."""

    status, code, title = 403, "provider-refused", "Signing in there did not work"


class Visit(msgspec.Struct, frozen=True):
    """What has to match when a browser comes back: nonce and PKCE verifier; and where it goes."""

    nonce: str
    verifier: str
    target: str | None
    zone: str | None
    locale: str | None
    country: str | None

    @property
    def whereabouts(self) -> Whereabouts:
        """What the browser said of itself when it left."""
        return Whereabouts(zone=self.zone, locale=self.locale, country=self.country)


class Proof(NamedTuple):
    """Who somebody is, as their provider says."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str


class Return(NamedTuple):
    """A visit that ended: its provider, what was remembered, and who wants to connect (if not just
    to sign in)."""

    provider: str
    visit: Visit
    person_id: UUID | None


def new_visit(target: str | None, whereabouts: Whereabouts) -> Visit:
    """A visit with secrets of its own."""
    return Visit(
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        target=target,
        zone=whereabouts.zone,
        locale=whereabouts.locale,
        country=whereabouts.country,
    )


def seal_visit(keys: Keys, visit: Visit, state_hash: bytes) -> bytes:
    """The visit as it is kept, bound to its state."""
    return keys.seal(msgspec.msgpack.encode(visit), f"provider_visits||{state_hash.hex()}")


def unseal_visit(keys: Keys, sealed: bytes, state_hash: bytes) -> Visit:
    """The visit that was kept for this state. Raises ValueError."""
    raw = keys.unseal(sealed, f"provider_visits||{state_hash.hex()}")
    return msgspec.msgpack.decode(raw, type=Visit)
