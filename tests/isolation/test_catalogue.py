"""The catalogue against the models and `doors.toml`: each way past a tenant's own rows is one line
and one reason; and a mutation test that shows that every single guard is looked at."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from tests.isolation import catalogue
from tests.isolation.findings import Part, findings

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[2]


async def test_the_guards_are_as_declared(admin: asyncpg.Connection) -> None:
    assert await findings(admin) == []


@pytest.fixture
async def own_admin(cluster: Cluster, own_database: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    yield connection
    await connection.close()


async def mutations(connection: asyncpg.Connection) -> list[str]:
    """One statement for each guard, which takes it away."""
    schemas = list(catalogue.OURS)
    rows = await connection.fetch(
        """
        SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) AS sql
        FROM pg_policies WHERE schemaname = ANY ($1)
        UNION ALL
        SELECT format('ALTER TABLE %I.%I %s ROW LEVEL SECURITY', n.nspname, c.relname, what)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN unnest(ARRAY['NO FORCE', 'DISABLE']) AS what
        WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND c.relname <> 'alembic_version'
        UNION ALL
        SELECT format('REVOKE %s (%I) ON %I.%I FROM %I', privilege_type, column_name,
          table_schema, table_name, grantee)
        FROM information_schema.column_privileges g
        WHERE table_schema = ANY ($1)
          AND grantee = ANY (
            ARRAY['askwell_door', 'askwell_search', 'askwell_planner', 'askwell_bridge'])
          AND table_schema <> 'bridge'
          AND NOT EXISTS (
            SELECT FROM information_schema.table_privileges t
            WHERE (t.table_schema, t.table_name, t.grantee, t.privilege_type)
              = (g.table_schema, g.table_name, g.grantee, g.privilege_type))
        UNION ALL
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
        FROM pg_constraint
        WHERE connamespace::regnamespace::text = ANY ($1) AND contype IN ('p', 'f')
          AND conrelid::regclass::text <> 'app.alembic_version'
        UNION ALL
        SELECT format('ALTER FUNCTION %s %s', p.oid::regprocedure, what)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        CROSS JOIN unnest(ARRAY['RESET search_path', 'SECURITY INVOKER', 'OWNER TO postgres']) AS what
        WHERE n.nspname = ANY ($1) AND p.prosecdef
        UNION ALL
        SELECT format(what, n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN unnest(ARRAY['ALTER VIEW %I.%I RESET (security_barrier)',
          'ALTER VIEW %I.%I OWNER TO postgres', 'GRANT SELECT ON %I.%I TO askwell_app',
          'GRANT SELECT ON %I.%I TO PUBLIC']) AS what
        WHERE n.nspname = ANY ($1) AND c.relkind = 'v'
        UNION ALL
        SELECT format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', p.oid::regprocedure)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY ($1)
        ORDER BY 1
        """,
        schemas,
    )
    return [row["sql"] for row in rows]


WHERE_IT_SHOWS: dict[str, Part] = {
    "DROP POLICY": "policies",
    "REVOKE": "columns",
    "DROP CONSTRAINT": "keys",
    "FUNCTION": "functions",
    "ALTER TABLE": "tables",
    "VIEW": "tables",
}
"""The part of the catalogue in which each kind of change is looked for first: all of it takes minutes."""


async def is_noticed(connection: asyncpg.Connection, sql: str) -> bool:
    """Whether the findings tell that this was done."""
    (first, *_) = [part for words, part in WHERE_IT_SHOWS.items() if words in sql] or ["tables"]
    return bool(await findings(connection, first) or await findings(connection))


@pytest.mark.timeout(600)
async def test_taking_any_guard_away_is_noticed(own_admin: asyncpg.Connection) -> None:
    every = await mutations(own_admin)
    assert len(every) > 200
    unnoticed = []
    for sql in every:
        change = own_admin.transaction()
        await change.start()
        await own_admin.execute(sql)
        if not await is_noticed(own_admin, sql):
            unnoticed.append(sql)
        await change.rollback()
    assert unnoticed == []


async def test_widening_a_policy_is_noticed(own_admin: asyncpg.Connection) -> None:
    for sql in (
        "ALTER POLICY own ON person.profiles USING (true)",
        "ALTER POLICY own ON person.profiles WITH CHECK (true)",
        "ALTER POLICY batch ON person.events TO askwell_worker, askwell_app",
        "CREATE POLICY more ON person.events TO askwell_app USING (true)",
        "GRANT askwell_door TO askwell_app",
        "ALTER ROLE askwell_worker BYPASSRLS",
        "CREATE VIEW person.everybody AS SELECT * FROM person.profiles",
    ):
        change = own_admin.transaction()
        await change.start()
        await own_admin.execute(sql)
        assert await findings(own_admin), sql
        await change.rollback()
