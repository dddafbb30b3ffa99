"""Exports, and the erasure of accounts whose 30 days are over."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_function, drop_door_function, person_table

revision = "0016"
down_revision = "0015"

# The clock of an erasure follows the date that was asked for; taking it back stops it.
FOLLOW_DELETION = """
CREATE FUNCTION app.follow_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM person.clocks c
  WHERE c.owner_id = NEW.id AND c.kind = 'account_erased' AND c.subject_id = NEW.id;
  IF NEW.deletion_due_at IS NOT NULL THEN
    INSERT INTO person.clocks
      (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
    VALUES (NEW.id, 'account_erased', NEW.id, NEW.deletion_due_at::date::text, 'job',
      NEW.deletion_due_at AT TIME ZONE 'UTC', 'UTC', NEW.deletion_due_at);
  END IF;
  RETURN NULL;
END $$
"""

# What the directory holds of the one person of this batch, once their 30 days are over.
ERASE = """
CREATE FUNCTION door.erase_person() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  person uuid := (app.batch())[1];
  address text;
BEGIN
  SELECT p.email_norm INTO address FROM directory.people p
  WHERE p.id = person AND p.deletion_due_at IS NOT NULL;
  IF NOT FOUND OR cardinality(app.batch()) <> 1 THEN
    RAISE EXCEPTION 'nobody to erase' USING ERRCODE = 'AW403';
  END IF;
  DELETE FROM directory.sessions s WHERE s.person_id = person;
  DELETE FROM directory.access_tokens t WHERE t.person_id = person;
  DELETE FROM directory.identities i WHERE i.person_id = person;
  DELETE FROM directory.email_changes e WHERE e.person_id = person;
  DELETE FROM directory.provider_visits v WHERE v.person_id = person;
  DELETE FROM directory.sign_ins a WHERE a.email_norm = address;
  DELETE FROM directory.people p WHERE p.id = person;
END $$
"""
EMPTIED = (
    "sessions",
    "access_tokens",
    "identities",
    "email_changes",
    "provider_visits",
    "sign_ins",
    "people",
)


def upgrade() -> None:
    """Make it."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "exports",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("file_id", sa.Uuid()),
        sa.Column("ready_at", at),
        sa.Column("created_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", at),
        sa.CheckConstraint("state IN ('waiting', 'ready', 'gone')", name="state"),
        schema="person",
    )
    person_table("exports")
    op.execute(FOLLOW_DELETION)
    op.execute("REVOKE EXECUTE ON FUNCTION app.follow_deletion() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.follow_deletion() TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER follow_deletion AFTER UPDATE OF deletion_due_at ON directory.people"
        " FOR EACH ROW WHEN (OLD.deletion_due_at IS DISTINCT FROM NEW.deletion_due_at)"
        " EXECUTE FUNCTION app.follow_deletion()"
    )
    for table in EMPTIED:
        op.execute(f"GRANT DELETE ON directory.{table} TO askwell_door")
    op.execute("GRANT SELECT (deletion_due_at) ON directory.people TO askwell_door")
    door_function("askwell_door", ERASE, "door.erase_person()", to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", "door.erase_person()")
    op.execute("REVOKE SELECT (deletion_due_at) ON directory.people FROM askwell_door")
    for table in ("email_changes", "identities", "access_tokens", "people"):
        op.execute(f"REVOKE DELETE ON directory.{table} FROM askwell_door")
    op.execute("DROP TRIGGER follow_deletion ON directory.people")
    op.execute("DROP FUNCTION app.follow_deletion()")
    op.drop_table("exports", schema="person")
