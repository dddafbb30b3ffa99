"""All rows of one person: copies of them, marks in all their texts, and a digest."""

import asyncpg

from api.models import Base
from tests.people import Somebody

OWNERS = ("owner_id", "person_id", "tenant_id")


def owned_tables() -> dict[str, str]:
    """Every table with rows of one person, with the column that names the person."""
    return {
        table.fullname: next(name for name in OWNERS if name in table.columns)
        for table in Base.metadata.sorted_tables
        if any(name in table.columns for name in OWNERS)
    }


class behind_the_scenes:  # noqa: N801
    """A superuser's transaction without triggers and foreign keys."""

    def __init__(self, admin: asyncpg.Connection) -> None:
        self.admin = admin
        self.transaction = admin.transaction()

    async def __aenter__(self) -> None:
        await self.transaction.start()
        await self.admin.execute("SET LOCAL session_replication_role = replica")

    async def __aexit__(self, kind: object, *_: object) -> None:
        await (self.transaction.rollback() if kind else self.transaction.commit())


async def copy_rows(admin: asyncpg.Connection, source: Somebody, to: Somebody) -> None:
    """Give `to` the very rows of `source` in the person's own tables, under the same ids."""
    statements = ["SET LOCAL session_replication_role = replica"]
    for table in Base.metadata.sorted_tables:
        if table.schema != "person":
            continue
        columns = ", ".join(
            column.name
            for column in table.columns
            if column.name != "owner_id" and column.computed is None
        )
        statements += [
            f"DELETE FROM {table.fullname} WHERE owner_id = '{to.id}'",
            (
                f"INSERT INTO {table.fullname} (owner_id, {columns})"
                f" SELECT '{to.id}', {columns} FROM {table.fullname} WHERE owner_id = '{source.id}'"
            ),
        ]
    # One message is one transaction.
    await admin.execute(";".join(statements))


async def plant(admin: asyncpg.Connection, who: Somebody, mark: str) -> set[str]:
    """Write `mark` into every column of `who` that holds words; returns `table.column` of each."""
    planted = set()
    async with behind_the_scenes(admin):
        for table in Base.metadata.sorted_tables:
            owner = owned_tables().get(table.fullname, "id" if table.name == "people" else None)
            if owner is None:
                continue
            for column in table.columns:
                value = {
                    "TEXT": f"'{mark}'",
                    "ARRAY": f"ARRAY['{mark}']",
                    "JSONB": f"""'{{"{mark}": "{mark}"}}'::jsonb""",
                }.get(str(column.type).partition(" ")[0])
                if value is None or column.primary_key or column.computed is not None:
                    continue
                try:
                    async with admin.transaction():
                        done = await admin.execute(
                            f"UPDATE {table.fullname} SET {column.name} = {value}"
                            f" WHERE {owner} = '{who.id}'"
                        )
                except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError):
                    continue  # a code, a zone, a number
                except asyncpg.DatatypeMismatchError:
                    continue  # a list of numbers
                if done != "UPDATE 0":
                    planted.add(f"{table.fullname}.{column.name}")
    return planted


async def digest(admin: asyncpg.Connection, who: Somebody) -> dict[str, tuple[int, str]]:
    """Number and digest of the rows of `who`, by table."""
    rows = await admin.fetch(
        " UNION ALL ".join(
            f"SELECT '{table}', count(*), coalesce(md5(string_agg(r::text, '' ORDER BY r::text)), '')"
            f" FROM {table} AS r WHERE {owner} = '{who.id}'"
            for table, owner in {**owned_tables(), "directory.people": "id"}.items()
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}
