"""Sessions of a cohort, and who was there."""

import sqlalchemy as sa
from alembic import op

from migrations.sessions_0098 import OWN, SIGNATURE
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
)

revision = "0098"
down_revision = "0097"

DOOR = "askwell_door"
MANAGERS = ("owner", "admin")
AT = sa.DateTime(timezone=True)
AUDITED = "'session', 'cohort_id', 'starts_at', 'ends_at', 'zone', 'cancelled_at'"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "sessions",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("cancelled_at", AT),
        *_stamps(),
        _organization("sessions"),
        _points_to("sessions", "cohort_id", "cohorts"),
        sa.CheckConstraint("starts_at < ends_at", name="begins_first"),
        schema="organization",
    )
    op.create_index(
        "ix_sessions_organization_id_cohort_id_starts_at_id",
        "sessions",
        ["organization_id", "cohort_id", "starts_at", "id"],
        schema="organization",
    )
    op.create_table(
        "attendance",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("session_id", sa.Uuid(), primary_key=True),
        sa.Column("enrolment_id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text()),
        sa.Column("at", AT, nullable=False),
        _points_to("attendance", "session_id", "sessions"),
        _points_to("attendance", "enrolment_id", "enrolments"),
        _points_to("attendance", "cohort_id", "cohorts"),
        _points_to("attendance", "membership_id", "memberships"),
        sa.CheckConstraint("state IN ('there', 'excused', 'absent')", name="state"),
        schema="organization",
    )
    op.create_index(
        "ix_attendance_organization_id_enrolment_id",
        "attendance",
        ["organization_id", "enrolment_id"],
        schema="organization",
    )
    for table in ("sessions", "attendance"):
        organization_table(
            table,
            read=MANAGERS,
            add=MANAGERS,
            change=MANAGERS,
            assigned=True,
            assigned_write=True,
        )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.sessions"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE ON organization.sessions"
        f" FOR EACH ROW EXECUTE FUNCTION app.audit({AUDITED})"
    )
    door_columns(
        DOOR,
        "organization.sessions",
        select=(
            "organization_id",
            "id",
            "cohort_id",
            "title",
            "agenda",
            "starts_at",
            "ends_at",
            "zone",
            "place",
            "cancelled_at",
            "created_at",
            "updated_at",
            "version",
        ),
    )
    door_columns(
        DOOR,
        "organization.attendance",
        select=("organization_id", "session_id", "enrolment_id", "state"),
    )
    door_function(DOOR, OWN, SIGNATURE, to="askwell_app")


def _stamps() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )


def _organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id"],
        ["organization.organizations.organization_id"],
        name=f"fk_{table}_organization_id",
    )


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{target}.organization_id", f"organization.{target}.id"],
        name=f"fk_{table}_organization_id_{column}",
    )


def downgrade() -> None:
    """Undo it."""
    drop_door_function(DOOR, SIGNATURE)
    op.drop_table("attendance", schema="organization")
    op.drop_table("sessions", schema="organization")
