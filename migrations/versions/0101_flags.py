"""Urgent flags: somebody needs help now. And mails of invitations that came back are told to who invited."""

import sqlalchemy as sa
from alembic import op

from migrations.flags_0101 import DOORS, FORGET, INTERNAL
from migrations.returns_0101 import BEFORE, NOW, SIGNATURE
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
)

revision = "0101"
down_revision = "0106"

AT = sa.DateTime(timezone=True)
BRIDGE = "askwell_bridge"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "flags",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("membership_id", sa.Uuid()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_at", AT, nullable=False),
        sa.Column("seen_at", AT),
        sa.Column("seen_by", sa.Uuid()),
        sa.Column("closed_at", AT),
        sa.Column("closed_by", sa.Uuid()),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.organizations.organization_id"],
            name="fk_flags_organization_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "enrolment_id"],
            ["organization.enrolments.organization_id", "organization.enrolments.id"],
            name="fk_flags_organization_id_enrolment_id",
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organization_id", column],
                ["organization.memberships.organization_id", "organization.memberships.id"],
                name=f"fk_flags_organization_id_{column}",
            )
            for column in ("membership_id", "seen_by", "closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["directory.people.id"],
            name="fk_flags_person_id",
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by"),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by"),
        sa.CheckConstraint("closed_at IS NULL OR seen_at IS NOT NULL", name="seen_first"),
        schema="organization",
    )
    op.create_index(
        "ix_flags_organization_id_enrolment_id",
        "flags",
        ["organization_id", "enrolment_id"],
        schema="organization",
    )
    op.create_index(
        "ix_flags_person_id_raised_at_id",
        "flags",
        ["person_id", "raised_at", "id"],
        schema="organization",
    )
    _guard()
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("SET LOCAL row_security = on")
    for sql in INTERNAL:
        op.execute(sa.text(sql.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")
    for signature, sql, to in DOORS:
        door_function(BRIDGE, sql, signature, to=to)
    door_function("askwell_door", NOW, SIGNATURE, to="askwell_app")


def _guard() -> None:
    organization_table("flags", read=())
    for policy, role, person in (
        ("own", "askwell_app", "= (SELECT app.person_id())"),
        ("batch", "askwell_worker", "= ANY ((SELECT app.batch())::uuid[])"),
    ):
        op.execute(
            f"CREATE POLICY {policy} ON organization.flags FOR SELECT TO {role}"
            f" USING (person_id {person})"
        )
    op.execute("GRANT SELECT ON organization.flags TO askwell_worker")
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION app.forget_flag() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_flag BEFORE UPDATE ON organization.flags FOR EACH ROW"
        " WHEN (OLD.person_id IS NOT NULL AND NEW.person_id IS NULL)"
        " EXECUTE FUNCTION app.forget_flag()"
    )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.flags"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE ON organization.flags FOR EACH ROW"
        " EXECUTE FUNCTION app.audit('flag', 'enrolment_id', 'seen_at', 'closed_at')"
    )
    columns = [
        *("organization_id", "id", "enrolment_id", "person_id", "membership_id", "words"),
        *("raised_at", "seen_at", "seen_by", "closed_at", "closed_by", "answer"),
        *("created_at", "updated_at", "version"),
    ]
    door_columns(
        BRIDGE,
        "organization.flags",
        select=columns,
        update=["seen_at", "seen_by", "closed_at", "closed_by", "answer"],
        insert=True,
    )


def downgrade() -> None:
    """Undo it."""
    door_function("askwell_door", BEFORE, SIGNATURE, to="askwell_app")
    for signature, _, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    for signature in (
        "bridge.alarm(uuid, uuid, uuid, uuid, timestamptz)",
        "bridge.answers(uuid, uuid, uuid)",
    ):
        drop_door_function(BRIDGE, signature)
    op.drop_table("flags", schema="organization")
    op.execute("DROP FUNCTION app.forget_flag()")
