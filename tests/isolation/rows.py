"""All rows of one person: copies of them, marks in all their texts, and a digest."""

from functools import cache

import asyncpg
from sqlalchemy import Table

from api.models import Base
from api.tables import new_id
from tests.people import Somebody

OWNERS = ("owner_id", "person_id", "tenant_id")
# Put in order once: that takes longer than a request.
TABLES = tuple(Base.metadata.sorted_tables)


@cache
def owned_tables() -> dict[str, str]:
    """Every table with rows of one person, with the column that names the person."""
    return {
        table.fullname: next(name for name in OWNERS if name in table.columns)
        for table in TABLES
        if any(name in table.columns for name in OWNERS)
    }


OF_THEIR_ORGANIZATIONS = (
    "organization_id IN (SELECT m.organization_id FROM organization.memberships m"
    " WHERE m.person_id = '{0}' AND m.ended_at IS NULL)"
)
ORGANIZATION_PLANE = tuple(table for table in TABLES if table.schema == "organization")


def where_theirs(table: Table, who: Somebody) -> str | None:
    """Which rows of a table are those of `who`: their own, or their organizations'."""
    if table in ORGANIZATION_PLANE:
        return OF_THEIR_ORGANIZATIONS.format(who.id)
    owner = owned_tables().get(table.fullname, "id" if table.name == "people" else None)
    return None if owner is None else f"{owner} = '{who.id}'"


async def copy_organization(
    admin: asyncpg.Connection, organization_id: str, source: Somebody, to: Somebody
) -> str:
    """A new organization with the very rows of that one, under the same ids, where `to` is what
    `source` is there."""
    new = str(new_id())
    statements = ["SET LOCAL session_replication_role = replica"]
    for table in ORGANIZATION_PLANE:
        names = [column.name for column in table.columns if column.name != "organization_id"]
        theirs = f"CASE WHEN {{0}} = '{source.id}' THEN '{to.id}' ELSE {{0}} END"
        # A secret leads to one organization.
        other = {
            "person_id": theirs,
            "coach_id": theirs,
            "secret_hash": f"sha256({{0}} || '{new}')",
        }
        values = [other.get(name, "{0}").format(name) for name in names]
        statements.append(
            f"INSERT INTO {table.fullname} (organization_id, {', '.join(names)})"
            f" SELECT '{new}', {', '.join(values)} FROM {table.fullname}"
            f" WHERE organization_id = '{organization_id}'"
        )
    # What `to` shares they share there.
    statements.append(
        f"UPDATE person.grants SET organization_id = '{new}'"
        f" WHERE owner_id = '{to.id}' AND organization_id = '{organization_id}'"
    )
    await admin.execute(";".join(statements))
    return new


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
    for table in TABLES:
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


async def connect_apps(admin: asyncpg.Connection, who: Somebody) -> dict[str, str]:
    """Give `who` an application, and let it in with a code and a token; the ids of both."""
    application, connection, family = str(new_id()), str(new_id()), str(new_id())
    scopes = "'{contacts:read}'"
    await admin.execute(
        f"""
        INSERT INTO directory.applications
            (id, person_id, name, confidential, secret_hash, redirect_uris, scopes)
          VALUES ('{application}', '{who.id}', 'Sheets', true, sha256('{application}'),
            '{{https://client.example.org/back}}', {scopes});
        INSERT INTO directory.connections (id, person_id, application_id, name, scopes)
          VALUES ('{connection}', '{who.id}', '{application}', 'Sheets', {scopes});
        INSERT INTO directory.authorization_codes (code_hash, person_id, connection_id,
            application_id, family_id, redirect_uri, scopes, challenge, expires_at)
          VALUES (sha256('{connection}'), '{who.id}', '{connection}', '{application}', '{family}',
            'https://client.example.org/back', {scopes}, 'challenge', now() + interval '1 minute');
        INSERT INTO directory.application_tokens (token_hash, person_id, connection_id,
            application_id, family_id, refresh, generation, scopes, expires_at)
          VALUES (sha256('{family}'), '{who.id}', '{connection}', '{application}', '{family}',
            false, 1, {scopes}, now() + interval '10 minutes')
        """
    )
    return {"application": application, "connection": connection}


async def plant(admin: asyncpg.Connection, who: Somebody, mark: str) -> set[str]:
    """Write `mark` into every column of `who` that holds words; returns `table.column` of each."""
    planted = set()
    async with behind_the_scenes(admin):
        for table in TABLES:
            theirs = where_theirs(table, who)
            if theirs is None:
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
                            f"UPDATE {table.fullname} SET {column.name} = {value} WHERE {theirs}"
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
            f"SELECT '{table.fullname}', count(*), coalesce(md5(string_agg(r::text, '' ORDER BY r::text)), '')"
            f" FROM {table.fullname} AS r WHERE {theirs}"
            for table in TABLES
            if (theirs := where_theirs(table, who)) is not None
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}
