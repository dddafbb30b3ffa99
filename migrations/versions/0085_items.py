"""Items that are shared one by one with a named coach; what coaches write; edits they suggest."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.coaching_0085 import (
    DOORS,
    FORGET,
    LIVE_BEFORE,
    SWITCHES,
    SWITCHES_BEFORE,
    TELL,
    items_view,
    live_view,
)
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
    person_table,
)

revision = "0085"
down_revision = "0084"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"
SCOPES = ("activity", "growth", "outcome")
LIVE = sa.text("revoked_at IS NULL AND scope <> 'item'")
LIVE_BEFORE_ITEMS = sa.text("revoked_at IS NULL")
READS = {
    "person.grants": "coach_id",
    "person.conversations": "id",
}
"""Columns that the bridge reads of tables that it reads already."""


def upgrade() -> None:
    """Make it."""
    op.add_column("grants", sa.Column("coach_id", sa.Uuid()), schema="person")
    _checks((*SCOPES, "item"))
    op.create_check_constraint(
        "coach_id", "grants", "(scope = 'item') = (coach_id IS NOT NULL)", schema="person"
    )
    _one_of_each(LIVE)
    op.create_table(
        "shared_items",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("shared_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "id"],
            ["person.grants.owner_id", "person.grants.id"],
            name="fk_shared_items_owner_id_id",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "thread_id"],
            ["person.threads.owner_id", "person.threads.id"],
            name="fk_shared_items_owner_id_thread_id",
        ),
        sa.CheckConstraint("kind IN ('message', 'preparation', 'notes', 'report')", name="kind"),
        schema="person",
    )
    op.create_index(
        "ix_shared_items_owner_id_item_id", "shared_items", ["owner_id", "item_id"], schema="person"
    )
    op.create_table(
        "suggested_edits",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", AT),
        sa.ForeignKeyConstraint(
            ["owner_id", "item_id"],
            ["person.shared_items.owner_id", "person.shared_items.id"],
            name="fk_suggested_edits_owner_id_item_id",
        ),
        sa.CheckConstraint("answer IN ('taken', 'left')", name="answer"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at"),
        schema="person",
    )
    op.create_index(
        "ix_suggested_edits_owner_id_item_id",
        "suggested_edits",
        ["owner_id", "item_id"],
        schema="person",
    )
    op.create_table(
        "coach_notes",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("removed_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.organizations.organization_id"],
            name="fk_coach_notes_organization_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "enrolment_id"],
            ["organization.enrolments.organization_id", "organization.enrolments.id"],
            name="fk_coach_notes_organization_id_enrolment_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "membership_id"],
            ["organization.memberships.organization_id", "organization.memberships.id"],
            name="fk_coach_notes_organization_id_membership_id",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["directory.people.id"],
            name="fk_coach_notes_person_id",
            ondelete="SET NULL",
        ),
        schema="organization",
    )
    op.create_index(
        "ix_coach_notes_organization_id_enrolment_id_at_id",
        "coach_notes",
        ["organization_id", "enrolment_id", "at", "id"],
        schema="organization",
    )
    op.create_index(
        "ix_coach_notes_person_id_at_id",
        "coach_notes",
        ["person_id", "at", "id"],
        schema="organization",
    )
    _guard()
    _as_bridge(live_view(), items_view(), TELL, *SWITCHES)
    for signature, sql, to in DOORS:
        door_function(BRIDGE, sql, signature, to=to)


def _guard() -> None:
    person_table("shared_items", stamped=False)
    person_table("suggested_edits", stamped=False)
    # A coach suggests, through the bridge; the person answers, and may empty it.
    op.execute("REVOKE INSERT, UPDATE ON person.suggested_edits FROM askwell_app")
    op.execute(
        "GRANT UPDATE (subject, body, answer, answered_at) ON person.suggested_edits TO askwell_app"
    )
    organization_table("coach_notes", read=())
    for policy, role, person in (
        ("own", "askwell_app", "= (SELECT app.person_id())"),
        ("batch", "askwell_worker", "= ANY ((SELECT app.batch())::uuid[])"),
    ):
        op.execute(
            f"CREATE POLICY {policy} ON organization.coach_notes FOR SELECT TO {role}"
            f" USING (person_id {person})"
        )
    op.execute("GRANT SELECT ON organization.coach_notes TO askwell_worker")
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION app.forget_note() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_note BEFORE UPDATE ON organization.coach_notes FOR EACH ROW"
        " WHEN (OLD.person_id IS NOT NULL AND NEW.person_id IS NULL)"
        " EXECUTE FUNCTION app.forget_note()"
    )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.coach_notes"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE ON organization.coach_notes FOR EACH ROW"
        " EXECUTE FUNCTION app.audit('coach_note', 'enrolment_id', 'grant_id', 'removed_at')"
    )
    for table, columns in READS.items():
        op.execute(f"GRANT SELECT ({columns}) ON {table} TO {BRIDGE}")
    door_columns(BRIDGE, "person.messages", select=["owner_id", "id", "deleted_at"])
    door_columns(
        BRIDGE,
        "person.shared_items",
        select=[
            *("owner_id", "id", "kind", "item_id", "thread_id", "title", "version", "content"),
            "shared_at",
        ],
    )
    door_columns(
        BRIDGE,
        "person.suggested_edits",
        select=["owner_id", "id", "item_id", "version", "subject", "body", "at", "answer"],
        insert=True,
    )
    door_columns(
        BRIDGE,
        "organization.coach_notes",
        select=[
            *("organization_id", "id", "enrolment_id", "person_id", "membership_id", "grant_id"),
            *("body", "at", "removed_at"),
        ],
        update=["body", "removed_at"],
        insert=True,
    )
    door_columns(BRIDGE, "person.clocks", insert=True)
    door_columns(BRIDGE, "organization.audit_log", insert=True)
    op.execute(f"GRANT EXECUTE ON FUNCTION app.membership_id() TO {BRIDGE}")


def _checks(scopes: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_grants_scope"), "grants", schema="person")
    op.create_check_constraint("scope", "grants", f"scope IN {scopes}", schema="person")
    op.drop_constraint(op.f("ck_access_log_kind"), "access_log", schema="person")
    op.create_check_constraint(
        "kind", "access_log", f"kind IN {('membership', *scopes)}", schema="person"
    )


def _one_of_each(where: sa.TextClause) -> None:
    op.drop_index("uq_grants_owner_id_enrolment_id_scope", "grants", schema="person")
    op.create_index(
        "uq_grants_owner_id_enrolment_id_scope",
        "grants",
        ["owner_id", "enrolment_id", "scope"],
        unique=True,
        schema="person",
        postgresql_where=where,
    )


def _as_bridge(*statements: str) -> None:
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("SET LOCAL row_security = on")
    for sql in statements:
        op.execute(sa.text(sql.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it. What was shared one by one is shared no longer."""
    for signature, _, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    _as_bridge(
        *SWITCHES_BEFORE,
        "DROP FUNCTION bridge.tell(uuid, uuid, timestamptz)",
        "DROP VIEW bridge.live_items",
        LIVE_BEFORE,
    )
    op.execute(f"REVOKE EXECUTE ON FUNCTION app.membership_id() FROM {BRIDGE}")
    for table, right in (
        ("person.clocks", "INSERT"),
        ("organization.audit_log", "INSERT"),
        ("person.messages", "SELECT (owner_id, id, deleted_at)"),
    ):
        op.execute(f"DROP POLICY bridge ON {table}")
        op.execute(f"REVOKE {right} ON {table} FROM {BRIDGE}")
    for table, columns in READS.items():
        op.execute(f"REVOKE SELECT ({columns}) ON {table} FROM {BRIDGE}")
    op.drop_table("coach_notes", schema="organization")
    op.execute("DROP FUNCTION app.forget_note()")
    op.drop_table("suggested_edits", schema="person")
    op.drop_table("shared_items", schema="person")
    # Under FORCE the owner changes no row.
    for table in ("grants", "access_log"):
        op.execute(f"ALTER TABLE person.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM person.access_log WHERE kind = 'item'")
    op.execute("DELETE FROM person.grants WHERE scope = 'item'")
    for table in ("grants", "access_log"):
        op.execute(f"ALTER TABLE person.{table} FORCE ROW LEVEL SECURITY")
    _one_of_each(LIVE_BEFORE_ITEMS)
    op.drop_constraint(op.f("ck_grants_coach_id"), "grants", schema="person")
    _checks(SCOPES)
    op.drop_column("grants", "coach_id", schema="person")
