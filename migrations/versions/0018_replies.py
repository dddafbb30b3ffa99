"""What requests with an Idempotency-Key were answered with."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "replies",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("route", sa.Text(), primary_key=True),
        sa.Column("key_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        schema="person",
    )
    person_table("replies", stamped=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("replies", schema="person")
