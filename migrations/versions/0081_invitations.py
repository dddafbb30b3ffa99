"""Invitations to the staff of an organization and to a cohort, by a secret that is kept as a hash."""

import sqlalchemy as sa
from alembic import op

from migrations.invitations_0081 import DOORS
from migrations.tenancy import door_columns, door_function, drop_door_function, organization_table

revision = "0081"
down_revision = "0080"

AT = sa.DateTime(timezone=True)
ROLES = ("owner", "admin", "coach", "analyst", "developer")
MANAGERS = ("owner", "admin")
DOOR = "askwell_door"
ASKED = ("organization_id", "id", "secret_hash", "role", "cohort_id", "seats", "expires_at")
MORE = {
    "organizations": "name",
    "enrolments": "cohort_id, name, status, created_at",
}
"""Columns that these doors read of tables that other doors read already."""


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "invitations",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("cohort_id", sa.Uuid()),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "invited_by", sa.Uuid(), server_default=sa.text("app.membership_id()"), nullable=False
        ),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("ended_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.organizations.organization_id"],
            name="fk_invitations_organization_id",
        ),
        _points_to("cohort_id", "cohorts"),
        _points_to("invited_by", "memberships"),
        sa.CheckConstraint("num_nonnulls(role, cohort_id) = 1", name="to_what"),
        sa.CheckConstraint(f"role IN {ROLES}", name="role"),
        sa.CheckConstraint("role IS NULL OR seats = 1", name="staff_one_by_one"),
        sa.CheckConstraint("used BETWEEN 0 AND seats", name="seats"),
        schema="organization",
    )
    op.create_index(
        "ix_invitations_secret_hash",
        "invitations",
        ["secret_hash"],
        unique=True,
        schema="organization",
    )
    op.create_index(
        "ix_invitations_organization_id_created_at_id",
        "invitations",
        ["organization_id", "created_at", "id"],
        schema="organization",
    )
    # Who invites is said by the context alone, and only the end can be changed.
    organization_table(
        "invitations",
        read=MANAGERS,
        add=MANAGERS,
        added=ASKED,
        change=MANAGERS,
        columns=["ended_at"],
    )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.invitations"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE ON organization.invitations FOR EACH ROW"
        " EXECUTE FUNCTION app.audit('invitation', 'role', 'cohort_id', 'seats', 'used',"
        " 'expires_at', 'ended_at')"
    )
    door_columns(
        DOOR,
        "organization.invitations",
        select=[*ASKED, "used", "invited_by", "ended_at"],
        update=["used"],
    )
    for table, columns in (
        ("programmes", ["organization_id", "id", "name"]),
        (
            "cohorts",
            ["organization_id", "id", "programme_id", "name", "starts_on", "ends_on", "time_zone"],
        ),
    ):
        door_columns(DOOR, f"organization.{table}", select=columns)
    for table, names in MORE.items():
        op.execute(f"GRANT SELECT ({names}) ON organization.{table} TO {DOOR}")
    op.execute(f"GRANT INSERT ON organization.enrolments TO {DOOR}")
    for signature, sql in DOORS:
        door_function(DOOR, sql, signature, to="askwell_app")


def _points_to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{target}.organization_id", f"organization.{target}.id"],
        name=f"fk_invitations_organization_id_{column}",
    )


def downgrade() -> None:
    """Undo it."""
    for signature, _ in reversed(DOORS):
        drop_door_function(DOOR, signature)
    op.execute(f"REVOKE INSERT ON organization.enrolments FROM {DOOR}")
    for table, names in MORE.items():
        op.execute(f"REVOKE SELECT ({names}) ON organization.{table} FROM {DOOR}")
    for table in ("programmes", "cohorts"):
        op.execute(f"DROP POLICY door ON organization.{table}")
    op.execute(f"REVOKE SELECT (organization_id, id, name) ON organization.programmes FROM {DOOR}")
    op.execute(
        "REVOKE SELECT (organization_id, id, programme_id, name, starts_on, ends_on, time_zone)"
        f" ON organization.cohorts FROM {DOOR}"
    )
    op.drop_table("invitations", schema="organization")
