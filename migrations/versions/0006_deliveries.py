"""Clocks, deliveries, the planner's doors, and the queue of the PostgreSQL broker."""

import sqlalchemy as sa
from alembic import op
from dramatiq_postgres.schema import generate_init_sql

from migrations.tenancy import door_columns, door_function, person_table, tenant_table

revision = "0006"
down_revision = "0001"

IDENTITY = "tenant_id, kind, subject_id, occurrence, channel, recipient"

# A due clock is taken away in the statement that plans its delivery: one that stayed would be
# found again at each tick (267 ms for 105,000, TENANCY.md).
PLAN = """
CREATE FUNCTION planning.plan(at timestamptz, n int) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH due AS MATERIALIZED (
    SELECT owner_id, kind, subject_id, occurrence, channel, due_at FROM person.clocks
    WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED),
  made AS (
    INSERT INTO delivery.deliveries
      (tenant_id, id, kind, subject_id, occurrence, channel, recipient, due_at, next_at)
    SELECT owner_id, gen_random_uuid(), kind, subject_id, occurrence, channel, owner_id, due_at,
      due_at
    FROM due ON CONFLICT DO NOTHING),
  gone AS (
    DELETE FROM person.clocks c USING due d
    WHERE (c.owner_id, c.kind, c.subject_id) = (d.owner_id, d.kind, d.subject_id) RETURNING 1)
  SELECT count(*) FROM gone $$
"""

# Due and not rung for in the last `patience`: also what a lost message or a dead worker left behind.
WAITING = """
CREATE FUNCTION planning.waiting(at timestamptz, patience interval, n int)
RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH waiting AS MATERIALIZED (
    SELECT d.tenant_id, d.id FROM delivery.deliveries d
    WHERE d.next_at <= $1 AND (d.rung_at IS NULL OR d.rung_at <= $1 - $2)
    ORDER BY d.next_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE delivery.deliveries d SET rung_at = $1 FROM waiting w
  WHERE (d.tenant_id, d.id) = (w.tenant_id, w.id) RETURNING d.tenant_id, d.id $$
"""

CLAIM = """
CREATE FUNCTION planning.claim(tenants uuid[], ids uuid[], at timestamptz, lease interval)
RETURNS TABLE (tenant_id uuid, id uuid, kind text, subject_id uuid, occurrence text, channel text,
  recipient uuid, due_at timestamptz, attempt int, failures int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH mine AS MATERIALIZED (
    SELECT d.tenant_id, d.id FROM delivery.deliveries d
    JOIN unnest($1, $2) AS asked (tenant_id, id) ON (d.tenant_id, d.id) = (asked.tenant_id, asked.id)
    WHERE d.next_at <= $3 FOR NO KEY UPDATE OF d SKIP LOCKED)
  UPDATE delivery.deliveries d
  SET state = 'leased', attempts = d.attempts + 1, next_at = $3 + $4, rung_at = $3
  FROM mine m WHERE (d.tenant_id, d.id) = (m.tenant_id, m.id)
  RETURNING d.tenant_id, d.id, d.kind, d.subject_id, d.occurrence, d.channel, d.recipient,
    d.due_at, d.attempts, d.failures $$
"""

DUE_COUNTS = """
CREATE FUNCTION planning.backlog(at timestamptz)
RETURNS TABLE (state text, n bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.state, count(*), min(d.due_at) FROM delivery.deliveries d
  WHERE d.next_at <= $1 GROUP BY d.state $$
"""

FUNCTIONS = (
    (PLAN, "planning.plan(timestamptz, int)"),
    (WAITING, "planning.waiting(timestamptz, interval, int)"),
    (CLAIM, "planning.claim(uuid[], uuid[], timestamptz, interval)"),
    (DUE_COUNTS, "planning.backlog(timestamptz)"),
)


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA delivery")
    op.execute("CREATE SCHEMA planning AUTHORIZATION askwell_planner")
    op.execute(
        "GRANT USAGE ON SCHEMA delivery TO askwell_app, askwell_worker, askwell_planner,"
        " askwell_backup"
    )
    op.execute("SET LOCAL ROLE askwell_planner")
    op.execute("GRANT USAGE ON SCHEMA planning TO askwell_worker")
    op.execute("RESET ROLE")
    _clocks()
    _deliveries()
    for sql, signature in FUNCTIONS:
        door_function("askwell_planner", sql, signature, to="askwell_worker")
    _queue()


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("subject_id", sa.Uuid(), primary_key=True),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("due_local", sa.DateTime(), nullable=False),
        sa.Column("due_zone", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'job')", name="channel"),
        schema="person",
    )
    op.create_index("ix_clocks_due_at", "clocks", ["due_at"], schema="person")
    person_table("clocks", stamped=False)
    door_columns(
        "askwell_planner",
        "person.clocks",
        select=["owner_id", "kind", "subject_id", "occurrence", "channel", "due_at"],
        # Locking a row FOR UPDATE needs the right to update one column; none is ever written.
        update=["due_at"],
        delete=True,
    )


def _deliveries() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "deliveries",
        sa.Column("tenant_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("due_at", at, nullable=False),
        sa.Column("next_at", at),
        sa.Column("rung_at", at),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("finished_at", at),
        sa.Column("created_at", at, server_default=sa.text("now()"), nullable=False),
        sa.UniqueConstraint(*IDENTITY.split(", "), name="uq_deliveries_identity"),
        sa.CheckConstraint("state IN ('pending', 'leased', 'done', 'dead')", name="state"),
        sa.CheckConstraint("channel IN ('email', 'job')", name="channel"),
        schema="delivery",
    )
    op.create_index(
        "ix_deliveries_next_at",
        "deliveries",
        ["next_at"],
        schema="delivery",
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "ix_deliveries_tenant_id_created_at",
        "deliveries",
        ["tenant_id", "created_at", "id"],
        schema="delivery",
    )
    tenant_table("delivery.deliveries")
    door_columns(
        "askwell_planner",
        "delivery.deliveries",
        select=[
            *IDENTITY.split(", "),
            "id",
            "state",
            "due_at",
            "next_at",
            "rung_at",
            "attempts",
            "failures",
        ],
        update=["state", "attempts", "next_at", "rung_at"],
        insert=True,
    )


def _queue() -> None:
    """The broker's own tables, as its package wants them: messages hold ids only."""
    for statement in generate_init_sql().split(";"):
        if "CREATE" in statement:
            op.execute(statement)
    op.execute("GRANT USAGE ON SCHEMA dramatiq TO askwell_app, askwell_worker")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA dramatiq TO askwell_worker"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON dramatiq.queue TO askwell_app")


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP SCHEMA dramatiq CASCADE")
    op.execute("SET LOCAL ROLE askwell_planner")
    for _, signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature}")
    op.execute("DROP SCHEMA planning")
    op.execute("RESET ROLE")
    op.drop_table("deliveries", schema="delivery")
    op.drop_table("clocks", schema="person")
    op.execute("DROP SCHEMA delivery")
