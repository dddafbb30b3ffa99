"""When repeating events begin: the times that a rule names, in bounded time.

Every step is counted and there are only so many: a rule without end, one that never comes, or one
for each second costs as little as any other. Rules without COUNT begin at the window, whatever year
they were begun in. Times here are those on the wall of the event's own zone.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, product
from typing import Final

from api.conversations.calendar_rules import DAY, Rule, is_meant, length_of_month, length_of_year

_STEPS: Final[dict[str, timedelta]] = {
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}
_LAST_YEAR: Final = 9998
EACH_FOUND: Final = 10
_MOST_TIMES: Final = 1440


class TooMuch(Exception):
    """A rule asks for more steps than are spent on one."""


class Effort:
    """How many steps may still be spent: on a file, and of them on each rule.

    To look at a day is one; each time found costs what turning it into an instant takes beside it.
    A file that spends all takes some three seconds on one slow core.
    """

    def __init__(self, file: int = 1_000_000, rule: int = 100_000) -> None:
        self._file, self._most, self._rule = file, rule, rule

    def begin(self) -> None:
        """Another rule. Raises TooMuch when the file has had its share."""
        self._rule = self._most
        self.spend(0)

    def spend(self, steps: int = 1) -> None:
        """So many steps. Raises TooMuch."""
        self._file -= steps
        self._rule -= steps
        if self._file <= 0 or self._rule < 0:
            raise TooMuch


def starts(
    rule: Rule, first: datetime, *, after: datetime, before: datetime, effort: Effort
) -> Iterator[datetime]:
    """When it begins, from `after` up to `before`; `first` is the event's own beginning and counts
    as the first time. Raises TooMuch, and ValueError for what no calendar program writes."""
    effort.begin()
    for number, start in enumerate(_in_order(rule, first, after, before, effort), start=1):
        if rule.count is not None and number > rule.count:
            return
        if start >= before:
            return
        if start >= after:
            effort.spend(EACH_FOUND)
            yield start


def _in_order(
    rule: Rule, first: datetime, after: datetime, before: datetime, effort: Effort
) -> Iterator[datetime]:
    yield first
    each = _each_step if rule.frequency in _STEPS else _each_period
    for start in each(rule, first, after, before, effort):
        if start > first:
            yield start


def _each_period(
    rule: Rule, first: datetime, after: datetime, before: datetime, effort: Effort
) -> Iterator[datetime]:
    times = _times(rule, first)
    # A rule with COUNT is counted from its beginning on, any other begins where it is looked at.
    begin = 0 if rule.count is not None else _periods_until(rule, first, after)
    for number in count(begin):
        days = _period(rule, first, number)
        if days is None or days[0] > before.date():
            return
        found = []
        for day in _days(*days):
            effort.spend()
            if is_meant(rule, first, day):
                effort.spend(len(times))
                found += [datetime.combine(day, at) for at in times]
        if not found:
            effort.spend()
        yield from _positions(rule, found)


def _times(rule: Rule, first: datetime) -> list[time]:
    hours = sorted(set(rule.hours)) or [first.hour]
    minutes = sorted(set(rule.minutes)) or [first.minute]
    seconds = sorted(set(rule.seconds)) or [first.second]
    if len(hours) * len(minutes) * len(seconds) > _MOST_TIMES:
        raise ValueError("more times than a day has minutes")
    return [time(*parts) for parts in product(hours, minutes, seconds)]


def _positions(rule: Rule, found: list[datetime]) -> list[datetime]:
    if not rule.positions:
        return found
    places = {at - 1 if at > 0 else len(found) + at for at in rule.positions}
    return [found[at] for at in sorted(places) if 0 <= at < len(found)]


def _periods_until(rule: Rule, first: datetime, after: datetime) -> int:
    """How many periods end before `after`; one fewer, for the edges."""
    match rule.frequency:
        case "YEARLY":
            passed = after.year - first.year
        case "MONTHLY":
            passed = (after.year - first.year) * 12 + after.month - first.month
        case "WEEKLY":
            passed = (after - first).days // 7
        case _:
            passed = (after - first).days
    return max(0, (passed - 1) // rule.interval - 1)


def _period(rule: Rule, first: datetime, number: int) -> tuple[date, int] | None:
    """The first day of the period of this number and how many days it has; None past all years."""
    ahead = number * rule.interval
    match rule.frequency:
        case "YEARLY":
            year = first.year + ahead
            if year > _LAST_YEAR:
                return None
            return date(year, 1, 1), length_of_year(year)
        case "MONTHLY":
            year, month = divmod(first.year * 12 + first.month - 1 + ahead, 12)
            if year > _LAST_YEAR:
                return None
            return date(year, month + 1, 1), length_of_month(year, month + 1)
        case "WEEKLY":
            week = first.date() - DAY * ((first.weekday() - rule.week_start) % 7)
            return _from(week, 7 * ahead, 7)
        case _:
            return _from(first.date(), ahead, 1)


def _from(day: date, ahead: int, length: int) -> tuple[date, int] | None:
    if day.toordinal() + ahead >= date(_LAST_YEAR, 12, 1).toordinal():
        return None
    return day + timedelta(days=ahead), length


def _days(first: date, length: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(length))


def _each_step(
    rule: Rule, first: datetime, after: datetime, before: datetime, effort: Effort
) -> Iterator[datetime]:
    """Rules that repeat within a day, step by step."""
    if rule.positions:
        raise ValueError("BYSETPOS within a day")
    step = _STEPS[rule.frequency] * rule.interval
    begin = 0 if rule.count is not None else max(0, (after - first) // step - 1)
    for number in count(begin):
        start = first + step * number
        if start >= before:
            return
        effort.spend()
        if (rule.hours and start.hour not in rule.hours) or not is_meant(rule, first, start.date()):
            continue
        yield from _within(rule, start)


def _within(rule: Rule, start: datetime) -> Iterator[datetime]:
    minutes: tuple[int, ...] = (start.minute,)
    if rule.minutes and rule.frequency == "HOURLY":
        minutes = tuple(sorted(set(rule.minutes)))
    elif rule.minutes and start.minute not in rule.minutes:
        return
    seconds: tuple[int, ...] = (start.second,)
    if rule.seconds and rule.frequency != "SECONDLY":
        seconds = tuple(sorted(set(rule.seconds)))
    elif rule.seconds and start.second not in rule.seconds:
        return
    for minute, second in product(minutes, seconds):
        yield start.replace(minute=minute, second=second)
