"""The name of a browser in the list of sessions, and the cookie that knows it again."""

import hashlib
import re
import secrets
from typing import Final

from api.config import Settings

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_MARK: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def browser_label(user_agent: str) -> str:
    """`Firefox on Linux`, as well as a user agent tells."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "Another program"


def mark_cookie(settings: Settings) -> str:
    """The name of the cookie that binds a sign-in to the browser that asked for it."""
    return "__Host-askwell-signin" if settings.secure else "askwell-signin"


def read_or_make_mark(cookie: str | None) -> str:
    """The mark this browser has, or a new one."""
    return cookie if cookie and _MARK.fullmatch(cookie) else secrets.token_urlsafe(32)


def mark_hash(mark: str) -> bytes:
    """What is kept of a mark."""
    return hashlib.sha256(mark.encode()).digest()
