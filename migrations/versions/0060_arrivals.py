"""Exports of another account on their way into this one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tenancy import person_table

revision = "0060"
down_revision = "0043"

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "arrivals",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("state", sa.Text(), server_default="running", nullable=False),
        sa.Column("file_id", sa.Uuid()),
        sa.Column("exported_at", AT, nullable=False),
        sa.Column("into_empty", sa.Boolean(), nullable=False),
        sa.Column("table_name", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("taken", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("counts", JSONB(), server_default="{}", nullable=False),
        sa.Column("problems", JSONB(), server_default="[]", nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("finished_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name="state"),
        schema="person",
    )
    op.create_table(
        "arrival_matches",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("arrival_id", sa.Uuid(), primary_key=True),
        sa.Column("old_id", sa.Uuid(), primary_key=True),
        sa.Column("new_id", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["owner_id", "arrival_id"],
            ["person.arrivals.owner_id", "person.arrivals.id"],
            name="fk_arrival_matches_owner_id_arrival_id",
        ),
        schema="person",
    )
    person_table("arrivals")
    person_table("arrival_matches", stamped=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("arrival_matches", schema="person")
    op.drop_table("arrivals", schema="person")
