"""Photos of paper pages, kept with a talk."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0038"
down_revision = "0045"

AT = sa.DateTime(timezone=True)

# Erasing a contact and the weekly round empty columns, and know nothing of files: what empties the
# column that names one has the file gone.
LET_GO = """
CREATE FUNCTION app.let_go_of_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.files f SET deleted_at = pg_catalog.now()
  WHERE f.owner_id = OLD.owner_id AND f.id = OLD.file_id AND f.deleted_at IS NULL;
  INSERT INTO person.clocks
    (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
  VALUES (OLD.owner_id, 'file_purge', OLD.file_id, 'once', 'job',
    pg_catalog.now() AT TIME ZONE 'UTC', 'UTC', pg_catalog.now())
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "photos",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid()),
        sa.Column("alt", sa.Text(), server_default="", nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
        _points_to("conversation_id", "conversations"),
        _points_to("file_id", "files"),
        schema="person",
    )
    _index("conversation_id", "conversation_id", "at", "id")
    _index("change_seq", "change_seq", "id")
    person_table("photos")
    op.execute(LET_GO)
    op.execute("REVOKE EXECUTE ON FUNCTION app.let_go_of_file() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.let_go_of_file() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER let_go AFTER UPDATE OF file_id ON person.photos FOR EACH ROW"
        " WHEN (OLD.file_id IS NOT NULL AND NEW.file_id IS NULL)"
        " EXECUTE FUNCTION app.let_go_of_file()"
    )


def _points_to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_photos_owner_id_{column}",
    )


def _index(name: str, *columns: str) -> None:
    op.create_index(f"ix_photos_owner_id_{name}", "photos", ["owner_id", *columns], schema="person")


def downgrade() -> None:
    """Undo it."""
    op.drop_table("photos", schema="person")
    op.execute("DROP FUNCTION app.let_go_of_file()")
