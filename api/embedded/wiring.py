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
DATABASE_STAGE, MAIL_STAGE, PRODUCT_STAGE = 0, 1, 2

# Together under 30 s: a worker may take 20 to finish the mail in its hands.
PRODUCT_LIMIT, MAIL_LIMIT, DATABASE_LIMIT = 20.0, 2.0, 5.0


def environment(place: Place, cluster: Cluster, port: int) -> dict[str, str]:
    """The environment of every part: ours, without what an earlier shell may have set."""
    ours = {
        "DATABASE_URL": cluster.dsn("askwell_app"),
        "DATABASE_OWNER_URL": cluster.dsn("askwell_owner"),
        "DATABASE_WORKER_URL": cluster.dsn("askwell_worker"),
        "BROKER_URL": cluster.dsn("askwell_worker"),
        "SMTP_URL": f"smtp://{LOOPBACK}:{place.port('smtp')}",
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
        "SECRET_KEY": place.secret("secret-key"),
        "FILES_URL": place.files.as_uri(),
        "FRONTEND_DIR": str(REPOSITORY / "frontend" / "build"),
        "ASKWELL_CLOCK_FILE": str(place.clock),
        KEY: place.secret("mail-key"),
        "NO_COLOR": "1",  # what the parts say goes to files
    }
    if "OIDC_PROVIDERS" in os.environ:
        ours["OIDC_PROVIDERS"] = os.environ["OIDC_PROVIDERS"]
    return ours


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


def api_part(told: Mapping[str, str], port: int) -> Part:
    """The API process, which serves the web app as well."""
    return Part(
        "api",
        [*ASKWELL, "serve", "--port", str(port)],
        _served(told) | {"BROKER_URL": told["DATABASE_URL"]},
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
    # The owner of the tables is for migrations; what serves requests never learns its password.
    return {name: value for name, value in told.items() if name != "DATABASE_OWNER_URL"}


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
