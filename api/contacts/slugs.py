"""A name out of the address of a profile or of a mailbox."""

import re
from urllib.parse import unquote, urlsplit

from api.contacts.names import CREDENTIALS, plain

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
    ]
)
_SURE_ENDS = CREDENTIALS - frozenset(("ma", "do", "pa", "med", "bed", "mag", "pe", "od", "ot"))
_XING = re.compile(r"^/profile/([^/?#]+)", re.IGNORECASE)


def name_of_slug(slug: str) -> str | None:
    """``maya-lindgren-4b1a9b2`` → ``Maya Lindgren``; None where no two words of a name stand.

    What has a digit is no part of the name (LinkedIn's ids), nor are degrees at the end.
    """
    words = [word for word in slug.removeprefix("pub/").partition("/")[0].split("-") if word]
    words = [word for word in words if not any(map(str.isdigit, word))]
    while len(words) > 2 and plain(words[-1]) in _SURE_ENDS:
        words.pop()
    if len(words) > 2 and plain(words[0]) in ("dr", "prof", "mr", "mrs", "ms"):
        words = words[1:]
    joined: list[str] = []
    for place, word in enumerate(words):
        if joined and joined[-1] == "O'":
            joined[-1] += _capital(word)
        elif word == "o" and 0 < place < len(words) - 1:
            joined.append("O'")
        else:
            joined.append(word if place and word in _PARTICLES else _capital(word))
    if len(joined) < 2 or not all(map(str.isalpha, words)):
        return None
    return " ".join(joined)


def name_of_address(url: str) -> str | None:
    """The name that XING puts into a profile's address (``/profile/Maya_Lindgren``), else None."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    found = _XING.match(parts.path)
    if not found or host.removeprefix("www.") != "xing.com":
        return None
    return name_of_slug(re.sub(r"[_\d]+", "-", unquote(found[1])).lower())


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
