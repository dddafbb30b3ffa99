"""Marks and asked questions beside lines: all are entries of a talk."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "note_lines",
        sa.Column("kind", sa.Text(), server_default="line", nullable=False),
        schema="person",
    )
    op.add_column("note_lines", sa.Column("question_id", sa.Uuid()), schema="person")
    op.create_check_constraint(
        "kind", "note_lines", "kind IN ('line', 'mark', 'asked')", schema="person"
    )
    op.create_check_constraint(
        "asked_what", "note_lines", "kind <> 'asked' OR question_id IS NOT NULL", schema="person"
    )
    op.create_index(
        "ix_note_lines_owner_id_question_id",
        "note_lines",
        ["owner_id", "question_id"],
        schema="person",
        postgresql_where=sa.text("question_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_note_lines_owner_id_question_id", "note_lines", schema="person")
    # Without the column a mark would be an empty line, and a question an empty one too.
    op.execute("ALTER TABLE person.note_lines NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM person.note_lines WHERE kind <> 'line'")
    op.execute("ALTER TABLE person.note_lines FORCE ROW LEVEL SECURITY")
    op.drop_column("note_lines", "question_id", schema="person")
    op.drop_column("note_lines", "kind", schema="person")
