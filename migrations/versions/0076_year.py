"""A report of a year beside the skill report."""

from alembic import op

revision = "0076"
down_revision = "0075"


def upgrade() -> None:
    """Make it."""
    _kinds("skill_gap", "year")


def _kinds(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE person.reports NO FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f("ck_reports_kind"), "reports", schema="person")
    op.create_check_constraint(
        op.f("ck_reports_kind"), "reports", f"kind IN ({listed})", schema="person"
    )
    op.execute("ALTER TABLE person.reports FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Undo it: reports of years are not kept."""
    op.execute("ALTER TABLE person.reports NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE person.reports DISABLE TRIGGER stamp")
    op.execute("DELETE FROM person.reports WHERE kind = 'year'")
    op.execute("ALTER TABLE person.reports ENABLE TRIGGER stamp")
    op.execute("ALTER TABLE person.reports FORCE ROW LEVEL SECURITY")
    _kinds("skill_gap")
