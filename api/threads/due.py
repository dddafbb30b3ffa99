"""Which clock of a thread is shown, and when: the ask's, the talk's or the thank-you's."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from api.localtime import BusinessCalendar, country_code, due_from, local_time
from api.threads.clocks import (
    MOST_TOUCHES,
    TEMPLATES,
    THANKS,
    AskClock,
    AskClockKind,
    TemplateName,
    ask_clocks,
    calendar_for,
)
from api.threads.stages import Group, Stage, group_of
from api.threads.state import State


class DueKind(StrEnum):
    """What a thread is due for."""

    FOLLOW_UP = "follow_up"
    CLOSE_PROPOSED = "close_proposed"
    TALK = "talk"
    THANKS = "thanks"


_KINDS: Final = {kind.value: kind for kind in DueKind}


class Due(msgspec.Struct, frozen=True, gc=False):
    """The clock of a thread: what for, the instant, and the wall-clock time meant in `zone`."""

    kind: DueKind
    at: datetime
    local: datetime
    zone: str


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a person settled about clocks, and where the contact is."""

    zone: str
    calendar: BusinessCalendar
    template: TemplateName
    contact_country: str | None


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of a thread's clocks. `close` closes a silent ask by itself; from `second`
    on a second person at the same employer may be thought of."""

    due: Due | None
    propose_close_at: datetime | None
    close: AskClock | None
    second: AskClock | None


NO_CLOCK: Final = Clock(due=None, propose_close_at=None, close=None, second=None)


def terms_of(
    *,
    zone: str,
    country: str | None,
    working_days: list[int],
    template: str,
    contact_country: str | None,
) -> Terms:
    """The terms from a profile and a contact's country (two letters; anything else is unknown)."""
    return Terms(
        zone=zone,
        calendar=BusinessCalendar(_country(country), frozenset(working_days) or None),
        template=TemplateName(template),
        contact_country=_country(contact_country),
    )


def _country(text: str | None) -> str | None:
    try:
        return country_code(text) if text else None
    except ValueError:
        return None


def clock_of(state: State, terms: Terms) -> Clock:
    """The clocks of a thread in this state.

    An open ask: the follow-up while there is a touch left, then closing; none while its plan rests. A date: its beginning.
    A talk not yet thanked: 24 hours after its end. Everything else waits for nobody.
    """
    if group_of(state.stage) is Group.WAITING and state.waiting_since is not None:
        return _ask_clock(state, terms)
    zone = state.talk_zone or terms.zone
    if state.stage is Stage.SCHEDULED and state.talk_starts_at is not None:
        return _only(DueKind.TALK, state.talk_starts_at, zone)
    if state.stage is Stage.HELD and state.thanked_at is None and state.held_at is not None:
        return _only(DueKind.THANKS, state.held_at + THANKS, terms.zone)
    return NO_CLOCK


def _only(kind: DueKind, at: datetime, zone: str) -> Clock:
    due = due_from(at, zone)
    shown = Due(kind=kind, at=due.due_at, local=due.due_local, zone=due.due_zone)
    return Clock(due=shown, propose_close_at=None, close=None, second=None)


def plan_of(state: State, terms: Terms) -> tuple[AskClock, ...]:
    """All clocks of an open ask, soonest first, as if its plan did not rest; none of any other.

    What it rested since its last touch is added to that touch.
    """
    since = state.waiting_since
    if since is None or group_of(state.stage) is not Group.WAITING:
        return ()
    rested, followed_up_at = timedelta(seconds=state.rested_seconds), None
    if state.touches >= MOST_TOUCHES:
        # An ask that was reopened after its follow-up waits anew, without a third touch.
        followed_up_at = max(state.followed_up_at or since, since) + rested
    else:
        since += rested
    return ask_clocks(
        since,
        zone=terms.zone,
        calendar=calendar_for(terms.contact_country, terms.calendar),
        template=TEMPLATES[terms.template],
        followed_up_at=followed_up_at,
        second_person=True,
    )


def _ask_clock(state: State, terms: Terms) -> Clock:
    if state.paused_at is not None:
        return NO_CLOCK
    clocks = {clock.kind: clock for clock in plan_of(state, terms)}
    proposed = clocks[AskClockKind.CLOSE_PROPOSED]
    first = clocks.get(AskClockKind.FOLLOW_UP, proposed)
    return Clock(
        due=Due(
            kind=DueKind(first.kind), at=first.due_at, local=first.due_local, zone=first.due_zone
        ),
        propose_close_at=proposed.due_at,
        close=clocks[AskClockKind.CLOSE],
        second=clocks.get(AskClockKind.SECOND_PERSON),
    )


def shown_due(
    kind: str | None,
    at: datetime | None,
    local: datetime | None,
    zone: str | None,
    propose_close_at: datetime | None,
    now: datetime,
) -> Due | None:
    """The clock to show at `now`: a follow-up that nobody sent gives way to closing kindly."""
    if kind is None or at is None or local is None or zone is None:
        return None
    if propose_close_at is not None and propose_close_at <= now and kind == "follow_up":
        return Due(
            kind=DueKind.CLOSE_PROPOSED,
            at=propose_close_at,
            local=local_time(propose_close_at, zone),
            zone=zone,
        )
    return Due(_KINDS[kind], at, local, zone)
