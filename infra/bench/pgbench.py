"""pgbench with the product's own statements: as the product's role, in one pipeline each."""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.embedded.binaries import DEBIAN, installed
from api.embedded.postgres import Cluster

from .hot_path import Sql

WARM = 1
"""Seconds at the start that do not count: statements are prepared and planned in them."""


@dataclass(frozen=True)
class Done:
    """Transactions per second once it was warm, and all transactions that were made."""

    rate: float
    transactions: int


class PgbenchError(Exception):
    """pgbench is missing (the message names the command that brings it) or failed."""


def program() -> str:
    """The path of pgbench. Raises PgbenchError."""
    folders = [each.directory for each in installed()]
    for folder in [*folders, *sorted(DEBIAN.glob("*/bin"), reverse=True)]:
        if (folder / "pgbench").is_file():
            return str(folder / "pgbench")
    raise PgbenchError("pgbench is missing; on Debian, as root: apt-get install postgresql-contrib")


def run(
    cluster: Cluster, database: str, scripts: Sequence[Sql], connections: int, seconds: int
) -> Done:
    """Runs `scripts`, chosen at random, over whole `seconds`."""
    with tempfile.TemporaryDirectory(prefix="askwell-bench-") as folder:
        files, variables = [], []
        for number, script in enumerate(scripts):
            file = Path(folder) / f"{number}.sql"
            file.write_text(script.text)
            files.append(f"--file={file}")
            variables += [f"--define={name}={value}" for name, value in script.variables.items()]
        words = [
            "--no-vacuum",
            "--protocol=prepared",
            f"--progress={WARM}",
            f"--client={connections}",
        ]
        words += [f"--jobs={min(2, connections)}", f"--time={WARM + seconds}"]
        done = subprocess.run(  # noqa: S603
            [program(), *words, *files, *variables, cluster.dsn("askwell_app", database, tcp=True)],
            env={"PATH": os.defpath, **_libraries(cluster)},
            capture_output=True,
            text=True,
            timeout=seconds + 120,
            check=False,
        )
    warm = re.search(r"progress: ([\d.]+) s, ([\d.]+) tps", done.stderr)
    every = re.search(r"actually processed: (\d+)", done.stdout)
    whole = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode != 0 or warm is None or every is None or whole is None:
        raise PgbenchError(f"pgbench failed: {done.stderr[-1500:]}")
    elapsed = int(every[1]) / float(whole[1])
    warmed = float(warm[1]) * float(warm[2])
    return Done((int(every[1]) - warmed) / (elapsed - float(warm[1])), int(every[1]))


def _libraries(cluster: Cluster) -> dict[str, str]:
    folder = cluster.binaries.libraries
    return {"LD_LIBRARY_PATH": str(folder)} if folder else {}
