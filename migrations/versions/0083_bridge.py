"""The bridge: what staff may see of whoever takes part, by what they share at that moment."""

import sqlalchemy as sa
from alembic import op

from migrations.bridge_0083 import COLUMNS, DOORS, INTERNAL, MOMENT, OWN, PRESENT, live_view
from migrations.tenancy import door_columns, door_function, drop_door_function

revision = "0083"
down_revision = "0082"

BRIDGE = "askwell_bridge"


def upgrade() -> None:
    """Make it."""
    op.create_index(
        "ix_events_owner_id_recorded_at", "events", ["owner_id", "recorded_at"], schema="person"
    )
    op.execute(MOMENT)
    op.execute("REVOKE EXECUTE ON FUNCTION app.moment() FROM PUBLIC")
    op.execute(
        "GRANT EXECUTE ON FUNCTION app.moment(), app.organization_id(), app.organization_role()"
        f" TO {BRIDGE}"
    )
    for table, columns in COLUMNS.items():
        door_columns(BRIDGE, table, select=columns)
    _as_bridge(live_view(), PRESENT, OWN, *INTERNAL)
    for signature, sql in DOORS:
        door_function(BRIDGE, sql, signature, to="askwell_app")


def _as_bridge(*statements: str) -> None:
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("SET LOCAL row_security = on")
    for sql in statements:
        op.execute(sa.text(sql.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    for signature, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    _as_bridge(
        "DROP FUNCTION bridge.rows(uuid, bytea, text), bridge.summary(uuid),"
        " bridge.stuck(uuid, timestamptz, integer), bridge.last_entry(uuid),"
        " bridge.week(timestamptz, text), bridge.alias(bytea, uuid)",
        "DROP VIEW bridge.shown, bridge.own, bridge.present, bridge.live",
    )
    for table, columns in COLUMNS.items():
        op.execute(f"DROP POLICY bridge ON {table}")
        op.execute(f"REVOKE SELECT ({', '.join(columns)}) ON {table} FROM {BRIDGE}")
    op.execute(
        f"REVOKE EXECUTE ON FUNCTION app.organization_id(), app.organization_role() FROM {BRIDGE}"
    )
    op.execute("DROP FUNCTION app.moment()")
    op.drop_index("ix_events_owner_id_recorded_at", "events", schema="person")
