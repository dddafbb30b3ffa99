"""Any table with a mapping of its columns that the person gives or corrects."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from api.contacts.formats.cleaning import Told, cleaned
from api.contacts.formats.decoding import text_lines
from api.contacts.formats.headers import FIELDS, fields_of_headers
from api.contacts.formats.rows import TEXT_LIMIT, Item, ProblemCode, RowProblem
from api.contacts.formats.tables import (
    Record,
    cells_of,
    delimiter_of,
    records,
    sample_of,
    separator_line,
)
from api.contacts.identity import email_norm, profile_slug

_SAMPLE_ROWS = 5
_TAG_ENDS = re.compile(r":::|[,;\n]")
_DATA_LIKE = re.compile(r"@|\d{3}|//")
_PHONE_LIKE = re.compile(r"[+(]?\d[\d\s()./\-]{6,}")


class ColumnMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each column holds, by its place: a name of `headers.FIELDS`, or None for "leave out".

    `header_row` is the 1-based row of the column names, 0 for a table without them; rows up to
    it are not read. Several columns of one field are joined (notes) or listed (e-mails, phones,
    links, tags); of the others the first that is filled counts.
    """

    columns: tuple[str | None, ...]
    header_row: int


class TablePreview(msgspec.Struct, frozen=True):
    """A table as the mapping screen shows it: column names, first rows, and what we guess."""

    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: ColumnMapping


def is_usable(mapping: ColumnMapping) -> bool:
    """Does the mapping name known fields only, and a name among them?"""
    named = {field for field in mapping.columns if field}
    return named <= set(FIELDS) and bool(named & {"first_name", "last_name", "full_name"})


def preview(source: BinaryIO) -> TablePreview:
    """Read the first lines of a table and guess what its columns hold."""
    sample = sample_of(text_lines(source))
    delimiter = delimiter_of(sample)
    rows = [cells_of(line, delimiter) for line in sample]
    header_row = _header_row(rows, bool(sample) and separator_line(sample[0]) is not None)
    columns = max((len(row) for row in rows), default=0)
    header = rows[header_row - 1] if header_row else [""] * columns
    following = records(iter(sample[header_row:]), delimiter)
    shown = [record.cells for record in following if isinstance(record, Record)][:_SAMPLE_ROWS]
    fields = fields_of_headers(header)
    for column, field in enumerate(fields):
        if field is None:
            cells = [row[column] for row in shown if column < len(row) and row[column]]
            fields[column] = _field_by_content(cells)
    return TablePreview(
        delimiter,
        tuple(header),
        tuple(tuple(cell[:TEXT_LIMIT] for cell in row[: len(header)]) for row in shown),
        ColumnMapping(tuple(fields), header_row),
    )


def mapped_rows(source: BinaryIO, mapping: ColumnMapping) -> Iterator[Item]:
    """The rows of a delimited file, read by the mapping.

    Raises `ValueError` for a mapping that is not `is_usable`.
    """
    if not is_usable(mapping):
        raise ValueError("a mapping needs known fields and a name among them")
    lines = text_lines(source)
    sample = sample_of(lines)
    delimiter = delimiter_of(sample)
    skipped = max(mapping.header_row, int(bool(sample) and separator_line(sample[0]) is not None))

    def rest() -> Iterator[str]:
        yield from sample[skipped:]
        yield from lines

    width = len(mapping.columns)
    yield from mapped_records(records(rest(), delimiter, skipped + 1, width), mapping)


def mapped_records(found: Iterable[Record | RowProblem], mapping: ColumnMapping) -> Iterator[Item]:
    """Records of any table, read by the mapping."""
    columns: dict[str, list[int]] = {}
    for column, field in enumerate(mapping.columns):
        if field:
            columns.setdefault(field, []).append(column)
    width = len(mapping.columns)
    for record in found:
        if isinstance(record, RowProblem):
            yield record
            continue
        if len(record.cells) < width:
            yield RowProblem(record.number, ProblemCode.too_few_columns, "", record.raw, True)
        yield from cleaned(_told(record, columns))


def _told(record: Record, columns: dict[str, list[int]]) -> Told:
    cells = record.cells

    def every(field: str) -> list[str]:
        return [cells[c] for c in columns.get(field, ()) if c < len(cells) and cells[c].strip()]

    def first(field: str) -> str:
        return next(iter(every(field)), "")

    return Told(
        record.number,
        record.raw,
        first_name=first("first_name"),
        last_name=first("last_name"),
        full_name=first("full_name"),
        emails=every("email"),
        phones=every("phone"),
        urls=every("url"),
        role=first("role"),
        employer=first("employer"),
        connected_on=first("connected_on"),
        country=first("country"),
        tags=[tag for cell in every("tags") for tag in _TAG_ENDS.split(cell)],
        notes="\n".join(every("notes")),
    )


def _header_row(rows: Sequence[Sequence[str]], has_separator_line: bool) -> int:
    """The row that names the most columns, among the first lines; 0 when none names two.

    One name is enough in the first row of all if nothing there looks like data.
    """
    best, best_named = 0, 0
    for number, row in enumerate(rows, start=1):
        named = sum(field is not None for field in fields_of_headers(row))
        first = not any(any(before) for before in rows[: number - 1])
        sure = named > 1 or (first and not any(map(_DATA_LIKE.search, row)))
        if named > best_named and sure:
            best, best_named = number, named
    return max(best, int(has_separator_line))


def _field_by_content(cells: Sequence[str]) -> str | None:
    if not cells:
        return None
    if all(email_norm(cell) for cell in cells):
        return "email"
    if all(profile_slug(cell) or cell.startswith(("https://", "http://")) for cell in cells):
        return "url"
    return "phone" if all(_PHONE_LIKE.fullmatch(cell.strip()) for cell in cells) else None
