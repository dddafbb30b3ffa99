"""Makes the data directory of a new PostgreSQL cluster."""

import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from api.embedded.binaries import Binaries
from api.embedded.confinement import Confinement
from api.embedded.passwords import write_private

BUILTIN_LOCALES = 17
"""The first major version that sorts by C.UTF-8 without asking the operating system."""


class ClusterError(Exception):
    """The cluster cannot be made or started; the message says why, in one line or a few."""


def initialize(
    data: Path,
    binaries: Binaries,
    confinement: Confinement,
    password: str,
    environment: Mapping[str, str],
    *,
    durable: bool,
) -> None:
    """Makes `data` with `password` for the administrator: whole or not at all. ClusterError."""
    named = confinement.with_name()
    new, word = data.with_name("postgres.new"), data.with_name("postgres.word")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    write_private(word, password)
    named.own(new)
    named.own(word)
    argv = [binaries.program("initdb"), "-D", str(new), "-U", "postgres", "-E", "UTF8"]
    argv += ["--auth=scram-sha-256", f"--pwfile={word}", "--no-instructions"]
    argv += ["--data-checksums"] if durable else ["--no-sync"]
    if binaries.major >= BUILTIN_LOCALES:
        argv += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    argv += ["--locale=C.UTF-8"]
    try:
        done = subprocess.run(  # noqa: S603
            named.command(argv, dies_by=signal.SIGKILL),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
        )
    finally:
        word.unlink()
    if done.returncode != 0:
        raise ClusterError(f"initdb failed:\n{done.stderr or done.stdout}")
    confinement.own(new)
    new.rename(data)
