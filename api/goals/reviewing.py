"""When a goal is looked at again: pure, the rule of DOMAIN.md section 5."""

from datetime import datetime, timedelta
from typing import Final

TALKS: Final = 3
"""After so many talks a goal is looked at again ..."""
AFTER: Final = timedelta(days=30)
"""... or after so long, if there was a talk since."""


def review_due_since(
    reviewed_at: datetime, talks: list[datetime], now: datetime
) -> datetime | None:
    """Since when it is time to look at a goal again, null while it is not.

    `talks` are the ends of all talks, in any order; only those after `reviewed_at` count.

    >>> from datetime import UTC
    >>> day = lambda n: datetime(2026, 3, n, tzinfo=UTC)
    >>> review_due_since(day(1), [day(2), day(3), day(9)], day(10)).day
    9
    >>> review_due_since(day(1), [day(2), day(3)], day(10)) is None
    True
    >>> review_due_since(day(1), [day(2)], day(31)).day
    31
    """
    since = sorted(at for at in talks if reviewed_at < at <= now)
    third = since[TALKS - 1] if len(since) >= TALKS else None
    later = max(since[0], reviewed_at + AFTER) if since else None
    times = [at for at in (third, later) if at is not None and at <= now]
    return min(times) if times else None
