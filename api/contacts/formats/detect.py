"""Which format a file is, and its rows by one way in for all formats."""

import enum
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from api.contacts.formats.decoding import file_size, text_lines
from api.contacts.formats.google import google_header, google_rows
from api.contacts.formats.linkedin import connections_in, header_line, linkedin_rows
from api.contacts.formats.mapped import ColumnMapping, TablePreview, mapped_rows, preview
from api.contacts.formats.rows import (
    ROWS_LIMIT,
    FileRefused,
    ImportedRow,
    Item,
    ProblemCode,
    RefusalCode,
    RowProblem,
)
from api.contacts.formats.tables import sample_of
from api.contacts.formats.vcard import vcard_rows

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BINARY_STARTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
"""PDF, pictures, gzip: files people choose by mistake."""


class FileFormat(enum.StrEnum):
    """The formats that come in; stable names for the API."""

    linkedin_csv = "linkedin_csv"
    linkedin_zip = "linkedin_zip"
    google_csv = "google_csv"
    vcard = "vcard"
    table = "table"


class Detected(msgspec.Struct, frozen=True):
    """What a file is. A `table` comes with its preview: the person confirms the mapping."""

    format: FileFormat
    preview: TablePreview | None


def detect(source: BinaryIO) -> Detected:
    """Which format this is, by content; a file's name proves nothing.

    Raises `FileRefused` (`empty`, `too_big`, the archive's codes, `unknown_format`).
    """
    file_size(source)
    start = source.read(8)
    source.seek(0)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        connections_in(source).close()
        return Detected(FileFormat.linkedin_zip, None)
    if start.startswith(_OLD_EXCEL):
        raise FileRefused(RefusalCode.spreadsheet)
    if start.startswith(_BINARY_STARTS):
        raise FileRefused(RefusalCode.unknown_format)
    sample = sample_of(text_lines(source))
    if not any(line.strip() for line in sample):
        raise FileRefused(RefusalCode.empty)
    if any(line.strip().upper().replace(" ", "") == "BEGIN:VCARD" for line in sample):
        return Detected(FileFormat.vcard, None)
    if google_header(sample):
        return Detected(FileFormat.google_csv, None)
    if header_line(sample):
        return Detected(FileFormat.linkedin_csv, None)
    if not _is_text(sample):
        raise FileRefused(RefusalCode.unknown_format)
    return Detected(FileFormat.table, preview(source))


def read_rows(
    source: BinaryIO, file_format: FileFormat, mapping: ColumnMapping | None = None
) -> Iterator[Item]:
    """The rows and problems of a file as a stream: at no time more than a few rows in memory.

    A `table` needs a mapping (`ValueError` without one). Behind `ROWS_LIMIT` rows one
    `too_many_rows` ends the stream. Raises `FileRefused` as `detect` does.
    """
    file_size(source)
    read = 0
    for item in _items(source, file_format, mapping):
        if isinstance(item, ImportedRow) or not item.row_kept:
            read += 1
        if read > ROWS_LIMIT:
            yield RowProblem(item.number, ProblemCode.too_many_rows, "", "", row_kept=False)
            return
        yield item


def _items(
    source: BinaryIO, file_format: FileFormat, mapping: ColumnMapping | None
) -> Iterator[Item]:
    match file_format:
        case FileFormat.linkedin_csv:
            yield from linkedin_rows(source)
        case FileFormat.linkedin_zip:
            with connections_in(source) as connections:
                yield from linkedin_rows(connections)
        case FileFormat.google_csv:
            yield from google_rows(source)
        case FileFormat.vcard:
            yield from vcard_rows(source)
        case FileFormat.table:
            if mapping is None:
                raise ValueError("a table is read by a mapping")
            yield from mapped_rows(source, mapping)


def _is_text(sample: list[str]) -> bool:
    """Nearly all characters of the first lines can be printed."""
    text = "".join(sample)[:20_000]
    odd = sum(not (ch.isprintable() or ch in "\t\n\r") for ch in text) + text.count("\ufffd")
    return odd * 50 <= len(text)
