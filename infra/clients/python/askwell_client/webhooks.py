"""Calls of webhooks: whether they are Askwell's, and what they say."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping

from askwell_client.models import EventRead


class NotSigned(Exception):
    """The call was not signed with this secret, or too long ago."""


def read_call(
    secret: str, headers: Mapping[str, str], body: bytes, *, tolerance: int = 300
) -> EventRead:
    """The event in a call, once it is sure that Askwell signed it. `body` as it came; a call that is
    more than `tolerance` seconds old may be played back by somebody. Raises NotSigned."""
    told = {name.lower(): value for name, value in headers.items()}
    said, sent = told.get("webhook-id", ""), told.get("webhook-timestamp", "")
    if not sent.isdecimal() or abs(time.time() - int(sent)) > tolerance:
        raise NotSigned("The time of the call is missing, or too far from now.")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{said}.{sent}.".encode() + body, hashlib.sha256)
    ours = b"v1," + base64.b64encode(digest)
    given = told.get("webhook-signature", "").encode().split()
    if not any(hmac.compare_digest(ours, one) for one in given):
        raise NotSigned("No signature fits.")
    event: EventRead = json.loads(body)
    return event
