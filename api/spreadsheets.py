"""Cells of CSV files as spreadsheet programs take them: nothing of them runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

MARK: Final = b"\xef\xbb\xbf"
"""What a file begins with, so that Excel reads it as UTF-8."""
CSV: Final = "text/csv; charset=utf-8"

_FORMULA_START: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet takes for a formula; the apostrophes belong to guards set before."""

_PLAIN_NUMBER: Final = re.compile(r"[+\-][\d\s()./\-]+")


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would run it as a formula.

    Phone numbers (``+44 20 …``) stay: of digits alone no formula does harm, and other programs
    would take the apostrophe for a part of the number.
    """
    if _FORMULA_START.match(cell) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` put in front."""
    return cell[1:] if cell.startswith("'") and _FORMULA_START.match(cell) else cell


def csv_line(cells: Iterable[str]) -> bytes:
    """One line of a file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([guarded(cell) for cell in cells])
    return buffer.getvalue().encode()
