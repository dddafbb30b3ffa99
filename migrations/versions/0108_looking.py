"""A tick asks first whether anything is due at all: in an idle second that is all it asks."""

from migrations.tenancy import door_function, drop_door_function

revision = "0108"
down_revision = "0107"

# Least values rather than EXISTS: a plan that is kept for all instants must not be one that hopes to
# meet something due early in a million rows that are not.
IS_DUE = """
CREATE FUNCTION planning.is_due(at timestamptz, patience interval) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT min(c.due_at) FROM person.clocks c) <= at, false)
    OR coalesce((SELECT min(d.next_at) FROM delivery.deliveries d WHERE d.next_at IS NOT NULL
      AND (d.rung_at IS NULL OR d.rung_at <= at - patience)) <= at, false);
END $$
"""
SIGNATURE = "planning.is_due(timestamptz, interval)"


def upgrade() -> None:
    """Make it."""
    door_function("askwell_planner", IS_DUE, SIGNATURE, to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_planner", SIGNATURE)
