"""A list of those who take part, as an organization keeps it in a table: read to rows and problems."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final

import msgspec

from api.accounts.sign_in.addresses import Email, read_email
from api.coaching.roster_schemas import ProblemCode, RosterProblem
from api.contacts.creating import whole_name
from api.contacts.formats.decoding import text_lines
from api.contacts.formats.detect import FileFormat, detect
from api.contacts.formats.mapped import TablePreview, preview
from api.contacts.formats.rows import FileRefused, RefusalCode, RowProblem
from api.contacts.formats.tables import Record, records, sample_of, separator_line
from api.contacts.names import words_of
from api.errors import InvalidInput, PayloadTooLarge

BYTES: Final = 2 * 2**20
ROWS: Final = 10_000
"""As many as a cohort can have seats for."""
_NAME: Final = 200
_KEY: Final = 200
_TEXT: Final = 300
"""Characters of a row that a problem shows."""
_KEYS: Final = frozenset(
    [
        "external id",
        "externalid",
        "id",
        "student id",
        "student number",
        "student no",
        "person id",
        "participant id",
        "member id",
        "client id",
        "matriculation number",
        "campus id",
        "reference",
        "matrikelnummer",
        "matrikel nr",
        "teilnehmernummer",
        "kundennummer",
        "personalnummer",
        "numero etudiant",
        "numero d etudiant",
        "numero de estudiante",
        "matricula",
        "studentnummer",
    ]
)
_APP: Final = frozenset(["app", "uses app", "uses the app", "askwell", "uses askwell", "with app"])
_NO: Final = frozenset(["no", "n", "0", "false", "nein", "non", "nee", "without"])
_REFUSED: Final = {
    RefusalCode.empty: "There is nothing in this file.",
    RefusalCode.too_big: "A file may have up to 2 MB.",
    RefusalCode.spreadsheet: "This is a spreadsheet: save it as CSV and bring that.",
}
_UNREAD: Final = "This is no table that can be read: save it as CSV and bring that."


class RosterRow(msgspec.Struct, frozen=True):
    """A row of the table; `number` is the row as a spreadsheet counts it. `to_invite` is None where the
    table does not say who uses the app, `email` where it has none for them."""

    number: int
    external_id: str
    name: str
    email: Email | None
    to_invite: bool | None


class RosterTable(msgspec.Struct, frozen=True):
    """The table: its rows, what in it could not be read, and whether it has a column of addresses."""

    rows: list[RosterRow]
    problems: list[RosterProblem]
    has_emails: bool


def read_table(source: BinaryIO) -> RosterTable:
    """Read a table. Raises InvalidInput (it is none, or has no column of ids or names) and
    PayloadTooLarge."""
    try:
        found = detect(source)
    except FileRefused as refused:
        raise _refused(refused.code.value, _REFUSED.get(refused.code, _UNREAD)) from refused
    if found.format in {FileFormat.vcard, FileFormat.linkedin_zip}:
        raise _refused("unknown-format", _UNREAD)
    table = found.preview or preview(source)
    columns = _columns(table)
    rows: list[RosterRow] = []
    problems: list[RosterProblem] = []
    keys: set[str] = set()
    addresses: set[str] = set()
    for record in _records(source, table):
        if not isinstance(record, Record):
            problems.append(_problem(record.number, _code(record.code.value), record.raw))
            continue
        row = _row(record, columns, problems)
        if row is None:
            continue
        if row.external_id in keys:
            problems.append(_problem(row.number, "twice", record.raw))
            continue
        keys.add(row.external_id)
        if row.email is not None and row.email.norm in addresses:
            problems.append(_problem(row.number, "email_twice", record.raw, kept=True))
            row = msgspec.structs.replace(row, email=None)
        elif row.email is not None:
            addresses.add(row.email.norm)
        rows.append(row)
        if len(rows) > ROWS:
            raise PayloadTooLarge(f"A list may have up to {ROWS:,} rows.")
    return RosterTable(rows, problems, "email" in columns)


def _columns(table: TablePreview) -> dict[str, int]:
    """Which column holds what, by the names in the first row of the table."""
    if not table.guess.header_row:
        raise _refused("no-column-names", "Give the table a first row that names its columns.")
    found: dict[str, int] = {}
    for place, (cell, field) in enumerate(zip(table.header, table.guess.columns, strict=True)):
        words = " ".join(words_of(cell))
        known = "external_id" if words in _KEYS else "app" if words in _APP else field
        if known is not None:
            found.setdefault(known, place)
    if "external_id" not in found:
        raise _refused("no-external-id", "Name the column of your own ids: External ID.")
    if not found.keys() & {"full_name", "first_name", "last_name"}:
        raise _refused("no-name", "Name the column of the names: Name.")
    return found


def _records(source: BinaryIO, table: TablePreview) -> Iterator[Record | RowProblem]:
    lines = text_lines(source)
    sample = sample_of(lines)
    skipped = max(table.guess.header_row, int(separator_line(sample[0]) is not None))
    rest = chain(sample[skipped:], lines)
    return records(rest, table.delimiter, skipped + 1, len(table.header))


def _row(
    record: Record, columns: dict[str, int], problems: list[RosterProblem]
) -> RosterRow | None:
    def cell(field: str) -> str:
        place = columns.get(field)
        text = "" if place is None or place >= len(record.cells) else record.cells[place]
        return " ".join(text.split())

    key = cell("external_id")
    name = whole_name(cell("full_name"), cell("first_name"), cell("last_name"))
    if not key or len(key) > _KEY:
        problems.append(_problem(record.number, "no_external_id", record.raw))
        return None
    if not words_of(name) or len(name) > _NAME:
        problems.append(_problem(record.number, "no_name", record.raw))
        return None
    email = None
    if written := cell("email"):
        try:
            email = read_email(written)
        except InvalidInput:
            problems.append(_problem(record.number, "bad_email", record.raw, kept=True))
    app = cell("app").casefold()
    return RosterRow(record.number, key, name, email, app not in _NO if app else None)


def _code(code: str) -> ProblemCode:
    if code == "too_many_columns":
        return "too_many_columns"
    return "unclosed_quote"


def _problem(number: int, code: ProblemCode, raw: str, *, kept: bool = False) -> RosterProblem:
    return RosterProblem(number, code, " ".join(raw.split())[:_TEXT], kept)


def _refused(code: str, remedy: str) -> InvalidInput:
    return InvalidInput.field("body.file", code.replace("_", "-"), remedy)
