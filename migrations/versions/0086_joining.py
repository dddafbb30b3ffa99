"""Seats of a cohort, its code for a class, and invitations by mail."""

import sqlalchemy as sa
from alembic import op

from migrations.joining_0086 import ADDED, ERASE, ERASE_BEFORE, REPLACED
from migrations.tenancy import door_function, drop_door_function

revision = "0086"
down_revision = "0090"

DOOR = "askwell_door"
ASKED = ("email", "email_norm", "code", "sent")
CHANGED = ("expires_at", "sent", "email", "email_norm")
READS = {
    "organization.invitations": "email, email_norm, code, created_at",
    "organization.cohorts": "seats",
    "organization.programmes": "about",
    "organization.memberships": "name",
    "organization.coach_assignments": "cohort_id",
}
"""Columns that these doors read of tables that other doors read already."""
AUDITED = "'role', 'cohort_id', 'seats', 'used', 'expires_at', 'ended_at'"
COHORT = "'programme_id', 'starts_on', 'ends_on', 'time_zone'"


def upgrade() -> None:
    """Make it."""
    op.add_column("cohorts", sa.Column("seats", sa.Integer()), schema="organization")
    op.create_check_constraint(
        "seats", "cohorts", "seats BETWEEN 1 AND 10000", schema="organization"
    )
    for name in ("email", "email_norm", "code"):
        op.add_column("invitations", sa.Column(name, sa.Text()), schema="organization")
    op.add_column(
        "invitations",
        sa.Column("sent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="organization",
    )
    op.create_check_constraint(
        "mailed_one_by_one", "invitations", "email IS NULL OR seats = 1", schema="organization"
    )
    op.create_check_constraint(
        "code_of_a_cohort", "invitations", "code IS NULL OR role IS NULL", schema="organization"
    )
    op.create_index(
        "ix_invitations_email_norm",
        "invitations",
        ["email_norm"],
        postgresql_where=sa.text("email_norm IS NOT NULL"),
        schema="organization",
    )
    op.execute(f"GRANT INSERT ({', '.join(ASKED)}) ON organization.invitations TO askwell_app")
    op.execute(f"GRANT UPDATE ({', '.join(CHANGED)}) ON organization.invitations TO askwell_app")
    op.execute(f"GRANT UPDATE (email, email_norm) ON organization.invitations TO {DOOR}")
    for table, names in READS.items():
        op.execute(f"GRANT SELECT ({names}) ON {table} TO {DOOR}")
    _audit("invitations", f"'invitation', {AUDITED}, 'sent'")
    _audit("cohorts", f"'cohort', {COHORT}, 'seats'")
    for signature, _, sql in REPLACED:
        drop_door_function(DOOR, signature)
        door_function(DOOR, sql, signature, to="askwell_app")
    for signature, sql, to in ADDED:
        door_function(DOOR, sql, signature, to=to)
    _replace_erasure(ERASE)


def _audit(table: str, arguments: str) -> None:
    op.execute(f"DROP TRIGGER audit ON organization.{table}")
    op.execute(
        f"CREATE TRIGGER audit AFTER INSERT OR UPDATE ON organization.{table} FOR EACH ROW"
        f" EXECUTE FUNCTION app.audit({arguments})"
    )


def _replace_erasure(sql: str) -> None:
    op.execute(f"SET LOCAL ROLE {DOOR}")
    op.execute("SET LOCAL row_security = on")
    op.execute(sql)
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    _replace_erasure(ERASE_BEFORE)
    for signature, _, _ in reversed(ADDED):
        drop_door_function(DOOR, signature)
    for signature, sql, _ in REPLACED:
        drop_door_function(DOOR, signature)
        door_function(DOOR, sql, signature, to="askwell_app")
    _audit("cohorts", f"'cohort', {COHORT}")
    _audit("invitations", f"'invitation', {AUDITED}")
    op.execute("REVOKE UPDATE (expires_at) ON organization.invitations FROM askwell_app")
    for table, names in READS.items():
        kept = {"organization.invitations": "created_at"}.get(table, names)
        op.execute(f"REVOKE SELECT ({kept}) ON {table} FROM {DOOR}")
    for name in ("sent", "code", "email_norm", "email"):
        op.drop_column("invitations", name, schema="organization")
    op.drop_column("cohorts", "seats", schema="organization")
