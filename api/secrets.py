"""Keys derived from SECRET_KEYS by purpose (HKDF), sealing of values that must be read back,
and keyed hashes."""

import hashlib
import hmac
import os
from typing import Final

_NONCE: Final = 12


class Keys:
    """All keys of this installation: the first of SECRET_KEYS makes, all of them verify."""

    def __init__(self, secret_keys: tuple[str, ...]) -> None:
        self._secrets = tuple(key.encode() for key in secret_keys)

    def derive(self, purpose: str) -> tuple[bytes, ...]:
        """32-byte keys for `purpose`, newest first."""
        return tuple(
            hkdf(secret, b"", f"askwell {purpose}".encode(), 32) for secret in self._secrets
        )

    def seal(self, value: bytes, context: str) -> bytes:
        """Encrypt (AES-256-GCM) bound to `context`, written `table|tenant|id`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key, nonce = self.derive("seal")[0], os.urandom(_NONCE)
        return _key_id(key) + nonce + AESGCM(key).encrypt(nonce, value, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """The value sealed for `context`; ValueError when it is another's or its key is gone."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        for key in self.derive("seal"):
            if sealed[:4] == _key_id(key):
                nonce, body = sealed[4 : 4 + _NONCE], sealed[4 + _NONCE :]
                try:
                    return AESGCM(key).decrypt(nonce, body, context.encode())
                except InvalidTag as error:
                    raise ValueError("sealed for another place, or damaged") from error
        raise ValueError("sealed with a key that SECRET_KEYS no longer holds")


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """A key of `length` bytes, at most 32, made of `secret` (HKDF with SHA-256, RFC 5869).

    Each process needs one when it starts; `cryptography` would bring 10 MB with it.
    """
    assert length <= hashlib.sha256().digest_size
    made = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(made, info + b"\x01", "sha256")[:length]


def keyed_hash(key: bytes, value: str) -> bytes:
    """HMAC-SHA256 of a text."""
    return hmac.new(key, value.encode(), hashlib.sha256).digest()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"id" + key).digest()[:4]
