"""Landings, who is told of them, and the tier that keeping in touch had before."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0075"
down_revision = "0056"

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "landings",
        *_key(),
        sa.Column("goal_id", sa.Uuid()),
        sa.Column("outcome_id", sa.Uuid()),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("planned_at", AT),
        *_stamps(),
        _points_to("landings", "goal_id", "goals"),
        _points_to("landings", "outcome_id", "outcomes"),
        sa.CheckConstraint("num_nonnulls(goal_id, outcome_id) > 0", name="of_what"),
        schema="person",
    )
    for one in ("goal_id", "outcome_id"):
        _index("landings", f"uq_landings_owner_id_{one}", one, unique=True, where=ALIVE)
    op.create_table(
        "tellings",
        *_key(),
        sa.Column("landing_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on_path", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("due_at", AT),
        sa.Column("told_at", AT),
        sa.Column("left_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_stamps(),
        _points_to("tellings", "landing_id", "landings"),
        _points_to("tellings", "contact_id", "contacts"),
        sa.CheckConstraint("(due_on IS NULL) = (due_at IS NULL)", name="due"),
        schema="person",
    )
    _index(
        "tellings",
        "uq_tellings_owner_id_contact_id",
        "contact_id",
        "landing_id",
        unique=True,
        where=ALIVE,
    )
    _index("tellings", "ix_tellings_owner_id_landing_id", "landing_id", "position", "id")
    _index(
        "tellings",
        "ix_tellings_owner_id_due_at",
        "due_at",
        where="due_at IS NOT NULL AND told_at IS NULL AND NOT left_out AND deleted_at IS NULL",
    )
    for table in ("landings", "tellings"):
        _index(table, f"ix_{table}_owner_id_change_seq", "change_seq", "id")
        person_table(table)
    op.add_column("cadences", sa.Column("every_days_before", sa.Integer()), schema="person")


ALIVE = "deleted_at IS NULL"


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _stamps() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
    )


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_{table}_owner_id_{column}",
    )


def _index(table: str, name: str, *columns: str, unique: bool = False, where: str = "") -> None:
    op.create_index(
        name,
        table,
        ["owner_id", *columns],
        unique=unique,
        schema="person",
        postgresql_where=sa.text(where) if where else None,
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_column("cadences", "every_days_before", schema="person")
    op.drop_table("tellings", schema="person")
    op.drop_table("landings", schema="person")
