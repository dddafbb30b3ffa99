"""Keyset cursors: opaque, signed, and bound to the tenant and the list they were made for."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from api.errors import InvalidInput

Position = TypeVar("Position", bound=msgspec.Struct)

Limit = Annotated[int, QueryParameter(ge=1, le=100, description="How many items at most")]
Cursor = Annotated[
    str | None, QueryParameter(description="`next_cursor` of the page before", max_length=2000)
]

_MAC_BYTES = 12


class Cursors:
    """Makes and reads cursors with the first secret key; reads with all of them."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = keys

    def write(self, tenant: UUID, name: str, position: msgspec.Struct) -> str:
        """The cursor behind `position` of the list `name` (its route and filters) of `tenant`."""
        body = msgspec.json.encode(position)
        return (
            urlsafe_b64encode(_mac(self._keys[0], tenant, name, body) + body).rstrip(b"=").decode()
        )

    def read(self, text: str, tenant: UUID, name: str, kind: type[Position]) -> Position:
        """The position in a cursor; InvalidInput when it is another list's, another person's or made up."""
        try:
            raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
            if any(hmac.compare_digest(mac, _mac(key, tenant, name, body)) for key in self._keys):
                return msgspec.json.decode(body, type=kind)
        except (Base64Error, ValueError, msgspec.DecodeError):
            pass
        raise InvalidInput.field(
            "query.cursor",
            "unknown-cursor",
            "Use next_cursor of a page of this very list, or none.",
        )


def _mac(key: bytes, tenant: UUID, name: str, body: bytes) -> bytes:
    message = tenant.bytes + name.encode() + b"\0" + body
    return hmac.digest(key, message, "sha256")[:_MAC_BYTES]
