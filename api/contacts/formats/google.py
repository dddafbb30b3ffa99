"""Google Contacts' CSV, in the layout until 2024 and the one since."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from api.contacts.formats.cleaning import Told, cleaned
from api.contacts.formats.decoding import text_lines
from api.contacts.formats.rows import FileRefused, Item, ProblemCode, RefusalCode, RowProblem
from api.contacts.formats.tables import DELIMITERS, cells_of, records, sample_of

_SINGLE = {
    "given name": "given",
    "first name": "given",
    "additional name": "middle",
    "middle name": "middle",
    "family name": "family",
    "last name": "family",
    "name": "full",
    "file as": "full",
    "display name": "display",
    "connected on": "connected_on",
    "organization 1 - name": "employer",
    "organization name": "employer",
    "organization 1 - title": "role",
    "organization title": "role",
    "occupation": "occupation",
    "notes": "notes",
    "labels": "tags",
    "group membership": "tags",
}
_NUMBERED = re.compile(r"(e-mail|phone|website|address) \d+ - (value|country)")
_SYSTEM_LABELS = frozenset(("* mycontacts", "* starred", "* other contacts", "* my contacts"))


def google_header(sample: Sequence[str]) -> tuple[str, list[str]] | None:
    """Delimiter and header of a file whose first line is that of either layout, else None."""
    for delimiter in DELIMITERS if sample else ():
        header = cells_of(sample[0], delimiter)
        if _is_google(header):
            return delimiter, header
    return None


def _is_google(cells: Sequence[str]) -> bool:
    names = {cell.strip().lower() for cell in cells}
    older = {"given name", "family name", "group membership"} <= names
    newer = {"first name", "last name", "labels", "organization name"} <= names
    numbered = any(name.startswith(("e-mail 1 - ", "phone 1 - ")) for name in names)
    return older or newer or (numbered and bool({"given name", "first name", "name"} & names))


def google_rows(source: BinaryIO) -> Iterator[Item]:
    """The rows of a Google file. Raises `FileRefused(unknown_format)` without its header."""
    lines = text_lines(source)
    sample = sample_of(lines)
    found = google_header(sample)
    if found is None:
        raise FileRefused(RefusalCode.unknown_format)
    delimiter, header = found
    columns = _columns(header)

    def rest() -> Iterator[str]:
        yield from sample[1:]
        yield from lines

    for record in records(rest(), delimiter, first_number=2, width=len(header)):
        if isinstance(record, RowProblem):
            yield record
            continue
        cells = record.cells
        if len(cells) < len(header):
            yield RowProblem(record.number, ProblemCode.too_few_columns, "", record.raw, True)
            cells += [""] * (len(header) - len(cells))
        yield from cleaned(_told(record.number, record.raw, cells, columns))


def _columns(header: Sequence[str]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for column, cell in enumerate(header):
        name = cell.lower()
        if name in _SINGLE:
            columns.setdefault(_SINGLE[name], []).append(column)
        elif found := _NUMBERED.fullmatch(name):
            kind, part = found.groups()
            if (kind == "address") == (part == "country"):
                columns.setdefault(kind, []).append(column)
    return columns


def _told(number: int, raw: str, cells: list[str], columns: dict[str, list[int]]) -> Told:
    def every(name: str) -> list[str]:
        return [cells[column] for column in columns.get(name, ()) if cells[column]]

    def first(name: str) -> str:
        return next(iter(every(name)), "").partition(" ::: ")[0]

    return Told(
        number,
        raw,
        first_name=f"{first('given')} {first('middle')}".strip(),
        last_name=first("family"),
        full_name=first("display") or ("" if first("given") or first("family") else first("full")),
        emails=every("e-mail"),
        phones=every("phone"),
        urls=every("website"),
        role=first("role") or first("occupation"),
        employer=first("employer"),
        country=first("address"),
        connected_on=first("connected_on"),
        tags=_labels(every("tags")),
        notes="\n".join(every("notes")),
    )


def _labels(cells: Sequence[str]) -> list[str]:
    """The person's own labels; those that Google gives to everybody say nothing."""
    labels = (label for cell in cells for label in cell.split(":::"))
    return [
        label.strip().removeprefix("* ")
        for label in labels
        if label.strip().lower() not in _SYSTEM_LABELS
    ]
