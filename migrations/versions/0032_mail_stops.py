"""Addresses whose mails came back or were complained of."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function, person_table

revision = "0032"
down_revision = "0028"

# Whoever calls it was checked before (a signature of the relay). Of several news about an address
# the latest counts; news from before it was confirmed again stop nothing.
CAME_BACK = """
CREATE FUNCTION door.mail_came_back(addresses text[], deliveries uuid[], reasons text[],
  details text[], happened timestamptz[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH told AS MATERIALIZED (
    SELECT p.id AS owner_id, p.email_norm, n.delivery, n.reason, n.detail, n.happened
    FROM unnest($1, $2, $3, $4, $5) AS n (address, delivery, reason, detail, happened)
    JOIN directory.people p ON p.email_norm = n.address),
  stopped AS (
    INSERT INTO person.mail_stops AS s (owner_id, email_norm, reason, detail, at)
    SELECT DISTINCT ON (owner_id) owner_id, email_norm, reason, detail, happened FROM told
    ORDER BY owner_id, happened DESC
    ON CONFLICT (owner_id, email_norm) DO UPDATE
      SET reason = excluded.reason, detail = excluded.detail, at = excluded.at, lifted_at = NULL
      WHERE excluded.at > greatest(s.at, s.lifted_at)),
  marked AS (
    UPDATE delivery.deliveries d SET outcome = 'returned:' || t.reason FROM told t
    WHERE (d.tenant_id, d.id) = (t.owner_id, t.delivery) AND d.channel = 'email'
      AND d.outcome = 'sent')
  SELECT count(*) FROM told $$
"""

WORKS = """
CREATE FUNCTION door.mail_works(person uuid, address text, at timestamptz) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE person.mail_stops SET lifted_at = $3
  WHERE owner_id = $1 AND email_norm = $2 AND lifted_at IS NULL;
  SELECT email FROM directory.people WHERE id = $1 AND email_norm = $2 $$
"""
CAME_BACK_SIGNATURE = "door.mail_came_back(text[], uuid[], text[], text[], timestamptz[])"
WORKS_SIGNATURE = "door.mail_works(uuid, text, timestamptz)"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "mail_stops",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("email_norm", sa.Text(), primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("reason IN ('bounce', 'complaint')", name="reason"),
        schema="person",
    )
    person_table("mail_stops", stamped=False)
    door_columns(
        "askwell_door",
        "person.mail_stops",
        select=["owner_id", "email_norm", "reason", "detail", "at", "lifted_at"],
        update=["reason", "detail", "at", "lifted_at"],
        insert=True,
    )
    op.execute("GRANT USAGE ON SCHEMA delivery TO askwell_door")
    door_columns(
        "askwell_door",
        "delivery.deliveries",
        select=["tenant_id", "id", "channel", "outcome"],
        update=["outcome"],
    )
    door_function("askwell_door", CAME_BACK, CAME_BACK_SIGNATURE, to="askwell_app")
    door_function("askwell_door", WORKS, WORKS_SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", WORKS_SIGNATURE)
    drop_door_function("askwell_door", CAME_BACK_SIGNATURE)
    op.execute("DROP POLICY door ON delivery.deliveries")
    columns = "tenant_id, id, channel, outcome"
    op.execute(f"REVOKE SELECT ({columns}) ON delivery.deliveries FROM askwell_door")
    op.execute("REVOKE UPDATE (outcome) ON delivery.deliveries FROM askwell_door")
    op.execute("REVOKE USAGE ON SCHEMA delivery FROM askwell_door")
    op.drop_table("mail_stops", schema="person")
