"""Dates as files of contacts write them."""

import re
from datetime import date
from functools import lru_cache

from api.contacts.names import plain

_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "mrz": 3, "maa": 3, "mae": 3,
    "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "jun": 6,
    "giu": 6, "jul": 7, "lug": 7, "aug": 8, "aou": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10,
    "okt": 10, "ott": 10, "out": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12,
}  # fmt: skip
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})\.?[\s\-]+(?:de\s+)?([^\W\d]{3,12})\.?,?[\s\-]+(?:de\s+)?(\d{4}|\d\d)"
)
_MONTH_DAY_YEAR = re.compile(r"([^\W\d]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_LONGEST = 40
_NUMBERS = re.compile(r"(\d{1,2})([./\-])(\d{1,2})\2(\d{4}|\d\d)(?:,?\s.*)?")


def date_of(text: str, month_first: bool | None = None) -> date | None:
    """The day a text names, or None: ``12 Mar 2025``, ``2025-03-12``, ``Mar 12, 2025``.

    Of three numbers with slashes the order is `month_first` (LinkedIn's older files: True); with
    None only those are taken that can be read in one way (``25/12/2024``). With points the day
    stands first. Two-digit years are of this century. A time of day behind the date is ignored.
    """
    text = text.strip()
    return _read(text, month_first) if len(text) <= _LONGEST else None


@lru_cache(maxsize=16_384)
def _read(text: str, month_first: bool | None) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(found[1], int(found[2]), found[3])
    if found := _DAY_MONTH_YEAR.match(text):
        return _date(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY_YEAR.match(text):
        return _date(found[3], _month(found[1]), found[2])
    if found := _NUMBERS.fullmatch(text):
        a, b = int(found[1]), int(found[3])
        if found[2] == "." or a > 12:
            month_first = False
        elif b > 12 or a == b:
            month_first = True
        if month_first is None:
            return None
        return _date(found[4], a if month_first else b, str(b if month_first else a))
    return None


def _month(word: str) -> int:
    bare = plain(word)
    if bare.startswith("juin"):
        return 6
    return 7 if bare.startswith("juil") else _MONTHS.get(bare[:3], 0)


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None
