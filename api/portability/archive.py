"""The form of an export: a ZIP with one file of JSON lines for each table, and who may read it.

`manifest.json` says the version of the form and how many rows of which columns there are,
`schema.json` what each of them means. `data/<table>.jsonl` has one row a line, `files/<id>` the bytes
of files. The rest (`people.csv`, `people.vcf`, `talks.ics`, `talks/*.md`) is for people and for other
programs, and is not read again.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, Final
from uuid import UUID

import msgspec

FORMAT: Final = 2
"""Counts up when a reader of the form before could no longer read it."""
OLDEST_FORMAT: Final = 2
MANIFEST: Final = "manifest.json"
SCHEMA: Final = "schema.json"
ARCHIVE_BYTES_LIMIT: Final = 512 * 2**20
"""Bytes of an export as it is handed over."""
UNPACKED_BYTES_LIMIT: Final = 4 * 2**30
"""Bytes of all that is in it."""
LINE_BYTES_LIMIT: Final = 4 * 2**20
"""Bytes of one row."""
_MANIFEST_BYTES_LIMIT: Final = 2**20
_ENTRIES_LIMIT: Final = 200_000
_BROKEN: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
    RuntimeError,  # what `zipfile` says of a password
)


class NoExport(Exception):
    """This is not an export that can be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TableOf(msgspec.Struct, frozen=True):
    """How many rows there are of a table, and their columns."""

    rows: int
    columns: list[str]


class Manifest(msgspec.Struct, frozen=True):
    """What an export says of itself. `product` tells it from any other ZIP."""

    product: str
    format: int
    exported_at: datetime
    person_id: UUID
    tables: dict[str, TableOf]


def data_name(table: str) -> str:
    """Where the rows of a table are."""
    return f"data/{table}.jsonl"


def file_name(file_id: UUID | str) -> str:
    """Where the bytes of a file are."""
    return f"files/{file_id}"


class Archive:
    """An export that is read. Raises NoExport wherever it is not what it says."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
            members = self._zip.infolist()
        except _BROKEN as error:
            raise NoExport("broken-archive") from error
        if len(members) > _ENTRIES_LIMIT or (
            sum(member.file_size for member in members) > UNPACKED_BYTES_LIMIT
        ):
            raise NoExport("too-big")
        self._names = {member.filename for member in members}
        self.manifest = self._read_manifest()

    def rows(self, table: str, skip: int) -> Iterator[dict[str, Any] | None]:
        """The rows of a table from number `skip` on; None for a line that is none."""
        name = data_name(table)
        if name not in self._names:
            return
        for number, line in enumerate(self._lines(name)):
            if number < skip:
                continue
            try:
                row = msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                row = None
            yield row if isinstance(row, dict) else None

    def has_file(self, file_id: UUID) -> bool:
        """Whether the bytes of a file came along."""
        return file_name(file_id) in self._names

    def file(self, file_id: UUID) -> BinaryIO:
        """The bytes of a file that came along."""
        try:
            return self._zip.open(file_name(file_id))  # type: ignore[return-value]
        except _BROKEN as error:
            raise NoExport("broken-archive") from error

    def close(self) -> None:
        """Let go of it."""
        self._zip.close()

    def _lines(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as packed:
                while line := packed.readline(LINE_BYTES_LIMIT + 1):
                    if len(line) > LINE_BYTES_LIMIT:
                        raise NoExport("too-big")
                    yield line
        except _BROKEN as error:
            raise NoExport("broken-archive") from error

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._names:
            raise NoExport("no-export")
        try:
            with self._zip.open(MANIFEST) as packed:
                text = packed.read(_MANIFEST_BYTES_LIMIT)
            manifest = msgspec.json.decode(text, type=Manifest)
        except msgspec.MsgspecError as error:
            raise NoExport("no-export") from error
        except _BROKEN as error:
            raise NoExport("broken-archive") from error
        if manifest.product != "askwell":
            raise NoExport("no-export")
        if not OLDEST_FORMAT <= manifest.format <= FORMAT:
            raise NoExport("other-version")
        return manifest
