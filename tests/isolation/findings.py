"""What is wrong with the database's guards, as a list of sentences; empty when nothing is."""

import re
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Literal

import asyncpg

from api.models import Base
from tests.isolation import catalogue

DOORS = Path(__file__).with_name("doors.toml")
UNGUARDED = {"app.alembic_version"}
"""Tables without tenants: the revision of the migrations."""

DOORS_ONLY = {"directory.provider_visits"}
"""Tables with a person that nobody but a door reaches: a visit begins before anybody is signed in."""

STAFF = Path(__file__).with_name("staff.toml")
"""The independent table of who may read, add and change what of an organization."""

OF_A_KIND = {
    "own", "batch", "backup", "read", "add", "change", "assigned", "assigned_add", "assigned_change",
}  # fmt: skip
"""Policies that follow from the kind of their table; every other one is a door's."""

DOOR_ROLES = ("askwell_door", "askwell_search", "askwell_planner", "askwell_bridge")


Part = Literal["tables", "policies", "functions", "columns", "roles", "keys"]


async def findings(connection: asyncpg.Connection, *only: Part) -> list[str]:
    """All findings on this connection's view of the catalogue, or those of some parts of it."""
    doors = tomllib.loads(DOORS.read_text())
    parts: dict[Part, Callable[[], Awaitable[list[str]]]] = {
        "tables": lambda: _tables(connection, doors["views"]),
        "policies": lambda: _policies(connection, doors["policies"]),
        "functions": lambda: _functions(connection, doors["functions"]),
        "columns": lambda: _columns(connection, doors["columns"]),
        "roles": lambda: _roles(connection),
        "keys": lambda: _keys(connection),
    }
    return [found for part in only or parts for found in await parts[part]()]


async def _columns(connection: asyncpg.Connection, doors: dict[str, str]) -> list[str]:
    granted = await catalogue.lines(connection, catalogue.COLUMN_GRANTS)
    return [*_differences("column grant", granted, doors)]


def _differences(what: str, found: list[str], declared: dict[str, str]) -> Iterator[str]:
    yield from (f"undeclared {what}: {line}" for line in sorted(set(found) - set(declared)))
    yield from (
        f"declared {what} is not there: {line}" for line in sorted(set(declared) - set(found))
    )
    yield from (
        f"{what} without a reason: {line}" for line, why in declared.items() if len(why) < 10
    )


async def _tables(connection: asyncpg.Connection, views: dict[str, str]) -> list[str]:
    wrong, of_doors = [], []
    for table in await catalogue.tables(connection):
        name = table["name"]
        if name in UNGUARDED:
            continue
        if table["kind"] == "m":
            wrong.append(f"{name}: a materialized view shows all tenants")
        elif table["kind"] == "v":
            if table["owner"] in DOOR_ROLES:
                of_doors.append(name)
                wrong += [f"{name}: no barrier"] * ("security_barrier=true" not in table["options"])
                # Nobody but the door itself, whose functions are the only way through it.
                given = {entry.partition("=")[0] for entry in table["acl"].split()}
                wrong += [f"{name}: shown to {given}"] * (not given <= {table["owner"]})
            elif "security_invoker=true" not in table["options"]:
                wrong.append(f"{name}: a plain view shows all tenants")
        else:
            wrong += [f"{name}: security not enabled"] * (not table["enabled"])
            wrong += [f"{name}: security not forced on its owner"] * (not table["forced"])
            wrong += [f"{name}: owned by {table['owner']}"] * (table["owner"] != "askwell_owner")
    return [*wrong, *_differences("view of a door", of_doors, views)]


def _generated(table: str, column: str) -> dict[str, str]:
    own = f"({column} = ( SELECT app.person_id() AS person_id))"
    batch = f"({column} = ANY (( SELECT app.batch() AS batch)::uuid[]))"
    return {
        f"{table} own": f"ALL to askwell_app using {own} check {own}",
        f"{table} batch": f"ALL to askwell_worker using {batch} check {batch}",
    }


_ENTERED = "(organization_id = ( SELECT app.organization_id() AS organization_id))"
_ROLE = "(( SELECT app.organization_role() AS organization_role) = ANY ('{%s}'::text[]))"
_ME = "= ( SELECT app.person_id() AS person_id)"
_BATCH = "= ANY (( SELECT app.batch() AS batch)::uuid[])"
_ASSIGNED = (
    "(cohort_id IN ( SELECT c.cohort_id\n   FROM organization.coach_assignments c\n"
    "  WHERE ((c.organization_id = ( SELECT app.organization_id() AS organization_id))"
    f" AND (c.coach_id {_ME}) AND (c.starts_at <= now())"
    " AND ((c.ends_at IS NULL) OR (c.ends_at > now())))))"
)
_WHERE_THEY_ARE = (
    "(organization_id IN ( SELECT m.organization_id\n   FROM organization.memberships m\n"
    "  WHERE ((m.person_id {0}) AND (m.ended_at IS NULL))\n"
    "UNION ALL\n SELECT e.organization_id\n   FROM organization.enrolments e\n"
    "  WHERE (e.person_id {0})))"
)


def _of_staff() -> dict[str, str]:
    """The policies of the organization plane, as the table of roles says."""
    expected = {}
    for table, may in tomllib.loads(STAFF.read_text())["tables"].items():
        name = f"organization.{table}"
        for policy, command in (("read", "SELECT"), ("add", "INSERT"), ("change", "UPDATE")):
            if may.get(policy):
                entered = f"({_ENTERED} AND {_ROLE % ','.join(may[policy])})"
                using = "-" if command == "INSERT" else entered
                check = "-" if command == "SELECT" else entered
                rest = f"{command} to askwell_app using {using} check {check}"
                expected[f"{name} {policy}"] = rest
        for policy, role, person in (
            ("own", "askwell_app", _ME),
            ("batch", "askwell_worker", _BATCH),
        ):
            if may.get("own"):
                using = (
                    _WHERE_THEY_ARE.format(person)
                    if table == "organizations"
                    else f"(person_id {person})"
                )
                expected[f"{name} {policy}"] = f"SELECT to {role} using {using} check -"
        if may.get("assigned"):
            using = f"({_ENTERED} AND {_ROLE % 'coach'} AND {_ASSIGNED})"
            expected[f"{name} assigned"] = f"SELECT to askwell_app using {using} check -"
            if may.get("assigned_write"):
                add = f"INSERT to askwell_app using - check {using}"
                change = f"UPDATE to askwell_app using {using} check {using}"
                expected |= {f"{name} assigned_add": add, f"{name} assigned_change": change}
    return expected


async def _policies(connection: asyncpg.Connection, doors: dict[str, str]) -> list[str]:
    expected = _of_staff()
    for table in Base.metadata.tables.values():
        name = table.fullname
        expected[f"{name} backup"] = "SELECT to askwell_backup using true check -"
        if table.schema == "person":
            expected |= _generated(name, "owner_id")
        elif table.schema == "delivery":
            expected |= _generated(name, "tenant_id")
        elif name == "directory.people":
            expected |= _generated(name, "id")
        elif table.schema == "organization":
            continue
        elif "person_id" in table.columns and name not in DOORS_ONLY:
            expected |= _generated(name, "person_id")
    found, door_lines, wrong = {}, [], []
    for line in await catalogue.lines(connection, catalogue.POLICIES):
        table, policy, rest = line.split(" ", 2)
        if policy in OF_A_KIND:
            found[f"{table} {policy}"] = rest
            continue
        door_lines.append(f"{table} {policy} {rest.split(' ')[0]}")
        if not re.fullmatch(rf"\w+ to askwell_{policy} using true check (true|-)", rest):
            wrong.append(f"a door's policy is not USING (true) for its own role: {line}")
    wrong += [f"policy missing: {name}" for name in sorted(expected.keys() - found.keys())]
    wrong += [
        f"policy that no table's kind explains: {name}"
        for name in sorted(found.keys() - expected.keys())
    ]
    wrong += [
        f"policy {name} is not the generated one: {found[name]}"
        for name in sorted(found.keys() & expected.keys())
        if found[name] != expected[name]
    ]
    return [*wrong, *_differences("door policy", door_lines, doors)]


async def _functions(connection: asyncpg.Connection, doors: dict[str, str]) -> list[str]:
    wrong, definers = [], []
    for row in await catalogue.functions(connection):
        entries = [part.partition("=") for part in row["acl"].split(" ")]
        if any(who == "" and "X" in rights.partition("/")[0] for who, _, rights in entries):
            wrong.append(f"PUBLIC may execute {row['line']}")
        if row["definer"]:
            definers.append(row["line"])
            if row["owner"] not in DOOR_ROLES:
                wrong.append(f"{row['line']} runs as {row['owner']}")
            if "search_path=pg_catalog, pg_temp" not in (row["config"] or []):
                wrong.append(f"{row['line']} does not fix its search_path")
    return [*wrong, *_differences("definer function", definers, doors)]


async def _roles(connection: asyncpg.Connection) -> list[str]:
    wrong = [
        f"{role['name']} is too strong"
        for role in await connection.fetch(catalogue.ROLES)
        if role["strong"]
    ]
    members = await catalogue.lines(connection, catalogue.MEMBERSHIPS)
    allowed = ("askwell_owner in ", "postgres in ")
    return wrong + [f"membership: {line}" for line in members if not line.startswith(allowed)]


async def _keys(connection: asyncpg.Connection) -> list[str]:
    """Every key of the models is there, foreign keys stay inside their tenant, nothing cascades."""
    found = set()
    wrong = []
    for line in await catalogue.lines(connection, catalogue.FOREIGN_KEYS):
        columns, _, target = line.partition("FOREIGN KEY (")[2].partition(") REFERENCES ")
        found.add(" ".join(line.split(" ")[:2]))
        wrong += [f"cascades: {line}"] * ("CASCADE" in line)
        if target.startswith("directory."):
            wrong += [f"points into the directory: {line}"] * (
                not target.startswith("directory.people(id)")
            )
        elif columns.split(", ")[0] not in {"owner_id", "tenant_id", "organization_id"}:
            wrong.append(f"leaves its tenant: {line}")
    for table in Base.metadata.tables.values():
        for constraint in table.foreign_key_constraints:
            if f"{table.fullname} {constraint.name}" not in found:
                wrong.append(f"foreign key missing: {table.fullname} {constraint.name}")
    primary = {
        row["name"]: row["columns"]
        for row in await connection.fetch(catalogue.PRIMARY_KEYS, list(catalogue.OURS))
    }
    for table in Base.metadata.tables.values():
        wanted = [column.name for column in table.primary_key.columns]
        if primary.get(table.fullname) != wanted:
            wrong.append(f"primary key of {table.fullname}: {primary.get(table.fullname)}")
    return wrong
