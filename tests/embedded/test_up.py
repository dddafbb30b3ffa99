"""`askwell up` as a person runs it: a new directory, the address, kill -9, Ctrl-C, a second start."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.embedded.postgres import Cluster
from api.embedded.processes import glimpse
from api.embedded.wiring import DATABASE_URLS

REPOSITORY = Path(__file__).parents[2]


class Up:
    """A running `askwell up`."""

    def __init__(self, data: Path, port: int, *words: str, **settings: str) -> None:
        self.data, self.port, self.lines = data, port, []  # type: ignore[var-annotated]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "up", f"--port={port}", f"--data={data}", *words],
            cwd=REPOSITORY,
            env=plain_environment() | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def said(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, "".join(self.lines))

    def wait_for(self, pattern: str, limit: float = 60.0) -> re.Match[str]:
        assert within(limit, lambda: self.said(pattern) or self.process.poll() is not None)
        found = self.said(pattern)
        assert found, "".join(self.lines)
        return found

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(35)
        self._reader.join()
        return status

    def parts(self) -> dict[str, int]:
        """The processes that are kept running, by name."""
        mine = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            pid = int(entry.parent.name)
            try:
                parent = int(entry.read_text().rpartition(")")[2].split()[1])
                words = (entry.parent / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if parent == self.process.pid:
                mine[next((name for name in NAMES if NAMES[name] in words), words[0])] = pid
        return {name: pid for name, pid in mine.items() if name in NAMES}

    def kill(self, name: str) -> None:
        """Kills a part and returns when another process has taken its place."""
        # A part may just be away by itself, its database having been killed before it.
        assert within(30, lambda: name in self.parts()), "".join(self.lines)
        pid = self.parts()[name]
        os.kill(pid, signal.SIGKILL)
        assert within(30, lambda: self.parts().get(name, pid) != pid), "".join(self.lines)

    def worked(self) -> float:
        """Seconds of work that the start took so far, by all of its processes."""
        ticks = 0
        for pid in (self.process.pid, *self.parts().values()):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # own and reaped children's (proc(5))
        return ticks / os.sysconf("SC_CLK_TCK")

    def answers(self, path: str = "/health/ready") -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.HTTPError, urllib.error.URLError, ConnectionError, TimeoutError) as no:
            if isinstance(no, urllib.error.HTTPError):
                no.close()
            return False

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            self.lines.extend(iter(stream.readline, ""))


NAMES = {
    "postgres": "-D",
    "mail": "api.embedded.mail_catcher",
    "api": "serve",
    "worker": "work",
    "tick": "tick",
}


def plain_environment() -> dict[str, str]:
    """Ours, without any setting of the product."""
    foreign = ("DATABASE_", "BROKER_", "SMTP_", "PUBLIC_", "SECRET_", "ASKWELL_")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


@contextmanager
def started(data: Path, port: int, *words: str, **settings: str) -> Iterator[Up]:
    up = Up(data, port, *words, **settings)
    try:
        yield up
    finally:
        up.process.kill()
        up.process.wait()


def within(seconds: float, true: Callable[[], object]) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="askwell-up-") as folder:
        yield Path(folder) / "state"


def assert_closed_to_others(data: Path) -> None:
    """Whether only its owner reads what is secret in a state directory."""
    secrets = ("passwords.json", "environment", "secret-key", "mail-key", "ports.json")
    for name in (*secrets, "logs", "mail"):
        assert (data / name).stat().st_mode & 0o077 == 0, name


@pytest.mark.timeout(300)
def test_up_starts_heals_and_ends_everything(data: Path, free_port: int) -> None:
    with started(data, free_port, "--no-demo") as up:
        link = up.wait_for(r"Sign in +(\S+)")[1]
        assert link.startswith(f"http://127.0.0.1:{free_port}/")
        assert up.answers()
        assert_closed_to_others(data)
        before = up.parts()
        assert before.keys() == NAMES.keys(), "".join(up.lines)

        second = subprocess.run(
            [sys.executable, "-m", "api.cli", "up", f"--data={data}"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
        )
        assert second.returncode != 0
        assert f"already runs on {data}: http://127.0.0.1:{free_port}" in second.stderr

        for name in before:
            up.kill(name)
        assert within(60, up.answers), "".join(up.lines)

        after = up.parts()
        assert up.end() == 0
        assert all(glimpse(pid) is None for pid in after.values())
        assert not up.answers()

    # A shell that has read our own settings does not make them settings of the person's.
    lines = (data / "environment").read_text().splitlines()
    told = dict(line.replace("'", "").split("=", 1) for line in lines)
    with started(data, free_port, "--no-demo", **told) as again:
        again.wait_for(r"Sign in +(\S+)")
        # The issue asks for 5 s, on two cores: what they could work in that time, since the clock
        # on the wall also counts what other tests do beside this one.
        assert again.worked() < 10
        assert not again.said("Migrations")
        assert "postgres" in again.parts()
        again.process.kill()
        again.process.wait()
        assert within(10, lambda: not again.answers())

    with started(data, free_port, "--no-demo") as healed:
        healed.wait_for(r"Sign in +(\S+)")
        assert healed.end() == 0


def test_with_a_database_of_ones_own_none_is_started(
    data: Path, free_port: int, cluster: Cluster
) -> None:
    cluster.create_database("own_database_of_up")
    addresses = {
        name: cluster.dsn(role, "own_database_of_up") for name, role in DATABASE_URLS.items()
    }
    with started(data, free_port, "--no-demo", **addresses) as up:
        up.wait_for(r"Sign in +(\S+)")
        assert up.parts().keys() == NAMES.keys() - {"postgres"}, "".join(up.lines)
        assert up.answers()
        assert not list(data.glob("postgres*"))
        assert up.end() == 0
    half = {"DATABASE_URL": addresses["DATABASE_URL"]}
    with started(data, free_port, "--no-demo", **half) as incomplete:
        incomplete.wait_for("missing: DATABASE_OWNER_URL")


def test_a_taken_port_is_named(data: Path, taken_port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "up", f"--port={taken_port}", f"--data={data}"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"port {taken_port} is taken by another program; choose one with --port" in done.stderr
