"""Lines of digests that were kept before mentions are theirs when the database is migrated, and back."""

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.conftest import migrate
from tests.isolation.rows import behind_the_scenes
from tests.people import make_somebody

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(180)]
NAME = "askwell_mentions"
LINES = """
SELECT place, what, contact_id, name, words, kind, subject_id, due_at
FROM person.digest_lines WHERE owner_id = $1 ORDER BY place"""


async def test_what_was_told_stays_told(cluster: Cluster) -> None:
    cluster.create_database(NAME)
    admin = None
    try:
        migrate(cluster, NAME, "0101")
        admin = await asyncpg.connect(cluster.dsn("postgres", NAME, tcp=True))
        who = (await make_somebody(admin)).id
        ana, ben, digest, subject = new_id(), new_id(), new_id(), new_id()
        async with behind_the_scenes(admin):
            await admin.execute(
                f"""
                INSERT INTO person.contacts (owner_id, id, name, name_norm)
                  VALUES ('{who}', '{ana}', 'Ana Ferreira', 'ana ferreira'),
                    ('{who}', '{ben}', 'Ben Adeyemi', 'ben adeyemi');
                INSERT INTO person.digests
                    (owner_id, id, occurrence, period, begins, ends, at, zone, locale, content)
                  VALUES ('{who}', '{digest}', '2026-W09', 'week', '2026-02-27', '2026-03-06',
                    now(), 'UTC', 'en', '{{"talks": 1}}');
                INSERT INTO person.digest_lines (owner_id, digest_id, place, what, contact_id, name,
                    words, kind, subject_id, due_at)
                  VALUES
                    ('{who}', '{digest}', 0, 'heard', '{ana}', 'Ana', 'SQL stays.', NULL, NULL, NULL),
                    ('{who}', '{digest}', 1, 'talked', '{ana}', 'Ana', '', NULL, NULL, NULL),
                    ('{who}', '{digest}', 2, 'said_yes', '{ben}', 'Ben', '', NULL, NULL, NULL),
                    ('{who}', '{digest}', 3, 'next', '{ana}', 'Ana', 'The falls sheet',
                      'promise_mine', '{subject}', '2026-03-09 09:00+00');
                """
            )
        before = await admin.fetch(LINES, who)
        migrate(cluster, NAME)
        mentions = await admin.fetch(
            "SELECT name, jsonb_array_length(lines) AS lines, words::text"
            " FROM person.digest_mentions WHERE owner_id = $1 ORDER BY name",
            who,
        )
        assert [tuple(row) for row in mentions] == [
            ("Ana", 3, '{"0": "SQL stays.", "3": "The falls sheet"}'),
            ("Ben", 1, "{}"),
        ]
        migrate(cluster, NAME, "0101", command="downgrade")
        assert await admin.fetch(LINES, who) == before
        assert len(before) == 4
    finally:
        if admin is not None:
            await admin.close()
        cluster.drop_database(NAME)
