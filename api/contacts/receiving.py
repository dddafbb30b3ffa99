"""A file of contacts arrives: kept, recognized by its content, and looked at where it is short."""

import asyncio
from datetime import timedelta
from typing import BinaryIO, Final

import msgspec

from api.contacts.formats.detect import Detected, FileFormat, detect
from api.contacts.formats.mapped import is_usable, preview
from api.contacts.formats.rows import FILE_BYTES_LIMIT, FileRefused, RefusalCode
from api.contacts.import_models import Import
from api.contacts.import_reading import Piece, Reading
from api.contacts.import_schemas import SHOWN, ImportFormat, ImportRead
from api.contacts.import_shown import saved
from api.contacts.import_steps import forget_later, look_at, schedule
from api.database import Work
from api.errors import InvalidInput
from api.files import Files, keep_file
from api.limits import Rate, take
from api.secrets import Keys
from api.tables import new_id

AT_ONCE_ROWS: Final = 500
"""A file with no more rows is looked at while the person waits; a longer one by a worker."""
WAITS: Final = timedelta(days=7)
"""How long a file waits to be started before it is forgotten: it holds other people's data."""
UPLOADS: Final = Rate("import", 20, 3600)
_ARCHIVE_RATIO: Final = 4
_REFUSED: Final = {
    RefusalCode.empty: "There is nothing in this file.",
    RefusalCode.too_big: f"A file may have up to {FILE_BYTES_LIMIT // 2**20} MB.",
    RefusalCode.unknown_format: "This is no file of contacts that can be read.",
    RefusalCode.spreadsheet: "This is a spreadsheet: save it as CSV and bring that.",
    RefusalCode.broken_archive: "This archive is damaged: download it once more.",
    RefusalCode.encrypted_archive: "This archive has a password: unpack it first.",
    RefusalCode.nothing_in_archive: "There is no Connections.csv in this archive.",
}


async def receive(
    work: Work,
    keys: Keys,
    files: Files,
    source: BinaryIO,
    *,
    name: str,
    asked: ImportFormat | None,
) -> ImportRead:
    """Keep a file, find out what it is, and look at it at once where it is short.

    Raises InvalidInput (what can't be read), TooManyRequests, Unavailable.
    """
    await take(work, keys, UPLOADS, str(work.subject.person_id))
    try:
        found, reading, piece, size = await asyncio.to_thread(_opened, source, asked)
    except FileRefused as refused:
        raise InvalidInput.field(
            "body.file", refused.code.value.replace("_", "-"), _REFUSED[refused.code]
        ) from refused
    source.seek(0)
    file_id = await keep_file(
        work, files, source, name=name, media_type="application/octet-stream", size=size
    )
    table = found.preview
    row = Import(
        owner_id=work.subject.person_id,
        id=new_id(),
        file_id=file_id,
        file_name=name,
        format=found.format.value,
        state="uploaded",
        mapping=msgspec.to_builtins(table.guess) if table else None,
        preview={"header": table.header, "rows": table.rows} if table else None,
        bring_back=False,
        round=0,
        position=0,
        counts={},
    )
    session = await work.session()
    session.add(row)
    await session.flush()
    await forget_later(work, row, WAITS)
    if piece is not None and piece.last:
        await look_at(work, keys, row, piece, reading.memory)
    elif piece is not None:
        row.expected = _estimate(row, piece, size)
        await schedule(work, row)
    return await saved(work, row)


def _opened(
    source: BinaryIO, asked: ImportFormat | None
) -> tuple[Detected, Reading, Piece | None, int]:
    """What the file is, and its first rows where a reader knows how. Raises FileRefused,
    InvalidInput (the format that was named is not the file's)."""
    size = source.seek(0, 2)
    source.seek(0)
    found = detect(source)
    if asked == "csv" and found.format in {FileFormat.linkedin_csv, FileFormat.google_csv}:
        found = Detected(FileFormat.table, preview(source))
    told = SHOWN[found.format.value]
    if asked not in {None, told}:
        raise InvalidInput.field(
            "body.format", "other-format", f"This is a file of the format {told}."
        )
    mapping = found.preview.guess if found.preview else None
    reading = Reading(source, found.format, mapping)
    if mapping is not None and not is_usable(mapping):
        return found, reading, None, size
    return found, reading, reading.piece(0, AT_ONCE_ROWS), size


def _estimate(row: Import, piece: Piece, size: int) -> int:
    """About how many rows the file has, from how long the first ones are."""
    told = [len(one.raw.encode()) + 2 for one in piece.rows] or [100]
    packed = _ARCHIVE_RATIO if row.format == FileFormat.linkedin_zip else 1
    return max(piece.count, size * packed * len(told) // sum(told))
