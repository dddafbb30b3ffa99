"""Who a pasted or shared text is about: a profile link, a page title, an e-mail signature.

Only the text is looked at; no page is fetched.
"""

import io
import re

import msgspec

from api.contacts.formats.cleaning import one_line
from api.contacts.formats.rows import ImportedRow
from api.contacts.formats.vcard import vcard_rows
from api.contacts.guesses import guess_from_title
from api.contacts.identity import is_shared_mailbox, profile_slug
from api.contacts.names import name_norm, without_titles, words_of
from api.contacts.pasted import email_in, link_in, phone_in, telling_lines
from api.contacts.slugs import name_of_address, name_of_slug

_TEXT_CHARACTERS = 5_000
_SHARED = (
    re.compile(r"(?:check out|view|see)\s+(.{3,80}?)['’]s?\s+profile\s+on\s+linkedin", re.I),
    re.compile(r"profil von\s+(.{3,80}?)\s+auf\s+linkedin", re.I),
    re.compile(r"profil de\s+(.{3,80}?)\s+sur\s+linkedin", re.I),
    re.compile(r"perfil de\s+(.{3,80}?)\s+(?:en|no)\s+linkedin", re.I),
)
_PARTS = re.compile(r"\s+[|\-–—·•]\s+|\s*[|·•]\s*|,\s+")
_AT = re.compile(r"\s+(?:at|@|bei|chez|presso|bij)\s+|\s*@\s+", re.IGNORECASE)
_ORGANIZATION = frozenset([
    "university", "universitat", "universite", "universidad", "college", "school", "hospital",
    "hospitals", "clinic", "trust", "nhs", "council", "institute", "institut", "instituto",
    "foundation", "ltd", "limited", "llc", "inc", "gmbh", "ag", "plc", "company", "group", "bank",
    "labs", "lab", "ministry", "department", "agency", "association", "society", "academy",
    "centre", "center", "board", "forum", "health", "analytics", "consulting", "partners",
    "software", "solutions", "services", "systems",
])  # fmt: skip
_NAME_WORDS = 5
_PARTICLES = frozenset([
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
    "al", "bin", "ibn", "y", "e",
])  # fmt: skip


class PersonGuess(msgspec.Struct, frozen=True):
    """What a text tells of a person; None where it does not tell."""

    name: str | None
    role: str | None
    employer: str | None
    email: str | None
    phone: str | None
    url: str | None


def guess_from_text(text: str) -> PersonGuess:
    """The person that a pasted text is about. Looks at the first 5,000 characters."""
    text = text[:_TEXT_CHARACTERS]
    if "BEGIN:VCARD" in text.upper():
        for item in vcard_rows(io.BytesIO(text.encode("utf-8", errors="replace"))):
            if isinstance(item, ImportedRow):
                return _of_card(item)
    email = email_in(text)
    url = link_in(text)
    shared = next((found[1] for pattern in _SHARED if (found := pattern.search(text))), None)
    lines = list(telling_lines(text))
    name, role, employer = _from_lines(lines, email)
    if shared:
        name, role, employer = without_titles(one_line(shared)), None, None
    slug = profile_slug(url) if url else None
    name = name or (name_of_slug(slug) if slug else None) or (name_of_address(url) if url else None)
    if not name and email and not is_shared_mailbox(email):
        name = name_of_slug(re.sub(r"[._]", "-", email.partition("@")[0].partition("+")[0]))
    return PersonGuess(name or None, role, employer, email, phone_in(text), url)


def _of_card(row: ImportedRow) -> PersonGuess:
    def first(values: tuple[str, ...]) -> str | None:
        return next(iter(values), None)

    return PersonGuess(
        row.full_name,
        row.role or None,
        row.employer or None,
        first(row.emails),
        first(row.phones),
        first(row.urls),
    )


def _from_lines(lines: list[str], email: str | None) -> tuple[str | None, str | None, str | None]:
    parts = [part for line in lines for part in _line_parts(line)]
    place = _name_place(parts, email, alone=len(parts) == 1)
    if place is None:
        return None, None, None
    role: str | None = None
    employer: str | None = None
    for part in parts[place + 1 : place + 6]:
        title, _, where = _split_at(part)
        if where:
            role, employer = role or title, employer or where
        elif _is_organization(part):
            employer = employer or part
        elif role is None and _is_role(part):
            role = part
        elif employer is None and not _has_digit(part) and len(part) <= 60 and _titled(part):
            employer = part
        if role and employer:
            break
    return without_titles(parts[place]), role, employer


def _line_parts(line: str) -> list[str]:
    """The line cut at its separators; a degree behind a comma stays with its name."""
    parts: list[str] = []
    for part in filter(None, (piece.strip() for piece in _PARTS.split(line))):
        if parts and without_titles(f"{parts[-1]}, {part}") == without_titles(parts[-1]):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts


def _split_at(part: str) -> tuple[str, str, str]:
    found = _AT.search(part)
    if not found or not found.start():
        return part, "", ""
    return part[: found.start()].strip(), found[0], part[found.end() :].strip()


def _name_place(parts: list[str], email: str | None, *, alone: bool) -> int | None:
    """Where the name stands: the part that the address is made of, else the first that can be."""
    candidates = [i for i, part in enumerate(parts) if _can_be_name(part, alone=alone)]
    local = words_of(email.partition("@")[0]) if email else []
    for i in candidates:
        words = name_norm(parts[i]).split()
        if len(words) > 1 and local and (words[-1] in local or "".join(local) in "".join(words)):
            return i
    return next(iter(candidates), None)


def _can_be_name(part: str, *, alone: bool) -> bool:
    bare = without_titles(part)
    words = bare.split()
    if not 1 <= len(words) <= _NAME_WORDS or _has_digit(bare) or len(bare) > 60:
        return False
    if len(words) == 1 and not alone:
        return False
    if _is_organization(bare) or _split_at(bare)[2]:
        return False
    guess = guess_from_title(bare)
    if guess.seniority or (guess.function and len(words) != 2):
        return False
    letters = all(all(ch.isalpha() or ch in ".'’-" for ch in word) for word in words)
    return letters and (alone or _titled(bare))


def _is_role(part: str) -> bool:
    guess = guess_from_title(part)
    return bool(guess.function or guess.seniority)


def _is_organization(part: str) -> bool:
    words = words_of(part)
    if guess_from_title(part).seniority:
        return False
    return bool(words) and (words[-1] in _ORGANIZATION or bool(_ORGANIZATION & {*words[:1]}))


def _titled(part: str) -> bool:
    """Each word begins with a capital (or has none: other scripts), particles aside."""
    return all(
        word[0].isupper() or not word[0].islower() or word.casefold() in _PARTICLES
        for word in (re.sub(r"^\W+", "", word) for word in part.split())
        if word
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
