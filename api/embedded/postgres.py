"""A PostgreSQL cluster of our own: made, started as a child process, and stopped."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from api.embedded import passwords
from api.embedded.binaries import find_binaries, installed
from api.embedded.confinement import Confinement, confine
from api.embedded.initialize import ClusterError, initialize
from api.embedded.leftovers import processes_in, settle
from api.embedded.settings import server_settings

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
LONGEST_SOCKET = 100
"""Bytes in the path of a Unix socket; Linux allows 107 (unix(7))."""
SOCKET_NUMBER = 5432


class Cluster:
    """One PostgreSQL cluster below `directory`; without one, below a new directory that goes away.

    Durable clusters survive a power cut; the others are for tests. Nobody connects without a
    password, and the passwords are in `directory/passwords.json`. The server listens on a Unix
    socket, and with `port` on 127.0.0.1 as well.
    """

    def __init__(
        self,
        directory: Path | None = None,
        *,
        durable: bool = True,
        prefer: int | None = None,
        port: int | None = None,
        log: Path | None = None,
    ) -> None:
        self.temporary = directory is None
        self.directory = Path(directory or tempfile.mkdtemp(prefix="askwell-pg-")).resolve()
        self.durable, self.port = durable, port
        self.directory.mkdir(parents=True, exist_ok=True)
        # Others may pass through but not look around: the server runs as another user than root.
        self.directory.chmod(0o711)
        self.binaries = find_binaries(prefer if prefer is not None else self._major_of_data())
        self.data = self.directory / f"postgres-{self.binaries.major}"
        self.confinement: Confinement = confine(self.data, self.binaries.program("postgres"))
        self.log = log or self.directory / "postgres.log"
        self.passwords = passwords.read_or_make(self.directory / "passwords.json")
        self.socket = self._socket_directory()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def prepare(self) -> None:
        """Takes the cluster for this process and makes its data when there are none."""
        self._take()
        self.socket.mkdir(exist_ok=True)
        self.socket.chmod(0o700)
        self.confinement.own(self.socket)
        if not self.data.exists():
            initialize(
                self.data,
                self.binaries,
                self.confinement,
                self.passwords["postgres"],
                self.environment(),
                durable=self.durable,
            )
        self.settle()

    def settle(self) -> None:
        """Waits for the end of what an earlier server left running; call it before each start."""
        settle(self.data)

    def command(self) -> list[str]:
        """The command line of the server: a child that ends cleanly when its parent dies."""
        settings = server_settings(self.durable, self.binaries.major)
        settings |= {
            "unix_socket_directories": str(self.socket),
            "listen_addresses": "127.0.0.1" if self.port else "",
            "port": str(self.port or SOCKET_NUMBER),
        }
        argv = [self.binaries.program("postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        return self.confinement.command(argv, dies_by=signal.SIGINT)

    def environment(self) -> dict[str, str]:
        """The environment of the server: none of ours, so no PG… variable bends it."""
        told = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        if self.binaries.libraries:
            told["LD_LIBRARY_PATH"] = str(self.binaries.libraries)
        return told

    def start(self, limit: float = 60.0) -> None:
        """Prepares and starts the server, and returns once it answers. Raises ClusterError."""
        if self._process_alive:
            raise ClusterError(f"the cluster in {self.directory} runs already")
        self.prepare()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self.command(),
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C ends the parts in our order, not all at once
            )
        self.wait_ready(limit, alive=lambda: self._process_alive)

    def wait_ready(self, limit: float, *, alive: Callable[[], bool]) -> None:
        """Returns once the server answers; ClusterError when it died or after `limit` seconds."""
        deadline = time.monotonic() + limit
        while not self.is_ready():
            if not alive():
                raise ClusterError(f"PostgreSQL did not start:\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL did not answer within {limit:.0f} s")
            time.sleep(0.02)

    def is_ready(self) -> bool:
        """Whether the server takes connections."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, limit: float = 20.0) -> None:
        """Ends the server: fast shutdown, after `limit` seconds by force. May be called twice."""
        if self._process is not None:
            for message, patience in ((signal.SIGINT, limit), (signal.SIGQUIT, 5.0)):
                self._process.send_signal(message)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(patience)
                    break
            else:
                self._process.kill()
                self._process.wait()
                self.settle()
            self._process = None
        self.release()

    def release(self) -> None:
        """Gives the cluster back: another process may take it; a temporary one is removed."""
        if self.socket.parent != self.directory:
            shutil.rmtree(self.socket, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self.temporary:
            shutil.rmtree(self.directory, ignore_errors=True)

    def bootstrap(self, roles: Path = MIGRATIONS / "roles.sql") -> None:
        """Makes the roles of the product from `roles` and gives them their passwords."""
        with self.connect() as connection:
            connection.execute(roles.read_bytes())
            known = connection.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin")
            names = {str(name) for (name,) in known.fetchall()}
            for role in names & self.passwords.keys():
                # The hash goes over the line, not the password: statements may be logged.
                word, utf8 = self.passwords[role].encode(), connection.info.encoding
                hashed = connection.pgconn.encrypt_password(word, role.encode(utf8))
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                        sql.Identifier(role), sql.Literal(hashed.decode())
                    )
                )

    def create_database(
        self,
        name: str,
        *,
        owner: str = "askwell_owner",
        template: str | None = None,
        extensions: Path | None = MIGRATIONS / "extensions.sql",
    ) -> bool:
        """Makes database `name` unless it is there; says whether it was made.

        `template` is a database to copy, which brings its extensions and owners with it;
        otherwise the SQL of `extensions` is run in the new one as administrator.
        """
        with self.connect(autocommit=True) as connection:
            there = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(there, (name,)).fetchone():
                return False
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}{}").format(
                sql.Identifier(name),
                sql.Identifier(owner),
                sql.Identifier(template or "template0"),
                # Copying files is quicker than logging them where nothing has to last.
                sql.SQL("" if self.durable else " STRATEGY file_copy"),
            )
            connection.execute(statement)
        if template is None and extensions is not None:
            with self.connect(name) as connection:
                connection.execute(extensions.read_bytes())
        return True

    def drop_database(self, name: str) -> None:
        """Removes database `name` if it is there, ending its connections."""
        with self.connect(autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def rename_database(self, name: str, to: str) -> None:
        """Gives database `name`, to which nobody is connected, another name."""
        with self.connect(autocommit=True) as connection:
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(name), sql.Identifier(to)))

    def dsn(self, role: str, database: str = "askwell", *, tcp: bool = False) -> str:
        """The address of `database` as `role`, with its password; `tcp` needs a `port`."""
        login = f"postgresql://{role}:{quote(self.passwords[role], safe='')}"
        if tcp:
            if self.port is None:
                raise ValueError("this cluster has no port")
            return f"{login}@127.0.0.1:{self.port}/{database}"
        number = self.port or SOCKET_NUMBER
        return f"{login}@/{database}?host={quote(str(self.socket), safe='/')}&port={number}"

    def connect(
        self, database: str = "postgres", *, autocommit: bool = False
    ) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as administrator."""
        address = self.dsn("postgres", database)
        return psycopg.connect(address, autocommit=autocommit, connect_timeout=5)

    @property
    def _process_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _major_of_data(self) -> int | None:
        # A newer server would start with an empty cluster beside the old one: as if all were lost.
        names = (each.name.removeprefix("postgres-") for each in self.directory.glob("postgres-*"))
        kept = [int(name) for name in names if name.isdigit()]
        here = {each.major for each in installed()}
        if kept and not here & set(kept):
            raise ClusterError(
                f"{self.directory} was written by PostgreSQL {max(kept)}, which is not on this "
                f"machine; on Debian: apt-get install postgresql-{max(kept)}"
            )
        return max(here & set(kept), default=None)

    def _socket_directory(self) -> Path:
        own = self.directory / "run"
        name = f".s.PGSQL.{self.port or SOCKET_NUMBER}.lock"
        if len(os.fsencode(own / name)) < LONGEST_SOCKET:
            return own
        return Path(tempfile.mkdtemp(prefix="askwell-", dir="/tmp"))

    def _take(self) -> None:
        if self._lock is not None:
            return
        lock = (self.directory / "postgres.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            pids = processes_in(self.data)
            raise ClusterError(
                f"another process runs the cluster in {self.directory} (processes {pids})"
            ) from None
        self._lock = lock

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-8:])
