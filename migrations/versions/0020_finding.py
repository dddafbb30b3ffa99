"""Target employers, and the plan of an ask: paused, resumed, with a second person as an idea."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0020"
down_revision = "0023"


def upgrade() -> None:
    """Make it."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "target_employers",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("alumni", sa.Text(), server_default="none", nullable=False),
        sa.Column("motivation", sa.Integer(), nullable=False),
        sa.Column("posting", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("made_from", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", at),
        sa.ForeignKeyConstraint(
            ["owner_id", "employer_id"],
            ["person.employers.owner_id", "person.employers.id"],
            name="fk_target_employers_employer_id",
        ),
        sa.CheckConstraint("alumni IN ('none', 'alumni', 'advocate')", name="alumni"),
        sa.CheckConstraint("motivation BETWEEN 1 AND 5", name="motivation"),
        sa.CheckConstraint("posting BETWEEN 1 AND 3", name="posting"),
        schema="person",
    )
    op.create_index(
        "uq_target_employers_employer_id",
        "target_employers",
        ["owner_id", "employer_id"],
        unique=True,
        schema="person",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_target_employers_change_seq",
        "target_employers",
        ["owner_id", "change_seq", "id"],
        schema="person",
    )
    person_table("target_employers")
    op.add_column("threads", sa.Column("paused_at", at), schema="person")
    op.add_column(
        "threads",
        sa.Column("rested_seconds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="person",
    )
    op.add_column(
        "threads",
        sa.Column("beside_ok", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="person",
    )
    op.add_column("threads", sa.Column("second_at", at), schema="person")
    op.create_check_constraint("rested_seconds", "threads", "rested_seconds >= 0", schema="person")
    op.create_index(
        "ix_threads_owner_id_second_at",
        "threads",
        ["owner_id", "second_at"],
        schema="person",
        postgresql_where=sa.text("second_at IS NOT NULL AND deleted_at IS NULL"),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_threads_owner_id_second_at", "threads", schema="person")
    op.drop_constraint(op.f("ck_threads_rested_seconds"), "threads", schema="person")
    for column in ("second_at", "beside_ok", "rested_seconds", "paused_at"):
        op.drop_column("threads", column, schema="person")
    op.drop_table("target_employers", schema="person")
