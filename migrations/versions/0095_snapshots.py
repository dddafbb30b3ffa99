"""Snapshots of cohorts: what of a closed week may be shown to whoever does not coach them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.snapshots_0095 import DOORS
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
)

revision = "0095"
down_revision = "0094"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"
ALL = ("owner", "admin", "coach", "analyst", "developer")
OUTCOMES = ("owner_id", "id", "kind", "at", "deleted_at")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "aggregate_snapshots",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("published_at", AT, nullable=False),
        sa.Column("cells", postgresql.JSONB(), nullable=False),
        _of_cohort("aggregate_snapshots"),
        sa.UniqueConstraint(
            "organization_id",
            "cohort_id",
            "week",
            name="uq_aggregate_snapshots_organization_id_cohort_id_week",
        ),
        schema="organization",
    )
    op.create_table(
        "snapshot_sets",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), primary_key=True),
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("people", postgresql.ARRAY(sa.Uuid()), nullable=False),
        _of_cohort("snapshot_sets"),
        schema="organization",
    )
    organization_table("aggregate_snapshots", read=ALL)
    organization_table("snapshot_sets", read=())
    # Who was counted is for the next snapshot to compare with, and for nobody to read.
    op.execute("REVOKE SELECT ON organization.snapshot_sets FROM askwell_app")
    door_columns(
        BRIDGE,
        "organization.aggregate_snapshots",
        select=("organization_id", "cohort_id", "week"),
        insert=True,
    )
    door_columns(
        BRIDGE,
        "organization.snapshot_sets",
        select=("organization_id", "cohort_id", "week", "name", "people"),
        insert=True,
    )
    door_columns(BRIDGE, "person.outcomes", select=OUTCOMES)
    op.execute(f"GRANT SELECT (ends_on) ON organization.cohorts TO {BRIDGE}")
    for signature, sql in DOORS:
        door_function(BRIDGE, sql.replace(":", "\\:"), signature, to="askwell_worker")


def _of_cohort(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", "cohort_id"],
        ["organization.cohorts.organization_id", "organization.cohorts.id"],
        name=f"fk_{table}_organization_id_cohort_id",
    )


def downgrade() -> None:
    """Undo it."""
    for signature, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    op.execute(f"REVOKE SELECT (ends_on) ON organization.cohorts FROM {BRIDGE}")
    op.execute("DROP POLICY bridge ON person.outcomes")
    op.execute(f"REVOKE SELECT ({', '.join(OUTCOMES)}) ON person.outcomes FROM {BRIDGE}")
    op.drop_table("snapshot_sets", schema="organization")
    op.drop_table("aggregate_snapshots", schema="organization")
