"""What the parts of one machine are and what each is told about the others."""

import os
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

from api.embedded.mail_catcher import KEY
from api.embedded.place import REPOSITORY, Place
from api.embedded.postgres import Cluster
from api.embedded.supervisor import Part

ASKWELL = (sys.executable, "-m", "api.cli")
LOOPBACK = "127.0.0.1"
DATABASE_URLS = {
    "DATABASE_URL": "askwell_app",
    "DATABASE_OWNER_URL": "askwell_owner",
    "DATABASE_WORKER_URL": "askwell_worker",
}
TAKEN_OVER = {
    *DATABASE_URLS,
    *("ASKWELL_ENV", "BROKER_URL", "ERASURES_URL", "FILES_URL", "MAIL_FROM", "OIDC_PROVIDERS"),
    *(
        "MODEL_KEY",
        "MODEL_NAME",
        "MODEL_URL",
        "PUBLIC_URL",
        "SECRET_KEY",
        "SECRET_KEYS",
        "SMTP_URL",
    ),
}
"""Settings that a person may give to `askwell up` (api/config.py)."""
DATABASE_STAGE, MAIL_STAGE, PRODUCT_STAGE = 0, 1, 2

# Together under 30 s: a worker may take 20 to finish the mail in its hands.
PRODUCT_LIMIT, MAIL_LIMIT, DATABASE_LIMIT = 20.0, 2.0, 5.0


class IncompleteError(Exception):
    """The person's own environment gives some of what belongs together."""


def given(place: Place) -> dict[str, str]:
    """What the person's own environment says of real servers; where it does, ours stay away.

    Raises IncompleteError when only some of the addresses of a database are given.
    """
    if os.environ.get("ASKWELL_STATE") == str(place.directory):
        return {}  # the shell has read our own file
    said = {name: value for name, value in os.environ.items() if value and name in TAKEN_OVER}
    missing = [name for name in DATABASE_URLS if name not in said]
    if len(missing) not in (0, len(DATABASE_URLS)):
        raise IncompleteError(
            f"a database of your own needs {', '.join(DATABASE_URLS)}; missing: {missing[0]}"
        )
    return said


def environment(
    place: Place, port: int, cluster: Cluster | None, said: Mapping[str, str]
) -> dict[str, str]:
    """What every part is told: `said` by the person, and ours for the rest."""
    told = {
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
        "SMTP_URL": f"smtp://{LOOPBACK}:{place.port('smtp')}",
        "FILES_URL": place.files.as_uri(),
        "ERASURES_URL": (place.directory / "erasures").as_uri(),
        "FRONTEND_DIR": str(REPOSITORY / "frontend" / "build"),
        KEY: place.secret("mail-key"),
        "ASKWELL_STATE": str(place.directory),
        "NO_COLOR": "1",  # what the parts say goes to files
    }
    if "SECRET_KEYS" not in said:
        told["SECRET_KEY"] = place.secret("secret-key")
    if os.environ.get("ASKWELL_ENV") != "production":
        told["ASKWELL_CLOCK_FILE"] = str(place.clock)
    if cluster is not None:
        for name, role in DATABASE_URLS.items():
            told[name] = cluster.dsn(role)
        told["DATABASE_BACKUP_URL"] = cluster.dsn("askwell_backup")
    told |= said
    return {"BROKER_URL": told["DATABASE_WORKER_URL"]} | told


def database_part(cluster: Cluster) -> Part:
    """The PostgreSQL server."""
    return Part(
        "postgres",
        cluster.command(),
        cluster.environment(),
        DATABASE_STAGE,
        ready=cluster.is_ready,
        before=cluster.settle,
        confined=True,
        stop_signal=signal.SIGINT,
        force_signal=signal.SIGQUIT,
        stop_limit=DATABASE_LIMIT,
    )


def mail_part(place: Place, told: Mapping[str, str]) -> Part:
    """The mail catcher."""
    smtp, http = place.port("smtp"), place.port("mail")
    command = [sys.executable, "-m", "api.embedded.mail_catcher"]
    command += [f"--smtp-port={smtp}", f"--http-port={http}", f"--dir={place.mail}"]
    return Part("mail", command, told, MAIL_STAGE, ready=listening(smtp), stop_limit=MAIL_LIMIT)


def catches_mail(place: Place, told: Mapping[str, str]) -> bool:
    """Whether mail goes to our catcher, not to a server of the person's own."""
    return told["SMTP_URL"] == f"smtp://{LOOPBACK}:{place.port('smtp')}"


def api_part(told: Mapping[str, str], port: int) -> Part:
    """The API process, which serves the web app as well."""
    return Part(
        "api",
        [*ASKWELL, "serve", "--port", str(port)],
        _served(told) | _bell(told),
        PRODUCT_STAGE,
        ready=answering(f"http://{LOOPBACK}:{port}/health/ready"),
        stop_limit=PRODUCT_LIMIT,
    )


def hand_parts(told: Mapping[str, str]) -> list[Part]:
    """The worker and the tick."""
    return [
        Part(name, [*ASKWELL, word], _served(told), PRODUCT_STAGE, stop_limit=PRODUCT_LIMIT)
        for name, word in (("worker", "work"), ("tick", "tick"))
    ]


def _served(told: Mapping[str, str]) -> dict[str, str]:
    # The owner of the tables is for migrations, the role of backups reads everybody: what serves
    # requests never learns their passwords.
    kept = ("DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")
    return {name: value for name, value in told.items() if name not in kept}


def _bell(told: Mapping[str, str]) -> dict[str, str]:
    # In a queue inside the database, who serves requests rings as the role that it has.
    if told["BROKER_URL"] == told["DATABASE_WORKER_URL"]:
        return {"BROKER_URL": told["DATABASE_URL"]}
    return {}


def listening(port: int) -> Callable[[], bool]:
    """Whether something takes connections on `port`."""

    def look() -> bool:
        with socket.socket() as probe:
            probe.settimeout(1.0)
            return probe.connect_ex((LOOPBACK, port)) == 0

    return look


def answering(address: str) -> Callable[[], bool]:
    """Whether `address` answers with success."""

    def look() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=2.0) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    return look
