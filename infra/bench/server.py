"""`askwell serve` as an installation runs it."""

import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final, Self

from api.embedded.postgres import Cluster

from .data import SECRET
from .processes import Process

SLOWEST: Final = 60.0
"""Seconds after which a server that does not answer is given up."""


class ServerError(Exception):
    """The server did not start; what it said last is in the message."""


class Server:
    """One API process on a database of the bench. `ready_seconds` is how long its start took."""

    def __init__(self, cluster: Cluster, database: str, port: int, log: Path) -> None:
        self.port = port
        self.ready_seconds = 0.0
        self._log = log
        self._environment = {
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
        command = ["api.cli", "serve", "--port", str(self.port)]
        self._process = Process(command, self._environment, self._log)
        while not self._is_ready():
            if self._process.ended or time.monotonic() - began > SLOWEST:
                self._process.end()
                raise ServerError(self._process.last_words())
            time.sleep(0.01)
        self.ready_seconds = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        self._process.end()

    def cpu_seconds(self) -> float:
        """The processor time this process has used so far."""
        return self._process.cpu_seconds()

    def memory(self) -> float:
        """Megabytes of this process that are in memory (RSS)."""
        return self._process.memory()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False
