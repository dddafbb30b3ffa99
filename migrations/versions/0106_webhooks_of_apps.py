"""Which connected app a webhook is of: it ends with the app."""

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0099"

BEFORE = "w.off_why IS DISTINCT FROM 'gone'"
NOW = "coalesce(w.off_why, 'failing') = 'failing'"


def _call_out(before: str, after: str) -> None:
    """Have other webhooks called (`app.call_out`, migration 0092): none of a receiver that wants nothing
    more, or of an app that was cut off."""
    op.execute(
        "DO $do$ BEGIN EXECUTE replace(pg_get_functiondef('app.call_out()'::regprocedure),"
        f" $a${before}$a$, $a${after}$a$); END $do$"
    )


def upgrade() -> None:
    """Keep it."""
    op.add_column("webhooks", sa.Column("connection_id", sa.Uuid()), schema="person")
    op.drop_constraint(op.f("ck_webhooks_off_why"), "webhooks", schema="person")
    op.create_check_constraint(
        op.f("ck_webhooks_off_why"),
        "webhooks",
        "off_why IN ('failing', 'gone', 'cut_off')",
        schema="person",
    )
    _call_out(BEFORE, NOW)


def downgrade() -> None:
    """Undo it."""
    _call_out(NOW, BEFORE)
    # To the version before a receiver that is called no more is one that said so.
    op.execute("ALTER TABLE person.webhooks NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE person.webhooks SET off_why = 'gone' WHERE off_why = 'cut_off'")
    op.execute("ALTER TABLE person.webhooks FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f("ck_webhooks_off_why"), "webhooks", schema="person")
    op.create_check_constraint(
        op.f("ck_webhooks_off_why"), "webhooks", "off_why IN ('failing', 'gone')", schema="person"
    )
    op.drop_column("webhooks", "connection_id", schema="person")
