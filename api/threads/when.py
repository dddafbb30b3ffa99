"""When something happened, from what a person says: now, earlier today, yesterday, or picked."""

from datetime import UTC, datetime, timedelta
from typing import Final

from api.errors import InvalidInput
from api.localtime import local_date

SKEW: Final = timedelta(minutes=5)
"""How far a device's clock may be ahead: what it calls now is now."""

_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 9998


def moment(
    at: datetime | None,
    precision: str,
    now: datetime,
    zone: str,
    *,
    asked_at: datetime | None = None,
) -> datetime:
    """The instant (UTC) something happened.

    Without `at` it is now, which only "now" may leave unsaid. On the day of the ask nothing comes
    before it ("earlier today" is rough); on an earlier day it is refused. Raises InvalidInput for
    a time without a zone, in the future, before 1970, or on a day before the ask.
    """
    if at is None:
        if precision != "now":
            raise InvalidInput.field("body.at", "missing", "Say when it happened.")
        at = now
    if at.tzinfo is None:
        raise InvalidInput.field("body.at", "no-zone", "Give the time with its zone.")
    if at.year < _FIRST_YEAR:
        raise InvalidInput.field("body.at", "too-early", "Pick a time after 1970.")
    if at.year > _LAST_YEAR or at > now + SKEW:
        raise InvalidInput.field("body.at", "in-the-future", "It can't have happened yet.")
    at = min(at.astimezone(UTC), now)
    if asked_at is None or at >= asked_at:
        return at
    if local_date(at, zone) == local_date(asked_at, zone):
        return asked_at
    raise InvalidInput.field("body.at", "before-the-ask", "That was before you asked them.")
