"""The served product for the browser tests: every process that a person's machine would run."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from api.embedded.mail_catcher import KEY
from api.embedded.postgres import Cluster
from tests.conftest import ROOT, free_port

BUILD = ROOT / "frontend" / "build"
MAIL_KEY = "key of the browser tests"
READY = 60.0
"""Seconds a process may take until it answers."""
ASKWELL = (sys.executable, "-m", "api.cli")
THURSDAY = 3


@dataclass(frozen=True)
class Product:
    """Where the running parts are."""

    base: str
    mail: str
    clock: Path
    database: str
    """Address of the database for a superuser, to look behind the scenes."""
    directory: Path

    def told(self) -> dict[str, str]:
        """What a script is told of it."""
        return {
            "base": self.base,
            "mail": self.mail,
            "key": MAIL_KEY,
            "clock": str(self.clock),
        }


def thursday_afternoon(now: datetime) -> timedelta:
    """How far the next Thursday, 15:00 in London, is ahead: nothing there is a quiet hour, a weekend
    or the end of a day, whenever the tests run."""
    local = now.astimezone(ZoneInfo("Europe/London"))
    days = (THURSDAY - local.weekday()) % 7 or 7
    then = (local + timedelta(days=days)).replace(hour=15, minute=0, second=0, microsecond=0)
    return then - now


@contextmanager
def serving(directory: Path) -> Iterator[Product]:
    """The product below `directory`, on free ports, with the demo story, until the block ends."""
    if not (BUILD / "index.html").exists():
        subprocess.run([sys.executable, str(ROOT / "infra" / "frontend.py")], check=True)
    # A build that is made meanwhile must not change what is measured.
    shutil.copytree(BUILD, directory / "build")
    clock = directory / "clock"
    clock.write_text(str(thursday_afternoon(datetime.now(UTC)).total_seconds()))
    with ExitStack() as parts:
        cluster = parts.enter_context(Cluster(durable=False, port=free_port()))
        cluster.bootstrap()
        cluster.create_database("askwell")
        port, smtp, mail = free_port(), free_port(), free_port()
        worker = cluster.dsn("askwell_worker", tcp=True)
        told = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        told |= {
            "DATABASE_URL": cluster.dsn("askwell_app", tcp=True),
            "DATABASE_OWNER_URL": cluster.dsn("askwell_owner", tcp=True),
            "DATABASE_WORKER_URL": worker,
            "BROKER_URL": worker,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SMTP_URL": f"smtp://127.0.0.1:{smtp}",
            "FILES_URL": (directory / "files").as_uri(),
            "FRONTEND_DIR": str(directory / "build"),
            "SECRET_KEY": "a key of the browser tests, long enough",
            "ASKWELL_CLOCK_FILE": str(clock),
            KEY: MAIL_KEY,
        }
        (directory / "files").mkdir()
        for words in (("migrate",), ("seed", "--demo")):
            done = subprocess.run([*ASKWELL, *words], env=told, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
        catcher = [sys.executable, "-m", "api.embedded.mail_catcher", "--smtp-port", str(smtp)]
        catcher += ["--http-port", str(mail), "--dir", str(directory / "mails")]
        rings = told | {"BROKER_URL": cluster.dsn("askwell_app", tcp=True)}
        log = directory / "log"
        running = [
            parts.enter_context(_running(command, environment, log))
            for command, environment in (
                (catcher, told),
                ([*ASKWELL, "serve", "--port", str(port)], rings),
                ([sys.executable, "-m", "workers", "work"], told),
                ([sys.executable, "-m", "workers", "tick"], told),
            )
        ]
        # All are told before one is waited for.
        parts.callback(lambda: [process.terminate() for process in running])
        product = Product(
            base=f"http://127.0.0.1:{port}",
            mail=f"http://127.0.0.1:{mail}",
            clock=clock,
            database=cluster.dsn("postgres", tcp=True),
            directory=directory,
        )
        _wait_for(f"{product.base}/health/ready", log)
        _wait_for(f"{product.mail}/messages?key={MAIL_KEY.replace(' ', '%20')}", log)
        yield product


@contextmanager
def _running(
    command: list[str], told: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as sink:
        process = subprocess.Popen(
            command, env=dict(told), cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + READY
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < deadline, log.read_text(errors="replace")[-4000:]
            time.sleep(0.05)
