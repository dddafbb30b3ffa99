"""Promises that were made outside of a talk."""

from alembic import op

revision = "0039"
down_revision = "0038"

OF_A_TALK = ("conversation_id", "thread_id", "line_id")


def upgrade() -> None:
    """Make it."""
    for column in OF_A_TALK:
        op.alter_column("promises", column, nullable=True, schema="person")
    op.create_check_constraint(
        "of_a_talk",
        "promises",
        f"num_nonnulls({', '.join(OF_A_TALK)}) IN (0, 3)",
        schema="person",
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_constraint("ck_promises_of_a_talk", "promises", schema="person")
    # Before, a promise could not be without its talk.
    op.execute("ALTER TABLE person.promises NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM person.promises WHERE conversation_id IS NULL")
    for column in OF_A_TALK:
        op.alter_column("promises", column, nullable=False, schema="person")
    op.execute("ALTER TABLE person.promises FORCE ROW LEVEL SECURITY")
