"""Signatures of messages between servers, as Standard Webhooks writes them."""

import hashlib
import hmac
from base64 import b64encode


def signature(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of one message with one key: `v1,<base64>`, over `id.timestamp.body`."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
