"""Whom to ask about by the day until which they are kept; and what a look back at a goal tells of it."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0076"


def upgrade() -> None:
    """Make it."""
    op.create_index(
        "ix_contacts_retain_until",
        "contacts",
        ["owner_id", "retain_until"],
        schema="person",
        postgresql_where=sa.text("deleted_at IS NULL AND retain_until IS NOT NULL"),
    )
    op.add_column(
        "digests", sa.Column("goal", sa.Text(), server_default="", nullable=False), schema="person"
    )
    op.add_column("digests", sa.Column("ending", sa.Text()), schema="person")
    op.create_check_constraint(
        "ending", "digests", "ending IN ('reached', 'given_up')", schema="person"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_constraint(op.f("ck_digests_ending"), "digests", schema="person")
    op.drop_column("digests", "ending", schema="person")
    op.drop_column("digests", "goal", schema="person")
    op.drop_index("ix_contacts_retain_until", "contacts", schema="person")
