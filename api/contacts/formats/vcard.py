"""vCard files (2.1, 3.0, 4.0): cards one by one, so that a broken one does not stop the rest."""

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from api.contacts.formats.cleaning import Told, cleaned
from api.contacts.formats.decoding import text_lines
from api.contacts.formats.rows import RAW_LIMIT, Item, ProblemCode, RowProblem

_READ = frozenset([
    "N", "FN", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "NOTE", "CATEGORIES", "ADR", "KIND",
    "X-SOCIALPROFILE", "X-ADDRESSBOOKSERVER-KIND", "X-LINKEDIN", "X-ABSHOWAS",
    "X-ASKWELL-CONNECTED-ON",
])  # fmt: skip
_NAME_OF_LINE = re.compile(r"(?:[A-Za-z0-9\-]+\.)?([A-Za-z0-9\-_]+)[;:]")
_PICTURES = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_CARD_CHARACTERS_LIMIT = 200_000
"""Characters of a card without its pictures; more is not a card of a person."""

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")
_COMMA = re.compile(r"(?<!\\),")


class _Property(NamedTuple):
    name: str
    parameters: dict[str, list[str]]
    value: str


def vcard_rows(source: BinaryIO) -> Iterator[Item]:
    """The cards of a file in order, counted from 1; a nested card (2.1 AGENT) is left out."""
    number = 0
    lines: list[str] = []
    depth = 0
    for line in _without_pictures(text_lines(source)):
        mark = line.strip().upper().replace(" ", "")
        if mark == "BEGIN:VCARD":
            depth += 1
            if depth == 1:
                lines = []
                continue
            if not any(kept.upper().startswith("AGENT") for kept in lines[-2:]):
                number += 1
                yield _broken(number, lines)
                lines, depth = [], 1
        elif mark == "END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                number += 1
                yield from _card(number, lines)
        elif depth == 1:
            lines.append(line)
    if depth:
        yield _broken(number + 1, lines)


def _without_pictures(lines: Iterator[str]) -> Iterator[str]:
    """Leave out properties nothing is read of, with their folded lines: pictures, sounds, keys."""
    skipping = False
    for line in lines:
        if line[:1] in (" ", "\t") and line.strip():
            if not skipping:
                yield line
            continue
        found = _NAME_OF_LINE.match(line)
        skipping = found is not None and found[1].upper() in _PICTURES
        if not skipping:
            yield line


def _broken(number: int, lines: list[str]) -> RowProblem:
    return RowProblem(number, ProblemCode.broken_card, "", _raw(lines), row_kept=False)


def _raw(lines: list[str]) -> str:
    return "".join(lines)[:RAW_LIMIT].rstrip("\n")


def _card(number: int, lines: list[str]) -> Iterator[Item]:
    text = "".join(lines)
    if len(text) > _CARD_CHARACTERS_LIMIT:
        yield _broken(number, lines)
        return
    told = Told(number, _raw(lines))
    properties = list(_properties(text))
    _tell(told, properties)
    if any(map(_says_no_person, properties)) or _is_only_its_employer(told):
        yield RowProblem(number, ProblemCode.not_a_person, "", told.raw, row_kept=False)
        return
    yield from cleaned(told)


def _properties(text: str) -> Iterator[_Property]:
    from vobject.base import ParseError, parseLine

    for line in _logical_lines(text.split("\n")):
        found = _NAME_OF_LINE.match(line)
        if not found or found[1].upper().replace("_", "-") not in _READ:
            continue
        try:
            name, parameters, value, _ = parseLine(line)
        except ParseError:
            continue
        named: dict[str, list[str]] = {}
        for parameter, *values in parameters:
            # vCard 2.1 writes `TEL;CELL:` and `NOTE;QUOTED-PRINTABLE:` without a parameter name.
            key = parameter.upper() if values else "TYPE"
            named.setdefault(key, []).extend(
                v.upper() if key != "CHARSET" else v for v in (values or [parameter])
            )
        yield _Property(name.upper(), named, _text_of(value, named))


def _logical_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines unfolded (RFC 6350 section 3.2), and joined at the soft breaks of quoted-printable."""
    current = ""
    for line in lines:
        if current.endswith("=") and "QUOTED-PRINTABLE" in current.partition(":")[0].upper():
            current = current[:-1] + line
        elif current and line[:1] in (" ", "\t"):
            current += line[1:]
        else:
            if current:
                yield current
            current = line
    if current:
        yield current


def _text_of(value: str, parameters: dict[str, list[str]]) -> str:
    encodings = parameters.get("ENCODING", []) + parameters.get("TYPE", [])
    if "QUOTED-PRINTABLE" not in encodings:
        return value
    packed = quopri.decodestring(value.encode())
    for charset in (*parameters.get("CHARSET", ()), "utf-8"):
        try:
            return packed.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return packed.decode("cp1252", errors="replace")


def _says_no_person(card: _Property) -> bool:
    if card.name == "X-ABSHOWAS":
        return card.value.strip().upper() == "COMPANY"
    return card.name.endswith("KIND") and card.value.strip().lower() not in ("", "individual")


def _is_only_its_employer(told: Told) -> bool:
    named = told.first_name or told.last_name
    return not named and bool(told.employer) and told.full_name == told.employer


def _tell(told: Told, properties: list[_Property]) -> None:
    """Put the properties of a card where a row has them; of single ones the first counts."""
    emails, phones, urls, tags = [], [], [], []
    notes: list[str] = []
    for name, _, value in properties:
        match name:
            case "N" if not (told.first_name or told.last_name):
                family, given, middle, *_ = [*_parts(value), "", "", ""]
                told.first_name, told.last_name = f"{given} {middle}".strip(), family
            case "FN":
                told.full_name = told.full_name or _plain(value)
            case "ORG":
                told.employer = told.employer or next(iter(_parts(value)), "")
            case "TITLE":
                told.role = _plain(value) or told.role
            case "ROLE":
                told.role = told.role or _plain(value)
            case "EMAIL":
                emails.append(_plain(value))
            case "TEL":
                phones.append(_plain(value))
            case "URL" | "X-SOCIALPROFILE" | "X-LINKEDIN":
                if name == "URL" or "linkedin.com" in value.lower():
                    urls.append(_plain(value))
            case "NOTE":
                notes.append(_plain(value))
            case "CATEGORIES":
                tags += _parts(value, _COMMA)
            case "X-ASKWELL-CONNECTED-ON":
                told.connected_on = value
            case "ADR":
                told.country = told.country or "".join(_parts(value)[6:7])
    told.emails, told.phones, told.urls, told.tags = emails, phones, urls, tags
    told.notes = "\n".join(notes)


def _parts(value: str, separator: re.Pattern[str] = _SEMICOLON) -> list[str]:
    """The parts of a structured value. NUL, which no text has here, stands for ``\\\\`` meanwhile."""
    parts = separator.split(value.replace("\\\\", "\0"))
    return [_plain(part.replace("\0", "\\\\")).strip() for part in parts]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
