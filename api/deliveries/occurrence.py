"""The names of occurrences: what makes a second delivery of the same thing the same delivery.

ARCHITECTURE.md section 4: text that a rule names, never an instant and never a zone, so that a
person who moves to another zone, or whose clocks change, gets nothing twice.
"""

from datetime import date, timedelta


def on_day(day: date) -> str:
    """What comes once on a local date: `2027-03-28`."""
    return day.isoformat()


def in_week(day: date) -> str:
    """What comes once in the week of a local date: the Monday of that week, as `2027-03-22`.

    So that somebody who moves their day within a week does not get it twice.
    """
    return (day - timedelta(days=day.weekday())).isoformat()


def after(elapsed: timedelta) -> str:
    """What comes once at a fixed distance from an event: `+20h`, `+15m`.

    It keeps its name when it is moved out of quiet hours or the event's time is corrected. Raises
    ValueError for a distance that is not a positive number of whole minutes.
    """
    minutes, rest = divmod(elapsed, timedelta(minutes=1))
    if minutes < 1 or rest:
        raise ValueError(f"{elapsed} is not a positive number of whole minutes")
    return f"+{minutes}m" if minutes % 60 else f"+{minutes // 60}h"


def of_schedule(version: int) -> str:
    """What comes once for each schedule of a talk: `v3`; moving the talk makes it come again.

    Raises ValueError for a version below 1.
    """
    if version < 1:
        raise ValueError(f"schedule versions begin at 1, not {version}")
    return f"v{version}"
