"""What the export routes take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

ArrivalState = Literal["running", "done", "failed"]


class ExportWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An export, under an id of the client's making."""

    id: UUID


class ExportRead(msgspec.Struct, frozen=True):
    """An export: waiting, ready for seven days, then gone."""

    id: UUID
    state: Literal["waiting", "ready", "gone"]
    created_at: datetime
    ready_at: datetime | None


class ArrivalCounts(msgspec.Struct, frozen=True):
    """Rows of an arriving export: `new` ones, those that were `here` already, and those that are
    `left_out` because they are about somebody who asked to be deleted here."""

    new: int
    here: int
    left_out: int


class ArrivalProblem(msgspec.Struct, frozen=True):
    """A row that could not be taken: its table, its line in that table's file, counted from 0, and
    why: not-a-row, not-possible, refers-to-nothing, twice."""

    table: str
    line: int
    code: str


class ArrivalRead(msgspec.Struct, frozen=True):
    """An export on its way into this account. `progress` goes from 0 to 1; `people` and `talks` are
    among the `rows`; `problems` has the first 200 of `broken`. `problem` says why all of it failed:
    too-big, broken-archive, interrupted, forgotten."""

    id: UUID
    state: ArrivalState
    exported_at: datetime
    progress: float
    rows: ArrivalCounts
    people: ArrivalCounts
    talks: ArrivalCounts
    broken: int
    problems: list[ArrivalProblem]
    problem: str | None
    created_at: datetime
    finished_at: datetime | None


class ArrivalPage(msgspec.Struct, frozen=True):
    """Exports that were brought in, the latest first."""

    items: list[ArrivalRead]
    next_cursor: str | None
