"""Keeps the parts of the product running: starts, restarts and stops child processes."""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from api.embedded.confinement import Confinement
from api.embedded.logs import PartLog
from api.embedded.passwords import write_private
from api.embedded.processes import end_leftover, end_session, glimpse

BACKOFF = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before a part is started again, by how often it died in a row."""
HEALTHY = 30.0
"""Seconds after which a part counts as sound and its deaths are forgotten."""
BEAT = 0.1
"""Seconds between two looks at the parts."""


class PartError(Exception):
    """A part does not start; the message ends with the last lines of its log."""


class AlreadyRunningError(Exception):
    """Another process runs on the same state directory."""


@dataclass(frozen=True)
class Part:
    """One process to keep running.

    Parts of one `stage` stop together, later stages before earlier ones; `stop_limit` is in
    seconds, and `force_signal` is what comes after it, before the kill. `before` runs ahead of
    every start. With `confined`, `command` already says how the process dies with its parent.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    stage: int
    ready: Callable[[], bool] = lambda: True
    before: Callable[[], None] = lambda: None
    confined: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    force_signal: signal.Signals = signal.SIGTERM
    stop_limit: float = 10.0


@dataclass
class _Running:
    part: Part
    log: PartLog
    process: subprocess.Popen[bytes]
    since: float
    deaths: int = 0
    due: float | None = field(default=None)


class Supervisor:
    """Runs parts below a state directory, one supervisor at a time.

    Everything happens in the thread that called `start`: children get their death signal when
    that thread ends, not only when the process does (prctl(2)).
    """

    def __init__(self, state: Path, say: Callable[[str], None]) -> None:
        self.state, self.say = state, say
        self._running: list[_Running] = []
        self._record = state / "parts.json"
        self._lock = self._take()
        self._end_leftovers()

    def announce(self, address: str) -> None:
        """Leaves `address` for whoever tries to start a second time."""
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write(json.dumps({"pid": os.getpid(), "address": address}))
        self._lock.flush()

    def start(self, parts: Iterable[Part], limit: float = 60.0) -> None:
        """Starts `parts` at once and returns when all are ready. PartError when one is not."""
        fresh = [self._start(part) for part in parts]
        deadline = time.monotonic() + limit
        for each in fresh:
            while not each.part.ready():
                if each.process.poll() is not None:
                    raise PartError(f"{each.part.name} ended at once:\n{self._words(each)}")
                if time.monotonic() > deadline:
                    raise PartError(
                        f"{each.part.name} was not ready in {limit:.0f} s:\n{self._words(each)}"
                    )
                for other in self._running:
                    if other not in fresh:
                        self._heal(other)
                time.sleep(0.02)

    def watch(self, enough: Callable[[], bool]) -> None:
        """Starts again what dies, until `enough` says so."""
        while not enough():
            for each in self._running:
                self._heal(each)
            time.sleep(BEAT)

    def stop(self) -> None:
        """Ends all parts, later stages first, and gives the state directory back."""
        for stage in sorted({each.part.stage for each in self._running}, reverse=True):
            self._stop_together([each for each in self._running if each.part.stage == stage])
        self._running.clear()
        self._record.unlink(missing_ok=True)
        self._lock.close()

    def _start(self, part: Part) -> _Running:
        log = PartLog(self.state / "logs", part.name)
        running = _Running(part, log, self._spawn(part, log), time.monotonic())
        self._running.append(running)
        self._remember()
        return running

    def _spawn(self, part: Part, log: PartLog) -> subprocess.Popen[bytes]:
        part.before()
        command = part.command
        if not part.confined:
            command = Confinement().command(command, dies_by=signal.SIGTERM)
        process = subprocess.Popen(  # noqa: S603
            command,
            env=dict(part.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/" if part.confined else None,
            start_new_session=True,  # Ctrl-C ends the parts in our order, not all at once
        )
        if process.stdout is not None:
            log.follow(process.stdout)
        return process

    def _heal(self, each: _Running) -> None:
        now = time.monotonic()
        if each.due is None:
            if not _dead(each.process.pid):
                return
            # Swept before it is reaped: until then its number cannot belong to anybody else.
            end_session(each.process.pid, 2.0)
            how = each.process.wait()
            each.deaths = 0 if now - each.since > HEALTHY else each.deaths
            pause = BACKOFF[min(each.deaths, len(BACKOFF) - 1)]
            each.deaths += 1
            each.due = now + pause
            self.say(f"{each.part.name} ended ({_how(how)}); starting it again in {pause:.0f} s")
        if now >= each.due:
            try:
                each.process = self._spawn(each.part, each.log)
            except Exception as error:
                self.say(f"{each.part.name} could not be started: {error}")
                each.deaths += 1
                each.due = now + BACKOFF[min(each.deaths, len(BACKOFF) - 1)]
                return
            each.since, each.due = time.monotonic(), None
            self._remember()

    def _stop_together(self, group: list[_Running]) -> None:
        living = [each for each in group if each.process.poll() is None]
        began = time.monotonic()
        for each in reversed(living):
            each.process.send_signal(each.part.stop_signal)
        for each in living:
            _wait_unreaped(each.process.pid, began + each.part.stop_limit)
            end_session(each.process.pid, 1.0, each.part.force_signal)
            each.process.wait()
        for each in group:
            each.log.close()

    def _words(self, each: _Running) -> str:
        time.sleep(0.1)  # the last lines are still on their way to the file
        return f"{each.log.tail()}\n(all of it: {each.log.file})"

    def _take(self) -> IO[str]:
        self.state.mkdir(parents=True, exist_ok=True)
        lock = (self.state / "up.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with lock:
                lock.seek(0)
                known = lock.read()
            if not known:
                raise AlreadyRunningError(f"Askwell is already starting on {self.state}") from None
            other = json.loads(known)
            raise AlreadyRunningError(
                f"Askwell already runs on {self.state}: {other['address']} (process {other['pid']})"
            ) from None
        lock.truncate(0)
        return lock

    def _remember(self) -> None:
        seen = [glimpse(each.process.pid) for each in self._running if not each.part.confined]
        write_private(self._record, json.dumps([[each.pid, each.started] for each in seen if each]))

    def _end_leftovers(self) -> None:
        with suppress(FileNotFoundError, ValueError):
            for session, started in json.loads(self._record.read_text()):
                end_leftover(session, started, 5.0)


def _dead(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _wait_unreaped(pid: int, deadline: float) -> None:
    while not _dead(pid) and time.monotonic() < deadline:
        time.sleep(0.02)


def _how(status: int) -> str:
    return f"status {status}" if status >= 0 else signal.Signals(-status).name
