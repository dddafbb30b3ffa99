"""The weekly round of each person: what was deleted goes for good, what is old is forgotten."""

from alembic import op

revision = "0028"
down_revision = "0027"

# A new person's first round comes when the first thing they can have deleted is 30 days gone.
BEGIN = """
CREATE FUNCTION app.begin_retention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO person.clocks
    (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
  VALUES (NEW.owner_id, 'retention', NEW.owner_id, 'first', 'job',
    (pg_catalog.now() + interval '30 days') AT TIME ZONE 'UTC', 'UTC',
    pg_catalog.now() + interval '30 days')
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Make it."""
    op.execute(BEGIN)
    op.execute("REVOKE EXECUTE ON FUNCTION app.begin_retention() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.begin_retention() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER begin_retention AFTER INSERT ON person.profiles"
        " FOR EACH ROW EXECUTE FUNCTION app.begin_retention()"
    )
    _force("NO FORCE")
    op.execute(
        "INSERT INTO person.clocks"
        " (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)"
        " SELECT owner_id, 'retention', owner_id, 'first', 'job', now() AT TIME ZONE 'UTC', 'UTC',"
        " now() FROM person.profiles"
    )
    _force("FORCE")


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER begin_retention ON person.profiles")
    op.execute("DROP FUNCTION app.begin_retention()")
    _force("NO FORCE")
    op.execute("DELETE FROM person.clocks WHERE kind = 'retention'")
    _force("FORCE")


def _force(how: str) -> None:
    for table in ("person.clocks", "person.profiles"):
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")
