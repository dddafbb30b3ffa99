"""Dates and times as the language and country of a reader write them (Babel)."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

HOUSE_LOCALE: Final = "en_GB"
"""How the screens write English, and what is taken where a locale says no country or nothing."""


def said_time(at: datetime, locale: str) -> str:
    """The time on the wall of a local `at`: 15:00, or 3:00 PM where they write it so."""
    from babel.dates import format_time  # late: a server that has just started needs no calendar

    return str(format_time(at, "short", locale=_known(locale))).replace("\u202f", "\u00a0")


def said_date(day: date, locale: str) -> str:
    """A date in full: 9 March 2027."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_known(locale)))


def said_weekday(day: date, locale: str) -> str:
    """The day of the week of a date: Tuesday. For dates within six days."""
    from babel.dates import format_date

    return str(format_date(day, "EEEE", locale=_known(locale)))


def said_month(day: date, locale: str) -> str:
    """The month of a date by its name: March."""
    from babel.dates import format_date

    return str(format_date(day, "LLLL", locale=_known(locale)))


@lru_cache(maxsize=256)
def _known(locale: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    for name in (locale.replace("-", "_"), locale.replace("-", "_").partition("_")[0]):
        try:
            found = Locale.parse(HOUSE_LOCALE if name == "en" else name)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        return found
    return Locale.parse(HOUSE_LOCALE)
