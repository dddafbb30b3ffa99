"""A database taken from a backup has another epoch for everybody, and its rows are behind policies."""

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from api.journal.restoring import begin_new_epoch
from tests.people import make_somebody

pytestmark = pytest.mark.anyio


async def test_everybody_gets_a_new_epoch(cluster: Cluster, own_database: str) -> None:
    admin = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    try:
        for _ in range(2):
            await make_somebody(admin)
        before = await admin.fetch("SELECT owner_id, seq, epoch FROM person.changes")
        owner = cluster.dsn("askwell_owner", own_database, tcp=True)
        assert await begin_new_epoch(owner) == len(before) == 2
        after = await admin.fetch("SELECT owner_id, seq, epoch FROM person.changes")
        forced = await admin.fetchval(
            "SELECT relforcerowsecurity FROM pg_class WHERE oid = 'person.changes'::regclass"
        )
    finally:
        await admin.close()
    assert {(row["owner_id"], row["seq"]) for row in after} == {
        (row["owner_id"], row["seq"]) for row in before
    }
    assert not {row["epoch"] for row in after} & {row["epoch"] for row in before}
    assert forced is True
