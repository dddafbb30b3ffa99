"""When a talk comes up: before it, right after it, and until the thank-you is sent.

Four moments may interrupt, and never in quiet hours (DOMAIN.md section 5): the conversation in an
hour, "how was it?", the thank-you nudge and its last call. A moment that is None here does not
interrupt; what it is about stands on Today and in the daily message all the same.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from api.localtime import Due, QuietHours, due_from, due_on, local_time
from api.threads.clocks import THANKS

PREPARATION: Final = timedelta(days=1)
HOUR_BEFORE: Final = timedelta(hours=1)
LEAST_NOTICE: Final = timedelta(minutes=15)
"""Less notice than this helps nobody on the way; then the evening before is the better time."""

DEBRIEF: Final = timedelta(minutes=15)
NUDGE: Final = timedelta(hours=2)
LAST_CALL: Final = timedelta(hours=20)
RESTS: Final = timedelta(days=7)


class BeforeTalk(msgspec.Struct, frozen=True, kw_only=True):
    """The clocks that run up to a talk."""

    preparation: Due | None
    hour_before: Due | None


class AfterTalk(msgspec.Struct, frozen=True, kw_only=True):
    """The clocks that run from the end of a talk, planned or as it was told."""

    debrief: Due | None
    nudge: Due | None
    last_call: Due | None
    thanks: Due
    rests: Due


def before_talk(
    starts_at: datetime, *, zone: str, quiet: QuietHours, planned_at: datetime
) -> BeforeTalk:
    """The clocks of a talk that was planned, or moved, at `planned_at`; `zone` is the person's.

    Preparation is due at the same time on the wall the day before. "A conversation in an hour"
    that would be quiet comes when quiet hours end, if that leaves 15 minutes (quiet until 08:00:
    a talk at 08:30 is announced at 08:00); else in the last waking hour before (a talk at 07:00
    on the evening before). A moment that had passed when the talk was planned does not come.
    """
    day_before = due_on(local_time(starts_at, zone) - PREPARATION, zone)
    hour_before = _announced(starts_at, zone, quiet)
    return BeforeTalk(
        preparation=day_before if day_before.due_at > planned_at else None,
        hour_before=due_from(hour_before, zone) if hour_before > planned_at else None,
    )


def _announced(starts_at: datetime, zone: str, quiet: QuietHours) -> datetime:
    hour_before = starts_at - HOUR_BEFORE
    allowed = quiet.next_allowed(hour_before, zone)
    if allowed <= starts_at - LEAST_NOTICE:
        return allowed
    return quiet.last_waking_before(hour_before, zone)


def after_talk(ended_at: datetime, *, zone: str, quiet: QuietHours) -> AfterTalk:
    """The clocks of a talk from its end: the planned one until the person tells the real one.

    "How was it?" and the nudge come at their moment or, when that is quiet, not at all. The last
    call is moved earlier, never later: to the last waking hour before +20 h, though not before
    +2 h. It is None only for somebody who is awake at no moment between +2 h and +20 h. When
    it comes within an hour of the nudge it speaks for both. The thank-you is due 24 hours of
    elapsed time after the end, also in nights in which the clocks change.
    """
    last_call = _last_call(ended_at, zone, quiet)
    nudge = _unless_quiet(ended_at + NUDGE, zone, quiet)
    if nudge and last_call and last_call < nudge + timedelta(hours=1):
        nudge = None
    return AfterTalk(
        debrief=_due(_unless_quiet(ended_at + DEBRIEF, zone, quiet), zone),
        nudge=_due(nudge, zone),
        last_call=_due(last_call, zone),
        thanks=due_from(ended_at + THANKS, zone),
        rests=due_on(local_time(ended_at, zone) + RESTS, zone),
    )


def _last_call(ended_at: datetime, zone: str, quiet: QuietHours) -> datetime | None:
    moment = quiet.last_waking_before(ended_at + LAST_CALL, zone)
    if moment >= ended_at + NUDGE:
        return moment
    # The last waking hour began before +2 h: what is left of it may still serve.
    return _unless_quiet(ended_at + NUDGE, zone, quiet)


def _unless_quiet(at: datetime, zone: str, quiet: QuietHours) -> datetime | None:
    return None if quiet.quiet_at(at, zone) else at


def _due(at: datetime | None, zone: str) -> Due | None:
    return None if at is None else due_from(at, zone)


def on_time(ended_at: datetime, sent_at: datetime) -> bool:
    """Whether a thank-you was sent within 24 hours of the end, the last instant included."""
    return sent_at - ended_at <= THANKS
