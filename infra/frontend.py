"""Builds the web app when its sources changed: `.venv/bin/python infra/frontend.py`."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
BUILT = FRONTEND / "build" / "index.html"
STAMP = ROOT / ".cache" / "frontend.json"

PACKAGES = ("package.json", "package-lock.json", ".npmrc")
SOURCES = (
    "*.*",
    "messages/**/*",
    "project.inlang/settings.json",
    "src/**/*",
    "static/**/*",
    # The rules of the checks and the words of the texts are shared with the API.
    "../api/texts/**/*.json",
    "../api/threads/**/*.json",
)
GENERATED = FRONTEND / "src" / "lib" / "paraglide"


def node_environment() -> dict[str, str]:
    """The environment of npm: Node from the Python environment, no browser downloads."""
    path = os.pathsep.join((str(ROOT / ".venv" / "bin"), os.environ.get("PATH", os.defpath)))
    return {**os.environ, "PATH": path, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}


def fingerprint(files: Iterable[Path]) -> str:
    """A hash of the names and contents of `files`."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def install() -> None:
    """Brings the npm packages of the lock, when it changed since the last time."""
    wanted = fingerprint(FRONTEND / name for name in PACKAGES)
    if _stamps().get("packages") == wanted and (FRONTEND / "node_modules").is_dir():
        return
    _say("Bringing the packages of the web app")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    if _npm("ci", *quiet).returncode != 0:
        # Some registries lack the optional packages of other platforms; `npm ci` then refuses.
        installed = _npm("install", "--no-save", *quiet)
        if installed.returncode != 0:
            sys.exit(f"npm could not bring the packages:\n{installed.stdout}")
    _stamp("packages", wanted)


def build() -> None:
    """Builds into frontend/build, when the sources changed since the last time."""
    wanted = fingerprint(_sources())
    if _stamps().get("build") == wanted and BUILT.exists():
        return
    install()
    _say("Building the web app")
    built = _npm("run", "build")
    if built.returncode != 0 or not BUILT.exists():
        sys.exit(f"the web app could not be built:\n{built.stdout}")
    _stamp("build", wanted)


def _sources() -> list[Path]:
    found = (file for pattern in SOURCES for file in FRONTEND.glob(pattern))
    return [file for file in found if file.is_file() and GENERATED not in file.parents]


def _npm(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [str(ROOT / ".venv" / "bin" / "npm"), *words],
        cwd=FRONTEND,
        env=node_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _stamps() -> dict[str, str]:
    stamps: dict[str, str] = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    return stamps


def _stamp(name: str, value: str) -> None:
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(json.dumps(_stamps() | {name: value}))


def _say(what: str) -> None:
    print(f"  {what} ({time.strftime('%H:%M:%S')})", file=sys.stderr, flush=True)


if __name__ == "__main__":
    build()
