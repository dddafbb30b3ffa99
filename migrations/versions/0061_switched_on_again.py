"""Whoever stopped a kind of mail by a link may take that back by the same link, for a day."""

from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0061"
down_revision = "0093"

# A mail may be forwarded, and its link with it: it gives back what was just stopped, and nothing
# that the person left off.
SWITCH_ON = """
CREATE FUNCTION door.switch_on(person uuid, one_kind text, one_channel text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (
    DELETE FROM person.switched_off s
    WHERE s.owner_id = person AND s.kind = one_kind AND s.channel = one_channel
      AND s.at > now() - interval '1 day'
    RETURNING 1)
  SELECT EXISTS (SELECT FROM gone) OR NOT EXISTS (
    SELECT FROM person.switched_off s
    WHERE s.owner_id = person AND s.kind = one_kind AND s.channel = one_channel) $$
"""
SIGNATURE = "door.switch_on(uuid, text, text)"


def upgrade() -> None:
    """Make it."""
    op.execute("GRANT SELECT (at), DELETE ON person.switched_off TO askwell_door")
    door_function("askwell_door", SWITCH_ON, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", SIGNATURE)
    op.execute("REVOKE SELECT (at), DELETE ON person.switched_off FROM askwell_door")
