"""The one place where the present time is read; outside production it can be shifted by a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Tells the time in UTC. With a `shift_file` its content (seconds) is added, read at each call,
    so that every process of a development machine lives at the same shifted time."""

    def __init__(self, shift_file: str = "") -> None:
        self._file = Path(shift_file) if shift_file else None

    def now(self) -> datetime:
        """The present, with zone UTC."""
        return datetime.now(UTC) + self.shift()

    def shift(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        if self._file is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self._file.read_text() or 0))
        except FileNotFoundError:
            return timedelta()
