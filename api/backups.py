"""A backup of the database, and a database made of a backup, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from api.config import ConfigurationError


def back_up(url: str, file: Path) -> None:
    """Dump the database at `url`, a login as askwell_backup, into `file`, for its owner's eyes only.

    Messages to workers are left out: rows are the truth, and a message is a hint to look. Raises
    ConfigurationError when that fails; `file` is then as it was.
    """
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        # The role of backups sees all rows by its policies; it bypasses nothing.
        _run("pg_dump", url, "--enable-row-security", "--exclude-table-data=dramatiq.*",
             "--format=custom", f"--file={part}")  # fmt: skip
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def put_back(url: str, file: Path) -> None:
    """Make an empty database at `url`, a login as an administrator, what it was in `file`: whole or
    not at all.

    The roles of `migrations/roles.sql` must be there. Raises ConfigurationError when that fails.
    """
    if not file.is_file():
        raise ConfigurationError(f"there is no backup {file}")
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", str(file))


def _run(program: str, url: str, *words: str) -> None:
    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError("a database address begins with postgresql://")
    path, libraries = _found(program)
    done = subprocess.run(  # noqa: S603
        [path, *words, f"--dbname={url}"],
        env={**os.environ, **libraries},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[0]
        raise ConfigurationError(f"{program} failed: {said}")


def _found(program: str) -> tuple[str, dict[str, str]]:
    """Its path and what it needs in its environment: the newest, which reads older servers too."""
    from api.embedded.binaries import installed

    having = [each for each in installed() if Path(each.program(program)).is_file()]
    if having:
        newest = max(having, key=lambda each: each.major)
        folder = newest.libraries
        return newest.program(program), {"LD_LIBRARY_PATH": str(folder)} if folder else {}
    if path := shutil.which(program):
        return path, {}
    raise ConfigurationError(
        f"{program} is missing; on Debian, as root: apt-get install postgresql-client"
    )
