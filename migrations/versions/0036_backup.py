"""What the role of backups lacked to dump all there is, and what a restored database needs to erase
again who asked for it."""

from alembic import op

revision = "0036"
down_revision = "0041"

SCHEMAS = "delivery, dramatiq"


def upgrade() -> None:
    """Make it."""
    op.execute(f"GRANT USAGE ON SCHEMA {SCHEMAS} TO askwell_backup")
    op.execute("GRANT SELECT ON app.alembic_version TO askwell_backup")
    op.execute("GRANT SELECT ON ALL TABLES IN SCHEMA dramatiq TO askwell_backup")
    op.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA dramatiq TO askwell_backup")
    op.execute("GRANT UPDATE (deletion_due_at) ON directory.people TO askwell_worker")


def downgrade() -> None:
    """Undo it."""
    op.execute("REVOKE UPDATE (deletion_due_at) ON directory.people FROM askwell_worker")
    op.execute("REVOKE SELECT ON ALL SEQUENCES IN SCHEMA dramatiq FROM askwell_backup")
    op.execute("REVOKE SELECT ON ALL TABLES IN SCHEMA dramatiq FROM askwell_backup")
    op.execute("REVOKE SELECT ON app.alembic_version FROM askwell_backup")
    op.execute(f"REVOKE USAGE ON SCHEMA {SCHEMAS} FROM askwell_backup")
