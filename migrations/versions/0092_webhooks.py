"""Webhooks: who subscribed to what happens, and a delivery for each event and subscription."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_function, drop_door_function, person_table

revision = "0092"
down_revision = "0081"

AT = sa.DateTime(timezone=True)
BEFORE, NOW = "('email', 'push', 'app', 'job')", "('email', 'push', 'app', 'job', 'webhook')"
URGENCY = "CASE WHEN channel IN ('app', 'push') THEN 0 WHEN channel = 'email' THEN 1 ELSE 2 END"
# Calls come behind all else, and never in its way: whoever rings says which of these it rings for.
URGENCY_NOW = URGENCY.replace("ELSE 2", "WHEN channel = 'webhook' THEN 3 ELSE 2")

# One statement for all events that were told at once. A row that is held has no time: it waits until
# its subscription goes on, and is made so that nothing of what happened is lost meanwhile. The lock
# keeps a subscription from going on between what is read here and what is kept.
CALL_OUT = """
CREATE FUNCTION app.call_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO delivery.deliveries
    (tenant_id, id, kind, subject_id, occurrence, channel, recipient, due_at, created_at, next_at)
  SELECT t.owner_id, gen_random_uuid(), 'webhook', t.id, 'event', 'webhook', w.id, t.recorded_at,
    t.recorded_at,
    CASE WHEN w.paused_at IS NULL AND w.off_at IS NULL
      AND (w.held_until IS NULL OR w.held_until <= t.recorded_at) THEN t.recorded_at END
  FROM told t JOIN person.webhooks w ON w.owner_id = t.owner_id
  WHERE w.deleted_at IS NULL AND w.off_why IS DISTINCT FROM 'gone'
    AND t.recorded_at >= w.created_at
    AND t.recorded_at < coalesce(w.off_at, w.paused_at, t.recorded_at) + interval '30 days'
    AND (w.types = '{}' OR t.name = ANY (w.types))
    AND t.name IN ('contact.created', 'contact.updated', 'contact.deleted', 'thread.asked',
      'thread.answered', 'thread.scheduled', 'thread.closed', 'conversation.held',
      'conversation.cancelled', 'conversation.missed', 'thanks.sent', 'promise.kept',
      'promise.late', 'insight.created', 'advice.done', 'advice.told', 'goal.revised',
      'report.ready', 'outcome.recorded')
  FOR SHARE OF w
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""

# As in 0043, of some urgencies alone: their queue is their own, and their share of it.
WAITING = """
CREATE FUNCTION planning.waiting(at timestamptz, patience interval, n int, share int,
  passed uuid[], urgencies smallint[])
RETURNS TABLE (tenant_id uuid, id uuid, urgent boolean, seen bigint, full_share uuid[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH busy AS MATERIALIZED (
    SELECT d.tenant_id, count(*) AS n FROM delivery.deliveries d
    WHERE d.rung_at > $1 - $2 AND d.next_at IS NOT NULL AND d.urgency = ANY ($6)
    GROUP BY d.tenant_id),
  front AS MATERIALIZED (
    SELECT f.* FROM unnest($6) AS u (urgency) CROSS JOIN LATERAL (
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
SIGNATURE = "planning.waiting(timestamptz, interval, int, int, uuid[], smallint[])"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "webhooks",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("types", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_before", sa.LargeBinary()),
        sa.Column("before_until", AT),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("paused_at", AT),
        sa.Column("off_at", AT),
        sa.Column("off_why", sa.Text()),
        sa.Column("failing_since", AT),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("probe_id", sa.Uuid()),
        sa.Column("held_until", AT),
        sa.Column("deleted_at", AT),
        sa.CheckConstraint("off_why IN ('failing', 'gone')", name="off_why"),
        sa.CheckConstraint("(off_at IS NULL) = (off_why IS NULL)", name="off"),
        schema="person",
    )
    person_table("webhooks", stamped=False)
    _urgency(URGENCY_NOW)
    _channels(NOW)
    op.create_index(
        "ix_deliveries_calls",
        "deliveries",
        ["tenant_id", "recipient", "created_at", "id"],
        schema="delivery",
        postgresql_where=sa.text("channel = 'webhook'"),
    )
    op.create_index(
        "ix_deliveries_calls_open",
        "deliveries",
        ["tenant_id", "recipient"],
        schema="delivery",
        postgresql_where=sa.text("channel = 'webhook' AND finished_at IS NULL"),
    )
    door_function("askwell_planner", WAITING, SIGNATURE, to="askwell_worker")
    op.execute(CALL_OUT)
    op.execute("REVOKE EXECUTE ON FUNCTION app.call_out() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.call_out() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER call_out AFTER INSERT ON person.events REFERENCING NEW TABLE AS told"
        " FOR EACH STATEMENT EXECUTE FUNCTION app.call_out()"
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER call_out ON person.events")
    op.execute("DROP FUNCTION app.call_out()")
    drop_door_function("askwell_planner", SIGNATURE)
    op.drop_index("ix_deliveries_calls_open", "deliveries", schema="delivery")
    op.drop_index("ix_deliveries_calls", "deliveries", schema="delivery")
    op.execute("ALTER TABLE delivery.deliveries NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM delivery.deliveries WHERE channel = 'webhook'")
    op.execute("ALTER TABLE delivery.deliveries FORCE ROW LEVEL SECURITY")
    _channels(BEFORE)
    _urgency(URGENCY)
    op.drop_table("webhooks", schema="person")


def _urgency(says: str) -> None:
    op.drop_index("ix_deliveries_urgency", "deliveries", schema="delivery")
    op.execute("REVOKE SELECT (urgency) ON delivery.deliveries FROM askwell_planner")
    op.drop_column("deliveries", "urgency", schema="delivery")
    op.add_column(
        "deliveries",
        sa.Column("urgency", sa.SmallInteger(), sa.Computed(says, persisted=True)),
        schema="delivery",
    )
    op.execute("GRANT SELECT (urgency) ON delivery.deliveries TO askwell_planner")
    op.create_index(
        "ix_deliveries_urgency",
        "deliveries",
        ["urgency", "next_at"],
        schema="delivery",
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )


def _channels(allowed: str) -> None:
    name = op.f("ck_deliveries_channel")
    op.drop_constraint(name, "deliveries", schema="delivery")
    op.create_check_constraint(name, "deliveries", f"channel IN {allowed}", schema="delivery")
