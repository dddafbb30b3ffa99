"""Which file of public holidays the clocks were computed with; another one has all of them computed
anew."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import directory_table, door_columns, door_function, drop_door_function

revision = "0037"
down_revision = "0036"

# Spread over an hour, and not at once: workers of the release before may be about to end.
NOTICE = """
CREATE FUNCTION planning.notice_holidays(file text, at timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (
    DELETE FROM directory.holiday_files f WHERE f.version <> $1),
  noticed AS (
    INSERT INTO directory.holiday_files (version, noticed_at) VALUES ($1, $2)
    ON CONFLICT DO NOTHING RETURNING version),
  settling AS (
    INSERT INTO person.clocks
      (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
    SELECT p.owner_id, 'settle', p.owner_id,
      'holidays-' || n.version || '-' || extract(epoch FROM $2)::bigint, 'job',
      due.at AT TIME ZONE 'UTC', 'UTC', due.at
    FROM noticed n CROSS JOIN person.profiles p
    CROSS JOIN LATERAL (SELECT $2 + interval '5 minutes'
      + abs(hashtext(p.owner_id::text)::bigint) % 3600 * interval '1 second' AS at) due
    ON CONFLICT (owner_id, kind, subject_id) DO UPDATE
      SET occurrence = excluded.occurrence, due_at = excluded.due_at
    RETURNING 1)
  SELECT count(*) FROM settling $$
"""


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "holiday_files",
        sa.Column("version", sa.Text(), primary_key=True),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        schema="directory",
    )
    directory_table("holiday_files", None)
    door_columns(
        "askwell_planner",
        "directory.holiday_files",
        select=["version"],
        insert=True,
        delete=True,
    )
    door_columns("askwell_planner", "person.profiles", select=["owner_id"])
    op.execute("GRANT INSERT, UPDATE (occurrence) ON person.clocks TO askwell_planner")
    signature = "planning.notice_holidays(text, timestamptz)"
    door_function("askwell_planner", NOTICE, signature, to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_planner", "planning.notice_holidays(text, timestamptz)")
    op.execute("REVOKE INSERT, UPDATE (occurrence) ON person.clocks FROM askwell_planner")
    op.execute("DROP POLICY planner ON person.profiles")
    op.execute("REVOKE SELECT (owner_id) ON person.profiles FROM askwell_planner")
    op.drop_table("holiday_files", schema="directory")
