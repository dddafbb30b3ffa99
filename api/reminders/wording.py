"""Time that is left, as a mail says it."""

from datetime import timedelta


def hours_left(left: timedelta) -> int:
    """Whole hours, at least one: "4 hours left" is said from 4 h 50 min down to 3 h 58 min, so that
    a mail that took a moment does not lose an hour."""
    return max(1, int((left.total_seconds() + 120) // 3600))
