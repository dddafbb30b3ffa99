"""Lines of a look back are known by their place in it: one index less to write for each."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"


def upgrade() -> None:
    """Make it."""
    op.drop_constraint(op.f("pk_digest_lines"), "digest_lines", schema="person")
    op.drop_column("digest_lines", "id", schema="person")
    op.drop_constraint("uq_digest_lines_place", "digest_lines", schema="person")
    op.create_primary_key(
        "pk_digest_lines", "digest_lines", ["owner_id", "digest_id", "place"], schema="person"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_constraint(op.f("pk_digest_lines"), "digest_lines", schema="person")
    op.create_unique_constraint(
        "uq_digest_lines_place",
        "digest_lines",
        ["owner_id", "digest_id", "place"],
        schema="person",
    )
    op.add_column(
        "digest_lines",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        schema="person",
    )
    op.alter_column("digest_lines", "id", server_default=None, schema="person")
    op.create_primary_key("pk_digest_lines", "digest_lines", ["owner_id", "id"], schema="person")
