"""What in a file could not be read: page by page, and as a file to mend it with."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from api.contacts.import_models import Import, ImportProblem
from api.contacts.import_schemas import ImportProblemPage, ImportProblemRead
from api.contacts.imports import open_import
from api.credentials import Credential
from api.database import Database, Work, hot
from api.paging import Cursors
from api.spreadsheets import MARK, csv_line

_AT_ONCE: Final = 500
_HEADER: Final = ("Row", "Problem", "Field", "Came in", "Text")


class _Position(msgspec.Struct, frozen=True):
    place: int


PAGE: Final = hot(
    select(
        ImportProblem.place,
        ImportProblem.number,
        ImportProblem.code,
        ImportProblem.field,
        ImportProblem.raw,
        ImportProblem.row_kept,
    )
    .where(
        ImportProblem.owner_id == bindparam("owner_id"),
        ImportProblem.import_id == bindparam("import_id"),
        ImportProblem.place > bindparam("after"),
    )
    .order_by(ImportProblem.place)
    .limit(bindparam("most"))
)


async def list_problems(
    work: Work, cursors: Cursors, import_id: UUID, *, limit: int, cursor: str | None
) -> ImportProblemPage:
    """A page of what could not be read. Raises NotFound, InvalidInput (a cursor of another list)."""
    row = await open_import(work, import_id)
    owner, name = work.subject.person_id, f"import problems {row.id}"
    after = cursors.read(cursor, owner, name, _Position).place if cursor else -1
    found = await work.fetch(PAGE, owner_id=owner, import_id=row.id, after=after, most=limit + 1)
    more = len(found) > limit
    return ImportProblemPage(
        [ImportProblemRead(*one[1:]) for one in found[:limit]],
        cursors.write(owner, name, _Position(found[limit - 1]["place"])) if more else None,
    )


async def problems_file(
    database: Database, credential: Credential, scope: str, import_id: UUID
) -> AsyncIterator[bytes]:
    """All of them as CSV, piece by piece, each read in a transaction of its own so that a slow
    receiver holds no connection."""
    yield MARK + csv_line(_HEADER)
    after = -1
    while True:
        async with database.enter(credential, scope, writing=False) as work:
            found = await work.fetch(
                PAGE,
                owner_id=credential.subject.person_id,
                import_id=import_id,
                after=after,
                most=_AT_ONCE,
            )
        yield b"".join(
            csv_line(
                (
                    str(one["number"]),
                    one["code"],
                    one["field"],
                    "yes" if one["row_kept"] else "no",
                    one["raw"],
                )
            )
            for one in found
        )
        if len(found) < _AT_ONCE:
            return
        after = found[-1]["place"]


def file_name(row: Import) -> str:
    """Under which name the problems are saved."""
    return f"{row.file_name.rpartition('.')[0] or row.file_name} - problems.csv"
