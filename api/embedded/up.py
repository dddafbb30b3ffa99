"""Starts the whole product on one machine and keeps it running: `askwell up`."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rich.console import Console

from api.backups import put_back
from api.config import ConfigurationError
from api.embedded.binaries import PostgresMissingError
from api.embedded.confinement import Confinement, ConfinementError
from api.embedded.initialize import ClusterError
from api.embedded.leftovers import StillRunningError
from api.embedded.mail_catcher import KEY
from api.embedded.place import REPOSITORY, Place, fingerprint, is_free
from api.embedded.postgres import Cluster
from api.embedded.steps import Steps
from api.embedded.supervisor import AlreadyRunningError, PartError, Supervisor
from api.embedded.wiring import (
    ASKWELL,
    LOOPBACK,
    IncompleteError,
    api_part,
    catches_mail,
    database_part,
    environment,
    given,
    hand_parts,
    mail_part,
)

STATE = REPOSITORY / ".askwell"
PORT = 8000
EMAIL = "you@example.org"


class UpError(Exception):
    """The product cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Options:
    """What a person chose on the command line."""

    data: Path = STATE
    port: int = PORT
    demo: bool = True
    email: str = EMAIL
    restored: bool = False
    """The data were taken from a backup: who was erased since is erased again, and devices shall
    bring what it lacks."""
    backup: Path | None = None
    """A backup that takes the place of the database first."""


def up(options: Options) -> None:
    """Starts every part, prints where it is, and returns when told to end (Ctrl-C, SIGTERM).

    Ends the process with status 1 and one clear message when something does not start.
    """
    console = Console()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    place = Place(options.data)
    try:
        supervisor = Supervisor(place.directory, Steps(console).note)
    except AlreadyRunningError as error:
        sys.exit(str(error))
    cluster: Cluster | None = None
    try:
        if not is_free(options.port):
            raise UpError(
                f"port {options.port} is taken by another program; choose one with --port"
            )
        said = given(place)
        cluster = None if "DATABASE_URL" in said else Cluster(place.directory)
        if cluster is None and options.backup is not None:
            raise UpError("a database of your own is put back by `askwell restore`")
        steps = Steps(console)
        if cluster is not None:
            _start_database(place, supervisor, cluster, steps)
            if options.backup is not None:
                with steps.step("Backup put back"):
                    _put_back(place, cluster, options.backup)
        told = environment(place, options.port, cluster, said)
        _run(options, place, supervisor, told, steps)
    except KeyboardInterrupt:
        console.print()
    except (
        ClusterError,
        ConfigurationError,
        ConfinementError,
        IncompleteError,
        PartError,
        PostgresMissingError,
        StillRunningError,
        UpError,
    ) as error:
        sys.exit(f"\n{error}")
    finally:
        _stop(supervisor, cluster, Steps(console))


def _start_database(place: Place, supervisor: Supervisor, cluster: Cluster, steps: Steps) -> None:
    first = not cluster.data.exists()
    with steps.step(f"PostgreSQL {cluster.binaries.major}" + (", made new" if first else "")):
        cluster.prepare()
        supervisor.start([database_part(cluster)])
        cluster.bootstrap()
        if cluster.create_database("askwell"):
            place.forget_done()


def _put_back(place: Place, cluster: Cluster, backup: Path) -> None:
    fresh = "askwell_put_back"
    cluster.drop_database(fresh)
    cluster.create_database(fresh)
    put_back(cluster.dsn("postgres", fresh), backup)
    # Only now, when all of it is there. What is replaced goes: nobody would erase anything in it.
    cluster.drop_database("askwell")
    cluster.rename_database(fresh, "askwell")
    place.forget_done()


def _run(
    options: Options, place: Place, supervisor: Supervisor, told: dict[str, str], steps: Steps
) -> None:
    place.leave_environment(told)
    shared = _shell() | told
    _once(place, "migrations", ["migrate"], shared, steps)
    if options.restored:
        _step("what was erased, and a new epoch", ["restored"], shared, steps)
    if options.demo:
        _once(place, "demo story", ["seed", "--demo"], shared, steps)
    catcher = [mail_part(place, shared)] if catches_mail(place, told) else []
    with steps.step("API and mail catcher" if catcher else "API"):
        link = _SignInLink(options.email, shared)
        supervisor.start([*catcher, api_part(shared, options.port)])
        address = link.get()
    # Last: what they do may wait a second, and a person who looks at the terminal should not.
    supervisor.start(hand_parts(shared))
    supervisor.announce(told["PUBLIC_URL"])
    _say_where(place, told, address, steps)
    supervisor.watch(lambda: False)


def _once(
    place: Place, name: str, words: Sequence[str], environment: Mapping[str, str], steps: Steps
) -> None:
    # The story is told by the same migrations, so both are keyed by the schema's sources.
    kinds = (".py", ".sql")
    sources = fingerprint(
        file for file in (REPOSITORY / "migrations").rglob("*") if file.suffix in kinds
    )
    state = sha256((sources + environment["DATABASE_OWNER_URL"]).encode()).hexdigest()
    if place.is_done(name, state):
        return
    _step(name, words, environment, steps)
    place.done(name, state)


def _step(name: str, words: Sequence[str], environment: Mapping[str, str], steps: Steps) -> None:
    with steps.step(name.capitalize()):
        done = subprocess.run(  # noqa: S603
            [*ASKWELL, *words],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
            raise UpError(f"`askwell {' '.join(words)}` failed:\n{said}")


class _SignInLink:
    """Makes a sign-in link in a process of its own, while the other parts start."""

    def __init__(self, email: str, environment: Mapping[str, str]) -> None:
        words = [*ASKWELL, "person", "create", "--email", email, "--link"]
        self._process = subprocess.Popen(  # noqa: S603
            Confinement().command(words, dies_by=signal.SIGKILL),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def get(self) -> str:
        """The link. UpError when it could not be made."""
        said, complaint = self._process.communicate(timeout=60)
        if self._process.returncode != 0:
            raise UpError(f"no sign-in link could be made:\n{(said + complaint).strip()}")
        return str(json.loads(said)["link"])


def _say_where(place: Place, told: Mapping[str, str], link: str, steps: Steps) -> None:
    if not (Path(told["FRONTEND_DIR"]) / "index.html").exists():
        steps.note("The web app is not built yet: infra/up builds it.")
    steps.note("")
    steps.note(f"Askwell      {told['PUBLIC_URL']}")
    steps.note(f"Sign in      {link}")
    steps.note("             (works once; start again for another)")
    if catches_mail(place, told):
        steps.note(f"Its mail     http://{LOOPBACK}:{place.port('mail')}/?key={told[KEY]}")
    steps.note(f"Logs         {place.directory / 'logs'}")
    steps.note("Ctrl-C ends it.")


def _shell() -> dict[str, str]:
    # Nothing of PostgreSQL's own variables, which every client library would obey.
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _stop(supervisor: Supervisor, cluster: Cluster | None, steps: Steps) -> None:
    # A second Ctrl-C would leave parts behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with steps.step("Stopped"):
        supervisor.stop()
        if cluster is not None:
            cluster.release()
