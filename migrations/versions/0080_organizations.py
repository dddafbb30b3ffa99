"""Organizations: staff, programmes, cohorts, enrolments, coaches, and the log of who did what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.organizations_0080 import CONTEXT, DOORS, ERASE, ERASE_BEFORE, TRIGGERS
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
    own_rows_of_organization,
)

revision = "0080"
down_revision = "0061"

AT = sa.DateTime(timezone=True)
TABLES = (
    "organizations",
    "memberships",
    "programmes",
    "cohorts",
    "enrolments",
    "coach_assignments",
    "audit_log",
)
ALL = ("owner", "admin", "coach", "analyst", "developer")
MANAGERS = ("owner", "admin")
COACHING = ("owner", "admin", "coach")
DOOR = "askwell_door"


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA organization")
    op.execute(
        "GRANT USAGE ON SCHEMA organization TO askwell_app, askwell_worker, askwell_door,"
        " askwell_backup"
    )
    for sql in CONTEXT:
        op.execute(sql)
    _tables()
    _guards()
    for sql in TRIGGERS:
        op.execute(sql)
    for signature, sql in DOORS:
        door_function(DOOR, sql, signature, to="askwell_app")
    _replace_erasure(ERASE)


def _tables() -> None:
    op.create_table(
        "organizations",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        *_stamps(),
        schema="organization",
    )
    op.create_table(
        "memberships",
        *_key(),
        _person("memberships", "person_id"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ended_at", AT),
        *_stamps(),
        _of_organization("memberships"),
        sa.UniqueConstraint(
            "organization_id", "person_id", name="uq_memberships_organization_id_person_id"
        ),
        sa.CheckConstraint(f"role IN {ALL}", name="role"),
        schema="organization",
    )
    _index("memberships", "person_id", tenant=False)
    op.create_table(
        "programmes",
        *_key(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        *_stamps(),
        _of_organization("programmes"),
        schema="organization",
    )
    op.create_table(
        "cohorts",
        *_key(),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        *_stamps(),
        _of_organization("cohorts"),
        _points_to("cohorts", "programme_id", "programmes"),
        sa.CheckConstraint("starts_on <= ends_on", name="begins_first"),
        schema="organization",
    )
    _index("cohorts", "starts_on", "id")
    _index("cohorts", "programme_id")
    op.create_table(
        "enrolments",
        *_key(),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        _person("enrolments", "person_id"),
        sa.Column("external_id", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_norm", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        *_stamps(),
        _of_organization("enrolments"),
        _points_to("enrolments", "cohort_id", "cohorts"),
        sa.UniqueConstraint(
            "organization_id",
            "cohort_id",
            "external_id",
            name="uq_enrolments_organization_id_cohort_id_external_id",
        ),
        sa.UniqueConstraint(
            "organization_id",
            "cohort_id",
            "person_id",
            name="uq_enrolments_organization_id_cohort_id_person_id",
        ),
        sa.CheckConstraint("status IN ('active', 'left')", name="status"),
        schema="organization",
    )
    _index("enrolments", "cohort_id", "name_norm", "id")
    _index("enrolments", "person_id", tenant=False)
    op.create_table(
        "coach_assignments",
        *_key(),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        _person("coach_assignments", "coach_id"),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("ends_at", AT),
        *_stamps(),
        _of_organization("coach_assignments"),
        _points_to("coach_assignments", "cohort_id", "cohorts"),
        _points_to("coach_assignments", "membership_id", "memberships"),
        sa.CheckConstraint("starts_at <= ends_at", name="begins_first"),
        schema="organization",
    )
    _index("coach_assignments", "cohort_id", "id")
    _index("coach_assignments", "membership_id")
    _index("coach_assignments", "coach_id", tenant=False)
    op.create_table(
        "audit_log",
        *_key(),
        sa.Column("at", AT, nullable=False),
        sa.Column("membership_id", sa.Uuid()),
        sa.Column("request_id", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        _of_organization("audit_log"),
        _points_to("audit_log", "membership_id", "memberships"),
        schema="organization",
    )
    _index("audit_log", "at", "id")


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _stamps() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )


def _of_organization(table: str) -> sa.ForeignKeyConstraint:
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


def _person(table: str, column: str) -> sa.Column:
    """Somebody with an account; who erases it leaves the row without a person."""
    key = sa.ForeignKey("directory.people.id", name=f"fk_{table}_{column}", ondelete="SET NULL")
    return sa.Column(column, sa.Uuid(), key)


def _index(table: str, *columns: str, tenant: bool = True) -> None:
    every = ["organization_id", *columns] if tenant else [*columns]
    op.create_index(f"ix_{table}_{'_'.join(every)}", table, every, schema="organization")


def _guards() -> None:
    organization_table("organizations", read=ALL, change=("owner",), columns=["name"])
    organization_table(
        "memberships", read=COACHING, change=("owner",), columns=["role", "ended_at"]
    )
    organization_table("programmes", read=ALL, add=MANAGERS, change=MANAGERS)
    organization_table("cohorts", read=ALL, add=MANAGERS, change=MANAGERS)
    organization_table("enrolments", read=MANAGERS, assigned=True, add=MANAGERS, change=MANAGERS)
    organization_table("coach_assignments", read=COACHING, add=MANAGERS, change=MANAGERS)
    organization_table("audit_log", read=MANAGERS, add=ALL)
    own_rows_of_organization()
    door_columns(
        DOOR,
        "organization.memberships",
        select=["organization_id", "id", "person_id", "role", "ended_at", "created_at"],
        update=["person_id", "name", "role", "ended_at"],
        insert=True,
    )
    door_columns(DOOR, "organization.organizations", select=["organization_id"], insert=True)
    door_columns(
        DOOR,
        "organization.enrolments",
        select=["organization_id", "id", "person_id"],
        update=["person_id", "external_id", "name", "name_norm", "status"],
    )
    door_columns(
        DOOR,
        "organization.coach_assignments",
        select=["organization_id", "membership_id", "coach_id", "starts_at", "ends_at"],
        update=["coach_id", "ends_at"],
    )
    door_columns(DOOR, "organization.audit_log", insert=True)


def _replace_erasure(sql: str) -> None:
    op.execute(f"SET LOCAL ROLE {DOOR}")
    op.execute("SET LOCAL row_security = on")
    op.execute(sql)
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    _replace_erasure(ERASE_BEFORE)
    for signature, _ in reversed(DOORS):
        drop_door_function(DOOR, signature)
    op.execute("DROP POLICY assigned ON organization.enrolments")
    for policy in ("own", "batch"):
        op.execute(f"DROP POLICY {policy} ON organization.organizations")
    for table in reversed(TABLES):
        op.drop_table(table, schema="organization")
    op.execute(
        "DROP FUNCTION app.touch(), app.audit(), app.keep_an_owner(), app.end_coaching(),"
        " app.organization_id(), app.organization_role(), app.membership_id()"
    )
    op.execute("DROP SCHEMA organization")
