"""What an operator sees of deliveries and decides about them, and how late they are by kind."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0034"
down_revision = "0032"

LISTED = """
CREATE FUNCTION planning.deliveries(ids uuid[], states text[], kinds text[], tenant uuid, n int)
RETURNS TABLE (tenant_id uuid, id uuid, kind text, subject_id uuid, occurrence text, channel text,
  recipient uuid, state text, outcome text, attempts int, failures int, due_at timestamptz,
  waited_until timestamptz, next_at timestamptz, rung_at timestamptz, finished_at timestamptz,
  created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.tenant_id, d.id, d.kind, d.subject_id, d.occurrence, d.channel, d.recipient, d.state,
    d.outcome, d.attempts, d.failures, d.due_at, d.waited_until, d.next_at, d.rung_at,
    d.finished_at, d.created_at
  FROM delivery.deliveries d
  WHERE ($1 IS NULL OR d.id = ANY ($1)) AND ($2 IS NULL OR d.state = ANY ($2))
    AND ($3 IS NULL OR d.kind = ANY ($3)) AND ($4 IS NULL OR d.tenant_id = $4)
  ORDER BY d.due_at DESC, d.id LIMIT $5 $$
"""

# What a worker holds is left to it: its lease ends within half a minute.
DECIDE = """
CREATE FUNCTION planning.decide(decision text, ids uuid[], at timestamptz)
RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE delivery.deliveries d SET
    state = CASE $1 WHEN 'cancel' THEN 'done' ELSE 'pending' END,
    next_at = CASE $1 WHEN 'cancel' THEN NULL ELSE $3 END,
    rung_at = NULL,
    failures = CASE $1 WHEN 'requeue' THEN 0 ELSE d.failures END,
    outcome = CASE $1 WHEN 'cancel' THEN 'not-wanted:cancelled' ELSE d.outcome END,
    waited_until = CASE $1 WHEN 'cancel' THEN d.waited_until ELSE $3 END,
    finished_at = CASE $1 WHEN 'cancel' THEN $3 END
  WHERE d.id = ANY ($2) AND CASE $1
    WHEN 'retry' THEN d.state = 'pending'
    WHEN 'cancel' THEN d.state IN ('pending', 'dead')
    WHEN 'requeue' THEN d.state = 'dead' ELSE false END
  RETURNING d.tenant_id, d.id $$
"""

# Each part reads one small index: what is due, what is dead, what ended a moment ago.
STANDING = """
CREATE FUNCTION planning.standing(at timestamptz, since interval)
RETURNS TABLE (kind text, channel text, due bigint, oldest timestamptz, ambiguous bigint,
  dead bigint, ended bigint, p50 float8, p99 float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH due AS (
    SELECT d.kind, d.channel, count(*) FILTER (WHERE d.state = 'pending') AS due,
      min(coalesce(d.waited_until, d.due_at)) AS oldest,
      count(*) FILTER (WHERE d.state = 'leased') AS ambiguous
    FROM delivery.deliveries d WHERE d.next_at <= $1 GROUP BY d.kind, d.channel),
  dead AS (
    SELECT d.kind, d.channel, count(*) AS dead FROM delivery.deliveries d
    WHERE d.state = 'dead' GROUP BY d.kind, d.channel),
  ended AS (
    SELECT d.kind, d.channel, count(*) AS ended,
      percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY
        extract(epoch FROM d.finished_at - coalesce(d.waited_until, d.due_at))::float8) AS late
    FROM delivery.deliveries d
    WHERE d.finished_at > $1 - $2 AND d.finished_at <= $1 AND d.state = 'done'
      AND d.outcome NOT LIKE 'not-wanted:%'
    GROUP BY d.kind, d.channel)
  SELECT kind, channel, coalesce(due.due, 0), due.oldest, coalesce(due.ambiguous, 0),
    coalesce(dead.dead, 0), coalesce(ended.ended, 0), ended.late[1], ended.late[2]
  FROM due FULL JOIN dead USING (kind, channel) FULL JOIN ended USING (kind, channel)
  ORDER BY kind, channel $$
"""

FUNCTIONS = (
    (LISTED, "planning.deliveries(uuid[], text[], text[], uuid, int)", "askwell_worker"),
    (DECIDE, "planning.decide(text, uuid[], timestamptz)", "askwell_worker"),
    (STANDING, "planning.standing(timestamptz, interval)", "askwell_app, askwell_worker"),
)
READ = "outcome, waited_until, finished_at, created_at"
WRITTEN = "failures, outcome, waited_until, finished_at"


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "deliveries", sa.Column("waited_until", sa.DateTime(timezone=True)), schema="delivery"
    )
    op.create_index(
        "ix_deliveries_finished_at",
        "deliveries",
        ["finished_at"],
        schema="delivery",
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )
    op.create_index(
        "ix_deliveries_dead",
        "deliveries",
        ["kind", "channel"],
        schema="delivery",
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.execute(f"GRANT SELECT ({READ}) ON delivery.deliveries TO askwell_planner")
    op.execute(f"GRANT UPDATE ({WRITTEN}) ON delivery.deliveries TO askwell_planner")
    op.execute("SET LOCAL ROLE askwell_planner")
    op.execute("GRANT USAGE ON SCHEMA planning TO askwell_app")
    op.execute("RESET ROLE")
    for sql, signature, to in FUNCTIONS:
        door_function("askwell_planner", sql, signature, to=to)


def downgrade() -> None:
    """Undo it."""
    for _, signature, _ in FUNCTIONS:
        drop_door_function("askwell_planner", signature)
    op.execute("SET LOCAL ROLE askwell_planner")
    op.execute("REVOKE USAGE ON SCHEMA planning FROM askwell_app")
    op.execute("RESET ROLE")
    op.execute(f"REVOKE UPDATE ({WRITTEN}) ON delivery.deliveries FROM askwell_planner")
    op.execute(f"REVOKE SELECT ({READ}) ON delivery.deliveries FROM askwell_planner")
    op.drop_index("ix_deliveries_dead", "deliveries", schema="delivery")
    op.drop_index("ix_deliveries_finished_at", "deliveries", schema="delivery")
    op.drop_column("deliveries", "waited_until", schema="delivery")
