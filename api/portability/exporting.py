"""The whole account as one ZIP: JSON of every table, people as CSV and vCard; made by a job."""

import asyncio
import zipfile
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.contacts.leaving import people_pieces
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.errors import NotFound
from api.files import Files, discard_file, keep_file
from api.portability.everything import (
    HIDDEN,
    exported_columns,
    is_json,
    rows_of,
    tables_of_a_person,
)
from api.portability.models import Export
from api.portability.schemas import ExportRead

MAKES: Final = "export"
EXPIRES: Final = "export_expires"
KEPT: Final = timedelta(days=7)
FORMAT: Final = 1
IN_MEMORY: Final = 8 * 2**20

_SHOWN: Final = (Export.id, Export.state, Export.created_at, Export.ready_at, Export.file_id)
ONE: Final = hot(
    select(*_SHOWN).where(Export.owner_id == bindparam("owner_id"), Export.id == bindparam("one"))
)
ASK: Final = hot(
    insert(Export)
    .values(owner_id=bindparam("owner_id"), id=bindparam("id"))
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
CHANGE: Final = hot(
    update(Export)
    .where(Export.owner_id == bindparam("the_owner"), Export.id == bindparam("one"))
    .values(
        state=bindparam("new_state"),
        file_id=bindparam("new_file"),
        ready_at=bindparam("new_ready_at"),
    )
)


async def ask_for_export(work: Work, export_id: UUID) -> ExportRead:
    """Have an export made; asking again under the same id changes nothing."""
    owner_id = work.subject.person_id
    if await work.execute(ASK, owner_id=owner_id, id=export_id) == "INSERT 0 1":
        await _clock(work, MAKES, export_id, work.now, owner_id)
    return await read_export(work, export_id)


async def read_export(work: Work, export_id: UUID) -> ExportRead:
    """How far an export is. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, one=export_id)
    if row is None:
        raise NotFound()
    return ExportRead(row["id"], row["state"], row["created_at"], row["ready_at"])


async def file_of(work: Work, export_id: UUID) -> UUID:
    """The file of an export that is ready. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, one=export_id)
    if row is None or row["state"] != "ready":
        raise NotFound()
    return cast(UUID, row["file_id"])


class MakeExport:
    """The job that makes it; a worker that dies leaves nothing half done."""

    kind = MAKES

    def __init__(self, files: Files) -> None:
        self._files = files

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Write the ZIP, keep it, and set the day it goes."""
        row = await work.fetchrow(ONE, owner_id=claimed.tenant_id, one=claimed.subject_id)
        if row is None or row["state"] != "waiting":
            return NotWanted("made")
        await work.write()
        with SpooledTemporaryFile(max_size=IN_MEMORY) as target:
            await _write_zip(work, cast(IO[bytes], target))
            size = target.tell()
            target.seek(0)
            file_id = await keep_file(
                work,
                self._files,
                cast("IO[bytes]", target),  # type: ignore[arg-type]
                name=f"askwell-{work.now:%Y-%m-%d}.zip",
                media_type="application/zip",
                size=size,
            )
        await _change(work, claimed, "ready", file_id, work.now)
        await _clock(work, EXPIRES, claimed.subject_id, work.now + KEPT, claimed.tenant_id)
        return Done("made")


class ExportExpires:
    """After seven days the file goes; another can be asked for at any time."""

    kind = EXPIRES

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Discard the file."""
        row = await work.fetchrow(ONE, owner_id=claimed.tenant_id, one=claimed.subject_id)
        if row is None or row["state"] != "ready":
            return NotWanted("gone")
        await work.write()
        await discard_file(work, row["file_id"])
        await _change(work, claimed, "gone", None, row["ready_at"])
        return Done("gone")


async def _change(
    work: Work, claimed: Claimed, state: str, file_id: UUID | None, ready_at: datetime
) -> None:
    await work.execute(
        CHANGE,
        the_owner=claimed.tenant_id,
        one=claimed.subject_id,
        new_state=state,
        new_file=file_id,
        new_ready_at=ready_at,
    )


async def _clock(work: Work, kind: str, subject_id: UUID, at: datetime, owner_id: UUID) -> None:
    await set_clock(
        work,
        kind,
        subject_id,
        "once",
        due_local=at.replace(tzinfo=None),
        due_zone="UTC",
        due_at=at,
        channel="job",
        owner_id=owner_id,
    )


async def _write_zip(work: Work, target: IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        with packed.open("askwell.json", "w", force_zip64=True) as out:
            await _write_json(work, out)
        for name, kind in (("people.csv", "csv"), ("people.vcf", "vcard")):
            with packed.open(name, "w", force_zip64=True) as out:
                async for piece in people_pieces(work, kind):  # type: ignore[arg-type]
                    out.write(piece)


async def _write_json(work: Work, out: IO[bytes]) -> None:
    head = {"format": FORMAT, "exported_at": work.now, "person_id": work.subject.person_id}
    out.write(msgspec.json.encode(head)[:-1] + b',"tables":{')
    tables = [table for table in tables_of_a_person() if table.name not in HIDDEN]
    for number, table in enumerate(tables):
        out.write((b"," if number else b"") + f'"{table.name}":['.encode())
        await _write_rows(work, table, out)
        out.write(b"]")
    out.write(b"}}\n")


async def _write_rows(work: Work, table: Table, out: IO[bytes]) -> None:
    json_columns = {column.name for column in exported_columns(table) if is_json(column)}
    first = True
    async for row in rows_of(work, table):
        values = {
            name: msgspec.Raw(value.encode()) if name in json_columns and value else value
            for name, value in row.items()
        }
        out.write((b"" if first else b",\n") + msgspec.json.encode(values))
        first = False
        await asyncio.sleep(0)
