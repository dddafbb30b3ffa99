"""Runs migrations as `askwell_owner`, one transaction each, with lock and statement timeouts."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.config import asyncpg_url
from api.models import Base

OURS = {"app", "directory", "person", "delivery", "organization"}


def run(connection: Connection) -> None:
    """Run the asked-for migrations on this connection."""
    # Under FORCE a backfill would silently touch 0 rows; off, it fails loudly instead.
    connection.execute(text("SET row_security = off"))
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text("SET statement_timeout = '60s'"))
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS app"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table_schema="app",
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name in OURS,
        include_object=lambda _o, name, kind, *_: (
            not (kind == "table" and name == "alembic_version")
        ),
        transaction_per_migration=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    # Whether a process finds the revision it was written for is what /health/ready asks.
    if connection.scalar(text("SELECT to_regclass('app.alembic_version')")) is not None:
        connection.execute(text("GRANT SELECT ON app.alembic_version TO askwell_app"))
        connection.commit()


async def main() -> None:
    """Connect as the owner named by DATABASE_OWNER_URL and migrate."""
    engine = create_async_engine(asyncpg_url(os.environ["DATABASE_OWNER_URL"]), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Askwell migrates a live database only: set DATABASE_OWNER_URL.")
asyncio.run(main())
