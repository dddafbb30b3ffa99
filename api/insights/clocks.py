"""When a promise is due and when it comes up: pure, from what was said and the calendar."""

from datetime import date, timedelta
from typing import Final

import msgspec

from api.localtime import BusinessCalendar, Due, start_of

USUAL: Final = 3
"""Business days for a promise without a date (DOMAIN.md section 5)."""
NUDGE: Final = 5
"""Business days after which a promise of theirs may be asked about (DOMAIN.md section 5)."""

_DAY: Final = timedelta(days=1)


class PromiseClock(msgspec.Struct, frozen=True, kw_only=True):
    """A promise is due on `due_on`; `due` is when that day is over. `comes_up` is when Today shows
    it."""

    due_on: date
    due: Due
    comes_up: Due

    def columns(self) -> dict[str, object]:
        """The clock as the columns of a promise."""
        return {
            "due_on": self.due_on,
            "due_local": self.due.due_local,
            "due_zone": self.due.due_zone,
            "due_at": self.due.due_at,
            "comes_up_at": self.comes_up.due_at,
        }


def promise_clock(
    promiser: str, *, said_on: date, by: date | None, zone: str, calendar: BusinessCalendar
) -> PromiseClock:
    """The clock of a promise made on a day: due by the date that was said, else three business days
    later. An own one comes up on the working day before; one of theirs five business days after."""
    due_on = by or calendar.add_business_days(said_on, USUAL)
    if promiser == "mine":
        comes_up = _working_day_before(due_on, calendar)
    else:
        comes_up = calendar.add_business_days(due_on, NUDGE)
    return PromiseClock(
        due_on=due_on,
        due=start_of(due_on + _DAY, zone),
        comes_up=start_of(comes_up, zone),
    )


def _working_day_before(day: date, calendar: BusinessCalendar) -> date:
    # Somebody who works on no day of a fortnight is on holiday: then the day before is as good.
    for back in range(1, 15):
        if calendar.is_business_day(day - back * _DAY):
            return day - back * _DAY
    return day - _DAY
