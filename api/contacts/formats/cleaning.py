"""What a row tells as loose text becomes an `ImportedRow`, and what of it could not be read."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from api.contacts.formats.countries import country_code
from api.contacts.formats.dates import date_of
from api.contacts.formats.rows import (
    NAME_LIMIT,
    NOTES_LIMIT,
    RAW_LIMIT,
    TAG_LIMIT,
    TEXT_LIMIT,
    VALUES_LIMIT,
    ImportedRow,
    Item,
    ProblemCode,
    RowProblem,
)
from api.contacts.identity import email_norm, phone_norm, profile_slug, profile_url
from api.contacts.names import split_full_name, words_of

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x200C), *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
    + [0xFEFF, 0xFFFC]
    + [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r\x85"]
)
"""Marks of direction and width that phones and web pages leave in copied text, and controls."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ADDRESSES = re.compile(r"[^\s<>;,:\"()\[\]@]{1,64}@[^\s<>;,:\"()\[\]@]{1,255}")
_VALUE_ENDS = re.compile(r":::|[;\n]")
_PHONE_CHARACTERS = 60
_WEB = re.compile(r"https?://[^\s/@]+\.[^\s/]{2,}(?:/\S*)?|https?://\[[0-9a-f:]+\]\S*", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+\-]*:(?!\d)", re.IGNORECASE)


Problems = list[tuple[ProblemCode, str]]


class Told(msgspec.Struct):
    """What one row of a file tells, as text of that file; tags are one each, the other lists
    may have several values in one text."""

    number: int
    raw: str
    first_name: str = ""
    last_name: str = ""
    full_name: str = ""
    emails: Iterable[str] = ()
    phones: Iterable[str] = ()
    urls: Iterable[str] = ()
    role: str = ""
    employer: str = ""
    connected_on: str = ""
    month_first: bool | None = None
    country: str = ""
    tags: Iterable[str] = ()
    notes: str = ""


def one_line(text: str) -> str:
    """The text on one line: runs of white space are one space, invisible marks are gone."""
    if not text.isascii() or _CONTROLS.search(text):
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def several_lines(text: str) -> str:
    """The text with its line breaks, at most one blank line in a row, no white space around."""
    if not text.isascii() or _CONTROLS.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def cleaned(told: Told) -> Iterator[Item]:
    """The problems of a row, then the row itself, unless it names nobody (`no_name`)."""
    problems: Problems = []
    first = _cut(one_line(told.first_name), "first_name", problems, NAME_LIMIT)
    last = _cut(one_line(told.last_name), "last_name", problems, NAME_LIMIT)
    full = _cut(one_line(told.full_name), "full_name", problems, NAME_LIMIT)
    if first or last:
        full = full or f"{first} {last}".strip()[:NAME_LIMIT].rstrip()
    elif full:
        first, last = split_full_name(full)
    if not words_of(full):
        yield RowProblem(told.number, ProblemCode.no_name, "full_name", told.raw, row_kept=False)
        return
    emails = _emails(told.emails, problems)
    phones = _phones(told.phones, problems)
    urls = _urls(told.urls, problems)
    tags = _tags(told.tags, problems)
    day = told.connected_on.strip()
    connected_on = date_of(day, told.month_first) if day else None
    if day and connected_on is None:
        problems.append((ProblemCode.bad_date, "connected_on"))
    country = (country_code(told.country) or "") if told.country else ""
    if not country and told.country.strip():
        problems.append((ProblemCode.unknown_country, "country"))
    notes = several_lines(told.notes) if told.notes else ""
    if len(notes) > NOTES_LIMIT:
        notes = notes[:NOTES_LIMIT].rstrip()
        problems.append((ProblemCode.text_cut, "notes"))
    row = ImportedRow(
        number=told.number,
        first_name=first,
        last_name=last,
        full_name=full,
        emails=emails,
        phones=phones,
        urls=urls,
        role=_cut(one_line(told.role), "role", problems),
        employer=_cut(one_line(told.employer), "employer", problems),
        connected_on=connected_on,
        country=country,
        tags=tags,
        notes=notes,
        raw=told.raw[:RAW_LIMIT],
    )
    for code, field in problems:
        yield RowProblem(told.number, code, field, row.raw, row_kept=True)
    yield row


def _cut(text: str, field: str, problems: Problems, limit: int = TEXT_LIMIT) -> str:
    if len(text) <= limit:
        return text
    problems.append((ProblemCode.text_cut, field))
    return text[:limit].rstrip()


def _some(values: dict[str, str], field: str, problems: Problems) -> tuple[str, ...]:
    if len(values) > VALUES_LIMIT:
        problems.append((ProblemCode.too_many_values, field))
    return tuple(islice(values.values(), VALUES_LIMIT))


def _emails(texts: Iterable[str], problems: Problems) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        if not text or text.isspace():
            continue
        bad = True
        for address in _ADDRESSES.findall(one_line(text)):
            norm = email_norm(address)
            bad = norm is None
            if norm is None:
                break
            kept.setdefault(norm, address.rstrip(".,;"))
        if bad:
            problems.append((ProblemCode.bad_email, "emails"))
    return _some(kept, "emails", problems) if kept else ()


def _phones(texts: Iterable[str], problems: Problems) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        for part in _VALUE_ENDS.split(text):
            number = one_line(part).removeprefix("tel:")
            if not number:
                continue
            norm = phone_norm(number) if len(number) <= _PHONE_CHARACTERS else None
            if norm is None:
                problems.append((ProblemCode.bad_phone, "phones"))
            else:
                kept.setdefault(norm, number)
    return _some(kept, "phones", problems) if kept else ()


def _urls(texts: Iterable[str], problems: Problems) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        for part in text.replace(":::", " ").split():
            address = clean_url(part)
            if address is None:
                problems.append((ProblemCode.bad_url, "urls"))
            else:
                kept.setdefault(address, address)
    return _some(kept, "urls", problems) if kept else ()


def clean_url(text: str) -> str | None:
    """A web address with its scheme, or None; LinkedIn profiles in their one spelling."""
    address = one_line(text).strip("<>")
    slug = profile_slug(address)
    if slug:
        return profile_url(slug)
    if not _SCHEME.match(address):
        address = f"https://{address.lstrip('/')}"
    address = address.replace("\\", "%5C")
    return address if len(address) <= 2000 and _WEB.fullmatch(address) else None


def _tags(texts: Iterable[str], problems: Problems) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        if tag := one_line(text):
            kept.setdefault(tag.casefold(), _cut(tag, "tags", problems, TAG_LIMIT))
    return _some(kept, "tags", problems) if kept else ()
