"""Channels: browsers that may be pushed to, what was said in the app, and why a channel was taken."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0042"
down_revision = "0050"

AT = sa.DateTime(timezone=True)
INTERRUPTIONS = "('talk_soon', 'how_was_it', 'thanks_nudge', 'thanks_last_call')"
BEFORE, NOW = "('email', 'job')", "('email', 'push', 'app', 'job')"


def upgrade() -> None:
    """Make it."""
    _subscriptions()
    _notices()
    op.add_column("deliveries", sa.Column("because", sa.Text()), schema="delivery")
    op.execute("GRANT SELECT (because), UPDATE (because) ON delivery.deliveries TO askwell_planner")
    _channels(NOW)
    _move("email", "app")
    _switches()


def downgrade() -> None:
    """Undo it."""
    _force("NO FORCE")
    op.execute("DELETE FROM delivery.deliveries WHERE channel = 'push'")
    op.execute(
        "DELETE FROM delivery.deliveries d USING delivery.deliveries e WHERE d.channel = 'app'"
        " AND e.channel = 'email' AND (d.tenant_id, d.kind, d.subject_id, d.occurrence)"
        " = (e.tenant_id, e.kind, e.subject_id, e.occurrence)"
    )
    op.execute("UPDATE delivery.deliveries SET channel = 'email' WHERE channel = 'app'")
    op.execute("UPDATE person.clocks SET channel = 'email' WHERE channel = 'app'")
    _force("FORCE")
    _channels(BEFORE)
    op.execute("ALTER TABLE person.switched_off NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM person.switched_off WHERE channel = 'push'")
    op.execute("ALTER TABLE person.switched_off FORCE ROW LEVEL SECURITY")
    op.execute(
        "REVOKE SELECT (because), UPDATE (because) ON delivery.deliveries FROM askwell_planner"
    )
    op.drop_column("deliveries", "because", schema="delivery")
    op.drop_table("notices", schema="person")
    op.drop_table("push_subscriptions", schema="person")


def _subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("endpoint_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("session_hash", sa.LargeBinary(), nullable=False),
        sa.Column("names", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("reached_at", AT),
        sa.UniqueConstraint(
            "owner_id", "endpoint_hash", name="uq_push_subscriptions_owner_id_endpoint_hash"
        ),
        schema="person",
    )
    person_table("push_subscriptions", stamped=False)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("read_at", AT),
        sa.UniqueConstraint(
            "owner_id",
            "kind",
            "subject_id",
            "occurrence",
            name="uq_notices_owner_id_kind_subject_id_occurrence",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["person.contacts.owner_id", "person.contacts.id"],
            name="fk_notices_owner_id_contact_id",
        ),
        schema="person",
    )
    op.create_index("ix_notices_owner_id_at", "notices", ["owner_id", "at", "id"], schema="person")
    op.create_index(
        "ix_notices_unread",
        "notices",
        ["owner_id"],
        schema="person",
        postgresql_where=sa.text("read_at IS NULL"),
    )
    person_table("notices", stamped=False)


def _channels(allowed: str) -> None:
    for schema, table in (("person", "clocks"), ("delivery", "deliveries")):
        name = op.f(f"ck_{table}_channel")
        op.drop_constraint(name, table, schema=schema)
        op.create_check_constraint(name, table, f"channel IN {allowed}", schema=schema)


def _move(old: str, new: str) -> None:
    """What may interrupt is said in the app first, and goes on from there."""
    _force("NO FORCE")
    op.execute(
        f"UPDATE person.clocks SET channel = '{new}'"
        f" WHERE channel = '{old}' AND kind IN {INTERRUPTIONS}"
    )
    op.execute(
        f"UPDATE delivery.deliveries SET channel = '{new}'"
        f" WHERE channel = '{old}' AND kind IN {INTERRUPTIONS} AND state IN ('pending', 'leased')"
    )
    _force("FORCE")


def _switches() -> None:
    """Whoever did not want one of them by mail was asked about no other way: it is off on devices."""
    op.execute("ALTER TABLE person.switched_off NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "INSERT INTO person.switched_off (owner_id, kind, channel, at)"
        " SELECT owner_id, kind, 'push', at FROM person.switched_off"
        f" WHERE channel = 'email' AND kind IN {INTERRUPTIONS} ON CONFLICT DO NOTHING"
    )
    op.execute("ALTER TABLE person.switched_off FORCE ROW LEVEL SECURITY")


def _force(how: str) -> None:
    for table in ("person.clocks", "delivery.deliveries"):
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")
