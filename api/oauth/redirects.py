"""Addresses that people may be sent back to: which ones an application may name, and when the one
that is asked for is one of them."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, urlsplit

MOST: Final = 500
"""Characters of one address."""
_PLAIN: Final = re.compile(r"[!-~]+")
_LOOPBACK: Final = ("127.0.0.1", "::1")
_LOOPBACK_PORT: Final = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(?=[/?]|$)")


def what_is_wrong(uri: str) -> str | None:
    """Why an application can't name this address, in words with the remedy; None where it can."""
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return "This is no address."
    if len(uri) > MOST or not _PLAIN.fullmatch(uri) or set(uri) & set('\\"<>^`{}|*'):
        return f"Use at most {MOST} plain characters, others percent-encoded, without wildcards."
    if "#" in uri:
        return "Leave out the part from # on: the answer is in the query."
    if "@" in parts.netloc or port == 0:
        return "Leave out the name and password before the host."
    return _wrong_scheme(parts)


def _wrong_scheme(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return None if host else "Name the host."
    if parts.scheme == "http":
        if host in (*_LOOPBACK, "localhost"):
            return None
        return "Use https; http is for 127.0.0.1, [::1] and localhost alone."
    # RFC 8252, 7.1: a scheme of one's own is the reverse of a domain one has.
    if re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+", parts.scheme):
        return None
    return "Use https, http://127.0.0.1, or a scheme such as com.example.app:/signed-in."


def is_registered(uri: str, registered: Iterable[str]) -> bool:
    """Whether `uri` is one of `registered`, character by character. A program that listens on the
    loopback address takes the port it gets (RFC 8252, 7.3): there any port will do."""
    known = [*registered]
    if uri in known:
        return True
    portless, exception = _LOOPBACK_PORT.subn(r"\1", uri, count=1)
    return (
        bool(exception)
        and what_is_wrong(uri) is None
        and portless in (_LOOPBACK_PORT.sub(r"\1", one, count=1) for one in known)
    )


def place_of(uri: str) -> str | None:
    """The host that this address leads to; None for a program on the device of whoever opens it."""
    parts = urlsplit(uri)
    return parts.netloc if parts.scheme == "https" else None
