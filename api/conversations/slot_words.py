"""The sentence that offers times, in the zone and the habits of whoever reads it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from api.localtime import local_time

TEXTS: Final = Path(__file__).parents[1] / "texts" / "times.en.json"


class _Texts(msgspec.Struct, frozen=True):
    one: str
    some: str
    where: str
    time: str
    join: str
    last: str


class _Habits(NamedTuple):
    """How times are written in a country: the month before the day, hours to twelve."""

    month_first: bool
    twelve_hours: bool


@cache
def _texts() -> _Texts:
    return msgspec.json.decode(TEXTS.read_bytes(), type=_Texts)


def sentence(times: Sequence[datetime], *, zone: str, own_zone: str, country: str | None) -> str:
    """Times offered as text in `zone`; the zone is named where the clocks of the two differ.

    Empty without times. `country` is that of whoever reads it (ISO 3166), if known.
    """
    if not times:
        return ""
    texts, habits = _texts(), _habits(country or "GB")
    written = [_written(local_time(at, zone), habits) for at in times]
    differ = any(local_time(at, zone) != local_time(at, own_zone) for at in times)
    where = texts.where.format(city=city_of(zone)) if differ else ""
    if len(written) == 1:
        return texts.one.format(times=written[0], where=where)
    listed = texts.join.join(written[:-1]) + texts.last + written[-1]
    return texts.some.format(times=listed, where=where)


def city_of(zone: str) -> str:
    """The place a zone is named after: `America/New_York` is New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def _written(at: datetime, habits: _Habits) -> str:
    from babel.dates import get_day_names, get_month_names

    weekday = get_day_names("wide", locale="en")[at.weekday()]
    month = get_month_names("wide", locale="en")[at.month]
    day = f"{weekday} {month} {at.day}" if habits.month_first else f"{weekday} {at.day} {month}"
    if habits.twelve_hours:
        time = f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"
    else:
        time = f"{at.hour}:{at.minute:02}"
    return _texts().time.format(day=day, time=time)


@lru_cache(maxsize=300)
def _habits(country: str) -> _Habits:
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_date_format, get_time_format

    try:
        locale = Locale.parse(f"en_{country}")
    except (UnknownLocaleError, ValueError):
        return _Habits(month_first=False, twelve_hours=False)
    date = str(get_date_format("short", locale=locale).pattern)
    time = str(get_time_format("short", locale=locale).pattern)
    return _Habits(month_first=date.startswith("M"), twelve_hours="a" in time)
