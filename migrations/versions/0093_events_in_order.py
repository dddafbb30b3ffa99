"""Events keep the change number under which they were told: the order in which others read them."""

import sqlalchemy as sa
from alembic import op

revision = "0093"
down_revision = "0077"

# A merge moves events to the card that stays and gives them another `change_seq`: what reads the
# log would meet them again. This number is theirs for good.
TELL = """
CREATE FUNCTION app.tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.told_seq := NEW.change_seq;
  RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "events",
        sa.Column("told_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        schema="person",
    )
    op.execute("ALTER TABLE person.events NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE person.events DISABLE TRIGGER stamp")
    op.execute("UPDATE person.events SET told_seq = change_seq")
    op.execute("ALTER TABLE person.events ENABLE TRIGGER stamp")
    op.execute("ALTER TABLE person.events FORCE ROW LEVEL SECURITY")
    op.execute(TELL)
    op.execute("REVOKE EXECUTE ON FUNCTION app.tell() FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.tell() TO askwell_app, askwell_worker")
    # After `stamp`: triggers run in the order of their names.
    op.execute(
        "CREATE TRIGGER tell BEFORE INSERT ON person.events "
        "FOR EACH ROW EXECUTE FUNCTION app.tell()"
    )
    op.create_index(
        "ix_events_owner_id_told_seq",
        "events",
        ["owner_id", "name", "told_seq", "id"],
        schema="person",
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_events_owner_id_told_seq", "events", schema="person")
    op.execute("DROP TRIGGER tell ON person.events")
    op.execute("DROP FUNCTION app.tell()")
    op.drop_column("events", "told_seq", schema="person")
