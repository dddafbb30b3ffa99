"""When two cards mean the same person: normal forms of what identifies somebody."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from api.contacts.names import name_norm, plain, words_of

__all__ = [
    "Identity",
    "email_norm",
    "employer_norm",
    "identity_of",
    "is_shared_mailbox",
    "name_norm",
    "phone_norm",
    "profile_slug",
    "profile_url",
    "same_person",
    "same_person_keys",
]

_EMAIL = re.compile(
    r"[^\s@<>\"(),:;\\\[\]]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]+"
)
_LONGEST_ADDRESS = 2_000
_LONGEST_NUMBER = 100
_DISPLAYED = re.compile(r"<([^<>]+)>\s*$")
_USUAL_PROFILE = re.compile(r"https://www\.linkedin\.com/in/([A-Za-z0-9-]{1,100})/?")
_PROFILE_PATH = re.compile(
    r"^/+(?:mwlite/+|comm/+|m/+)?(?P<kind>in|pub)/+(?P<rest>[^?#]+)", re.IGNORECASE
)
_ONLY_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?:\s|,|;)*(?:ext\.?|extension|x|#|durchwahl|poste)\s*\d+\s*$", re.I)
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_LEGAL_FORMS = frozenset([
    "ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp", "corporation", "plc", "co",
    "company", "gmbh", "ag", "se", "kg", "kgaa", "ohg", "ug", "gbr", "ev", "ggmbh", "mbh", "sa",
    "sas", "sasu", "sarl", "srl", "spa", "sl", "slu", "sau", "sc", "scrl", "bv", "nv", "vof", "cv",
    "ab", "oy", "oyj", "aps", "as", "asa", "sro", "sp", "zoo", "kft", "zrt", "nyrt", "doo", "dd",
    "ad", "ood", "eood", "pty", "pte", "pvt", "kk", "bhd", "sdn", "jsc", "ooo", "zao", "pao", "lda",
    "ltda", "eirl", "sab",
])  # fmt: skip
_JOINED_FORMS = (
    (re.compile(r"\bs\.?\s?p\.?\s?a\b\.?"), "spa"),
    (re.compile(r"\bs\.?\s?a\.?\s?r\.?\s?l\b\.?"), "sarl"),
    (re.compile(r"\bsp\.?\s*z\s*o\.?\s*o\b\.?"), "zoo"),
    (re.compile(r"\b(a|d)/s\b"), "aps"),
    (re.compile(r"\b([a-z])\.\s?([a-z])\.\s?([a-z])\b\.?"), r"\1\2\3"),
    (re.compile(r"\b([a-z])\.\s?([a-z])\b\.?"), r"\1\2"),
)
_PLAIN_EMPLOYER = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_ROLE_MAILBOXES = frozenset([
    "info", "office", "contact", "hello", "mail", "admin", "team", "support", "sales", "hr", "jobs",
    "careers", "kontakt", "post", "enquiries", "press",
])  # fmt: skip


class Identity(NamedTuple):
    """What a card says about who it is, every part in its normal form."""

    profiles: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    name: str
    employer: str


def email_norm(text: str) -> str | None:
    """The address casefolded, out of ``Maya <maya@example.org>`` or ``mailto:…`` too.

    None when it is not an address. Dots and plus tags stay: they are other mailboxes elsewhere
    than at one provider.
    """
    address = text.strip()
    if len(address) > _LONGEST_ADDRESS:
        return None
    if address.endswith(">") and (shown := _DISPLAYED.search(address)):
        address = shown[1].strip()
    address = address.casefold().rstrip(".,;")
    if address.startswith("mailto:"):
        address = unquote(address.removeprefix("mailto:").partition("?")[0])
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        return None
    if address.isascii():
        return address
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None


@lru_cache(maxsize=1024)
def profile_slug(url: str) -> str | None:
    """The name LinkedIn gives a profile, from any spelling of its address; None if it is none.

    Scheme, country and mobile subdomains, percent-encoding, trailing slashes, language and
    sub-pages, query and fragment make no difference. Old ``/pub/`` addresses keep their three
    numbers (``pub/maya-lindgren/4b/1a9/b2``): how they map to new slugs is not published.
    Member ids (``ACoAA…``) keep their case, everything else is casefolded.
    """
    address = url.strip()
    # As LinkedIn's own file spells nearly all of them: no need to take the address apart.
    if usual := _USUAL_PROFILE.fullmatch(address):
        slug = usual[1]
        return slug if slug.startswith(("ACoAA", "ACwAA", "AEMAA")) else slug.casefold()
    if len(address) > _LONGEST_ADDRESS or "linkedin." not in address[:200].lower():
        return None
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return None
    found = _PROFILE_PATH.match(parts.path)
    if not found:
        return None
    pieces = [piece for piece in _decoded(found["rest"]).split("/") if piece.strip()]
    if not pieces:
        return None
    if found["kind"].lower() == "pub":
        return "pub/" + "/".join(pieces[:4]).casefold()
    slug = pieces[0].strip()
    return slug if slug.startswith(("ACoAA", "ACwAA", "AEMAA")) else slug.casefold()


def profile_url(slug: str) -> str:
    """The one address under which a slug of `profile_slug` is kept."""
    path = slug if slug.startswith("pub/") else f"in/{slug}"
    return f"https://www.linkedin.com/{quote(path)}"


@lru_cache(maxsize=1024)
def employer_norm(employer: str) -> str:
    """An employer made comparable: no accents, legal forms, punctuation or leading "the".

    ``The Aire Health Data Co., Ltd.`` → ``aire health data``. A name that is nothing but a
    legal form stays as it is.
    """
    lowered = employer.lower()
    if _PLAIN_EMPLOYER.fullmatch(lowered):
        words = lowered.split()
    else:
        text = plain(employer).replace("&", " and ").replace("+", " and ")
        for pattern, joined in _JOINED_FORMS:
            text = pattern.sub(joined, text)
        words = words_of(text)
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept = kept[:-1]
        if len(kept) > 1 and kept[-1] == "and":
            kept = kept[:-1]
    return " ".join(kept)


def phone_norm(text: str) -> str | None:
    """``+44 (0)20 7946 0958 ext. 3`` → ``+442079460958``; None under 5 or over 15 digits.

    15 digits is the limit of ITU-T E.164. A number without ``+`` or ``00`` keeps its national
    form: the country is not known here.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    number = text.strip().removeprefix("tel:").partition(";")[0]
    number = _EXTENSION.sub("", number)
    foreign = number.lstrip("( ").startswith(("+", "00"))
    if foreign:
        number = _TRUNK_ZERO.sub("", number)
    digits = _ONLY_DIGITS.sub("", number)
    if foreign and not number.lstrip("( ").startswith("+"):
        digits = digits.removeprefix("00")
    if not 5 <= len(digits) <= 15:
        return None
    return f"+{digits}" if foreign else digits


def identity_of(
    full_name: str,
    employer: str,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    urls: Iterable[str] = (),
) -> Identity:
    """The normal forms of one card; what has no normal form is left out."""
    return Identity(
        profiles=frozenset(slug for url in urls if (slug := profile_slug(url))),
        emails=frozenset(email for text in emails if (email := email_norm(text))),
        phones=frozenset(phone for text in phones if (phone := phone_norm(text))),
        name=name_norm(full_name),
        employer=employer_norm(employer),
    )


def same_person_keys(who: Identity) -> Iterator[str]:
    """Keys under which a card is found again, the strongest first (STACK.md, "contacts in/out").

    ``profile:<slug>``, then ``email:<address>``, then ``name:<name>|<employer>``; the last only
    where both are known. Several profiles or addresses come in alphabetical order.
    """
    for slug in sorted(who.profiles):
        yield f"profile:{slug}"
    for email in sorted(who.emails):
        yield f"email:{email}"
    if who.name and who.employer:
        yield f"name:{who.name}|{who.employer}"


def same_person(a: Identity, b: Identity) -> str | None:
    """By what an import takes two cards for one person: ``profile``, ``email``, ``name`` or None.

    Profile, then e-mail, then name and employer (STACK.md). An e-mail that two different names
    share is a mailbox of an office, and two different profiles of one name at one employer are
    two people.
    """
    if a.profiles & b.profiles:
        return "profile"
    shared = a.emails & b.emails
    if shared and _names_agree(a.name, b.name, shared):
        return "email"
    two_profiles = bool(a.profiles and b.profiles)
    if a.name and a.employer and a.name == b.name and a.employer == b.employer:
        return None if two_profiles else "name"
    return None


def is_shared_mailbox(email: str) -> bool:
    """Is the address one of an office (``info@``) and not of a person?"""
    return email.partition("@")[0] in _ROLE_MAILBOXES


def _names_agree(a: str, b: str, shared: frozenset[str]) -> bool:
    if not a or not b or a == b:
        return True
    if all(map(is_shared_mailbox, shared)):
        return False
    return bool(set(a.split()) & set(b.split()))


def _decoded(path: str) -> str:
    decoded = unquote(path, errors="replace")
    return unquote(decoded, errors="replace") if "%" in decoded else decoded
