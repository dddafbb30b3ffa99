"""`askwell serve` as an installation runs it, and what the kernel says of its process."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

from api.embedded.postgres import Cluster

from .data import SECRET

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 60.0
"""Seconds after which a server that does not answer is given up."""
_TICKS = os.sysconf("SC_CLK_TCK")


class ServerError(Exception):
    """The server did not start; what it said last is in the message."""


class Server:
    """One API process on a database of the bench. `ready_seconds` is how long its start took."""

    def __init__(self, cluster: Cluster, database: str, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.ready_seconds = 0.0
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PG")
        } | {
            "ASKWELL_ENV": "production",
            "DATABASE_URL": cluster.dsn("askwell_app", database, tcp=True),
            "PUBLIC_URL": "https://bench.example.org",
            "SECRET_KEY": SECRET,
            "FILES_URL": "memory:///",
            "REQUESTS_PER_MINUTE": "0",
            "DATABASE_POOL_SIZE": "10",
        }

    def __enter__(self) -> Self:
        began = time.monotonic()
        with self.log.open("wb") as sink:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "api.cli", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
            )
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() - began > SLOWEST:
                self.__exit__()
                raise ServerError(self.log.read_text(errors="replace")[-2000:])
            time.sleep(0.01)
        self.ready_seconds = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """The processor time this process has used so far."""
        words = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / _TICKS

    def memory(self) -> float:
        """Megabytes of this process that are in memory (RSS)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False
