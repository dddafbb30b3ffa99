"""Switches of reminders by kind and channel."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0040"
down_revision = "0034"

# The proof that a link was ours is checked before (a keyed hash): whoever holds it may stop one kind
# to one person on one channel, and nothing else.
SWITCH_OFF = """
CREATE FUNCTION door.switch_off(person uuid, one_kind text, one_channel text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO person.switched_off (owner_id, kind, channel, at)
  SELECT p.id, one_kind, one_channel, now() FROM directory.people p WHERE p.id = person
  ON CONFLICT DO NOTHING $$
"""
SIGNATURE = "door.switch_off(uuid, text, text)"
BEFORE = SWITCH_OFF.replace(", one_channel text", "").replace(", one_channel", "")
BEFORE = BEFORE.replace(", channel", "")
BEFORE_SIGNATURE = "door.switch_off(uuid, text)"
KINDS = "kind IN ('talk_soon', 'how_was_it', 'thanks_nudge', 'thanks_last_call', 'daily')"


def upgrade() -> None:
    """Make it. What was switched off until now was a mail."""
    drop_door_function("askwell_door", BEFORE_SIGNATURE)
    op.add_column(
        "switched_off",
        sa.Column("channel", sa.Text(), nullable=False, server_default="email"),
        schema="person",
    )
    op.alter_column("switched_off", "channel", server_default=None, schema="person")
    op.drop_constraint(op.f("ck_switched_off_kind"), "switched_off", schema="person")
    op.create_check_constraint(
        op.f("ck_switched_off_channel"),
        "switched_off",
        "channel IN ('email', 'push')",
        schema="person",
    )
    op.drop_constraint(op.f("pk_switched_off"), "switched_off", schema="person")
    op.create_primary_key(
        op.f("pk_switched_off"), "switched_off", ["owner_id", "kind", "channel"], schema="person"
    )
    op.execute("GRANT SELECT (channel) ON person.switched_off TO askwell_door")
    door_function("askwell_door", SWITCH_OFF, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it: kinds and channels that were not there before are forgotten."""
    drop_door_function("askwell_door", SIGNATURE)
    # The owner of a table under FORCE deletes nothing, however loudly.
    op.execute("ALTER TABLE person.switched_off NO FORCE ROW LEVEL SECURITY")
    op.execute(f"DELETE FROM person.switched_off WHERE channel <> 'email' OR NOT ({KINDS})")
    op.execute("ALTER TABLE person.switched_off FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f("pk_switched_off"), "switched_off", schema="person")
    op.create_primary_key(
        op.f("pk_switched_off"), "switched_off", ["owner_id", "kind"], schema="person"
    )
    op.drop_constraint(op.f("ck_switched_off_channel"), "switched_off", schema="person")
    op.create_check_constraint(op.f("ck_switched_off_kind"), "switched_off", KINDS, schema="person")
    op.drop_column("switched_off", "channel", schema="person")
    door_function("askwell_door", BEFORE, BEFORE_SIGNATURE, to="askwell_app")
