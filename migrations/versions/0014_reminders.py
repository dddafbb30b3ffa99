"""Switches of reminders, one-click unsubscribing, and clocks that follow the profile."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function, person_table

revision = "0014"
down_revision = "0012"

# The proof that a link was ours is checked before (a keyed hash): whoever holds it may stop mails
# of one kind to one person, and nothing else.
SWITCH_OFF = """
CREATE FUNCTION door.switch_off(person uuid, one_kind text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO person.switched_off (owner_id, kind, at)
  SELECT p.id, one_kind, now() FROM directory.people p WHERE p.id = person
  ON CONFLICT DO NOTHING $$
"""

# Local → UTC happens in Python alone: what a new or changed profile means for its clocks is left
# to a job that is due at once.
SETTLE = """
CREATE FUNCTION app.settle_clocks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO person.clocks
    (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
  VALUES (NEW.owner_id, 'settle', NEW.owner_id, NEW.change_seq::text, 'job',
    pg_catalog.now() AT TIME ZONE 'UTC', 'UTC', pg_catalog.now())
  ON CONFLICT (owner_id, kind, subject_id)
    DO UPDATE SET occurrence = excluded.occurrence, due_at = excluded.due_at;
  RETURN NULL;
END $$
"""
WATCHED = (
    "time_zone, country, working_days, clock_template, quiet_start, quiet_end, half_hour_days,"
    " half_hour_time"
)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "switched_off",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('talk_soon', 'how_was_it', 'thanks_nudge', 'thanks_last_call', 'daily')",
            name="kind",
        ),
        schema="person",
    )
    person_table("switched_off", stamped=False)
    door_columns("askwell_door", "person.switched_off", select=["owner_id", "kind"], insert=True)
    door_function("askwell_door", SWITCH_OFF, "door.switch_off(uuid, text)", to="askwell_app")
    op.execute(SETTLE)
    op.execute("REVOKE EXECUTE ON FUNCTION app.settle_clocks() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.settle_clocks() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER settle_clocks_of_new AFTER INSERT ON person.profiles"
        " FOR EACH ROW EXECUTE FUNCTION app.settle_clocks()"
    )
    op.execute(
        f"CREATE TRIGGER settle_clocks AFTER UPDATE OF {WATCHED} ON person.profiles"
        " FOR EACH ROW EXECUTE FUNCTION app.settle_clocks()"
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER settle_clocks ON person.profiles")
    op.execute("DROP TRIGGER settle_clocks_of_new ON person.profiles")
    op.execute("DROP FUNCTION app.settle_clocks()")
    drop_door_function("askwell_door", "door.switch_off(uuid, text)")
    op.drop_table("switched_off", schema="person")
