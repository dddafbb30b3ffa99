"""Waits for the processes that a killed PostgreSQL server leaves behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from api.embedded.processes import has_proc, wait_for_end

PATIENCE = 10.0
"""Seconds for a server that shuts down by itself, its parent having died."""
FORCE = ((signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
"""What leftovers are sent then, and the seconds they get after it."""


class StillRunningError(Exception):
    """Processes work on the data directory and do not go away."""


def processes_in(directory: Path) -> list[int]:
    """The processes that work in `directory`: every PostgreSQL process does so in its data."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.readlink(entry / "cwd") == str(directory):
                found.append(int(entry.name))
    return found


def settle(data: Path) -> None:
    """Returns when no process works on `data`; ends those that stay. Raises StillRunningError.

    Only for the holder of the cluster's lock: a server that is alive then has lost the process
    that watched over it, and its backends live on for a while after the postmaster was killed.
    """
    data = data.resolve()
    if not has_proc():
        # Only the number of the last server is known, and it may be a stranger's by now.
        if (pid := _postmaster(data)) is not None:
            wait_for_end(pid, PATIENCE)
        return
    gone = _gone(data, PATIENCE if _postmaster(data) in processes_in(data) else 0.2)
    for message, patience in FORCE:
        for pid in [] if gone else processes_in(data):
            with suppress(ProcessLookupError):
                os.kill(pid, message)
        gone = gone or _gone(data, patience)
    if not gone:
        raise StillRunningError(f"processes {processes_in(data)} still work on {data}")
    # Its number may belong to another process by now, which would keep the server from starting.
    (data / "postmaster.pid").unlink(missing_ok=True)


def _postmaster(data: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return int((data / "postmaster.pid").read_text().split()[0])
    return None


def _gone(data: Path, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while processes_in(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
