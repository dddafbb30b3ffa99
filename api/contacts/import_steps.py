"""One piece of an import at a time: looked at, or taken into the list, and remembered with it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Select, Uuid, bindparam, column, delete, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.contacts.formats.mapped import ColumnMapping
from api.contacts.formats.rows import RowProblem
from api.contacts.import_models import Import, ImportPiece, ImportProblem
from api.contacts.import_reading import Piece
from api.contacts.import_schemas import SHOWN, Counts
from api.contacts.taking_in import Memory, Options, take_in
from api.credentials import Subject
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.files import discard_file
from api.secrets import Keys

JOB: Final = "import"
FORGET: Final = "import_forget"
"""The kinds of the jobs of imports."""
MOST_PROBLEMS: Final = 20_000
"""Problems kept of one import; all are counted."""
KEPT_ROW_TEXT: Final = 2_000
"""Characters kept of a row that came in without a part. Of one that was left out all are kept."""

_PLACE: Final = hot(
    select(func.coalesce(func.max(ImportProblem.place), -1)).where(
        ImportProblem.owner_id == bindparam("owner_id"),
        ImportProblem.import_id == bindparam("import_id"),
    )
)
_NAMES: Final = ("place", "number", "code", "field", "row_kept", "raw")
_PROBLEMS: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(*(column(name, ImportProblem.__table__.c[name].type) for name in _NAMES))
    .render_derived("rows", with_types=True)
)
KEEP_PROBLEMS: Final = hot(
    insert(ImportProblem).from_select(
        ["owner_id", "import_id", *_NAMES],
        select(
            bindparam("owner_id", type_=Uuid()),
            bindparam("import_id", type_=Uuid()),
            *(_PROBLEMS.c[name] for name in _NAMES),
        ),
        include_defaults=False,
    )
)
FORGET_PROBLEMS: Final = hot(
    delete(ImportProblem).where(
        ImportProblem.owner_id == bindparam("owner_id"),
        ImportProblem.import_id == bindparam("import_id"),
    )
)
KEEP_PIECE: Final = hot(
    insert(ImportPiece).values(
        owner_id=bindparam("owner_id"),
        import_id=bindparam("import_id"),
        position=bindparam("position"),
        contact_ids=bindparam("contact_ids", type_=ARRAY(Uuid())),
    )
)
PIECES: Final = hot(
    select(func.unnest(ImportPiece.contact_ids).label("contact_id")).where(
        ImportPiece.owner_id == bindparam("owner_id"),
        ImportPiece.import_id == bindparam("import_id"),
    )
)
FORGET_PIECES: Final = hot(
    delete(ImportPiece).where(
        ImportPiece.owner_id == bindparam("owner_id"),
        ImportPiece.import_id == bindparam("import_id"),
    )
)


def import_of(subject: Subject) -> Select[Import]:
    """The one way to an import."""
    return select(Import).where(Import.owner_id == subject.person_id, Import.deleted_at.is_(None))


def mapping_of(row: Import) -> ColumnMapping | None:
    """How the columns of a table are read; None for formats that need no telling."""
    return msgspec.convert(row.mapping, ColumnMapping) if row.mapping is not None else None


async def begin_again(work: Work, row: Import) -> None:
    """Forget what a reading found so far."""
    row.position, row.counts = 0, {}
    await work.execute(FORGET_PROBLEMS, owner_id=row.owner_id, import_id=row.id)
    await work.execute(FORGET_PIECES, owner_id=row.owner_id, import_id=row.id)


async def look_at(work: Work, keys: Keys, row: Import, piece: Piece, memory: Memory) -> None:
    """Say what would become of this piece. With the last one the import is `checked`."""
    counts, _ = await take_in(work, keys, piece.rows, memory, _options(row), write=False)
    await _keep_problems(work, row, piece.problems)
    _add_up(row, counts, piece)
    if piece.last:
        row.state, row.expected = "checked", row.position
        row.position = 0


async def take(work: Work, keys: Keys, row: Import, piece: Piece, memory: Memory) -> None:
    """Take this piece into the list. With the last one the import is `done` and its file goes."""
    counts, met = await take_in(work, keys, piece.rows, memory, _options(row), write=True)
    await work.execute(
        KEEP_PIECE,
        owner_id=row.owner_id,
        import_id=row.id,
        position=row.position,
        contact_ids=met,
    )
    _add_up(row, counts, piece)
    if piece.last:
        row.state, row.finished_at, row.preview = "done", work.now, None
        row.expected = row.position
        await work.execute(FORGET_PIECES, owner_id=row.owner_id, import_id=row.id)
        await let_go_of_file(work, row)


async def schedule(work: Work, row: Import) -> None:
    """Have a worker read the file; a reading that is under way finds itself replaced."""
    row.round += 1
    await work.flush()
    await set_clock(
        work,
        JOB,
        row.id,
        occurrence(row),
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
        channel="job",
        owner_id=row.owner_id,
    )


def occurrence(row: Import) -> str:
    """The name of the reading that is in hand, or was last."""
    return f"r{row.round}"


async def forget_later(work: Work, row: Import, wait: timedelta) -> None:
    """Have what an import keeps of other people forgotten after `wait`."""
    due = work.now + wait
    await set_clock(
        work,
        FORGET,
        row.id,
        f"+{wait.days}d",
        due_local=due.replace(tzinfo=None),
        due_zone="UTC",
        due_at=due,
        channel="job",
    )


async def let_go_of_file(work: Work, row: Import) -> None:
    """Have the file of an import gone, if it is still there."""
    file_id, row.file_id = row.file_id, None
    await work.flush()
    if file_id is not None:
        await discard_file(work, file_id)


async def met_so_far(work: Work, row: Import) -> list[UUID]:
    """The contacts that the pieces taken in before were about."""
    rows = await work.fetch(PIECES, owner_id=row.owner_id, import_id=row.id)
    return [one["contact_id"] for one in rows]


def _options(row: Import) -> Options:
    source = "linkedin" if SHOWN[row.format] == "linkedin" else None
    return Options(source=source, bring_back=row.bring_back)


def _add_up(row: Import, counts: Counts, piece: Piece) -> None:
    unread = sum(not problem.row_kept for problem in piece.problems)
    counts.rows += unread
    counts.problems += unread
    counts.incomplete += len({one.number for one in piece.problems if one.row_kept})
    found = msgspec.to_builtins(counts)
    row.counts = {name: n + row.counts.get(name, 0) for name, n in found.items()}
    row.position += piece.count


async def _keep_problems(work: Work, row: Import, problems: list[RowProblem]) -> None:
    if not problems:
        return
    last = await work.fetchval(_PLACE, owner_id=row.owner_id, import_id=row.id)
    kept = [
        {
            "place": place,
            "number": one.number,
            "code": one.code.value,
            "field": one.field,
            "row_kept": one.row_kept,
            "raw": one.raw[:KEPT_ROW_TEXT] if one.row_kept else one.raw,
        }
        for place, one in enumerate(problems, start=last + 1)
        if place < MOST_PROBLEMS
    ]
    await work.execute(
        KEEP_PROBLEMS,
        owner_id=row.owner_id,
        import_id=row.id,
        rows=msgspec.json.encode(kept).decode(),
    )
