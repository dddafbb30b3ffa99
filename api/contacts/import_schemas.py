"""What the routes of imports take and give."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.formats.headers import Field

ImportFormat = Literal["linkedin", "google", "vcard", "csv"]
ImportState = Literal["uploaded", "checked", "running", "done", "failed"]

SHOWN: Final[dict[str, ImportFormat]] = {
    "linkedin_csv": "linkedin",
    "linkedin_zip": "linkedin",
    "google_csv": "google",
    "vcard": "vcard",
    "table": "csv",
}
"""How a format is called outside; the archive LinkedIn sends is not told from the file in it."""


class Counts(msgspec.Struct):
    """What became, or would become, of the rows of a file. Each row is one of new, changed,
    unchanged, duplicates (about somebody an earlier row is about), suppressed (asked to be
    deleted), deleted (was deleted by the person and stays so) and problems (could not be read).
    `incomplete` rows came in without a part that could not be read."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: int = 0
    suppressed: int = 0
    duplicates: int = 0
    deleted: int = 0
    incomplete: int = 0


class ImportCounts(msgspec.Struct, frozen=True):
    """What became of the rows, or, until the import is started, what would become of them."""

    rows: int
    new: int
    changed: int
    unchanged: int
    problems: int
    suppressed: int
    duplicates: int
    deleted: int
    incomplete: int


class MappedColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table and what it holds; null leaves it out."""

    column: Annotated[str, Meta(max_length=2000)]
    field: Field | None


class ImportRead(msgspec.Struct, frozen=True):
    """An import. `mapping`, `columns` and `sample` are of tables only, in the order of the file;
    `header_row` is the row of the column names, 0 without one. With `needs_mapping` it waits for a
    column that holds names. `progress` is that of the present step, from 0 to 1. `problem` says why
    it failed. `problems_url` is null where everything could be read."""

    id: UUID
    format: ImportFormat
    file_name: str
    state: ImportState
    needs_mapping: bool
    mapping: list[MappedColumn]
    header_row: int
    columns: list[str]
    sample: list[list[str]]
    bring_back: bool
    counts: ImportCounts
    progress: float
    problem: str | None
    problems_url: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    version: int


class ImportPage(msgspec.Struct, frozen=True):
    """Imports, newest first."""

    items: list[ImportRead]
    next_cursor: str | None


class ImportChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a file is to be read. `mapping` has one entry per column, in their order. With
    `bring_back` people who were deleted in the last 30 days come back when the file has them."""

    mapping: Annotated[list[MappedColumn], Meta(max_length=500)] | UnsetType = UNSET
    header_row: Annotated[int, Meta(ge=0, le=30)] | UnsetType = UNSET
    bring_back: bool | UnsetType = UNSET


class ImportProblemRead(msgspec.Struct, frozen=True):
    """Something that could not be read: the row as a spreadsheet counts it, the field (empty for
    the row as a whole), and the row's text. With `kept` the rest of the row came in."""

    row: int
    code: str
    field: str
    text: str
    kept: bool


class ImportProblemPage(msgspec.Struct, frozen=True):
    """What could not be read, in the order of the file."""

    items: list[ImportProblemRead]
    next_cursor: str | None


class StepsMailed(msgspec.Struct, frozen=True):
    """The mail is on its way."""

    sent: bool
