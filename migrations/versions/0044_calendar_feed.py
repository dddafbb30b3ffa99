"""The address at which a person's calendar reads their dates."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function, person_table

revision = "0044"
down_revision = "0052"

# Whoever knows the secret reads as this person until the transaction ends, and writes nothing.
ENTER = """
CREATE FUNCTION door.enter_feed(person uuid, hash bytea)
RETURNS TABLE (talks boolean, promises boolean, names boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE feed record;
BEGIN
  SELECT f.talks, f.promises, f.names INTO feed FROM person.calendar_feeds f
  JOIN directory.people p ON p.id = f.owner_id AND p.deletion_due_at IS NULL
  WHERE f.owner_id = person AND f.token_hash = hash;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.person_id', person::text, true);
  PERFORM set_config('transaction_read_only', 'on', true);
  RETURN QUERY SELECT feed.talks, feed.promises, feed.names;
END $$
"""
SIGNATURE = "door.enter_feed(uuid, bytea)"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "calendar_feeds",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("talks", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("promises", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("names", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema="person",
    )
    person_table("calendar_feeds", stamped=False)
    door_columns(
        "askwell_door",
        "person.calendar_feeds",
        select=["owner_id", "token_hash", "talks", "promises", "names"],
    )
    door_function("askwell_door", ENTER, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", SIGNATURE)
    op.drop_table("calendar_feeds", schema="person")
