"""Each ask as the measures see it: whom it went to, what came of it, and how long that took. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from typing import Final

import msgspec

from api.localtime import BusinessCalendar, local_date
from api.overview.measures import Ask
from api.overview.rounds import Round
from api.threads.clocks import counts_from
from api.threads.stages import Stage

ON_THE_WAY: Final = frozenset({Stage.REPLIED_YES, Stage.SCHEDULING, Stage.SCHEDULED})
"""Stages from which the talk is still to come: such an ask has not failed to lead to one."""


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A date that was set, or a talk that took place without one; `ended_at` once it was held."""

    planned_at: datetime
    starts_at: datetime
    state: str
    ended_at: datetime | None
    thanked_at: datetime | None

    @property
    def was_agreed(self) -> bool:
        """A date that was set before it came, not a talk that was told afterwards."""
        return self.planned_at < self.starts_at


class Pursuit(msgspec.Struct, frozen=True, kw_only=True):
    """One thread: where it stands, whom it is with, its asks and its talks."""

    stage: Stage
    source: str | None
    rounds: list[Round]
    talks: list[Talk]


class Asked(Ask, frozen=True, kw_only=True):
    """One ask. `answer_days` and `talk_days` are business days from the ask to the first answer,
    and from there to the end of the talk; `on_the_way` that the talk may still come."""

    source: str | None
    yes: bool
    dated: bool
    talked: bool
    on_the_way: bool
    answer_days: int | None
    talk_days: int | None

    def counts(self, now: datetime) -> bool:
        """Whether it counts in the reply rate (DOMAIN.md section 7)."""
        return self.answered or now >= self.counts_from

    def is_decided(self, now: datetime) -> bool:
        """Whether it is known if it led to a talk: what still may lead to one is right-censored."""
        return self.talked or (self.counts(now) and not self.on_the_way)


def asks_of(pursuit: Pursuit, *, zone: str, calendar: BusinessCalendar) -> Iterator[Asked]:
    """The asks of one thread; `calendar` is that of the contact's country (DOMAIN.md section 5)."""
    nexts = [one.asked_at for one in pursuit.rounds[1:]]
    for one, until in zip_longest(pursuit.rounds, nexts):
        held = next((talk for talk in _within(pursuit.talks, one, until) if talk.ended_at), None)
        yield Asked(
            counts_from=counts_from(one.asked_at, zone=zone, calendar=calendar),
            answered=one.answered_at is not None,
            source=pursuit.source,
            yes=one.yes,
            dated=any(_within(pursuit.talks, one, until)),
            talked=held is not None,
            on_the_way=held is None and until is None and pursuit.stage in ON_THE_WAY,
            answer_days=_days(one.asked_at, one.answered_at, zone, calendar),
            talk_days=_days(one.answered_at, held.ended_at, zone, calendar) if held else None,
        )


def _within(talks: Iterable[Talk], one: Round, until: datetime | None) -> Iterator[Talk]:
    for talk in talks:
        at = talk.ended_at or talk.planned_at
        if at >= one.asked_at and (until is None or at < until):
            yield talk


def _days(
    start: datetime | None, end: datetime | None, zone: str, calendar: BusinessCalendar
) -> int | None:
    if start is None or end is None or end < start:
        return None
    return calendar.business_days_between(local_date(start, zone), local_date(end, zone))
