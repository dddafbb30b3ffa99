"""Links in mails by which a person acts without signing in, and the first day of a pause."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function, person_table

revision = "0041"
down_revision = "0051"

# The database itself checks the proof: nothing that reaches the application's role can act for a
# person without a link that a worker signed with the key of that person. Hashed twice with the key
# before it, so that a proof can't be lengthened.
ENTER = """
CREATE FUNCTION door.enter_by_link(person uuid, body bytea, proof bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE key bytea;
BEGIN
  SELECT k.secret INTO key FROM person.link_keys k JOIN directory.people p ON p.id = k.owner_id
  WHERE k.owner_id = person AND p.deletion_due_at IS NULL;
  IF NOT FOUND
    OR sha256(proof) <> sha256(substr(sha256(key || sha256(key || body)), 1, 16)) THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.person_id', person::text, true);
  RETURN true;
END $$
"""
SIGNATURE = "door.enter_by_link(uuid, bytea, bytea)"


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "profiles", sa.Column("vacation_from", sa.DateTime(timezone=True)), schema="person"
    )
    op.create_table(
        "link_keys",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        schema="person",
    )
    person_table("link_keys", stamped=False)
    door_columns("askwell_door", "person.link_keys", select=["owner_id", "secret"])
    op.create_table(
        "taps",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("link_id", sa.Uuid(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        schema="person",
    )
    person_table("taps", stamped=False)
    door_function("askwell_door", ENTER, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", SIGNATURE)
    op.drop_table("taps", schema="person")
    op.drop_table("link_keys", schema="person")
    op.drop_column("profiles", "vacation_from", schema="person")
