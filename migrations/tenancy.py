"""Row-level security, grants and stamps for each kind of table, generated in one place.

The kinds are those of ARCHITECTURE.md section 3; the policies those of TENANCY.md.
"""

from collections.abc import Sequence

from alembic import op


def person_table(name: str, *, stamped: bool = True, backup: bool = True) -> None:
    """Guard `person.<name>`: rows belong to `owner_id`, seen by that person or by a job's batch.

    `stamped` tables get `change_seq`, `version` and `updated_at` from the trigger `app.stamp`,
    which refuses a write whose transaction has not taken its owner's `changes` row.
    """
    table = f"person.{name}"
    own = "owner_id = (SELECT app.person_id())"
    batch = "owner_id = ANY ((SELECT app.batch())::uuid[])"
    _force(table)
    _policy("own", table, "askwell_app", own)
    _policy("batch", table, "askwell_worker", batch)
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO askwell_app, askwell_worker")
    if backup:
        _backup(table)
    if stamped:
        op.execute(
            f"CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION app.stamp()"
        )


def directory_table(
    name: str, person: str | None = "person_id", *, operations: str = "SELECT"
) -> None:
    """Guard `directory.<name>`: a person reads (and by `operations` changes) own rows only.

    With `person=None` nobody but a door reaches the table.
    """
    table = f"directory.{name}"
    _force(table)
    if person is not None:
        own = f"{person} = (SELECT app.person_id())"
        batch = f"{person} = ANY ((SELECT app.batch())::uuid[])"
        _policy("own", table, "askwell_app", own)
        _policy("batch", table, "askwell_worker", batch)
        op.execute(f"GRANT {operations} ON {table} TO askwell_app, askwell_worker")
    _backup(table)


def tenant_table(table: str, tenant: str = "tenant_id") -> None:
    """Guard a table whose tenant is named by `tenant` (deliveries): own rows, or a job's batch."""
    _force(table)
    _policy("own", table, "askwell_app", f"{tenant} = (SELECT app.person_id())")
    _policy("batch", table, "askwell_worker", f"{tenant} = ANY ((SELECT app.batch())::uuid[])")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO askwell_app, askwell_worker")
    _backup(table)


def door_columns(
    role: str,
    table: str,
    *,
    select: Sequence[str] = (),
    update: Sequence[str] = (),
    insert: bool = False,
    delete: bool = False,
) -> None:
    """Open *named columns* of `table` to a door role, with one `USING (true)` policy per table."""
    if select:
        op.execute(f"GRANT SELECT ({', '.join(select)}) ON {table} TO {role}")
    if update:
        op.execute(f"GRANT UPDATE ({', '.join(update)}) ON {table} TO {role}")
    if insert:
        op.execute(f"GRANT INSERT ON {table} TO {role}")
    if delete:
        op.execute(f"GRANT DELETE ON {table} TO {role}")
    name = role.removeprefix("askwell_")
    writes = bool(update) or insert or delete
    check = " WITH CHECK (true)" if writes else ""
    command = "ALL" if writes else "SELECT"
    op.execute(f"CREATE POLICY {name} ON {table} FOR {command} TO {role} USING (true){check}")


def door_function(role: str, sql: str, execute: str, *, to: str) -> None:
    """Create a definer function as its door role and let `to` (role names) execute `execute`.

    Created *as the door*: default privileges of the door already keep PUBLIC out.
    """
    op.execute(f"SET LOCAL ROLE {role}")
    # Checking the body plans it, which `row_security = off` (see env.py) refuses to a door.
    op.execute("SET LOCAL row_security = on")
    op.execute(sql)
    op.execute(f"GRANT EXECUTE ON FUNCTION {execute} TO {to}")
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def drop_door_function(role: str, signature: str) -> None:
    """Drop a definer function as its door role."""
    op.execute(f"SET LOCAL ROLE {role}")
    op.execute(f"DROP FUNCTION {signature}")
    op.execute("RESET ROLE")


def _force(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _policy(name: str, table: str, role: str, condition: str) -> None:
    op.execute(
        f"CREATE POLICY {name} ON {table} TO {role} USING ({condition}) WITH CHECK ({condition})"
    )


def _backup(table: str) -> None:
    op.execute(f"CREATE POLICY backup ON {table} FOR SELECT TO askwell_backup USING (true)")
    op.execute(f"GRANT SELECT ON {table} TO askwell_backup")
