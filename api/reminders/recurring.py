"""Which half hour is the next one with a message of a kind: once for each name, whatever moves. Pure."""

from collections.abc import Callable
from datetime import date, datetime


def next_message(
    coming: Callable[[datetime], tuple[date, datetime]],
    now: datetime,
    named: Callable[[date], str],
    last: str | None,
) -> tuple[str, datetime]:
    """The name of the next occurrence and its instant, strictly after `now`.

    `coming` gives the date and instant of the next half hour strictly after an instant; `named` gives the name of a local date (`on_day`, `in_week`: later dates never have an earlier
    one), `last` is the latest name that was used: whoever moves to another zone, or moves their days,
    meets a date or a week twice, and has one message of it.
    """
    day, at = coming(now)
    while last is not None and named(day) <= last:
        day, at = coming(at)
    return named(day), at
