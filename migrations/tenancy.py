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


def organization_table(
    name: str,
    *,
    read: Sequence[str],
    add: Sequence[str] = (),
    change: Sequence[str] = (),
    columns: Sequence[str] = (),
    added: Sequence[str] = (),
    assigned: bool = False,
    assigned_write: bool = False,
) -> None:
    """Guard `organization.<name>`: rows of the organization that was entered, by the role there.

    `read`, `add` and `change` name the roles that may; nothing is ever deleted. `columns` narrows
    what can be changed, `added` what can be said of a new row. With `assigned` a coach reads the rows of cohorts assigned to them now, with `assigned_write` they add and change them.
    """
    table = f"organization.{name}"
    _force(table)
    if read:
        _for_roles("read", table, "SELECT", read)
    op.execute(f"GRANT SELECT ON {table} TO askwell_app")
    if add:
        _for_roles("add", table, "INSERT", add)
        some = f" ({', '.join(added)})" if added else ""
        op.execute(f"GRANT INSERT{some} ON {table} TO askwell_app")
    if change:
        _for_roles("change", table, "UPDATE", change)
        some = f" ({', '.join(columns)})" if columns else ""
        op.execute(f"GRANT UPDATE{some} ON {table} TO askwell_app")
    theirs = (
        f"{_entered(('coach',))} AND cohort_id IN ("
        "SELECT c.cohort_id FROM organization.coach_assignments c"
        " WHERE c.organization_id = (SELECT app.organization_id())"
        " AND c.coach_id = (SELECT app.person_id())"
        " AND c.starts_at <= now() AND (c.ends_at IS NULL OR c.ends_at > now()))"
    )
    if assigned:
        op.execute(f"CREATE POLICY assigned ON {table} FOR SELECT TO askwell_app USING ({theirs})")
    if assigned_write:
        op.execute(
            f"CREATE POLICY assigned_add ON {table} FOR INSERT TO askwell_app WITH CHECK ({theirs})"
        )
        op.execute(
            f"CREATE POLICY assigned_change ON {table} FOR UPDATE TO askwell_app"
            f" USING ({theirs}) WITH CHECK ({theirs})"
        )
    _backup(table)


def own_rows_of_organization() -> None:
    """A person, and a job for them, reads what says that they are or were in an organization, and
    the name of each; whoever is no longer staff there does not."""
    for policy, role, person in (
        ("own", "askwell_app", "= (SELECT app.person_id())"),
        ("batch", "askwell_worker", "= ANY ((SELECT app.batch())::uuid[])"),
    ):
        for table in ("memberships", "enrolments"):
            op.execute(
                f"CREATE POLICY {policy} ON organization.{table} FOR SELECT TO {role}"
                f" USING (person_id {person})"
            )
        op.execute(
            f"CREATE POLICY {policy} ON organization.organizations FOR SELECT TO {role}"
            " USING (organization_id IN (SELECT m.organization_id FROM organization.memberships m"
            f" WHERE m.person_id {person} AND m.ended_at IS NULL"
            " UNION ALL SELECT e.organization_id FROM organization.enrolments e"
            f" WHERE e.person_id {person}))"
        )
    op.execute(
        "GRANT SELECT ON organization.organizations, organization.memberships,"
        " organization.enrolments TO askwell_worker"
    )


def _entered(roles: Sequence[str]) -> str:
    return (
        "organization_id = (SELECT app.organization_id())"
        f" AND (SELECT app.organization_role()) = ANY ('{{{','.join(roles)}}}')"
    )


def _for_roles(policy: str, table: str, command: str, roles: Sequence[str]) -> None:
    entered = _entered(roles)
    using = "" if command == "INSERT" else f" USING ({entered})"
    check = "" if command == "SELECT" else f" WITH CHECK ({entered})"
    op.execute(f"CREATE POLICY {policy} ON {table} FOR {command} TO askwell_app{using}{check}")


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
