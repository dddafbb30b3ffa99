"""Whether what went to another claim says the contrary of what is there."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0044"


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "insight_moves",
        sa.Column("contrary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="person",
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_column("insight_moves", "contrary", schema="person")
