"""The state directory: what one machine remembers of its Askwell between two starts."""

import hashlib
import json
import secrets
import shlex
import socket
from collections.abc import Iterable, Mapping
from pathlib import Path

from api.embedded.passwords import write_private

REPOSITORY = Path(__file__).resolve().parents[2]


class Place:
    """One state directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        self.directory.mkdir(parents=True, exist_ok=True)
        self.mail, self.files = self.directory / "mail", self.directory / "files"
        self.clock, self.environment = self.directory / "clock", self.directory / "environment"
        self._done = self.directory / "done.json"
        self._ports = self.directory / "ports.json"
        self._chosen: dict[str, int] = {}

    def secret(self, name: str) -> str:
        """A secret of this machine, made at the first call and the same ever after."""
        file = self.directory / name
        if not file.exists():
            write_private(file, secrets.token_urlsafe(32))
        return file.read_text()

    def port(self, name: str) -> int:
        """A port of the loopback for one part: last time's where it is free, else a new one."""
        if name not in self._chosen:
            kept: dict[str, int] = (
                json.loads(self._ports.read_text()) if self._ports.exists() else {}
            )
            if name not in kept or not is_free(kept[name]):
                kept[name] = _any_free_port()
                write_private(self._ports, json.dumps(kept))
            self._chosen[name] = kept[name]
        return self._chosen[name]

    def is_done(self, step: str, state: str) -> bool:
        """Whether `step` was already done for the same `state` of its sources."""
        return self._all_done().get(step) == state

    def done(self, step: str, state: str) -> None:
        """Remembers that `step` was done for `state`."""
        write_private(self._done, json.dumps(self._all_done() | {step: state}))

    def forget_done(self) -> None:
        """Forgets every step: the database is a new one."""
        self._done.unlink(missing_ok=True)

    def leave_environment(self, environment: Mapping[str, str]) -> None:
        """Writes the environment down for other terminals: `set -a; . .askwell/environment`."""
        lines = (f"{name}={shlex.quote(value)}" for name, value in sorted(environment.items()))
        write_private(self.environment, "\n".join(lines) + "\n")

    def _all_done(self) -> dict[str, str]:
        done: dict[str, str] = json.loads(self._done.read_text()) if self._done.exists() else {}
        return done


def fingerprint(files: Iterable[Path]) -> str:
    """A hash of names and contents of `files`."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(hashlib.sha256(str(file).encode() + b"\0" + file.read_bytes()).digest())
    return total.hexdigest()


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` of the loopback."""
    with socket.socket() as probe:
        # As servers do it: a port whose last connections are only dying out counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
