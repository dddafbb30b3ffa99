"""Proofs about mails that came back: who tells of them, and that an address works after all."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from api.deliveries.signing import signature
from api.errors import Forbidden
from api.secrets import Keys, keyed_hash

TOLERANCE: Final = timedelta(minutes=5)
"""How old or how far ahead a signed message may be (Standard Webhooks)."""
LINK_LASTS: Final = timedelta(hours=24)
_PURPOSE: Final = "mail works"
_MAC: Final = 16
_HEAD: Final = _MAC + 16 + 8


class SignatureRefused(Forbidden):
    """What was told about mails is not signed by a key of MAIL_RETURN_KEYS, or is too old."""

    code, title = "signature-refused", "The signature does not fit"


class LinkRefused(Forbidden):
    """The link of the mail was not made here, or is older than a day."""

    code, title = "link-refused", "That link did not work"


def require_signature(
    keys: Sequence[str],
    *,
    message_id: str,
    timestamp: str,
    signatures: str,
    body: bytes,
    now: datetime,
) -> None:
    """Refuse a body that no key signed within the last minutes. `signatures` may hold several,
    divided by spaces, while keys are changed on either side. Raises SignatureRefused."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise SignatureRefused("webhook-timestamp is a number of seconds since 1970.")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise SignatureRefused("webhook-timestamp is more than five minutes away.")
    given = [one.encode() for one in signatures.split()[:10]]
    for key in keys:
        expected = signature(key.encode(), message_id, timestamp, body).encode()
        if any(hmac.compare_digest(expected, one) for one in given):
            return
    raise SignatureRefused("No signature in webhook-signature was made with a key known here.")


class Confirmed(NamedTuple):
    """Whose address was shown to work, and when the mail was asked for."""

    person_id: UUID
    email_norm: str
    asked_at: datetime


def works_token(keys: Keys, confirmed: Confirmed) -> str:
    """The proof that a mail carries to an address: whoever reads it, reads mails there."""
    seconds = int(confirmed.asked_at.timestamp())
    body = confirmed.person_id.bytes + seconds.to_bytes(8) + confirmed.email_norm.encode()
    made = _mac(keys.derive(_PURPOSE)[0], body) + body
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def read_works_token(keys: Keys, token: str, now: datetime) -> Confirmed:
    """What a proof of the last day says. Raises LinkRefused."""
    try:
        raw = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (Base64Error, ValueError) as error:
        raise LinkRefused() from error
    mac, body = raw[:_MAC], raw[_MAC:]
    if len(raw) <= _HEAD or not any(
        hmac.compare_digest(mac, _mac(key, body)) for key in keys.derive(_PURPOSE)
    ):
        raise LinkRefused()
    asked_at = datetime.fromtimestamp(int.from_bytes(body[16:24]), UTC)
    if not now - LINK_LASTS <= asked_at <= now + TOLERANCE:
        raise LinkRefused("It is older than a day. Ask for another in the settings.")
    return Confirmed(UUID(bytes=body[:16]), body[24:].decode(), asked_at)


def _mac(key: bytes, body: bytes) -> bytes:
    return keyed_hash(key, body.hex())[:_MAC]
