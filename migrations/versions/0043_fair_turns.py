"""Turns: what may interrupt first, and one person's mountain in no other person's way."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0043"
down_revision = "0042"

# What interrupts, then mails, then jobs.
URGENCY = "CASE WHEN channel IN ('app', 'push') THEN 0 WHEN channel = 'email' THEN 1 ELSE 2 END"

# The front of each urgency is read by its index; who has had a full share in this tick (`passed`)
# stands aside until the next. The functions of the release before stay for its last ticks.
PLAN = """
CREATE FUNCTION planning.plan(at timestamptz, n int, share int, passed uuid[])
RETURNS TABLE (planned bigint, seen bigint, full_share uuid[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH front AS MATERIALIZED (
    SELECT f.* FROM unnest(ARRAY[0, 1, 2]::smallint[]) AS u (urgency) CROSS JOIN LATERAL (
      SELECT c.owner_id, c.kind, c.subject_id, c.urgency, c.due_at FROM person.clocks c
      WHERE c.urgency = u.urgency AND c.due_at <= $1 AND c.owner_id <> ALL ($4)
      ORDER BY c.due_at LIMIT $2) f
    ORDER BY f.urgency, f.due_at LIMIT $2),
  turns AS MATERIALIZED (
    SELECT f.*, row_number() OVER (PARTITION BY f.owner_id ORDER BY f.urgency, f.due_at) AS turn
    FROM front f),
  due AS MATERIALIZED (
    SELECT c.owner_id, c.kind, c.subject_id, c.occurrence, c.channel, c.due_at
    FROM person.clocks c
    JOIN turns t ON (c.owner_id, c.kind, c.subject_id) = (t.owner_id, t.kind, t.subject_id)
    WHERE t.turn <= $3 AND c.due_at <= $1 FOR UPDATE OF c SKIP LOCKED),
  made AS (
    INSERT INTO delivery.deliveries
      (tenant_id, id, kind, subject_id, occurrence, channel, recipient, due_at, next_at)
    SELECT owner_id, gen_random_uuid(), kind, subject_id, occurrence, channel, owner_id, due_at,
      due_at
    FROM due ON CONFLICT DO NOTHING),
  gone AS (
    DELETE FROM person.clocks c USING due d
    WHERE (c.owner_id, c.kind, c.subject_id) = (d.owner_id, d.kind, d.subject_id) RETURNING 1)
  SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM front),
    ARRAY (SELECT DISTINCT t.owner_id FROM turns t WHERE t.turn >= $3) $$
"""

# A person's share counts what is rung for and held by workers as well; all but the urgent together
# fill `n` at most, so that the queue is short and what comes next is soon looked at.
WAITING = """
CREATE FUNCTION planning.waiting(at timestamptz, patience interval, n int, share int,
  passed uuid[])
RETURNS TABLE (tenant_id uuid, id uuid, urgent boolean, seen bigint, full_share uuid[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH busy AS MATERIALIZED (
    SELECT d.tenant_id, count(*) AS n FROM delivery.deliveries d
    WHERE d.rung_at > $1 - $2 AND d.next_at IS NOT NULL GROUP BY d.tenant_id),
  front AS MATERIALIZED (
    SELECT f.* FROM unnest(ARRAY[0, 1, 2]::smallint[]) AS u (urgency) CROSS JOIN LATERAL (
      SELECT d.tenant_id, d.id, d.urgency, d.next_at FROM delivery.deliveries d
      WHERE d.urgency = u.urgency AND d.next_at <= $1
        AND (d.rung_at IS NULL OR d.rung_at <= $1 - $2) AND d.tenant_id <> ALL ($5)
      ORDER BY d.next_at LIMIT $3) f
    ORDER BY f.urgency, f.next_at LIMIT $3),
  turns AS MATERIALIZED (
    SELECT f.*, coalesce(b.n, 0) + row_number()
      OVER (PARTITION BY f.tenant_id ORDER BY f.urgency, f.next_at) AS turn
    FROM front f LEFT JOIN busy b ON b.tenant_id = f.tenant_id),
  chosen AS MATERIALIZED (
    SELECT t.*, (SELECT coalesce(sum(b.n), 0) FROM busy b)
      + row_number() OVER (ORDER BY t.urgency, t.next_at) AS place
    FROM turns t WHERE t.turn <= $4),
  free AS MATERIALIZED (
    SELECT d.tenant_id, d.id FROM delivery.deliveries d
    JOIN chosen c ON (d.tenant_id, d.id) = (c.tenant_id, c.id)
    WHERE (c.urgency = 0 OR c.place <= $3)
      AND d.next_at <= $1 AND (d.rung_at IS NULL OR d.rung_at <= $1 - $2)
    FOR NO KEY UPDATE OF d SKIP LOCKED),
  rung AS (
    UPDATE delivery.deliveries d SET rung_at = $1 FROM free f
    WHERE (d.tenant_id, d.id) = (f.tenant_id, f.id)
    RETURNING d.tenant_id, d.id, d.urgency, d.due_at)
  SELECT r.tenant_id, r.id, r.urgency = 0, s.seen, s.full_share
  FROM (SELECT (SELECT count(*) FROM front) AS seen,
    ARRAY (SELECT DISTINCT t.tenant_id FROM turns t WHERE t.turn >= $4) AS full_share) s
  LEFT JOIN rung r ON true ORDER BY r.urgency, r.due_at DESC $$
"""

FUNCTIONS = (
    (PLAN, "planning.plan(timestamptz, int, int, uuid[])"),
    (WAITING, "planning.waiting(timestamptz, interval, int, int, uuid[])"),
)
TABLES = (("person", "clocks", "due_at"), ("delivery", "deliveries", "next_at"))


def upgrade() -> None:
    """Make it."""
    for schema, table, time in TABLES:
        op.add_column(
            table,
            sa.Column("urgency", sa.SmallInteger(), sa.Computed(URGENCY, persisted=True)),
            schema=schema,
        )
        op.execute(f"GRANT SELECT (urgency) ON {schema}.{table} TO askwell_planner")
        op.create_index(
            f"ix_{table}_urgency",
            table,
            ["urgency", time],
            schema=schema,
            postgresql_where=sa.text("next_at IS NOT NULL") if time == "next_at" else None,
        )
    op.create_index(
        "ix_deliveries_rung_at",
        "deliveries",
        ["rung_at"],
        schema="delivery",
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    for sql, signature in FUNCTIONS:
        door_function("askwell_planner", sql, signature, to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    for _, signature in FUNCTIONS:
        drop_door_function("askwell_planner", signature)
    op.drop_index("ix_deliveries_rung_at", "deliveries", schema="delivery")
    for schema, table, _ in TABLES:
        op.drop_index(f"ix_{table}_urgency", table, schema=schema)
        op.execute(f"REVOKE SELECT (urgency) ON {schema}.{table} FROM askwell_planner")
        op.drop_column(table, "urgency", schema=schema)
