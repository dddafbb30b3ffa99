"""What coaches write to those who take part, each their own; and who does not want to be written to."""

import sqlalchemy as sa
from alembic import op

from migrations.letters_0100 import DOORS
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
    person_table,
)

revision = "0100"
down_revision = "0096"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "coach_letters",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("sending_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("preview", sa.Text(), nullable=False),
        sa.Column("replies", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("told_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.organizations.organization_id"],
            name="fk_coach_letters_organization_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "enrolment_id"],
            ["organization.enrolments.organization_id", "organization.enrolments.id"],
            name="fk_coach_letters_organization_id_enrolment_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "membership_id"],
            ["organization.memberships.organization_id", "organization.memberships.id"],
            name="fk_coach_letters_organization_id_membership_id",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["directory.people.id"],
            name="fk_coach_letters_person_id",
            ondelete="SET NULL",
        ),
        sa.UniqueConstraint(
            "organization_id",
            "sending_id",
            "enrolment_id",
            name="uq_coach_letters_organization_id_sending_id_enrolment_id",
        ),
        sa.CheckConstraint("basis IN ('membership', 'activity')", name="basis"),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'gone', 'ended', 'closed')", name="state"),
        sa.CheckConstraint("(state = 'waiting') = (told_at IS NULL)", name="told_at"),
        schema="organization",
    )
    op.create_index(
        "ix_coach_letters_organization_id_membership_id_written_at",
        "coach_letters",
        ["organization_id", "membership_id", "written_at"],
        schema="organization",
    )
    op.create_index(
        "ix_coach_letters_person_id_told_at_id",
        "coach_letters",
        ["person_id", "told_at", "id"],
        schema="organization",
    )
    op.create_table(
        "letter_stops",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("enrolment_id", sa.Uuid(), primary_key=True),
        sa.Column("at", AT, nullable=False),
        schema="person",
    )
    _guard()
    for signature, sql, to in DOORS:
        door_function(BRIDGE, sql, signature, to=to)


def _guard() -> None:
    person_table("letter_stops", stamped=False)
    organization_table("coach_letters", read=())
    for policy, role, person in (
        ("own", "askwell_app", "= (SELECT app.person_id())"),
        ("batch", "askwell_worker", "= ANY ((SELECT app.batch())::uuid[])"),
    ):
        op.execute(
            f"CREATE POLICY {policy} ON organization.coach_letters FOR SELECT TO {role}"
            f" USING (person_id {person})"
        )
    op.execute("GRANT SELECT ON organization.coach_letters TO askwell_worker")
    op.execute(
        "CREATE TRIGGER forget_note BEFORE UPDATE ON organization.coach_letters FOR EACH ROW"
        " WHEN (OLD.person_id IS NOT NULL AND NEW.person_id IS NULL)"
        " EXECUTE FUNCTION app.forget_note()"
    )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.coach_letters"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    # That it was written; what became of it would tell who does not want to be written to.
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT ON organization.coach_letters FOR EACH ROW"
        " EXECUTE FUNCTION app.audit('coach_letter', 'enrolment_id', 'sending_id', 'basis')"
    )
    door_columns(
        BRIDGE,
        "organization.coach_letters",
        select=[
            *("organization_id", "id", "sending_id", "enrolment_id", "person_id", "membership_id"),
            *("basis", "preview", "replies", "body", "written_at", "state", "told_at"),
        ],
        update=["state", "told_at", "body"],
        insert=True,
    )
    door_columns(BRIDGE, "person.letter_stops", select=["owner_id", "enrolment_id"])
    op.execute(f"GRANT USAGE ON SCHEMA directory TO {BRIDGE}")
    door_columns(BRIDGE, "directory.people", select=["id", "email", "deletion_due_at"])


def downgrade() -> None:
    """Undo it."""
    for signature, _, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    op.execute("DROP POLICY bridge ON directory.people")
    op.execute(f"REVOKE SELECT (id, email, deletion_due_at) ON directory.people FROM {BRIDGE}")
    op.execute(f"REVOKE USAGE ON SCHEMA directory FROM {BRIDGE}")
    op.drop_table("letter_stops", schema="person")
    op.drop_table("coach_letters", schema="organization")
