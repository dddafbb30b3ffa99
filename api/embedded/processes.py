"""Looks at and ends groups of processes, as the supervisor needs it."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_PGRP, _SESSION, _START = 2, 3, 19  # places after the name in /proc/<pid>/stat (proc(5))


@dataclass(frozen=True)
class Glimpse:
    """One process as it was a moment ago; `started` is in clock ticks since boot."""

    pid: int
    state: str
    group: int
    session: int
    started: int


def has_proc() -> bool:
    """Whether the system shows its processes: a bare chroot does not."""
    return (PROC / "self" / "stat").exists()


def glimpse(pid: int) -> Glimpse | None:
    """What the system says of a process; None when it is gone."""
    try:
        # The name stands in parentheses and may itself hold spaces and parentheses.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    numbers = [int(fields[place]) for place in (_PGRP, _SESSION, _START)]
    return Glimpse(pid, fields[0], *numbers)


def members(session: int) -> list[int]:
    """The living processes of a session."""
    everyone = (glimpse(int(each.name)) for each in PROC.glob("[0-9]*"))
    return [each.pid for each in everyone if each and each.session == session and each.state != "Z"]


def end_session(session: int, patience: float, first: signal.Signals = signal.SIGTERM) -> None:
    """Sends every process of a session `first`, and kills after `patience` seconds what stays."""
    if not has_proc():
        # Who is left is not to be seen, and a dead leader counts as one of them until it is reaped.
        _send(-session, first)
        time.sleep(min(patience, 0.5))
        _send(-session, signal.SIGKILL)
        return
    for message, limit in ((first, patience), (signal.SIGKILL, 2.0)):
        for pid in members(session):
            _send(pid, message)
        deadline = time.monotonic() + limit
        while members(session) and time.monotonic() < deadline:
            time.sleep(0.05)


def wait_for_end(pid: int, patience: float) -> None:
    """Returns when process `pid` is gone, or after `patience` seconds."""
    deadline = time.monotonic() + patience
    while _exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)


def end_leftover(session: int, started: int, patience: float) -> None:
    """Ends what is left of a session that a process which began at `started` had opened.

    Does nothing when the number meanwhile belongs to somebody else.
    """
    if not has_proc():
        return  # nothing would tell our leftover from a stranger with its number
    leader = glimpse(session)
    if leader is None or leader.started == started:
        end_session(session, patience)


def _send(pid: int, message: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, message)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
