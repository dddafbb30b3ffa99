"""Refuses to serve with a database role that could see past row-level security."""

from typing import Final

import asyncpg

from api.config import ConfigurationError

_POWERS: Final = """
SELECT session_user::text AS name, r.rolsuper, r.rolbypassrls,
  EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('app', 'directory', 'person', 'delivery', 'organization', 'bridge') AND c.relowner = r.oid) AS owns,
  coalesce((SELECT min(d.rolname) FROM pg_roles d
    WHERE d.rolname IN ('askwell_owner', 'askwell_door', 'askwell_search', 'askwell_planner', 'askwell_bridge')
      AND pg_has_role(r.oid, d.oid, 'MEMBER')), '') AS member
FROM pg_roles r WHERE r.rolname = session_user
"""


async def refuse_powerful_role(url: str, variable: str, remedy: str) -> None:
    """Raises ConfigurationError, naming `variable`, when its role is a superuser, bypasses
    row-level security, owns tables or may become a door; or when the database does not answer."""
    try:
        connection = await asyncpg.connect(url.replace("+asyncpg", "", 1), timeout=10)
        try:
            role = await connection.fetchrow(_POWERS)
        finally:
            await connection.close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConfigurationError(
            f"{variable}: the database does not answer ({type(error).__name__})"
        ) from error
    assert role is not None
    reason = (
        ("is a superuser" if role["rolsuper"] else "")
        or ("bypasses row-level security" if role["rolbypassrls"] else "")
        or ("owns tables" if role["owns"] else "")
        or (f"is a member of {role['member']}" if role["member"] else "")
    )
    if reason:
        raise ConfigurationError(f"{variable}: the role {role['name']} {reason}; {remedy}")
