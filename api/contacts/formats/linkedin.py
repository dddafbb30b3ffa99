"""LinkedIn's export: `Connections.csv`, alone or inside the archive it comes in."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from api.contacts.formats.cleaning import Told, cleaned
from api.contacts.formats.decoding import file_size, text_lines
from api.contacts.formats.rows import (
    FILE_BYTES_LIMIT,
    FileRefused,
    Item,
    ProblemCode,
    RefusalCode,
    RowProblem,
)
from api.contacts.formats.tables import DELIMITERS, cells_of, records, sample_of

_FIELDS = {
    "first name": "first_name",
    "last name": "last_name",
    "url": "url",
    "profile url": "url",
    "email address": "email",
    "company": "employer",
    "position": "role",
    "connected on": "connected_on",
}
_DIRECTORY_BYTES_LIMIT = 2**20
"""Bytes of an archive's table of contents: LinkedIn's lists about a hundred files."""

_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)

_SPREADSHEET_PARTS = frozenset(("xl/workbook.xml", "content.xml", "Index/Document.iwa"))
"""Excel's, OpenDocument's and Numbers' files are archives too; each has one of these."""

_IN_MEMORY_BYTES = 8 * 2**20


def header_line(sample: list[str]) -> tuple[int, str, dict[str, int]] | None:
    """Where the header stands in the first lines: index, delimiter, field → column.

    By its content, since the notes before it have had none to six lines over the years. None
    when no line is LinkedIn's header.
    """
    for index, line in enumerate(sample):
        for delimiter in DELIMITERS:
            columns: dict[str, int] = {}
            for column, cell in enumerate(cells_of(line, delimiter)):
                field = _FIELDS.get(cell.lower())
                if field:
                    columns.setdefault(field, column)
            named = {"first_name", "last_name"} <= columns.keys()
            if named and ("connected_on" in columns or {"employer", "role"} <= columns.keys()):
                return index, delimiter, columns
    return None


def linkedin_rows(source: BinaryIO) -> Iterator[Item]:
    """The rows of a `Connections.csv`. Raises `FileRefused(unknown_format)` without its header."""
    lines = text_lines(source)
    sample = sample_of(lines)
    found = header_line(sample)
    if found is None:
        raise FileRefused(RefusalCode.unknown_format)
    index, delimiter, columns = found
    width = len(cells_of(sample[index], delimiter))

    def rest() -> Iterator[str]:
        yield from sample[index + 1 :]
        yield from lines

    names = ("first_name", "last_name", "email", "url", "role", "employer", "connected_on")
    first, last, email, url, role, employer, connected = (columns.get(n, width) for n in names)
    for record in records(rest(), delimiter, first_number=index + 2, width=width):
        if isinstance(record, RowProblem):
            yield record
            continue
        cells = record.cells
        if len(cells) < width:
            yield RowProblem(record.number, ProblemCode.too_few_columns, "", record.raw, True)
            cells += [""] * (width - len(cells))
        cells.append("")  # what a column that this file lacks is read as
        yield from cleaned(
            Told(
                record.number,
                record.raw,
                first_name=cells[first],
                last_name=cells[last],
                emails=(cells[email],),
                urls=(cells[url],),
                role=cells[role],
                employer=cells[employer],
                connected_on=cells[connected],
                month_first=True,
            )
        )


def connections_in(archive: BinaryIO) -> BinaryIO:
    """`Connections.csv` out of LinkedIn's archive, from whatever folder, the outermost first.

    Raises `FileRefused`: `broken_archive`, `encrypted_archive`, `nothing_in_archive`,
    `spreadsheet`, or
    `too_big` when more than `FILE_BYTES_LIMIT` would come out of it, whatever it declares.
    """
    size = file_size(archive)
    if _directory_bytes(archive, size) > _DIRECTORY_BYTES_LIMIT:
        raise FileRefused(RefusalCode.too_big)
    try:
        with zipfile.ZipFile(archive) as opened:
            member = _connections_member(opened)
            if member.flag_bits & 0x1:
                raise FileRefused(RefusalCode.encrypted_archive)
            if member.file_size > FILE_BYTES_LIMIT:
                raise FileRefused(RefusalCode.too_big)
            with opened.open(member) as packed:
                return _unpacked(cast(BinaryIO, packed))
    except _BROKEN as error:
        raise FileRefused(RefusalCode.broken_archive) from error


def _connections_member(opened: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [
        member
        for member in opened.infolist()
        if not member.is_dir()
        and PurePosixPath(member.filename.replace("\\", "/")).name.lower() == "connections.csv"
        and "__MACOSX" not in member.filename
    ]
    if not found:
        sheet = any(name in _SPREADSHEET_PARTS for name in opened.namelist())
        raise FileRefused(RefusalCode.spreadsheet if sheet else RefusalCode.nothing_in_archive)
    return min(found, key=lambda member: (member.filename.count("/"), member.filename))


def _unpacked(packed: BinaryIO) -> BinaryIO:
    out = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller reads it
    try:
        total = 0
        while chunk := packed.read(2**16):
            total += len(chunk)
            if total > FILE_BYTES_LIMIT:
                raise FileRefused(RefusalCode.too_big)
            out.write(chunk)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return cast(BinaryIO, out)


def _directory_bytes(archive: BinaryIO, size: int) -> int:
    """Bytes of the table of contents as the archive's end declares them (APPNOTE.TXT 4.3.16).

    `zipfile` reads it whole before anything can be counted. An end in the form for archives over
    4 GiB counts as too much: this one is far smaller and does not need it.
    """
    tail_bytes = min(size, 65_535 + 22 + 20)
    archive.seek(size - tail_bytes)
    tail = archive.read(tail_bytes)
    archive.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise FileRefused(RefusalCode.broken_archive)
    if tail[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        return _DIRECTORY_BYTES_LIMIT + 1
    declared: int = struct.unpack_from("<I", tail, end + 12)[0]
    return declared
