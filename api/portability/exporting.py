"""The whole account as one ZIP, made by a job: every table as JSON, files, people, talks."""

import asyncio
import zipfile
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Table, bindparam, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from api.contacts.import_models import Import
from api.contacts.leaving import Format, people_pieces
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.errors import NotFound
from api.files import Files, StoredFile, discard_file, keep_file
from api.organizations.belonging import belonging_of
from api.portability.archive import (
    FORMAT,
    MANIFEST,
    SCHEMA,
    Manifest,
    TableOf,
    data_name,
    file_name,
)
from api.portability.everything import exported_columns, exported_tables, is_json, rows_of
from api.portability.models import Arrival, Export
from api.portability.schema import schema
from api.portability.schemas import ExportRead
from api.portability.talks import LOCALE, calendar_of, name_of, read_me, talks_in_order
from api.sharing.belonging import shared_of
from api.skills.list_models import SkillList

MAKES: Final = "export"
EXPIRES: Final = "export_expires"
KEPT: Final = timedelta(days=7)
IN_MEMORY: Final = 8 * 2**20
FILE_PIECE_BYTES: Final = 2**20
PAUSE_ROWS: Final = 200
"""After so many rows others of this process have a turn."""
PEOPLE: Final[tuple[tuple[str, Format], ...]] = (("people.csv", "csv"), ("people.vcf", "vcard"))

_SHOWN: Final = (Export.id, Export.state, Export.created_at, Export.ready_at, Export.file_id)
ONE: Final = hot(
    select(*_SHOWN).where(Export.owner_id == bindparam("owner_id"), Export.id == bindparam("one"))
)
KEPT_FILES: Final = hot(
    select(StoredFile.id)
    .where(
        StoredFile.owner_id == bindparam("owner_id"),
        StoredFile.deleted_at.is_(None),
        # An export holds neither the exports before it nor files on their way in.
        *(
            ~exists().where(holder.owner_id == StoredFile.owner_id, holder.file_id == StoredFile.id)
            for holder in (Export, Arrival, Import, SkillList)
        ),
    )
    .order_by(StoredFile.id)
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
            await _write_zip(work, self._files, cast(IO[bytes], target))
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


async def _write_zip(work: Work, files: Files, target: IO[bytes]) -> None:
    locale = await work.fetchval(LOCALE, owner_id=work.subject.person_id)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        packed.writestr("read-me.md", read_me(work.now, locale))
        packed.writestr(SCHEMA, msgspec.json.format(msgspec.json.encode(schema()), indent=1))
        tables: dict[str, TableOf] = {}
        for table in exported_tables():
            with packed.open(data_name(table.name), "w", force_zip64=True) as out:
                tables[table.name] = await _write_rows(work, table, out)
        kept = msgspec.json.encode(await belonging_of(work))
        packed.writestr("organizations.json", msgspec.json.format(kept, indent=1))
        shared = msgspec.json.encode(await shared_of(work))
        packed.writestr("sharing.json", msgspec.json.format(shared, indent=1))
        await _write_files(work, files, packed)
        await _write_talks(work, packed)
        for name, kind in PEOPLE:
            with packed.open(name, "w", force_zip64=True) as out:
                async for piece in people_pieces(work, kind):
                    out.write(piece)
        manifest = Manifest("askwell", FORMAT, work.now, work.subject.person_id, tables)
        packed.writestr(MANIFEST, msgspec.json.encode(manifest))


async def _write_rows(work: Work, table: Table, out: IO[bytes]) -> TableOf:
    columns = exported_columns(table)
    json_columns = {column.name for column in columns if is_json(column)}
    count = 0
    async for row in rows_of(work, table):
        values = {
            name: msgspec.Raw(value.encode()) if name in json_columns and value else value
            for name, value in row.items()
        }
        out.write(msgspec.json.encode(values) + b"\n")
        count += 1
        if count % PAUSE_ROWS == 0:
            await asyncio.sleep(0)
    return TableOf(count, [column.name for column in columns])


async def _write_files(work: Work, files: Files, packed: zipfile.ZipFile) -> None:
    """The bytes of what the person keeps; a file whose bytes are gone leaves its row alone."""
    owner = work.subject.person_id
    for row in await work.fetch(KEPT_FILES, owner_id=owner):
        try:
            source = await files.open(owner, row["id"])
        except FileNotFoundError:
            continue
        with source, packed.open(file_name(row["id"]), "w", force_zip64=True) as out:
            while piece := await asyncio.to_thread(source.read, FILE_PIECE_BYTES):
                out.write(piece)


async def _write_talks(work: Work, packed: zipfile.ZipFile) -> None:
    talks: list[asyncpg.Record] = []
    async for row, text in talks_in_order(work):
        packed.writestr(name_of(row), text)
        talks.append(row)
        await asyncio.sleep(0)
    packed.writestr("talks.ics", await asyncio.to_thread(calendar_of, talks, work.now))
