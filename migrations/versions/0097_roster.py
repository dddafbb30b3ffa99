"""The roster of a cohort: whom it means to invite, and where to."""

import sqlalchemy as sa
from alembic import op

from migrations.roster_0097 import FORGET, REPLACED
from migrations.tenancy import (
    door_columns,
    door_function,
    drop_door_function,
    organization_table,
)

revision = "0097"
down_revision = "0105"

DOOR = "askwell_door"
MANAGERS = ("owner", "admin")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "enrolments",
        sa.Column("to_invite", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="organization",
    )
    op.add_column("enrolments", sa.Column("invited_at", AT), schema="organization")
    op.add_column("invitations", sa.Column("enrolment_id", sa.Uuid()), schema="organization")
    _force("NO FORCE")
    op.create_foreign_key(
        "fk_invitations_organization_id_enrolment_id",
        "invitations",
        "enrolments",
        ["organization_id", "enrolment_id"],
        ["organization_id", "id"],
        source_schema="organization",
        referent_schema="organization",
    )
    _force("FORCE")
    op.create_check_constraint(
        "of_the_roster_one_by_one",
        "invitations",
        "enrolment_id IS NULL OR (cohort_id IS NOT NULL AND seats = 1)",
        schema="organization",
    )
    op.execute(
        "GRANT INSERT (enrolment_id), UPDATE (enrolment_id) ON organization.invitations"
        " TO askwell_app"
    )
    op.create_table(
        "enrolment_addresses",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("enrolment_id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.Text()),
        sa.Column("email_norm", sa.Text()),
        sa.ForeignKeyConstraint(
            ["organization_id", "enrolment_id"],
            ["organization.enrolments.organization_id", "organization.enrolments.id"],
            name="fk_enrolment_addresses_organization_id_enrolment_id",
        ),
        schema="organization",
    )
    op.create_index(
        "ix_enrolment_addresses_email_norm",
        "enrolment_addresses",
        ["email_norm"],
        postgresql_where=sa.text("email_norm IS NOT NULL"),
        schema="organization",
    )
    organization_table("enrolment_addresses", read=MANAGERS, add=MANAGERS, change=MANAGERS)
    door_columns(
        DOOR,
        "organization.enrolment_addresses",
        select=("organization_id", "enrolment_id", "email_norm"),
        update=("email", "email_norm"),
    )
    op.execute(f"GRANT SELECT (enrolment_id) ON organization.invitations TO {DOOR}")
    for signature, _, sql in REPLACED:
        drop_door_function(DOOR, signature)
        door_function(DOOR, sql, signature, to="askwell_app")
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION app.forget_addresses() FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION app.forget_addresses() TO {DOOR}")
    op.execute(
        "CREATE TRIGGER forget_addresses BEFORE DELETE ON directory.people"
        " FOR EACH ROW EXECUTE FUNCTION app.forget_addresses()"
    )


def _force(how: str) -> None:
    """Under FORCE nobody can check that the rows of a table point somewhere."""
    for table in ("enrolments", "invitations"):
        op.execute(f"ALTER TABLE organization.{table} {how} ROW LEVEL SECURITY")


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER forget_addresses ON directory.people")
    op.execute("DROP FUNCTION app.forget_addresses()")
    for signature, sql, _ in REPLACED:
        drop_door_function(DOOR, signature)
        door_function(DOOR, sql, signature, to="askwell_app")
    op.execute(f"REVOKE SELECT (enrolment_id) ON organization.invitations FROM {DOOR}")
    op.drop_table("enrolment_addresses", schema="organization")
    op.drop_column("invitations", "enrolment_id", schema="organization")
    op.drop_column("enrolments", "invited_at", schema="organization")
    op.drop_column("enrolments", "to_invite", schema="organization")
