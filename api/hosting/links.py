"""The secret of a host's own page: made of the host's id, a number and a key of this installation.

So a mail can carry it anew while the table holds a hash alone; another number is another secret, and
the links from before open nothing."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Final
from uuid import UUID

from api.secrets import Keys, keyed_hash

_PURPOSE: Final = "host"


def secrets_of(keys: Keys, host_id: UUID, link: int) -> list[str]:
    """The secret by each key of this installation, the newest first."""
    return [
        urlsafe_b64encode(keyed_hash(key, f"{host_id}/{link}")).rstrip(b"=").decode()
        for key in keys.derive(_PURPOSE)
    ]


def hash_of(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def new_hash(keys: Keys, host_id: UUID, link: int) -> bytes:
    """What is kept of a secret that is made now."""
    return hash_of(secrets_of(keys, host_id, link)[0])


def link_of(address: str, keys: Keys, host_id: UUID, link: int, kept: bytes) -> str | None:
    """The link for a mail, or None where the key that made it is gone. In the fragment it reaches no
    server, log or prefetcher."""
    secret = next((one for one in secrets_of(keys, host_id, link) if hash_of(one) == kept), None)
    return None if secret is None else f"{address}/volunteer#{secret}"
