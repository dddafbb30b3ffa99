"""Contacts as files that other programs read, and that come in again with the same fields."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from api.spreadsheets import guarded

_SPREAD = 3
"""Columns for e-mails, phones and links each; further values share the last one."""

_BETWEEN = " ::: "
"""How Google Contacts writes several values into one cell."""

CSV_HEADER = (
    "First Name",
    "Last Name",
    "Organization Name",
    "Organization Title",
    "Notes",
    "Labels",
    *(f"E-mail {n} - {part}" for n in range(1, _SPREAD + 1) for part in ("Label", "Value")),
    *(f"Phone {n} - {part}" for n in range(1, _SPREAD + 1) for part in ("Label", "Value")),
    "Address 1 - Country",
    *(f"Website {n} - {part}" for n in range(1, _SPREAD + 1) for part in ("Label", "Value")),
    "Connected On",
    "Display Name",
)
"""Google Contacts' layout since 2024, which its import takes, and two columns of our own."""

_LINE_OCTETS = 75


class ExportedContact(msgspec.Struct, frozen=True):
    """The fields of a contact that leave in a file; "" is "not said"."""

    id: str
    first_name: str
    last_name: str
    full_name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    urls: tuple[str, ...]
    role: str
    employer: str
    connected_on: date | None
    country: str
    tags: tuple[str, ...]
    notes: str


def csv_chunks(contacts: Iterable[ExportedContact]) -> Iterator[bytes]:
    """A CSV file piece by piece: UTF-8 with the mark Excel needs, CRLF, no cell runs as formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(CSV_HEADER)
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for contact in contacts:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([guarded(cell) for cell in _cells(contact)])
        yield buffer.getvalue().encode()


def vcard_chunks(contacts: Iterable[ExportedContact]) -> Iterator[bytes]:
    """A vCard 4.0 file (RFC 6350), one card at a time."""
    for contact in contacts:
        yield "".join(_folded(line) for line in _lines(contact)).encode()


def _cells(contact: ExportedContact) -> Iterator[str]:
    yield contact.first_name
    yield contact.last_name
    yield contact.employer
    yield contact.role
    yield contact.notes
    yield _BETWEEN.join(contact.tags)
    yield from _spread(contact.emails)
    yield from _spread(contact.phones)
    yield contact.country
    yield from _spread(contact.urls)
    yield contact.connected_on.isoformat() if contact.connected_on else ""
    yield contact.full_name


def _spread(values: Sequence[str]) -> Iterator[str]:
    last = _SPREAD - 1
    filled = [*values[:last], _BETWEEN.join(values[last:])]
    for value in [*filled, *[""] * _SPREAD][:_SPREAD]:
        yield ""
        yield value


def _lines(contact: ExportedContact) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:individual"
    yield f"UID:urn:uuid:{contact.id}"
    yield f"FN:{_escaped(contact.full_name)}"
    yield f"N:{_escaped(contact.last_name)};{_escaped(contact.first_name)};;;"
    if contact.employer:
        yield f"ORG:{_escaped(contact.employer)}"
    if contact.role:
        yield f"TITLE:{_escaped(contact.role)}"
    yield from (f"EMAIL:{_escaped(email)}" for email in contact.emails)
    yield from (f"TEL:{_escaped(phone)}" for phone in contact.phones)
    yield from (f"URL:{url}" for url in contact.urls)
    if contact.country:
        yield f"ADR:;;;;;;{_escaped(contact.country)}"
    if contact.tags:
        yield "CATEGORIES:" + ",".join(_escaped(tag) for tag in contact.tags)
    if contact.notes:
        yield f"NOTE:{_escaped(contact.notes)}"
    if contact.connected_on:
        yield f"X-ASKWELL-CONNECTED-ON:{contact.connected_on.isoformat()}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "")
    return text.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two (RFC 6350, 3.2)."""
    if len(line) <= _LINE_OCTETS and len(line.encode()) <= _LINE_OCTETS:
        return line + "\r\n"
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return "\r\n".join([*pieces, piece]) + "\r\n"
