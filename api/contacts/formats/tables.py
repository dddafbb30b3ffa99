"""Comma, semicolon and tab separated files as records; a broken record never stops the rest."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from api.contacts.formats.headers import field_of_header
from api.contacts.formats.rows import RAW_LIMIT, ProblemCode, RowProblem
from api.spreadsheets import unguarded

DELIMITERS = (",", ";", "\t")

_RECORD_LINES = 400
"""Lines one record may have; more mean a quote that was never closed."""

_LINE_CHARACTERS = 2**20
"""Characters of a line that is looked at: a hundred times the longest row of real files."""

_COLUMNS = 500
"""Columns looked at for what a table holds."""

_SAMPLE_LINES = 30


class Record(NamedTuple):
    """One record: its row as a spreadsheet counts it, its cells and its text."""

    number: int
    cells: list[str]
    raw: str


class _Unclosed(Exception):
    pass


class _TooLong(Exception):
    pass


class _Lines:
    """Lines with a way back; knows which of them the record at hand has taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _RECORD_LINES:
            raise _Unclosed
        if self._returned:
            line = self._returned.popleft()
        else:
            following = next(self._lines, None)
            if following is None:
                if self.taken:
                    raise _Unclosed
                raise StopIteration
            line = following
        self.taken.append(line)
        if len(line) > _LINE_CHARACTERS:
            raise _TooLong
        return line

    def give_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self._returned.extendleft(reversed(rest))
        return first


def separator_line(line: str) -> str | None:
    """The delimiter that Excel's ``sep=;`` line names, or None when the line is no such line."""
    bare = line.strip("\ufeff \r\n").strip('"')
    if len(bare) == 5 and bare[:4].lower() == "sep=" and bare[4] in DELIMITERS:
        return bare[4]
    return "\t" if line.rstrip("\r\n").lower() == "sep=\t" else None


def delimiter_of(sample: Sequence[str]) -> str:
    """The delimiter of a file from its first lines, "," when nothing tells.

    Excel's ``sep=`` line decides, then names of columns that we know, then regularity: the most
    cells in lines of the same number of cells, more than one.
    """
    for line in sample[:1]:
        if told := separator_line(line):
            return told
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        lines = list(_quietly(sample, delimiter))
        wide = [len(cells) for cells in lines if len(cells) > 1]
        if wide:
            named = max(sum(map(bool, map(field_of_header, cells))) for cells in lines)
            score = (named, max(wide.count(width) * width for width in set(wide)))
            if score > best_score:
                best, best_score = delimiter, score
    return best


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line taken alone, without the spaces around them; [] if it has none."""
    for cells in _quietly([line], delimiter):
        return [cell.strip() for cell in cells]
    return []


def sample_of(lines: Iterator[str]) -> list[str]:
    """The first lines, enough to see delimiter, preamble and header."""
    return list(islice(lines, _SAMPLE_LINES))


def records(
    lines: Iterator[str], delimiter: str, first_number: int = 1, width: int = 0
) -> Iterator[Record | RowProblem]:
    """The records of a file in order; blank ones are counted and left out.

    With a `width` over 0 a record with more cells than that (empty ones at the end aside) is a
    `too_many_columns`: its values have moved. An unclosed quote costs its own line only: reading
    starts again behind it.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter)
    number = first_number - 1
    while True:
        source.taken = []
        number += 1
        code = None
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Unclosed:
            code = ProblemCode.unclosed_quote
        except (csv.Error, _TooLong):
            alone = len(source.taken) == 1
            code = ProblemCode.cell_too_long if alone else ProblemCode.unclosed_quote
        if code is None and len(source.taken) > 1 and _swallowed(source.taken, delimiter, width):
            code = ProblemCode.unclosed_quote
        if code is not None:
            first = source.give_back_all_but_first()
            reader = csv.reader(source, delimiter=delimiter)
            yield RowProblem(number, code, "", _raw(first), row_kept=False)
            continue
        raw = _raw(source.taken[0] if len(source.taken) == 1 else "".join(source.taken))
        if not any(cells) or not raw.strip():
            continue
        if width and len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                yield RowProblem(number, ProblemCode.too_many_columns, "", raw, row_kept=False)
                continue
            del cells[width:]
        if "'" in raw:
            cells = [unguarded(cell) for cell in cells]
        yield Record(number, cells, raw)


def _swallowed(taken: list[str], delimiter: str, width: int) -> bool:
    """Did a quote that was never closed take following records in? Then the rest shows it."""
    try:
        found = next(csv.reader(iter(taken), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return True
    return bool(width) and (len(found) < width or any(found[width:]))


def _quietly(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    for line in lines:
        if len(line) > _LINE_CHARACTERS:
            yield []
            continue
        try:
            yield next(csv.reader([line], delimiter=delimiter), [])[:_COLUMNS]
        except csv.Error:
            yield []


def _raw(text: str) -> str:
    return text.rstrip("\r\n")[:RAW_LIMIT]
