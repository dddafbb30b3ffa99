"""Talks and the lines written about them."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0011"
down_revision = "0010"

# A thank-you is told of the thread; the talk it answers is the last one held.
FOLLOW_THANKS = """
CREATE FUNCTION app.follow_thanks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.conversations c SET thanked_at = NEW.thanked_at
  WHERE c.owner_id = NEW.owner_id AND c.id = (
    SELECT l.id FROM person.conversations l
    WHERE l.owner_id = NEW.owner_id AND l.thread_id = NEW.id AND l.state = 'held'
      AND l.deleted_at IS NULL
    ORDER BY l.ended_at DESC LIMIT 1);
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Make it."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "conversations",
        *_key(),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("starts_at", at, nullable=False),
        sa.Column("ends_at", at, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("schedule_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("planned_at", at, nullable=False),
        sa.Column("ended_at", at),
        sa.Column("thanks_due_at", at),
        sa.Column("thanked_at", at),
        sa.Column("debrief_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("debriefed_at", at),
        *_stamps(),
        _points_to("conversations", "thread_id", "threads"),
        _points_to("conversations", "contact_id", "contacts"),
        _one_of("state", "planned", "held", "no_show", "cancelled", "resting"),
        _one_of("medium", "in_person", "phone", "video", "chat"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("(state = 'held') = (ended_at IS NOT NULL)", name="ended_at"),
        sa.CheckConstraint("debrief_step BETWEEN 0 AND 4", name="debrief_step"),
        schema="person",
    )
    _index("conversations", "starts_at", "starts_at", "id")
    _index("conversations", "thread_id", "thread_id", "starts_at")
    _index("conversations", "contact_id", "contact_id", "starts_at")
    _index(
        "conversations",
        "thanks_due_at",
        "thanks_due_at",
        where="thanked_at IS NULL AND deleted_at IS NULL",
    )
    _index("conversations", "change_seq", "change_seq", "id")
    op.create_table(
        "note_lines",
        *_key(),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", at, nullable=False),
        sa.Column("supersedes", sa.Uuid()),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("promiser", sa.Text()),
        sa.Column("due_on", sa.Text()),
        *_stamps(),
        _points_to("note_lines", "conversation_id", "conversations"),
        _one_of(
            "tag", "insight", "skill", "name", "promise", "advice", "resource", "quote", "plain"
        ),
        _one_of("promiser", "mine", "theirs"),
        schema="person",
    )
    _index("note_lines", "conversation_id", "conversation_id", "at", "id")
    _index("note_lines", "change_seq", "change_seq", "id")
    person_table("conversations")
    person_table("note_lines")
    op.execute(FOLLOW_THANKS)
    op.execute("REVOKE EXECUTE ON FUNCTION app.follow_thanks() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.follow_thanks() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER follow_thanks AFTER UPDATE OF thanked_at ON person.threads FOR EACH ROW"
        " WHEN (OLD.thanked_at IS DISTINCT FROM NEW.thanked_at)"
        " EXECUTE FUNCTION app.follow_thanks()"
    )


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _stamps() -> tuple[sa.Column, ...]:
    at = sa.DateTime(timezone=True)
    return (
        sa.Column("created_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", at),
    )


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_{table}_owner_id_{column}",
    )


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _index(table: str, name: str, *columns: str, where: str = "") -> None:
    op.create_index(
        f"ix_{table}_owner_id_{name}",
        table,
        ["owner_id", *columns],
        schema="person",
        postgresql_where=sa.text(where) if where else None,
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER follow_thanks ON person.threads")
    op.execute("DROP FUNCTION app.follow_thanks()")
    op.drop_table("note_lines", schema="person")
    op.drop_table("conversations", schema="person")
