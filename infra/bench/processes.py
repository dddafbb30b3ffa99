"""Processes of the product as an installation runs them, and what the kernel says of each."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ENDING_SECONDS: Final = 20.0
"""So long a process may take to end by itself."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """One process, from now until it is ended; what it says is in `log`."""

    def __init__(self, module: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as sink:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", *module],
                cwd=ROOT,
                # No variable of ours bends PostgreSQL's clients.
                env={
                    **{name: value for name, value in os.environ.items() if name[:2] != "PG"},
                    **environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
            )

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process.poll() is not None

    def last_words(self) -> str:
        """What it said last."""
        return self.log.read_text(errors="replace")[-2000:]

    def end(self) -> None:
        """Have it end, by force when it does not."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """The processor time it has used so far."""
        words = self._kernel("stat").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / _TICKS

    def memory(self) -> float:
        """Megabytes of it that are in memory (RSS)."""
        return int(self._kernel("status").partition("VmRSS:")[2].split()[0]) / 1024

    def _kernel(self, file: str) -> str:
        return Path(f"/proc/{self._process.pid}/{file}").read_text()
