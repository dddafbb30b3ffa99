"""A backup that is older than an erasure is put back: who asked to be gone stays gone, and devices
look what is missing."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.conftest import ROOT, settings_for
from tests.portability.conftest import CANARY, House, live_a_little

pytestmark = pytest.mark.anyio


@dataclass
class Installation:
    """Where an administrator runs commands: the addresses of a database and of its places."""

    cluster: Cluster
    database: str
    place: Path

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`askwell …` as somebody types it."""
        settings = settings_for(self.cluster, self.database)
        environment = {
            "DATABASE_URL": settings.database_url,
            "DATABASE_OWNER_URL": settings.database_owner_url,
            "DATABASE_WORKER_URL": settings.database_worker_url,
            "DATABASE_BACKUP_URL": self.cluster.dsn("askwell_backup", self.database, tcp=True),
            "DATABASE_ADMIN_URL": self.cluster.dsn("postgres", self.database, tcp=True),
            "SECRET_KEYS": settings.secret_keys[0],
            "FILES_URL": (self.place / "files").as_uri(),
            "ERASURES_URL": (self.place / "erasures").as_uri(),
            "PATH": "/usr/bin:/bin",
        }
        return subprocess.run(
            [sys.executable, "-m", "api.cli", *words],
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
        )

    async def admin(self) -> asyncpg.Connection:
        """A superuser's connection."""
        return await asyncpg.connect(self.cluster.dsn("postgres", self.database, tcp=True))


@pytest.fixture
def installation(cluster: Cluster, own_database: str, tmp_path: Path) -> Installation:
    return Installation(cluster, own_database, tmp_path)


@pytest.fixture
def empty(cluster: Cluster, tmp_path: Path) -> Iterator[Installation]:
    cluster.create_database("askwell_put_back")
    yield Installation(cluster, "askwell_put_back", tmp_path)
    cluster.drop_database("askwell_put_back")


async def everywhere(admin: asyncpg.Connection, text: str) -> list[str]:
    """Tables of the product in which `text` stands."""
    names = await admin.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('person', 'directory', 'delivery', 'dramatiq')"
    )
    return [
        row["name"]
        for row in names
        if await admin.fetchval(f"SELECT count(*) FROM {row['name']} t WHERE t::text ~ $1", text)
    ]


async def counts(admin: asyncpg.Connection) -> dict[str, int]:
    """How many rows each table has, but for messages to workers."""
    names = await admin.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('person', 'directory', 'delivery', 'app')"
    )
    return {
        row["name"]: await admin.fetchval(f"SELECT count(*) FROM {row['name']}") for row in names
    }


async def test_who_was_erased_after_the_backup_stays_erased(
    house: House, installation: Installation, empty: Installation
) -> None:
    stays, goes = await live_a_little(house), await live_a_little(house)
    made = await stays.post("/v1/contacts", id=new_id(), name="Ines Fjordheim")
    assert made.status_code == 201, made.text
    file = installation.place / "older.dump"

    done = installation.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    before = await counts(house.admin)

    late = await stays.post("/v1/contacts", id=new_id(), name="Aurelio Brandt")
    for contact in (made, late):
        erased = await stays.post(f"/v1/contacts/{contact.json()['id']}/erase")
        assert erased.status_code == 204, erased.text
    asked = await house.http.post(
        "/v1/me/deletion", headers=goes.who.cookie, json={"confirm": goes.who.email}
    )
    assert asked.status_code < 300, asked.text
    house.pass_time(timedelta(days=31))
    for _ in range(3):
        await house.work()
    assert (
        await house.admin.fetchval(
            "SELECT count(*) FROM directory.people WHERE id = $1", goes.who.id
        )
        == 0
    )

    admin = await empty.admin()
    try:
        assert empty.run("restore", str(file)).returncode == 0
        after = await counts(admin)
        names = [row["name"] for row in await admin.fetch("SELECT name FROM person.contacts")]
        assert f"Maya {CANARY}" in names
        assert "Ines Fjordheim" not in names
        assert await everywhere(admin, "Ines|Fjordheim|Aurelio") == []
        assert await everywhere(admin, f"{goes.who.id}|{goes.who.email}") == []
        assert await everywhere(admin, str(stays.who.id)) != []
        for table in ("directory.people", "person.profiles", "person.contacts"):
            # One account with its one contact; of the other contact a husk stays.
            assert after[table] == before[table] - 1
        # Both who were erased are kept out of imports, also the one who came after the backup.
        kept_out = "SELECT count(*) FROM person.suppressions WHERE owner_id = $1"
        assert await admin.fetchval(kept_out, stays.who.id) == await house.admin.fetchval(
            kept_out, stays.who.id
        )
        assert await epoch_of(admin, stays.who.id) != await epoch_of(house.admin, stays.who.id)
        again = empty.run("restored")
        assert "Erased again: 0." in again.stdout, again.stderr
    finally:
        await admin.close()


async def test_a_restored_database_has_every_row_policy_and_function(
    house: House, installation: Installation, empty: Installation
) -> None:
    await live_a_little(house)
    file = installation.place / "all.dump"
    assert installation.run("backup", str(file)).returncode == 0
    restored = empty.run("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    admin = await empty.admin()
    doors = (
        "SELECT array_agg(oid::regprocedure || ' ' || proowner::regrole || ' ' || proacl::text"
        " ORDER BY oid::regprocedure::text) FROM pg_proc WHERE prosecdef"
    )
    catalogue = (
        "SELECT count(*) FROM pg_policy",
        "SELECT count(*) FROM pg_class WHERE relforcerowsecurity",
        doors,
    )
    try:
        assert await counts(admin) == await counts(house.admin)
        for question in catalogue:
            assert await admin.fetchval(question) == await house.admin.fetchval(question)
    finally:
        await admin.close()


async def test_nothing_is_erased_that_the_log_can_not_keep(
    house: House, installation: Installation
) -> None:
    desk = await live_a_little(house)
    made = await desk.post("/v1/contacts", id=new_id(), name="Ines Fjordheim")
    log = installation.place / "erasures" / "erasures"
    log.write_text("no directory")
    refused = await desk.post(f"/v1/contacts/{made.json()['id']}/erase")
    assert refused.status_code == 503
    assert await everywhere(house.admin, "Fjordheim") != []
    log.unlink()
    assert (await desk.post(f"/v1/contacts/{made.json()['id']}/erase")).status_code == 204
    kept = [path.read_text() for path in log.rglob("*.json")]
    assert len(kept) == 1
    assert "Fjordheim" not in kept[0]


def test_a_backup_that_fails_leaves_the_last_one(installation: Installation) -> None:
    file = installation.place / "last.dump"
    file.write_text("the last one")
    app = installation.cluster.dsn("askwell_app", installation.database, tcp=True)
    failed = installation.run("backup", str(file), DATABASE_BACKUP_URL=app)
    assert failed.returncode == 1
    assert failed.stderr.startswith("askwell: pg_dump failed:")
    assert app.split(":")[2].split("@")[0] not in failed.stderr
    assert [path.name for path in installation.place.glob("*last*")] == ["last.dump"]
    assert file.read_text() == "the last one"


async def epoch_of(admin: asyncpg.Connection, owner: UUID) -> UUID:
    """The epoch of a person's changes."""
    return await admin.fetchval("SELECT epoch FROM person.changes WHERE owner_id = $1", owner)
