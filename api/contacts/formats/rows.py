"""What every reader of a contacts file yields, and what it refuses."""

import enum
from datetime import date

import msgspec

FILE_BYTES_LIMIT = 64 * 2**20
"""Bytes of a file, and of what is read out of an archive: 50,000 LinkedIn rows are about 7 MB."""

ROWS_LIMIT = 100_000
"""Rows read from one file: twice the heaviest person the product is measured with."""

NAME_LIMIT = 200
"""Characters of a name."""

TEXT_LIMIT = 300
"""Characters of role and employer."""

TAG_LIMIT = 100
"""Characters of a tag."""

NOTES_LIMIT = 20_000
"""Characters of the notes of one row."""

RAW_LIMIT = 20_000
"""Characters of the original text that a row or a problem keeps."""

VALUES_LIMIT = 20
"""E-mail addresses, phones, links and tags of one row, each."""


class ProblemCode(enum.StrEnum):
    """What is wrong with a row or a part of it; stable names for the API and the texts."""

    unclosed_quote = "unclosed_quote"
    cell_too_long = "cell_too_long"
    too_many_columns = "too_many_columns"
    too_few_columns = "too_few_columns"
    broken_card = "broken_card"
    not_a_person = "not_a_person"
    no_name = "no_name"
    bad_email = "bad_email"
    bad_phone = "bad_phone"
    bad_url = "bad_url"
    bad_date = "bad_date"
    unknown_country = "unknown_country"
    text_cut = "text_cut"
    too_many_values = "too_many_values"
    too_many_rows = "too_many_rows"


class RefusalCode(enum.StrEnum):
    """Why a whole file is not read; stable names for the API and the texts.

    `spreadsheet` (XLSX, XLS, ODS, Numbers) has a way out: save it as CSV. Reading XLSX lays out
    the whole area between its corners: two far cells in a file of 1.5 kB took 440 MB and more.
    """

    empty = "empty"
    too_big = "too_big"
    unknown_format = "unknown_format"
    spreadsheet = "spreadsheet"
    broken_archive = "broken_archive"
    encrypted_archive = "encrypted_archive"
    nothing_in_archive = "nothing_in_archive"


class FileRefused(Exception):
    """The file as a whole cannot be read; `code` says why."""

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code.value)
        self.code = code


class ImportedRow(msgspec.Struct, frozen=True, gc=False):
    """One person as a file tells of them. Texts are clean and short enough, "" is "not said".

    `number` is the row as a spreadsheet counts it (the header has one too), or the card of a
    vCard file, from 1. `country` is an ISO 3166-1 code. `raw` is the original text of the row.
    """

    number: int
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
    raw: str


class RowProblem(msgspec.Struct, frozen=True, gc=False):
    """One thing that could not be read.

    `field` is a field of `ImportedRow`, "" for the row as a whole. With `row_kept` the rest of
    the row comes as an `ImportedRow` of the same number right after; otherwise it is left out.
    """

    number: int
    code: ProblemCode
    field: str
    raw: str
    row_kept: bool


Item = ImportedRow | RowProblem
