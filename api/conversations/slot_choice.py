"""Which times to offer: free time of the one ∩ nine to five of the other (DOMAIN.md section 6).

Pure. Three times on three of their working days, mornings and afternoons in turn; never in the
asking person's quiet hours, and never so soon that an answer would come too late.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from api.conversations.slot_schemas import DayPart, Suggested
from api.localtime import BusinessCalendar, QuietHours, local_date, to_utc

Span = tuple[datetime, datetime]

HOW_MANY: Final = 3
NOT_BEFORE: Final = 2
"""Business days of theirs from today: an answer takes a day or two, the hold ends 12 hours before."""
NEAR, FAR = 7, 20
"""Business days within which times are looked for first, and at all."""
AROUND: Final = timedelta(minutes=15)
"""Between a time that is offered and what is there already, to get from one to the other."""
DAY_ENDS: Final = time(17)
MORNING: Final = (time(10), time(10, 30), time(9, 30), time(11), time(9), time(11, 30))
AFTERNOON: Final = (
    time(14),
    time(14, 30),
    time(15),
    time(15, 30),
    time(16),
    time(13, 30),
    time(13),
    time(16, 30),
    time(12, 30),
    time(12),
)
"""Within nine to five, the hours people like first; noon last."""
PARTS: Final[tuple[tuple[DayPart, tuple[time, ...]], ...]] = (
    ("morning", MORNING),
    ("afternoon", AFTERNOON),
)


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Between whom a time is looked for: their zone and working days, and the person's own zone,
    quiet hours and what is taken (disjoint or not, in order of beginning)."""

    their_zone: str
    their_days: BusinessCalendar
    own_zone: str
    quiet: QuietHours
    busy: Sequence[Span]


def choose(
    around: Around, now: datetime, *, minutes: int, after: date | None = None
) -> list[Suggested]:
    """Up to three times, soonest first; `after` is a day of theirs behind which to look."""
    taken = _Taken(around.busy)
    days = _working_days(around, now, after)
    free = {day: _free(around, taken, day, minutes) for day in days}
    near = days[:NEAR]
    chosen = _in_turn(free, near)
    for among in (near, days):
        # Rather a second morning than a time three weeks away; rather two on a day than none.
        for day in among:
            if len(chosen) < HOW_MANY and day not in chosen and any(free[day].values()):
                chosen[day] = next(one for one in free[day].values() if one)
    found = [one for one in chosen.values() if one is not None]
    for day in days:
        for one in free[day].values():
            if len(found) < HOW_MANY and one is not None and one not in found:
                found.append(one)
    return sorted(found, key=lambda one: one.starts_at)


def hours_meet(around: Around, now: datetime, *, minutes: int) -> bool:
    """Whether their working hours and the person's waking hours meet at all, were nothing taken."""
    nothing = _Taken(())
    return any(
        any(_free(around, nothing, day, minutes).values())
        for day in _working_days(around, now, None)
    )


def _in_turn(
    free: dict[date, dict[DayPart, Suggested | None]], days: Sequence[date]
) -> dict[date, Suggested | None]:
    chosen: dict[date, Suggested | None] = {}
    for day in days:
        part: DayPart = "morning" if len(chosen) % 2 == 0 else "afternoon"
        one = free[day][part]
        if one is not None and len(chosen) < HOW_MANY:
            chosen[day] = one
    return chosen


def _working_days(around: Around, now: datetime, after: date | None) -> list[date]:
    today = local_date(now, around.their_zone)
    day = around.their_days.add_business_days(today, NOT_BEFORE)
    if after is not None and after >= day:
        day = around.their_days.add_business_days(after, 1)
    days = [day]
    while len(days) < FAR:
        days.append(around.their_days.add_business_days(days[-1], 1))
    return days


def _free(
    around: Around, taken: "_Taken", day: date, minutes: int
) -> dict[DayPart, Suggested | None]:
    return {
        part: next(_possible(around, taken, day, part, times, minutes), None)
        for part, times in PARTS
    }


def _possible(
    around: Around,
    taken: "_Taken",
    day: date,
    part: DayPart,
    times: Sequence[time],
    minutes: int,
) -> Iterator[Suggested]:
    length = timedelta(minutes=minutes)
    closes = to_utc(datetime.combine(day, DAY_ENDS), around.their_zone)
    for at in times:
        begins = to_utc(datetime.combine(day, at), around.their_zone)
        ends = begins + length
        if ends > closes or _quiet(around, begins, ends):
            continue
        if taken.is_free(begins - AROUND, ends + AROUND):
            yield Suggested(begins, ends, part)


def _quiet(around: Around, begins: datetime, ends: datetime) -> bool:
    last = ends - timedelta(minutes=1)
    return any(around.quiet.quiet_at(at, around.own_zone) for at in (begins, last))


class _Taken:
    """What is taken, asked many times."""

    def __init__(self, busy: Sequence[Span]) -> None:
        self._begins: list[datetime] = []
        self._ends: list[datetime] = []
        for begins, ends in sorted(busy):
            if self._ends and begins <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], ends)
            else:
                self._begins.append(begins)
                self._ends.append(ends)

    def is_free(self, begins: datetime, ends: datetime) -> bool:
        """Whether nothing lies between."""
        at = bisect_left(self._begins, ends)
        return at == 0 or self._ends[at - 1] <= begins
