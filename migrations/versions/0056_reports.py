"""Reports that a person asked for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tenancy import person_table

revision = "0056"
down_revision = "0039"

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "reports",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid()),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("data", JSONB()),
        sa.Column("made_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
        sa.ForeignKeyConstraint(
            ["owner_id", "goal_id"],
            ["person.goals.owner_id", "person.goals.id"],
            name="fk_reports_owner_id_goal_id",
        ),
        sa.CheckConstraint("kind IN ('skill_gap')", name="kind"),
        sa.CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),
        sa.CheckConstraint("(state = 'ready') = (made_at IS NOT NULL)", name="made_at"),
        schema="person",
    )
    for name, columns in (
        ("goal_id", ["goal_id", "made_at"]),
        ("change_seq", ["change_seq", "id"]),
    ):
        op.create_index(
            f"ix_reports_owner_id_{name}", "reports", ["owner_id", *columns], schema="person"
        )
    person_table("reports")


def downgrade() -> None:
    """Undo it."""
    op.drop_table("reports", schema="person")
