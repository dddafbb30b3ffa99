"""How an import is shown."""

from typing import cast

import msgspec

from api.contacts.formats.headers import Field
from api.contacts.formats.mapped import ColumnMapping, is_usable
from api.contacts.import_models import Import
from api.contacts.import_schemas import (
    SHOWN,
    Counts,
    ImportCounts,
    ImportRead,
    ImportState,
    MappedColumn,
)
from api.contacts.import_steps import mapping_of
from api.database import Work


def is_readable(row: Import) -> bool:
    """Whether a reader knows where the names are."""
    mapping = mapping_of(row)
    return mapping is None or is_usable(mapping)


def as_read(row: Import) -> ImportRead:
    """The import as it is shown."""
    counts = msgspec.convert(row.counts, Counts)
    mapping = mapping_of(row)
    header, sample = _table(row, mapping)
    return ImportRead(
        id=row.id,
        format=SHOWN[row.format],
        file_name=row.file_name,
        state=cast(ImportState, row.state),
        needs_mapping=row.state == "uploaded" and not is_readable(row),
        mapping=[
            MappedColumn(column, cast(Field | None, field))
            for column, field in zip(header, mapping.columns if mapping else (), strict=False)
        ],
        header_row=mapping.header_row if mapping else 0,
        columns=header if mapping else [],
        sample=sample,
        bring_back=row.bring_back,
        counts=msgspec.convert(msgspec.to_builtins(counts), ImportCounts),
        progress=_progress(row),
        problem=row.problem,
        problems_url=f"/v1/imports/{row.id}/problems.csv"
        if counts.problems or counts.incomplete
        else None,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        version=row.version,
    )


def _table(row: Import, mapping: ColumnMapping | None) -> tuple[list[str], list[list[str]]]:
    """The names of the columns and the first rows, as far as they are kept."""
    kept = row.preview or {"header": [], "rows": []}
    header, rows = list(kept["header"]), [list(cells) for cells in kept["rows"]]
    width = len(mapping.columns) if mapping else 0
    if mapping and not any(header) and 0 < mapping.header_row <= len(rows):
        # The person said which row names the columns; nobody could tell before.
        header, rows = rows[mapping.header_row - 1], rows[mapping.header_row :]
    return [*header, *[""] * (width - len(header))], rows


def _progress(row: Import) -> float:
    if row.state == "done":
        return 1.0
    if not row.expected or row.state == "checked":
        return 0.0
    return round(min(row.position / row.expected, 0.99), 3)


async def saved(work: Work, row: Import) -> ImportRead:
    """The import after it was written."""
    session = await work.session()
    await session.flush()
    await session.refresh(row)
    return as_read(row)
