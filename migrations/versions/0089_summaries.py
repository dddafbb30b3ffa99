"""Summary rows of whoever shares how it is going, the cohort as its coach reads it, and how many joined."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.summaries_0089 import (
    COUNT_COHORT,
    COUNT_ENROLMENTS,
    DOORS,
    FOLLOWING,
    INTERNAL,
    INTERNAL_SIGNATURES,
    TABLES,
    TRIGGERS,
)
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
    person_table,
)

revision = "0089"
down_revision = "0072"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"
DOOR = "askwell_door"
TARGETS = ("asks_a_week", "talks_a_week")
COUNTS = (
    *("people", "open", "before", "waiting", "begun", "asked", "answered", "talks", "thanked"),
    "in_time",
)


def upgrade() -> None:
    """Make it."""
    _rows()
    _as(BRIDGE, *INTERNAL)
    for signature, sql, to in DOORS:
        door_function(BRIDGE, sql, signature, to=to)
    # To put triggers on tables of theirs; taken back at once. The schema of sign-in is open to them.
    _as(BRIDGE, "GRANT USAGE ON SCHEMA bridge TO askwell_owner")
    _triggers(BRIDGE, "bridge", FOLLOWING)
    for name, event, table, condition, function in TRIGGERS:
        when = f" WHEN ({condition})" if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{when}"
            f" EXECUTE FUNCTION bridge.{function}()"
        )
    _closed(BRIDGE, "bridge", FOLLOWING)
    _as(BRIDGE, "REVOKE USAGE ON SCHEMA bridge FROM askwell_owner")
    _as(
        BRIDGE,
        "SELECT bridge.recount(g.owner_id) FROM (SELECT DISTINCT owner_id FROM person.grants"
        " WHERE scope = 'activity') g",
    )
    _joined()
    for name in TARGETS:
        op.add_column("programmes", sa.Column(name, sa.Integer()), schema="organization")
        op.create_check_constraint(
            name, "programmes", f"{name} BETWEEN 1 AND 50", schema="organization"
        )


def _rows() -> None:
    op.create_table(
        "activity",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("last_entry_at", AT),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("held_unthanked", postgresql.ARRAY(AT), nullable=False),
        sa.Column("talk_unthanked", postgresql.ARRAY(AT), nullable=False),
        sa.Column("days_to_answer", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("days_to_talk", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("checked_at", AT, nullable=False),
        schema="person",
        # Its row is changed with every step: beside it there has to be room for the next one.
        postgresql_with={"fillfactor": 50},
    )
    op.create_index("ix_activity_checked_at", "activity", ["checked_at"], schema="person")
    op.create_table(
        "activity_weeks",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("week", sa.Date(), primary_key=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("asked", "answered", "talks", "in_time")
        ),
        schema="person",
        postgresql_with={"fillfactor": 70},
    )
    for table, columns in TABLES.items():
        person_table(table.removeprefix("person."), stamped=False)
        # Nobody writes their own sums; a job that erases takes them away.
        op.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM askwell_app")
        op.execute(f"REVOKE INSERT, UPDATE ON {table} FROM askwell_worker")
        door_columns(BRIDGE, table, select=columns, update=columns[1:], insert=True, delete=True)


def _as(role: str, *statements: str) -> None:
    op.execute(f"SET LOCAL ROLE {role}")
    op.execute("SET LOCAL row_security = on")
    for sql in statements:
        op.execute(sa.text(sql.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def _triggers(role: str, schema: str, functions: tuple[tuple[str, str], ...]) -> None:
    """Make trigger functions; the owner of the tables may use them until `_closed`."""
    for name, sql in functions:
        door_function(role, sql.replace(":", "\\:"), f"{schema}.{name}()", to="askwell_owner")


def _closed(role: str, schema: str, functions: tuple[tuple[str, str], ...]) -> None:
    names = ", ".join(f"{schema}.{name}()" for name, _ in functions)
    _as(role, f"REVOKE EXECUTE ON FUNCTION {names} FROM askwell_owner")


def _joined() -> None:
    op.create_table(
        "cohort_counts",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("cohort_id", sa.Uuid(), primary_key=True),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "cohort_id"],
            ["organization.cohorts.organization_id", "organization.cohorts.id"],
            name="fk_cohort_counts_organization_id_cohort_id",
        ),
        sa.CheckConstraint("joined >= 0", name="joined"),
        schema="organization",
    )
    organization_table("cohort_counts", read=("owner", "admin"), assigned=True)
    door_columns(
        DOOR,
        "organization.cohort_counts",
        select=("organization_id", "cohort_id", "joined"),
        update=("joined",),
        insert=True,
    )
    counting = (("count_enrolments", COUNT_ENROLMENTS), ("count_cohort", COUNT_COHORT))
    _triggers(DOOR, "door", counting)
    op.execute(
        "CREATE TRIGGER count_cohort AFTER INSERT ON organization.cohorts FOR EACH ROW"
        " EXECUTE FUNCTION door.count_cohort()"
    )
    op.execute(
        "CREATE TRIGGER count_enrolments AFTER INSERT OR UPDATE OF status, person_id, cohort_id"
        " ON organization.enrolments FOR EACH ROW EXECUTE FUNCTION door.count_enrolments()"
    )
    _closed(DOOR, "door", counting)
    tables = ("cohorts", "enrolments", "cohort_counts")
    for table in tables:
        op.execute(f"ALTER TABLE organization.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "INSERT INTO organization.cohort_counts SELECT c.organization_id, c.id, (SELECT count(*)"
        " FROM organization.enrolments e WHERE e.organization_id = c.organization_id"
        " AND e.cohort_id = c.id AND e.person_id IS NOT NULL AND e.status = 'active')"
        " FROM organization.cohorts c"
    )
    for table in tables:
        op.execute(f"ALTER TABLE organization.{table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Undo it."""
    for name in TARGETS:
        op.drop_column("programmes", name, schema="organization")
    op.execute("DROP TRIGGER count_enrolments ON organization.enrolments")
    op.execute("DROP TRIGGER count_cohort ON organization.cohorts")
    for name in ("count_enrolments", "count_cohort"):
        drop_door_function(DOOR, f"door.{name}()")
    op.drop_table("cohort_counts", schema="organization")
    for name, _, table, _, _ in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for name, _ in FOLLOWING:
        drop_door_function(BRIDGE, f"bridge.{name}()")
    for signature, _, _ in DOORS:
        drop_door_function(BRIDGE, signature)
    for signature in INTERNAL_SIGNATURES:
        drop_door_function(BRIDGE, signature)
    op.drop_table("activity_weeks", schema="person")
    op.drop_table("activity", schema="person")
