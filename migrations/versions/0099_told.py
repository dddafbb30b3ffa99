"""Talks of those who do not use the app, as they told them to a coach."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import organization_table

revision = "0099"
down_revision = "0102"

MANAGERS = ("owner", "admin")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "told_talks",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("field", sa.Text()),
        sa.Column("told_at", AT, nullable=False),
        sa.Column("removed_at", AT),
        *(_points_to(column, target) for column, target in POINTS.items()),
        schema="organization",
    )
    for second in ("enrolment_id", "cohort_id"):
        op.create_index(
            f"ix_told_talks_organization_id_{second}",
            "told_talks",
            ["organization_id", second],
            schema="organization",
        )
    organization_table(
        "told_talks",
        read=MANAGERS,
        add=MANAGERS,
        change=MANAGERS,
        columns=("removed_at",),
        assigned=True,
        assigned_write=True,
    )


POINTS = {
    "cohort_id": "cohorts",
    "enrolment_id": "enrolments",
    "membership_id": "memberships",
}


def _points_to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{target}.organization_id", f"organization.{target}.id"],
        name=f"fk_told_talks_organization_id_{column}",
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("told_talks", schema="organization")
