"""What the database says of its own guards: policies, grants, definer functions, memberships."""

from collections.abc import Iterable
from typing import Any

import asyncpg

OURS = (
    "app",
    "directory",
    "person",
    "delivery",
    "organization",
    "door",
    "planning",
    "search",
    "bridge",
)

POLICIES = """
SELECT schemaname || '.' || tablename || ' ' || policyname || ' ' || cmd || ' to '
  || array_to_string(roles, ',') || ' using ' || coalesce(qual, '-') || ' check '
  || coalesce(with_check, '-') AS line
FROM pg_policies WHERE schemaname = ANY ($1) ORDER BY 1
"""
DEFINERS = """
SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS line,
  r.rolname AS owner, p.proconfig AS config, p.prosecdef AS definer,
  coalesce(array_to_string(p.proacl, ' '), '=X') AS acl
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
WHERE n.nspname = ANY ($1) ORDER BY 1
"""
COLUMN_GRANTS = """
SELECT grantee || ' ' || privilege_type || ' ' || table_schema || '.' || table_name || ' ('
  || string_agg(column_name, ', ' ORDER BY column_name) || ')' AS line
FROM information_schema.column_privileges
WHERE table_schema = ANY ($1) AND table_schema <> 'bridge' AND grantee = ANY (
  ARRAY['askwell_door', 'askwell_search', 'askwell_planner', 'askwell_bridge'])
GROUP BY grantee, privilege_type, table_schema, table_name ORDER BY 1
"""
TABLES = """
SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS enabled,
  c.relforcerowsecurity AS forced, c.relkind::text AS kind, r.rolname AS owner,
  coalesce(c.reloptions, '{}') AS options, coalesce(array_to_string(c.relacl, ' '), '') AS acl
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1
"""
MEMBERSHIPS = """
SELECT m.rolname || ' in ' || r.rolname AS line FROM pg_auth_members a
JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
WHERE r.rolname LIKE 'askwell%' OR m.rolname LIKE 'askwell%' ORDER BY 1
"""
ROLES = """
SELECT rolname AS name, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS strong, rolinherit
FROM pg_roles WHERE rolname LIKE 'askwell%' ORDER BY 1
"""
PRIMARY_KEYS = """
SELECT c.conrelid::regclass::text AS name, array_agg(a.attname::text ORDER BY k.n) AS columns
FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (attnum, n)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
WHERE c.contype = 'p' AND c.connamespace::regnamespace::text = ANY ($1) GROUP BY 1
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line
FROM pg_constraint WHERE contype = 'f' AND connamespace::regnamespace::text = ANY ($1) ORDER BY 1
"""


async def lines(connection: asyncpg.Connection, query: str) -> list[str]:
    return [row["line"] for row in await _rows(connection, query)]


async def tables(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    return await _rows(connection, TABLES)


async def functions(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    return await _rows(connection, DEFINERS)


async def _rows(connection: asyncpg.Connection, query: str) -> list[asyncpg.Record]:
    arguments: Iterable[Any] = (list(OURS),) if "$1" in query else ()
    return await connection.fetch(query, *arguments)
