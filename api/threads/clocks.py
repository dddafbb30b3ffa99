"""When an ask without an answer comes up again, and from when it counts in the reply rate.

Days are business days of the contact's country after the local date of the ask (DOMAIN.md section
5); a clock is due when its day begins where the person lives, so that it is there in the morning
and in that day's message.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from api.localtime import BusinessCalendar, local_date, start_of

THANKS: Final = timedelta(hours=24)
"""A thank-you is on time within this of the talk's end (DOMAIN.md section 5, fixed)."""

MOST_TOUCHES: Final = 2
"""An ask and one follow-up (DOMAIN.md section 5, fixed)."""

CENSORED_DAYS: Final = 14
"""Business days after which an unanswered ask counts in the reply rate (DOMAIN.md section 7)."""


class AskClockKind(StrEnum):
    """What an unanswered ask comes up for, in order."""

    SECOND_PERSON = "second_person"
    FOLLOW_UP = "follow_up"
    CLOSE_PROPOSED = "close_proposed"
    CLOSE = "close"


class TemplateName(StrEnum):
    """The clock templates a person can choose from."""

    STANDARD = "standard"
    CAUTIOUS = "cautious"


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """Business days from the ask; `close_after` counts from the day closing was proposed.

    `second_person` is None where the template knows no second person.
    """

    name: TemplateName
    second_person: int | None
    follow_up: int
    close_proposed: int
    close_after: int


TEMPLATES: Final[dict[TemplateName, Template]] = {
    TemplateName.STANDARD: Template(
        name=TemplateName.STANDARD, second_person=3, follow_up=7, close_proposed=14, close_after=5
    ),
    TemplateName.CAUTIOUS: Template(
        name=TemplateName.CAUTIOUS,
        second_person=None,
        follow_up=10,
        close_proposed=20,
        close_after=5,
    ),
}
"""DOMAIN.md section 5. The five days between proposing and closing are those of both templates."""


class AskClock(msgspec.Struct, frozen=True, kw_only=True):
    """One clock of an ask: what for, and when it is due (see `api.localtime.Due`)."""

    kind: AskClockKind
    due_local: datetime
    due_zone: str
    due_at: datetime


def calendar_for(contact_country: str | None, own: BusinessCalendar) -> BusinessCalendar:
    """The business days of an ask: the contact's country, unknown = the person's own calendar."""
    return own if contact_country is None else BusinessCalendar(contact_country)


def ask_clocks(
    asked_at: datetime,
    *,
    zone: str,
    calendar: BusinessCalendar,
    template: Template,
    followed_up_at: datetime | None = None,
    second_person: bool = False,
) -> tuple[AskClock, ...]:
    """The clocks of an ask that nobody has answered, soonest first.

    `asked_at` and `followed_up_at` are when the two touches happened, `zone` is the person's.
    `second_person` says that a second person at the same target employer is known and may be
    thought of; that clock is an idea to show, never a reminder. After a follow-up neither it nor
    another follow-up comes. A follow-up that went out late gets as many days for an answer as one
    in time: closing is proposed on the later of the template's day and that many days after it.
    Raises ValueError for an unknown zone, naive times, or a follow-up before the ask.
    """
    asked = local_date(asked_at, zone)
    proposed = calendar.add_business_days(asked, template.close_proposed)
    days: list[tuple[AskClockKind, date]] = []
    if followed_up_at is None:
        if second_person and template.second_person is not None:
            idea = calendar.add_business_days(asked, template.second_person)
            days.append((AskClockKind.SECOND_PERSON, idea))
        follow_up = calendar.add_business_days(asked, template.follow_up)
        days.append((AskClockKind.FOLLOW_UP, follow_up))
    else:
        if followed_up_at < asked_at:
            raise ValueError("a follow-up comes after the ask")
        patience = template.close_proposed - template.follow_up
        followed = local_date(followed_up_at, zone)
        proposed = max(proposed, calendar.add_business_days(followed, patience))
    closed = calendar.add_business_days(proposed, template.close_after)
    days += [(AskClockKind.CLOSE_PROPOSED, proposed), (AskClockKind.CLOSE, closed)]
    return tuple(_clock(kind, day, zone) for kind, day in days)


def next_due(clocks: tuple[AskClock, ...], now: datetime) -> AskClock | None:
    """The clock that an ask waits for: the first that is not yet due, None when all have passed."""
    return next((clock for clock in clocks if clock.due_at > now), None)


def standing(clocks: tuple[AskClock, ...], now: datetime) -> AskClock | None:
    """The clock that an ask stands at: the last that is due, None while nothing is."""
    return next((clock for clock in reversed(clocks) if clock.due_at <= now), None)


def counts_from(asked_at: datetime, *, zone: str, calendar: BusinessCalendar) -> datetime:
    """The instant (UTC) from which an unanswered ask counts in the reply rate.

    14 business days after the ask (DOMAIN.md section 7); before that it is right-censored. The
    template has no say in it, so that rates of two templates mean the same.
    """
    day = calendar.add_business_days(local_date(asked_at, zone), CENSORED_DAYS)
    return start_of(day, zone).due_at


def _clock(kind: AskClockKind, day: date, zone: str) -> AskClock:
    due = start_of(day, zone)
    return AskClock(kind=kind, due_local=due.due_local, due_zone=due.due_zone, due_at=due.due_at)
