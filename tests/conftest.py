"""A migrated database per test process, the real application on it, and people made at random.

Tests commit for real: each makes its own people with random ids; nothing is truncated or rolled
back. A test that counts globally asks for its own copy by `own_database`; a file whose tests tick, and
so plan and ring for everybody there is, has one by `file_database`.
"""

import functools
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar
from xdist.scheduler import LoadScopeScheduling

from api.app import create_app
from api.config import Settings
from api.embedded.postgres import Cluster
from tests.people import Somebody, make_somebody

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "askwell_template"

MakePerson = Callable[..., Awaitable[Somebody]]


BEGIN_FIRST = ("browser", "chaos", "embedded", "bench", "isolation", "deliveries", "migrations")
"""Folders whose files take longest: what begins last with minutes to go keeps all others waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    tests = ROOT / "tests"

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(tests).parts[0]
        return BEGIN_FIRST.index(folder) if folder in BEGIN_FIRST else len(BEGIN_FIRST)

    items.sort(key=place)


class ByFile(LoadScopeScheduling):
    """Tests of one file stay in one process, as does what their file makes for them; all of the
    browser's stay together, so that one product serves them and two browsers never share a processor.

    Not by xdist's own groups: pytest 9.2 ignores what they are made of (pytest-xdist, issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """How tests are dealt out to the processes."""
    return ByFile(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What `infra/check` ran before pytest is said again at the end, where it is read."""
    if earlier := os.environ.get("ASKWELL_CHECK_EARLIER"):
        terminalreporter.section("the suites before pytest")
        terminalreporter.write_line(earlier)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A throw-away PostgreSQL; ASKWELL_TEST_POSTGRES chooses a major version."""
    prefer = os.environ.get("ASKWELL_TEST_POSTGRES")
    with Cluster(durable=False, prefer=int(prefer) if prefer else None, port=free_port()) as made:
        made.bootstrap()
        made.create_database(TEMPLATE)
        migrate(made, TEMPLATE)
        yield made


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def migrate(
    cluster: Cluster, database: str, revision: str = "head", *, command: str = "upgrade"
) -> None:
    """Run Alembic as a person would."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", command, revision],
        cwd=ROOT,
        env={**os.environ, "DATABASE_OWNER_URL": cluster.dsn("askwell_owner", database, tcp=True)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def database(cluster: Cluster) -> str:
    """The name of this process's database."""
    cluster.create_database("askwell_test", template=TEMPLATE)
    return "askwell_test"


@pytest.fixture
def own_database(cluster: Cluster) -> Iterator[str]:
    """A fresh copy of the migrated database for one test, always of one name: see `application`."""
    name = "askwell_own"
    cluster.create_database(name, template=TEMPLATE)
    yield name
    cluster.drop_database(name)


@pytest.fixture(scope="module")
def file_database(cluster: Cluster) -> Iterator[str]:
    """A fresh copy of the migrated database for the tests of one file. What thousands of others left
    waiting fills the queue of a tick (`api.deliveries.tick.BATCH`), and no job gets its turn."""
    name = "askwell_file"
    cluster.create_database(name, template=TEMPLATE)
    yield name
    cluster.drop_database(name)


def settings_for(cluster: Cluster, database: str) -> Settings:
    """Settings of an application on `database`."""
    return Settings(
        production=False,
        database_url=cluster.dsn("askwell_app", database, tcp=True),
        database_owner_url=cluster.dsn("askwell_owner", database, tcp=True),
        database_worker_url=cluster.dsn("askwell_worker", database, tcp=True),
        public_url="http://askwell.test",
        secret_keys=("a test key of more than thirty-two characters",),
        files_url="memory:///",
        pool_size=3,
        # The tests of a process share a network; what is refused has tests of its own.
        requests_per_minute=100_000,
    )


@functools.lru_cache(maxsize=8)
def application(settings: Settings) -> Litestar:
    """The real application, nothing patched out. To wire its routes takes longer than most tests: a
    process does it once for equal settings, and each test begins and ends a lifespan of its own."""
    return create_app(settings)


@pytest.fixture
def settings(cluster: Cluster, database: str) -> Settings:
    return settings_for(cluster, database)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    """The application, running."""
    made = application(settings)
    async with made.lifespan():
        yield made


@pytest.fixture(scope="session")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that moves the clocks of this process: see `shift`."""
    return tmp_path_factory.mktemp("clock") / "shift"


@pytest.fixture
def shift(clock_file: Path) -> Path:
    """A file that moves the clock by its seconds, at 0 when a test begins."""
    clock_file.write_text("0")
    return clock_file


@pytest.fixture
async def http(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client without credentials."""
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as client:
        yield client


@pytest.fixture
async def admin(cluster: Cluster, database: str) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection, to look behind the scenes."""
    connection = await asyncpg.connect(cluster.dsn("postgres", database, tcp=True))
    yield connection
    await connection.close()


@pytest.fixture
def person(admin: asyncpg.Connection) -> MakePerson:
    """`await person()` makes somebody with a profile, a token of all scopes and a session;
    `await person(scopes=[…])` narrows the token."""

    async def make(**options: object) -> Somebody:
        return await make_somebody(admin, **options)  # type: ignore[arg-type]

    return make
