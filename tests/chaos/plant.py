"""The product as it runs in life: PostgreSQL, API, workers and ticks, started again when they die."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from api.embedded.confinement import Confinement
from api.embedded.postgres import Cluster
from tests.chaos.plan import TICKS, WORKERS
from tests.conftest import ROOT, free_port, migrate

SECRET: Final = "a key of the chaos campaign of more than thirty-two characters"
DATABASE: Final = "askwell"
BEAT: Final = 0.1
PAUSE: Final = 0.4
"""Seconds between a death and the next start, as a supervisor of an installation takes."""


@dataclass
class Part:
    """One process, which is started again whenever it has ended."""

    name: str
    words: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    due: float | None = None
    starts: int = 0


@dataclass
class Plant:
    """Below `directory`, sending its mail to `smtp_port`; `sabotage` names a guard to take out,
    `apis` is how many processes answer requests, each on a port of its own, and `leave` for how many
    seconds they go on once they are told to end."""

    directory: Path
    smtp_port: int
    sabotage: str = ""
    apis: int = 1
    leave: float = 0.0
    parts: list[Part] = field(default_factory=list)
    _trouble: BaseException | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self.ports = {f"api-{n}" if n else "api": free_port() for n in range(self.apis)}
        # Durable: an immediate shutdown must not lose what was committed.
        self.cluster = Cluster(self.directory, port=free_port())
        self._end, self._ready = threading.Event(), threading.Event()
        # Children die with the thread that started them (prctl(2)): one thread starts them all.
        self._keeper = threading.Thread(target=self._keep, name="keeper")
        self._keeper.start()
        self._ready.wait()
        if self._trouble is not None:
            self._keeper.join()
            raise self._trouble
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._keeper.join()
        if self._trouble is not None:
            raise self._trouble

    @property
    def address(self) -> str:
        """Where the API is."""
        return self.address_of("api")

    def address_of(self, name: str) -> str:
        """Where the API process of that name is."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def send(self, name: str, message: signal.Signals) -> bool:
        """Send a signal to the part of that name; whether it was running."""
        for part in self.parts:
            if part.name == name and part.process is not None and part.process.poll() is None:
                part.process.send_signal(message)
                return True
        return False

    def end(self, name: str) -> tuple[float, int]:
        """Tell the part of that name to end (SIGTERM); how many seconds that took, and its status."""
        (process,) = (part.process for part in self.parts if part.name == name)
        assert process is not None
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait()
        return time.monotonic() - began, status

    def crash_database(self) -> bool:
        """End PostgreSQL as `pg_ctl stop -m immediate` does; whether it was running."""
        try:
            pid = int((self.cluster.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, signal.SIGQUIT)
        except (OSError, ValueError, IndexError):
            return False
        return True

    def _keep(self) -> None:
        try:
            self._start()
            self._ready.set()
            while not self._end.wait(BEAT):
                self._heal()
        except BaseException as error:
            self._trouble = error
        finally:
            self._ready.set()
            self._stop()

    def _start(self) -> None:
        self.cluster.start()
        self.cluster.bootstrap()
        self.cluster.create_database(DATABASE)
        migrate(self.cluster, DATABASE)
        names = [
            *self.ports,
            *(f"worker-{n}" for n in range(WORKERS)),
            *(f"tick-{n}" for n in range(TICKS)),
        ]
        words = {"worker": ("work",), "tick": ("tick",)} | {
            name: ("serve", "--port", str(port), "--leave", str(self.leave))
            for name, port in self.ports.items()
        }
        for name in names:
            part = Part(name, words.get(name) or words[name.partition("-")[0]])
            self.parts.append(part)
            self._spawn(part)
        for name in self.ports:
            self.wait_for(name)

    def _spawn(self, part: Part) -> None:
        module = ["tests.chaos.sabotaged", self.sabotage] if self.sabotage else ["api.cli"]
        command = [sys.executable, "-m", *module, *part.words]
        with (self.directory / f"{part.name}.log").open("ab") as log:
            part.process = subprocess.Popen(
                Confinement().command(command, dies_by=signal.SIGKILL),
                cwd=ROOT,
                env=self._environment(part),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        part.starts, part.due = part.starts + 1, None

    def _environment(self, part: Part) -> dict[str, str]:
        urls = {
            f"DATABASE_{name}": self.cluster.dsn(role, DATABASE, tcp=True)
            for name, role in (("URL", "askwell_app"), ("WORKER_URL", "askwell_worker"))
        }
        mine = {
            **urls,
            "BROKER_URL": urls[
                "DATABASE_URL" if part.name in self.ports else "DATABASE_WORKER_URL"
            ],
            "SECRET_KEY": SECRET,
            "PUBLIC_URL": self.address,
            "SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "FILES_URL": (self.directory / "files").as_uri(),
            "REQUESTS_PER_MINUTE": "0",
            "NO_COLOR": "1",
        }
        kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
        return {name: os.environ[name] for name in kept if name in os.environ} | mine

    def _heal(self) -> None:
        now = time.monotonic()
        if not self.cluster._process_alive:
            self.cluster.start()
        for part in self.parts:
            if part.process is None or part.process.poll() is None:
                continue
            if part.due is None:
                part.due = now + PAUSE
            elif now >= part.due:
                self._spawn(part)

    def wait_for(self, name: str) -> None:
        """Wait until the API process of that name is ready. Raises TimeoutError with its log."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with (
                suppress(urllib.error.URLError, ConnectionError, TimeoutError),
                urllib.request.urlopen(f"{self.address_of(name)}/health/ready", timeout=2),
            ):
                return
            time.sleep(0.05)
        raise TimeoutError((self.directory / f"{name}.log").read_text(errors="replace")[-2000:])

    def _stop(self) -> None:
        for part in self.parts:
            if part.process is not None:
                part.process.kill()
        for part in self.parts:
            if part.process is not None:
                part.process.wait()
        self.cluster.stop()
