"""What a rule of a repeating event says (RFC 5545 section 3.3.10), and which days it means.

Times here are those on the wall of the event's own zone.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args

import msgspec

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]

DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_LISTED: Final = 400
"""More than a year has days; what follows is no number and refuses the rule."""
_WEEKDAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One RRULE. `until` is left as it was written: what it means depends on the event."""

    frequency: Frequency
    interval: int
    count: int | None
    until: str | None
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    year_days: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[tuple[int | None, int], ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    positions: tuple[int, ...]
    week_start: int


def read_rule(text: str) -> Rule:
    """A rule from its text. Raises ValueError for one that is none."""
    parts = dict(_pair(part) for part in text.upper().split(";") if part.strip())

    def numbers(name: str, low: int, high: int) -> tuple[int, ...]:
        listed = parts.get(name, "").split(",", _MOST_LISTED)
        found = tuple(int(one) for one in listed if one.strip())
        if any(not low <= abs(one) <= high for one in found):
            raise ValueError(f"{name} is out of bounds")
        return found

    frequency = parts.get("FREQ", "")
    if frequency not in get_args(Frequency):
        raise ValueError("no frequency")
    interval = int(parts.get("INTERVAL", "1"))
    times = int(parts["COUNT"]) if "COUNT" in parts else None
    if not 1 <= interval <= 100_000 or (times is not None and times < 1):
        raise ValueError("INTERVAL and COUNT begin at 1")
    week_start = parts.get("WKST", "MO")
    weekdays = parts.get("BYDAY", "").split(",", _MOST_LISTED)
    return Rule(
        frequency=frequency,  # type: ignore[arg-type]
        interval=interval,
        count=times,
        until=parts.get("UNTIL"),
        months=numbers("BYMONTH", 1, 12),
        weeks=numbers("BYWEEKNO", 1, 53),
        year_days=numbers("BYYEARDAY", 1, 366),
        month_days=numbers("BYMONTHDAY", 1, 31),
        weekdays=tuple(_weekday(one) for one in weekdays if one.strip()),
        hours=numbers("BYHOUR", 0, 23),
        minutes=numbers("BYMINUTE", 0, 59),
        seconds=numbers("BYSECOND", 0, 59),
        positions=numbers("BYSETPOS", 1, 366),
        week_start=_WEEKDAYS.index(week_start) if week_start in _WEEKDAYS else 0,
    )


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _weekday(text: str) -> tuple[int | None, int]:
    found = _WEEKDAY.fullmatch(text.strip())
    if found is None or found[1] in {"0", "+0", "-0", "00"}:
        raise ValueError(f"{text!r} is no day of the week")
    return (int(found[1]) if found[1] else None), _WEEKDAYS.index(found[2])


def length_of_year(year: int) -> int:
    """How many days a year has."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def length_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def is_meant(rule: Rule, first: datetime, day: date) -> bool:
    """Whether the BY… parts mean this day of a period (the table of RFC 5545)."""
    plain = not (rule.weeks or rule.year_days or rule.month_days or rule.weekdays)
    if plain and rule.frequency == "YEARLY":
        return day.day == first.day and day.month in (rule.months or (first.month,))
    if rule.months and day.month not in rule.months:
        return False
    if plain and rule.frequency == "MONTHLY":
        return day.day == first.day
    if plain and rule.frequency == "WEEKLY":
        return day.weekday() == first.weekday()
    return (
        _counted(rule.month_days, day.day, length_of_month(day.year, day.month))
        and _counted(rule.year_days, day.timetuple().tm_yday, length_of_year(day.year))
        and _in_weeks(rule, day)
        and _on_weekday(rule, day)
    )


def _counted(wanted: tuple[int, ...], at: int, length: int) -> bool:
    """Whether a place counted from the front or from the back is wanted; all are without a wish."""
    return not wanted or at in wanted or at - length - 1 in wanted


def _in_weeks(rule: Rule, day: date) -> bool:
    if not rule.weeks:
        return True
    for year in (day.year + 1, day.year, day.year - 1):
        begin = _first_week(year, rule.week_start)
        if day >= begin:
            weeks = (_first_week(year + 1, rule.week_start) - begin).days // 7
            return _counted(rule.weeks, (day - begin).days // 7 + 1, weeks)
    return False


def _first_week(year: int, week_start: int) -> date:
    """The first day of the first week with at least four days in the year."""
    fourth = date(year, 1, 4)
    return fourth - DAY * ((fourth.weekday() - week_start) % 7)


def _on_weekday(rule: Rule, day: date) -> bool:
    if not rule.weekdays:
        return True
    in_month = rule.frequency == "MONTHLY" or (rule.frequency == "YEARLY" and bool(rule.months))
    in_year = rule.frequency == "YEARLY" and not rule.months
    for place, weekday in rule.weekdays:
        if day.weekday() != weekday:
            continue
        if place is None or not (in_month or in_year):
            return True
        at = day.day if in_month else day.timetuple().tm_yday
        length = length_of_month(day.year, day.month) if in_month else length_of_year(day.year)
        if place in {(at - 1) // 7 + 1, -((length - at) // 7 + 1)}:
            return True
    return False
