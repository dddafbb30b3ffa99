"""Writes what the parts say into files, each line with its time and the name of its part."""

import logging
import threading
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LARGEST = 5 * 1024 * 1024
"""Bytes of a log file before it is set aside; one older file is kept."""


class PartLog:
    """The log file of one part."""

    def __init__(self, directory: Path, name: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)  # logs may hold addresses of people
        self.file = directory / f"{name}.log"
        self._name = name
        self._handler = RotatingFileHandler(self.file, maxBytes=LARGEST, backupCount=1, delay=True)
        line = logging.Formatter(f"%(asctime)s.%(msecs)03dZ {name} | %(message)s")
        line.converter = time.gmtime
        line.default_time_format = "%Y-%m-%dT%H:%M:%S"
        line.datefmt = line.default_time_format
        self._handler.setFormatter(line)

    def write(self, line: str) -> None:
        """Adds one line."""
        self._handler.handle(
            logging.LogRecord(self._name, logging.INFO, "", 0, "%s", (line,), None)
        )

    def follow(self, stream: IO[bytes]) -> None:
        """Copies the lines of `stream` until it ends, in a thread of its own."""
        threading.Thread(target=self._copy, args=(stream,), daemon=True).start()

    def tail(self, lines: int = 8) -> str:
        """The last lines, to tell a person why a part ended."""
        if not self.file.exists():
            return ""
        return "\n".join(self.file.read_text(errors="replace").splitlines()[-lines:])

    def close(self) -> None:
        """Ends the file."""
        self._handler.close()

    def _copy(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self.write(line.decode(errors="replace").rstrip())
