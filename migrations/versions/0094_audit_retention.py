"""The log of who did what in an organization is kept for two years."""

from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0094"
down_revision = "0089"

DOOR = "askwell_door"
FORGET = """
CREATE FUNCTION door.forget_audit(now timestamptz, most integer) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (
    DELETE FROM organization.audit_log a USING (
      SELECT o.organization_id, o.id FROM organization.audit_log o
      WHERE o.at < now - interval '2 years' LIMIT most) old
    WHERE (a.organization_id, a.id) = (old.organization_id, old.id) RETURNING 1)
  SELECT count(*)::integer FROM gone
$$
"""


def upgrade() -> None:
    """Make it."""
    op.create_index("ix_audit_log_at", "audit_log", ["at"], schema="organization")
    op.execute(
        f"GRANT DELETE, SELECT (organization_id, id, at) ON organization.audit_log TO {DOOR}"
    )
    door_function(DOOR, FORGET, "door.forget_audit(timestamptz, integer)", to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    drop_door_function(DOOR, "door.forget_audit(timestamptz, integer)")
    op.execute(
        f"REVOKE DELETE, SELECT (organization_id, id, at) ON organization.audit_log FROM {DOOR}"
    )
    op.drop_index("ix_audit_log_at", "audit_log", schema="organization")
