"""Signed links for one purpose: of one person, about one thing, for one action, until a day.

A link proves itself to the database, which holds a key for each person: the application's role can
act for nobody without one. It stands behind the # of its address, which no server and no referrer
ever sees, and tells ids, codes and a time, no name.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, cast, get_args
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import NotFound
from api.overview.schemas import Kind
from api.reminders.models import LinkKey
from api.reminders.schemas import LinkAction

LASTS: Final = timedelta(days=14)
"""After so long a mail is about another time."""
_PROOF: Final = 16
_HEAD: Final = 16 + 16 + 4 + 1
_ACTIONS: Final[tuple[LinkAction, ...]] = get_args(LinkAction)

KEY: Final = hot(select(LinkKey.secret).where(LinkKey.owner_id == bindparam("owner_id")))
NEW_KEY: Final = hot(
    insert(LinkKey)
    .values({name: bindparam(name) for name in ("owner_id", "secret")})
    .on_conflict_do_nothing()
)


class Link(msgspec.Struct, frozen=True):
    """What a link is for; `body` is what was signed and `proof` the signature."""

    person_id: UUID
    action: LinkAction
    kind: Kind
    subject_id: UUID
    expires_at: datetime
    body: bytes
    proof: bytes

    @property
    def id(self) -> UUID:
        """One link, one id."""
        return UUID(bytes=sha256(self.body + self.proof).digest()[:16])


class Signer(msgspec.Struct, frozen=True):
    """Makes the links of one person's mail, which was sent at `at`."""

    address: str
    person_id: UUID
    key: bytes
    at: datetime

    def link(self, action: LinkAction, kind: Kind, subject_id: UUID) -> str:
        """The address of the page on which it is done; opening it does nothing."""
        expires = int((self.at + LASTS).timestamp()).to_bytes(4, "big")
        head = self.person_id.bytes + subject_id.bytes + expires
        body = head + bytes([_ACTIONS.index(action)]) + kind.encode()
        token = urlsafe_b64encode(proof_of(self.key, body) + body).rstrip(b"=").decode()
        return f"{self.address}/tap#{token}"


def proof_of(key: bytes, body: bytes) -> bytes:
    """The signature, as `door.enter_by_link` computes it."""
    return sha256(key + sha256(key + body).digest()).digest()[:_PROOF]


async def signer_of(work: Work, owner_id: UUID, address: str, at: datetime) -> Signer:
    """The signer of a mail to this person (workers only: they make the key with the first mail)."""
    key = await work.fetchval(KEY, owner_id=owner_id)
    if key is None:
        await work.execute(NEW_KEY, owner_id=owner_id, secret=secrets.token_bytes(32))
        key = await work.fetchval(KEY, owner_id=owner_id)
    return Signer(address, owner_id, key, at)


def read_link(token: str, now: datetime) -> Link:
    """The link of a token, as it claims to be. Raises NotFound for what is none or has expired."""
    try:
        raw = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        proof, body = raw[:_PROOF], raw[_PROOF:]
        kind = body[_HEAD:].decode()
        action = _ACTIONS[body[_HEAD - 1]]
    except (Base64Error, ValueError, IndexError) as error:
        raise NotFound() from error
    expires_at = datetime.fromtimestamp(int.from_bytes(body[32:36], "big"), UTC)
    if kind not in get_args(Kind) or expires_at <= now:
        raise NotFound()
    return Link(
        person_id=UUID(bytes=body[:16]),
        action=action,
        kind=cast(Kind, kind),
        subject_id=UUID(bytes=body[16:32]),
        expires_at=expires_at,
        body=body,
        proof=proof,
    )
