"""A claim that comes from an export already gone keeps the time at which it went."""

from alembic import op

revision = "0077"
down_revision = "0070"

KEEP = """
CREATE OR REPLACE FUNCTION app.keep_insight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.deleted_at := CASE WHEN NEW.lines = 0 AND (NEW.claim = '' OR NEW.merged_into_id IS NOT NULL)
    THEN coalesce({since}, pg_catalog.now()) END;
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Make it."""
    op.execute(KEEP.format(since="OLD.deleted_at, NEW.deleted_at"))


def downgrade() -> None:
    """Undo it."""
    op.execute(KEEP.format(since="OLD.deleted_at"))
