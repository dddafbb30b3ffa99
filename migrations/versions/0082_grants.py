"""Grants: what a person shares with an organization in which they take part; and the log of who looked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import door_columns, door_function, drop_door_function, person_table

revision = "0082"
down_revision = "0086"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"
SCOPES = ("activity", "growth", "outcome")
KINDS = ("membership", *SCOPES)
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"

WHO_LOOKED = f"""
CREATE FUNCTION bridge.who_looked(of_enrolment uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, hour timestamptz, kind text, enrolment_id uuid, organization text,
  reader text)
LANGUAGE sql STABLE {DEFINER}
  SELECT l.id, l.hour, l.kind, l.enrolment_id, o.name, nullif(m.name, '')
  FROM person.access_log l
  JOIN organization.organizations o ON o.organization_id = l.organization_id
  JOIN organization.memberships m ON (m.organization_id, m.id) = (l.organization_id, l.reader_id)
  WHERE l.owner_id = coalesce(app.person_id(), (app.batch())[1])
    AND (of_enrolment IS NULL OR l.enrolment_id = of_enrolment)
    AND (l.hour, l.id) < (before, before_id)
  ORDER BY l.hour DESC, l.id DESC LIMIT most
$$
"""

# Whoever does not take part any more shares nothing, also when they come back: they are asked again.
END_GRANTS = f"""
CREATE FUNCTION bridge.end_grants() RETURNS trigger
LANGUAGE plpgsql {DEFINER}
BEGIN
  UPDATE person.grants g SET revoked_at = greatest(now(), g.granted_at)
  WHERE g.owner_id = OLD.person_id AND g.organization_id = OLD.organization_id
    AND g.enrolment_id = OLD.id AND g.revoked_at IS NULL;
  RETURN NULL;
END $$
"""


TOLD = "'outcome.recorded'"
TOLD_NOW = "'outcome.recorded', 'grant.given', 'grant.revoked'"


def _tell_of(before: str, now: str) -> None:
    """Have webhooks told of other events (`app.call_out`, migration 0092)."""
    op.execute(
        "DO $do$ BEGIN EXECUTE replace(pg_get_functiondef('app.call_out()'::regprocedure),"
        f" $${before})$$, $${now})$$); END $do$"
    )


def upgrade() -> None:
    """Make it."""
    _tell_of(TOLD, TOLD_NOW)
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    op.execute("RESET ROLE")
    op.execute(f"CREATE SCHEMA bridge AUTHORIZATION {BRIDGE}")
    op.execute(f"GRANT USAGE ON SCHEMA app, person, organization TO {BRIDGE}")
    op.execute(f"GRANT EXECUTE ON FUNCTION app.person_id(), app.batch() TO {BRIDGE}")
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("GRANT USAGE ON SCHEMA bridge TO askwell_app, askwell_worker")
    # To put the trigger on a table of theirs; taken back at once.
    op.execute("GRANT USAGE ON SCHEMA bridge TO askwell_owner")
    op.execute("RESET ROLE")
    op.create_table(
        "grants",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("granted_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("revoked_at", AT),
        sa.Column("alias_salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        sa.CheckConstraint("purpose IN ('coaching', 'results')", name="purpose"),
        sa.CheckConstraint("expires_at > granted_at", name="expires_later"),
        sa.CheckConstraint("revoked_at >= granted_at", name="revoked_later"),
        schema="person",
    )
    op.create_index(
        "uq_grants_owner_id_enrolment_id_scope",
        "grants",
        ["owner_id", "enrolment_id", "scope"],
        unique=True,
        schema="person",
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_index(
        "ix_grants_organization_id_scope_enrolment_id",
        "grants",
        ["organization_id", "scope", "enrolment_id"],
        schema="person",
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    # A row for somebody who is being erased at this moment waits for them to be gone, and is refused.
    op.create_table(
        "access_log",
        sa.Column(
            "owner_id",
            sa.Uuid(),
            sa.ForeignKey("directory.people.id", name="fk_access_log_owner_id"),
            primary_key=True,
        ),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid()),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hour", AT, nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
        sa.CheckConstraint("(kind = 'membership') = (grant_id IS NULL)", name="grant_id"),
        schema="person",
    )
    op.create_index(
        "uq_access_log_once_an_hour",
        "access_log",
        ["owner_id", "enrolment_id", "grant_id", "reader_id", "kind", "hour"],
        unique=True,
        schema="person",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_access_log_owner_id_hour_id", "access_log", ["owner_id", "hour", "id"], schema="person"
    )
    person_table("grants", stamped=False)
    person_table("access_log", stamped=False)
    # Nobody writes their own log, or takes a line out of it; a job that erases does.
    op.execute("REVOKE INSERT, UPDATE, DELETE ON person.access_log FROM askwell_app")
    op.execute("REVOKE INSERT, UPDATE ON person.access_log FROM askwell_worker")
    door_columns(
        BRIDGE,
        "person.grants",
        select=[
            *("owner_id", "id", "organization_id", "enrolment_id", "scope", "items", "granted_at"),
            *("expires_at", "revoked_at", "alias_salt"),
        ],
        update=["revoked_at"],
    )
    door_columns(
        BRIDGE,
        "person.access_log",
        select=[
            *("owner_id", "id", "organization_id", "enrolment_id", "grant_id", "reader_id"),
            *("kind", "hour"),
        ],
        insert=True,
    )
    for table, columns in (
        ("organizations", ["organization_id", "name"]),
        ("memberships", ["organization_id", "id", "person_id", "name", "role", "ended_at"]),
        (
            "enrolments",
            [
                *("organization_id", "id", "cohort_id", "person_id", "name", "name_norm"),
                *("status", "created_at"),
            ],
        ),
    ):
        door_columns(BRIDGE, f"organization.{table}", select=columns)
    door_function(
        BRIDGE,
        WHO_LOOKED,
        "bridge.who_looked(uuid, timestamptz, uuid, integer)",
        to="askwell_app, askwell_worker",
    )
    door_function(BRIDGE, END_GRANTS, "bridge.end_grants()", to="askwell_owner")
    op.execute(
        "CREATE TRIGGER end_grants AFTER UPDATE ON organization.enrolments FOR EACH ROW"
        " WHEN (OLD.person_id IS NOT NULL"
        " AND (NEW.status = 'left' OR NEW.person_id IS DISTINCT FROM OLD.person_id))"
        " EXECUTE FUNCTION bridge.end_grants()"
    )
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("REVOKE EXECUTE ON FUNCTION bridge.end_grants() FROM askwell_owner")
    op.execute("REVOKE USAGE ON SCHEMA bridge FROM askwell_owner")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    _tell_of(TOLD_NOW, TOLD)
    op.execute("DROP TRIGGER end_grants ON organization.enrolments")
    drop_door_function(BRIDGE, "bridge.end_grants()")
    drop_door_function(BRIDGE, "bridge.who_looked(uuid, timestamptz, uuid, integer)")
    for table, columns in (
        ("organizations", "organization_id, name"),
        ("memberships", "organization_id, id, person_id, name, role, ended_at"),
        (
            "enrolments",
            "organization_id, id, cohort_id, person_id, name, name_norm, status, created_at",
        ),
    ):
        op.execute(f"DROP POLICY bridge ON organization.{table}")
        op.execute(f"REVOKE SELECT ({columns}) ON organization.{table} FROM {BRIDGE}")
    op.drop_table("access_log", schema="person")
    op.drop_table("grants", schema="person")
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("DROP SCHEMA bridge")
    op.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")
    op.execute("RESET ROLE")
    op.execute(f"REVOKE EXECUTE ON FUNCTION app.person_id(), app.batch() FROM {BRIDGE}")
    op.execute(f"REVOKE USAGE ON SCHEMA app, person, organization FROM {BRIDGE}")
