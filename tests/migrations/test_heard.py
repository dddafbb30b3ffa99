"""Lines that were tagged before there were claims get theirs when the database is migrated."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.conftest import migrate
from tests.isolation.rows import behind_the_scenes
from tests.people import make_somebody

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(180)]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def line(
    admin: asyncpg.Connection,
    owner: UUID,
    talk: UUID,
    minute: int,
    text: str,
    tag: str = "insight",
    supersedes: UUID | None = None,
    gone: bool = False,
) -> UUID:
    made = new_id()
    await admin.execute(
        "INSERT INTO person.note_lines (owner_id, id, conversation_id, tag, text, at, supersedes,"
        " gone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        owner, made, talk, tag, text, NOON + timedelta(minutes=minute), supersedes, gone,
    )  # fmt: skip
    return made


async def test_lines_get_their_claims(cluster: Cluster) -> None:
    cluster.create_database("askwell_heard")
    admin = None
    try:
        migrate(cluster, "askwell_heard", "0034")
        admin = await asyncpg.connect(cluster.dsn("postgres", "askwell_heard", tcp=True))
        who = (await make_somebody(admin)).id
        employer, contact, thread, talk = new_id(), new_id(), new_id(), new_id()
        async with behind_the_scenes(admin):
            await admin.execute(
                f"""
                INSERT INTO person.employers (owner_id, id, name, name_norm)
                  VALUES ('{who}', '{employer}', 'Aire Health Data', 'aire health data');
                INSERT INTO person.contacts (owner_id, id, name, name_norm, employer_id)
                  VALUES ('{who}', '{contact}', 'Ana Ferreira', 'ana ferreira', '{employer}');
                INSERT INTO person.threads (owner_id, id, contact_id, since)
                  VALUES ('{who}', '{thread}', '{contact}', now());
                INSERT INTO person.conversations (owner_id, id, thread_id, contact_id, state,
                    starts_at, ends_at, ended_at, zone, medium, planned_at)
                  VALUES ('{who}', '{talk}', '{thread}', '{contact}', 'held', '{NOON}',
                    '{NOON + timedelta(minutes=30)}', '{NOON + timedelta(minutes=40)}',
                    'Europe/London', 'phone', '{NOON}');
                """
            )
            one = await line(admin, who, talk, 1, "SQL stays.")
            first = await line(admin, who, talk, 2, "Talk to Ben", "plain")
            tagged = await line(admin, who, talk, 3, "Talk to Ben", supersedes=first)
            stands = await line(admin, who, talk, 4, "Talk to Ben.", supersedes=tagged)
            twin = await line(admin, who, talk, 5, "Speak to Ben.", supersedes=tagged)
            away = await line(admin, who, talk, 6, "Nothing.")
            await line(admin, who, talk, 7, "", supersedes=away, gone=True)
            await line(admin, who, talk, 8, "Write to her.", "advice")
            await line(admin, who, talk, 9, "  ")
        migrate(cluster, "askwell_heard")
        behind = await admin.fetch("SELECT * FROM person.evidence WHERE owner_id = $1", who)
        assert {row["id"]: row["line_id"] for row in behind} == {
            one: one,
            tagged: stands,
            twin: twin,
        }
        assert {row["employer_id"] for row in behind} == {employer}
        assert {row["at"] for row in behind} == {NOON + timedelta(minutes=40)}
        claims = await admin.fetch("SELECT * FROM person.insights WHERE owner_id = $1", who)
        assert {row["id"] for row in claims} == {one, tagged, twin}
        assert {(row["lines"], row["employers"], row["deleted_at"]) for row in claims} == {
            (1, 1, None)
        }
        seq = await admin.fetchval("SELECT seq FROM person.changes WHERE owner_id = $1", who)
        assert {row["change_seq"] for row in claims} == {seq}
    finally:
        if admin is not None:
            await admin.close()
        cluster.drop_database("askwell_heard")
