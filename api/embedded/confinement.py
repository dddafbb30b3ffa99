"""Decides which user of the operating system PostgreSQL runs as, and with which powers.

PostgreSQL refuses to run as root. The reasons for what stands here are in
`infra/decisions/embedded-postgresql.md`.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PRIVATE_UIDS = range(60578, 61184)
"""User numbers that neither Debian nor systemd hands out (systemd, "UIDs and GIDs")."""

PATH_CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}
"""What lets a user pass closed directories: the weaker power first (capabilities(7))."""

_CAPABILITY_READ = 23  # PR_CAPBSET_READ of prctl(2)


class ConfinementError(Exception):
    """Root cannot hand PostgreSQL to another user here; the message says what to do."""


@dataclass(frozen=True)
class Confinement:
    """How a child is started: as another user when we are root, dying with us."""

    uid: int | None = None
    capability: str | None = None

    def command(self, argv: Sequence[str], *, dies_by: signal.Signals) -> list[str]:
        """The command line that runs `argv` confined; it gets `dies_by` when its parent dies."""
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            if self.uid is not None:
                raise ConfinementError(
                    "PostgreSQL does not run as root and `setpriv` is missing; "
                    "run as another user, or on Debian: apt-get install util-linux"
                )
            return list(argv)
        words = [setpriv, "--no-new-privs", "--pdeathsig", dies_by.name.removeprefix("SIG")]
        if self.uid is not None:
            powers = "-all" if self.capability is None else f"-all,+{self.capability}"
            words += [f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups"]
            words += [f"--{kind}={powers}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
            if self.capability is not None:
                # Without it access(2) asks as if the power were not there, and PostgreSQL asks.
                words += ["--securebits=+no_setuid_fixup"]
        return [*words, *argv]

    def own(self, path: Path) -> None:
        """Hands a file, or a directory with everything in it, to the confined user."""
        if self.uid is None:
            return
        os.chown(path, self.uid, self.uid, follow_symlinks=False)
        for folder, folders, files in os.walk(path):
            for name in (*folders, *files):
                os.chown(Path(folder) / name, self.uid, self.uid, follow_symlinks=False)

    def with_name(self) -> "Confinement":
        """The same with a user that has a name: `initdb` refuses to run without one."""
        if self.uid is None:
            return self
        return replace(self, uid=pwd.getpwnam("nobody").pw_uid)


def confine(data: Path, program: str) -> Confinement:
    """The confinement under which `program` can run and reach `data`'s parent. ConfinementError."""
    if os.geteuid() != 0:
        return Confinement()
    uid = data.stat().st_uid if data.exists() else _private_uid(data)
    capabilities = (name for name, number in PATH_CAPABILITIES.items() if _grantable(number))
    for capability in (None, *capabilities):
        confinement = Confinement(uid, capability)
        if _reaches(confinement, program, data.parent):
            return confinement
    raise ConfinementError(
        f"PostgreSQL does not run as root, and other users cannot reach {data.parent} or "
        f"{program}; keep Askwell below a directory that others may enter, such as /srv"
    )


def _private_uid(data: Path) -> int:
    # Not `nobody`: whoever else runs as that user could stop the server and read its files.
    named = {entry.pw_uid for entry in pwd.getpwall()}
    start = zlib.crc32(os.fsencode(data.resolve()))
    for step in range(len(PRIVATE_UIDS)):
        uid = PRIVATE_UIDS[(start + step) % len(PRIVATE_UIDS)]
        if uid not in named:
            return uid
    raise ConfinementError("every private user number is taken on this machine")


def _grantable(capability: int) -> bool:
    held: int = ctypes.CDLL(None).prctl(_CAPABILITY_READ, capability, 0, 0, 0)
    return held == 1


def _reaches(confinement: Confinement, program: str, directory: Path) -> bool:
    script = '"$1" --version >/dev/null && test -x "$2"'
    argv = ["/bin/sh", "-c", script, "reach", program, str(directory)]
    command = confinement.command(argv, dies_by=signal.SIGKILL)
    return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0  # noqa: S603
