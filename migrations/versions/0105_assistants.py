"""Who lets assistants in, and what these called."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0105"
down_revision = "0100"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "assistant_consents",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        schema="person",
    )
    op.create_table(
        "assistant_calls",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("caller_id", sa.Uuid(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        schema="person",
    )
    op.create_index(
        "uq_assistant_calls_once_an_hour",
        "assistant_calls",
        ["owner_id", "caller_id", "tool", "hour"],
        schema="person",
        unique=True,
    )
    op.create_index(
        "ix_assistant_calls_owner_id_hour_id",
        "assistant_calls",
        ["owner_id", "hour", "id"],
        schema="person",
    )
    for table in ("assistant_consents", "assistant_calls"):
        person_table(table, stamped=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("assistant_calls", schema="person")
    op.drop_table("assistant_consents", schema="person")
