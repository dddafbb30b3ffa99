"""E-mail addresses as people type them, and paths that may be opened after sign-in."""

import re
import unicodedata
from typing import Final, NamedTuple

from api.errors import InvalidInput

_ADDRESS: Final = re.compile(
    r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s@<>,;:\"()\[\]\\/\x00-\x1f\x7f]+"
)
_PATH: Final = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")


class Email(NamedTuple):
    """An address as it was typed, and the form in which two spellings are one person."""

    typed: str
    norm: str


def read_email(text: str, field: str = "body.email") -> Email:
    """The address in `text`. Raises InvalidInput naming `field`.

    Nothing but case and Unicode form is evened out: a dot or a +tag can be another person.
    """
    typed = unicodedata.normalize("NFC", text.strip())
    local, _, domain = typed.partition("@")
    if (
        not _ADDRESS.fullmatch(typed)
        or len(typed) > 254
        or len(local.encode()) > 64
        or any(not label or len(label) > 63 for label in domain.split("."))
        or domain.isdigit()
    ):
        raise InvalidInput.field(field, "no-address", "Write an address such as name@example.org.")
    return Email(typed, typed.casefold())


def safe_target(target: str | None) -> str | None:
    """`target` where it is a path of this site, else None: nobody is sent elsewhere by signing in."""
    return target if target is not None and _PATH.fullmatch(target) else None
