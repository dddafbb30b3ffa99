"""Times as a mail says them."""

from datetime import datetime, timedelta


def clock_time(local: datetime) -> str:
    """The time on the wall: 12:30."""
    return f"{local.hour}:{local.minute:02d}"


def hours_left(left: timedelta) -> int:
    """Whole hours, at least one: "4 hours left" is said from 4 h 50 min down to 3 h 58 min, so that
    a mail that took a moment does not lose an hour."""
    return max(1, int((left.total_seconds() + 120) // 3600))
