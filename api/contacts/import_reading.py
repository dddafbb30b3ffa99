"""A file being read in pieces: from any place on, and once more where a piece was not kept."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from api.contacts.formats.detect import FileFormat, read_rows
from api.contacts.formats.mapped import ColumnMapping
from api.contacts.formats.rows import ImportedRow, Item, RowProblem
from api.contacts.taking_in import Memory

PIECE_ROWS: Final = 2_000
"""Rows taken in one transaction: about a second of the owner's lock on a small machine."""


class Piece(msgspec.Struct, frozen=True):
    """Rows that follow each other in a file, and what of them could not be read. `count` is how
    many rows of the file they are, the unreadable ones included; `last` that none follow."""

    rows: list[ImportedRow]
    problems: list[RowProblem]
    count: int
    last: bool


class Reading:
    """One open file. Reading goes on where it stands: a worker that goes through a file from the
    beginning to the end parses it once."""

    def __init__(
        self, source: BinaryIO, file_format: FileFormat, mapping: ColumnMapping | None
    ) -> None:
        self.memory = Memory()
        self._source = source
        self._format = file_format
        self._mapping = mapping
        self._items: Iterator[Item] = iter(())
        self._ahead: list[Item] = []
        self._at: tuple[int, Piece] | None = None
        self._position = 0
        self._ended = False
        self._start()

    def piece(self, position: int, most: int = PIECE_ROWS) -> Piece:
        """The rows behind the first `position`. Raises FileRefused.

        Asked for the same place again (a worker that had to begin anew) it gives the same piece.
        """
        if self._at is not None and self._at[0] == position and self._at[1].count <= most:
            return self._at[1]
        if position < self._position:
            self._start()
        while self._position < position and not self._ended:
            self._next(position - self._position)
        begin = self._position
        piece = self._next(most)
        self._at = (begin, piece)
        return piece

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _start(self) -> None:
        self._items = read_rows(self._source, self._format, self._mapping)
        self._ahead, self._at = [], None
        self._position, self._ended = 0, False

    def _next(self, most: int) -> Piece:
        rows: list[ImportedRow] = []
        problems: list[RowProblem] = []
        count = 0
        while count < most and (item := self._take()) is not None:
            if isinstance(item, ImportedRow):
                rows.append(item)
                count += 1
            else:
                problems.append(item)
                count += not item.row_kept
        # Whether this was the last piece is known by looking one item ahead.
        ahead = self._take()
        if ahead is not None:
            self._ahead.append(ahead)
        self._position += count
        self._ended = ahead is None
        return Piece(rows, problems, count, last=ahead is None)

    def _take(self) -> Item | None:
        return self._ahead.pop() if self._ahead else next(self._items, None)
