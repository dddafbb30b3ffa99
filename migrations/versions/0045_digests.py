"""Digests of a week, a month or a goal, kept as they were told; and their clocks for everybody."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tenancy import person_table

revision = "0045"
down_revision = "0037"

AT = sa.DateTime(timezone=True)
PERIODS = ("week", "month", "goal")
WHAT = (
    "talked",
    "heard",
    "said_yes",
    "answered",
    "said_no",
    "thanked",
    "kept",
    "tried",
    "told",
    "next",
)

# Local time becomes an instant in Python alone: the job that settles clocks sets the new one.
SETTLE = """
INSERT INTO person.clocks
  (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
SELECT owner_id, 'settle', owner_id, '0045', 'job', now() AT TIME ZONE 'UTC', 'UTC', now()
FROM person.profiles ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "digests",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.UniqueConstraint("owner_id", "occurrence", name="uq_digests_owner_id_occurrence"),
        _one_of("period", PERIODS),
        schema="person",
    )
    op.create_index("ix_digests_owner_id_at", "digests", ["owner_id", "at", "id"], schema="person")
    op.create_table(
        "digest_lines",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("digest_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("due_at", AT),
        _points_to("digest_id", "digests"),
        _points_to("contact_id", "contacts"),
        sa.UniqueConstraint("owner_id", "digest_id", "place", name="uq_digest_lines_place"),
        _one_of("what", WHAT),
        schema="person",
    )
    op.create_index(
        "ix_digest_lines_owner_id_contact_id",
        "digest_lines",
        ["owner_id", "contact_id"],
        schema="person",
    )
    for table in ("digests", "digest_lines"):
        person_table(table, stamped=False)
    _force("NO FORCE")
    op.execute(SETTLE)
    _force("FORCE")


def _force(how: str) -> None:
    for table in ("person.clocks", "person.profiles"):
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def _points_to(name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", name],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_digest_lines_owner_id_{name}",
    )


def _one_of(name: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{name} IN ({listed})", name=name)


def downgrade() -> None:
    """Undo it: the release before knows no such clock."""
    _force("NO FORCE")
    op.execute("DELETE FROM person.clocks WHERE kind = 'weekly'")
    _force("FORCE")
    op.drop_table("digest_lines", schema="person")
    op.drop_table("digests", schema="person")
