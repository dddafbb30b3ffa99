"""Who agreed that their notes may go to a language model."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0072"
down_revision = "0085"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "model_consents",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        schema="person",
    )
    person_table("model_consents", stamped=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("model_consents", schema="person")
