"""What a person put aside on Today."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "put_aside",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("subject_id", sa.Uuid(), primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True)),
        schema="person",
    )
    person_table("put_aside", stamped=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("put_aside", schema="person")
