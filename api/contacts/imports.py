"""Files of contacts on their way in: handed over, looked at, started, listed, forgotten."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET

from api.contacts.formats.mapped import ColumnMapping, is_usable
from api.contacts.import_models import Import
from api.contacts.import_schemas import ImportChange, ImportPage, ImportRead
from api.contacts.import_shown import as_read, is_readable, saved
from api.contacts.import_steps import (
    FORGET,
    FORGET_PROBLEMS,
    JOB,
    begin_again,
    forget_later,
    import_of,
    let_go_of_file,
    mapping_of,
    schedule,
)
from api.database import Work
from api.deliveries.clocks import stop_clock
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.paging import Cursors

REMEMBERED: Final = timedelta(days=30)
"""How long problems of an import that was started can be read."""
_LIST: Final = "imports"


class _Position(msgspec.Struct, frozen=True):
    id: UUID


async def read_import(work: Work, import_id: UUID) -> ImportRead:
    """One import. Raises NotFound."""
    return as_read(await open_import(work, import_id))


async def list_imports(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> ImportPage:
    """Imports, newest first."""
    owner = work.subject.person_id
    statement = import_of(work.subject).order_by(Import.id.desc()).limit(limit + 1)
    if cursor:
        after = cursors.read(cursor, owner, _LIST, _Position)
        statement = statement.where(Import.id < after.id)
    session = await work.session()
    rows = list(await session.scalars(statement))
    more = len(rows) > limit
    position = _Position(rows[limit - 1].id) if more else None
    return ImportPage(
        [as_read(row) for row in rows[:limit]],
        cursors.write(owner, _LIST, position) if position else None,
    )


async def change_import(
    work: Work, import_id: UUID, data: ImportChange, *, if_match: str | None
) -> ImportRead:
    """Say how the file is to be read; it is looked at anew. Raises NotFound, PreconditionFailed,
    Conflict (it is started), InvalidInput (no column holds names)."""
    row = await open_import(work, import_id)
    if if_match is not None:
        require_version(if_match, row.version)
    if row.started_at is not None or row.file_id is None:
        raise Conflict("This import is started: it is read as it was.")
    if data.mapping is not UNSET or data.header_row is not UNSET:
        row.mapping = msgspec.to_builtins(_mapping(row, data))
    if data.bring_back is not UNSET:
        row.bring_back = data.bring_back
    row.state, row.problem = "uploaded", None
    await begin_again(work, row)
    if is_readable(row):
        await schedule(work, row)
    return await saved(work, row)


async def start_import(work: Work, import_id: UUID) -> ImportRead:
    """Have a worker take the file into the list; of one that is started it changes nothing.

    Raises NotFound, and Conflict while it has not been looked at to the end.
    """
    row = await open_import(work, import_id)
    if row.state in {"running", "done"}:
        return as_read(row)
    again = row.state == "failed" and row.started_at is not None
    if row.file_id is None or not (row.state == "checked" or again):
        raise Conflict("It has not been looked at to the end yet.")
    if not again:
        row.position, row.counts, row.started_at = 0, {}, work.now
    row.state, row.problem = "running", None
    await schedule(work, row)
    await forget_later(work, row, REMEMBERED)
    return await saved(work, row)


async def forget_import(work: Work, import_id: UUID) -> None:
    """Take an import away, with its file and problems; the people it brought stay.

    Raises NotFound, and Conflict while it is running.
    """
    row = await open_import(work, import_id)
    if row.state == "running":
        raise Conflict("It is running: wait for its end.")
    await begin_again(work, row)
    await stop_clock(work, JOB, row.id)
    await stop_clock(work, FORGET, row.id)
    row.preview, row.deleted_at = None, work.now
    await let_go_of_file(work, row)


async def forget_contents(work: Work, row: Import) -> None:
    """Take away what an import keeps of other people: file, first rows, problems."""
    await work.execute(FORGET_PROBLEMS, owner_id=row.owner_id, import_id=row.id)
    row.preview = None
    if row.state in {"uploaded", "checked"}:
        row.state, row.problem = "failed", "forgotten"
    await let_go_of_file(work, row)


async def open_import(work: Work, import_id: UUID) -> Import:
    """The import, to be changed. Raises NotFound."""
    session = await work.session()
    row = await session.scalar(import_of(work.subject).where(Import.id == import_id))
    if row is None:
        raise NotFound()
    return row


def _mapping(row: Import, data: ImportChange) -> ColumnMapping:
    now = mapping_of(row)
    if now is None:
        raise InvalidInput.field(
            "body.mapping", "not-a-table", "This format says itself what its columns hold."
        )
    columns = now.columns
    if data.mapping is not UNSET:
        columns = tuple(one.field for one in data.mapping)
    header_row = now.header_row if data.header_row is UNSET else data.header_row
    wanted = ColumnMapping(columns, header_row)
    if len(columns) != len(now.columns):
        raise InvalidInput.field(
            "body.mapping",
            "other-columns",
            f"Send one entry for each of {len(now.columns)} columns.",
        )
    if not is_usable(wanted):
        raise InvalidInput.field("body.mapping", "no-name", "Say which column holds the names.")
    return wanted
