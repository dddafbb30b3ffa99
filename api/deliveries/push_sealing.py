"""What a push service is given: a message that it can't read (RFC 8291) and whose it is (RFC 8292).

Written on `cryptography`: pywebpush brings two further HTTP clients along, and looks the address up
by itself. Tests compare with the example of RFC 8291, byte by byte.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cached_property
from os import urandom
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from api.config import Settings
from api.secrets import Keys, hkdf

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD: Final = 4096
MOST_WORDS: Final = RECORD - 103
"""Bytes of a message: every push service takes a body of 4,096 (RFC 8030)."""
TOKEN_LASTS: Final = timedelta(hours=12)
"""At most 24 hours (RFC 8292)."""


def seal_push(
    words: bytes,
    receiver: bytes,
    secret: bytes,
    *,
    salt: bytes | None = None,
    sender: "ec.EllipticCurvePrivateKey | None" = None,
) -> bytes:
    """The body of a push (`aes128gcm`) that only the browser with the key `receiver` (a point of
    65 bytes) and `secret` (16 bytes) can read. Raises ValueError for a key that is no point, or for
    more than MOST_WORDS."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(words) > MOST_WORDS:
        raise ValueError("too long for one push")
    salt, sender = salt or urandom(16), sender or ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), receiver)
    ours = _point(sender.public_key())
    shared = sender.exchange(ec.ECDH(), theirs)
    start = hkdf(shared, secret, b"WebPush: info\0" + receiver + ours, 32)
    key = hkdf(start, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = hkdf(start, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, words + b"\x02", None)


class Vapid:
    """Our keys towards push services: made of SECRET_KEYS, the first for new subscriptions.

    `contact` is where the operator of a push service reaches us: `mailto:` or https.
    """

    def __init__(self, keys: Keys, contact: str) -> None:
        self._contact = contact
        self._seeds = keys.derive("vapid")

    @cached_property
    def _signers(self) -> "Mapping[str, ec.EllipticCurvePrivateKey]":
        private = map(_private, self._seeds)
        return {encode(_point(key.public_key())): key for key in private}

    @property
    def public(self) -> str:
        """The key that browsers subscribe with (`applicationServerKey`)."""
        return next(iter(self._signers))

    def knows(self, public: str) -> bool:
        """Whether we can still send to who subscribed with this key."""
        return public in self._signers

    def authorization(self, endpoint: str, public: str, now: datetime) -> str:
        """The `Authorization` of a push to `endpoint`. Raises KeyError for a key not ours."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + TOKEN_LASTS).timestamp()),
            "sub": self._contact,
        }
        text = ".".join(
            encode(json.dumps(part, separators=(",", ":")).encode())
            for part in ({"typ": "JWT", "alg": "ES256"}, claims)
        )
        der = self._signers[public].sign(text.encode(), ec.ECDSA(SHA256()))
        signature = b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(der))
        return f"vapid t={text}.{encode(signature)}, k={public}"


def vapid_of(settings: Settings, keys: Keys) -> Vapid:
    """The keys of this installation; its operator is reached where its mails come from."""
    return Vapid(keys, f"mailto:{parseaddr(settings.mail_from)[1]}")


def encode(raw: bytes) -> str:
    """Base64url without padding, as all of Web Push writes it."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of base64url with or without padding. Raises ValueError."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def is_point(raw: bytes) -> bool:
    """Whether this is a public key of the curve that Web Push uses."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == 65


def _private(seed: bytes) -> "ec.EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(seed, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def _point(key: "ec.EllipticCurvePublicKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
