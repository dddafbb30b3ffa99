"""Migrations go up, down and up again, say what the models say, and keep what is there."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from migrations import newest_revision
from tests.conftest import ROOT, migrate
from tests.people import make_somebody

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
GROUND = "0001"


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[str]:
    """A database without any table."""
    cluster.create_database("askwell_empty")
    yield "askwell_empty"
    cluster.drop_database("askwell_empty")


def alembic(cluster: Cluster, database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    url = cluster.dsn("askwell_owner", database, tcp=True)
    return subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_OWNER_URL": url},
        capture_output=True,
        text=True,
    )


@pytest.mark.timeout(180)
def test_up_down_up_and_nothing_is_left_over(cluster: Cluster, empty: str) -> None:
    migrate(cluster, empty)
    migrate(cluster, empty, "base", command="downgrade")
    with cluster.connect(empty) as connection:
        left = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname IN"
            " ('app', 'directory', 'person', 'delivery', 'organization', 'door', 'planning',"
            " 'search')"
            " AND c.relkind IN ('r', 'v') AND c.relname <> 'alembic_version'"
        ).fetchall()
        functions = connection.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname IN ('app', 'door', 'planning', 'search')"
        ).fetchall()
    assert left == []
    assert functions == []
    migrate(cluster, empty)


def test_the_migrations_say_what_the_models_say(cluster: Cluster, database: str) -> None:
    checked = alembic(cluster, database, "check")
    assert "No new upgrade operations detected" in checked.stdout, checked.stdout + checked.stderr


def test_there_is_one_newest_revision(cluster: Cluster, database: str) -> None:
    heads = alembic(cluster, database, "heads").stdout.split()
    assert heads[0] == newest_revision()
    assert len([word for word in heads if word == "(head)"]) == 1


@pytest.mark.anyio
@pytest.mark.timeout(180)
async def test_a_filled_database_migrates_and_keeps_its_people(
    cluster: Cluster, empty: str
) -> None:
    """From the first revision, with people in it, to the newest; and their ids are still there."""
    migrate(cluster, empty, GROUND)
    admin = await asyncpg.connect(cluster.dsn("postgres", empty, tcp=True))
    try:
        people = [await make_somebody(admin) for _ in range(3)]
        migrate(cluster, empty)
        kept = await admin.fetch("SELECT owner_id FROM person.profiles")
        assert {row["owner_id"] for row in kept} == {one.id for one in people}
    finally:
        await admin.close()


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_can_be_undone_and_has_a_sentence(path: Path) -> None:
    text = path.read_text()
    assert text.startswith('"""')
    assert re.search(r"^def upgrade\(\) -> None:", text, re.M)
    down = text.partition("def downgrade() -> None:")[2]
    assert "op." in down or "drop" in down, f"{path.name} can't be undone"
