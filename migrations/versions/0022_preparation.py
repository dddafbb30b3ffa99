"""What is prepared for a talk: the sheet, its questions, the own story and its practice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from migrations.tenancy import person_table

revision = "0022"
down_revision = "0024"

TABLES = ("preparations", "question_uses", "pitches", "practices")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "preparations",
        *_key(),
        *(_words(name) for name in ("goal", "offer", "view")),
        *(_words(name) for name in ("made", "path", "employer", "news", "shared")),
        sa.Column("links", ARRAY(sa.Text()), server_default="{}", nullable=False),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["owner_id", "id"],
            ["person.conversations.owner_id", "person.conversations.id"],
            name="fk_preparations_owner_id_id",
        ),
        schema="person",
    )
    op.create_table(
        "question_uses",
        *_key(),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), server_default="3", nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("bank", sa.Text()),
        sa.Column("rests_on", sa.Text()),
        sa.Column("moved_from_id", sa.Uuid()),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["person.conversations.owner_id", "person.conversations.id"],
            name="fk_question_uses_owner_id_conversation_id",
        ),
        _one_of("framework", "tiara", "life", "day", "skills", "culture", "entry", "own"),
        _one_of("state", "planned", "asked", "answered", "moved"),
        _one_of("rests_on", "made", "path", "employer", "news", "shared"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 30", name="minutes"),
        schema="person",
    )
    _index("question_uses", "conversation_id", "conversation_id", "position")
    _index("question_uses", "open", "id", where="deleted_at IS NULL AND state = 'planned'")
    op.create_table(
        "pitches",
        *_key(),
        sa.Column("text", sa.Text(), nullable=False),
        *_stamps(),
        schema="person",
    )
    op.create_table(
        "practices",
        *_key(),
        sa.Column("pitch_id", sa.Uuid(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["owner_id", "pitch_id"],
            ["person.pitches.owner_id", "person.pitches.id"],
            name="fk_practices_owner_id_pitch_id",
        ),
        sa.CheckConstraint("seconds BETWEEN 1 AND 600", name="seconds"),
        schema="person",
    )
    _index("practices", "pitch_id", "pitch_id", "at")
    for table in TABLES:
        _index(table, "change_seq", "change_seq", "id")
        person_table(table)


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _stamps() -> tuple[sa.Column, ...]:
    at = sa.DateTime(timezone=True)
    return (
        sa.Column("created_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", at, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", at),
    )


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _index(table: str, name: str, *columns: str, where: str = "") -> None:
    op.create_index(
        f"ix_{table}_owner_id_{name}",
        table,
        ["owner_id", *columns],
        schema="person",
        postgresql_where=sa.text(where) if where else None,
    )


def downgrade() -> None:
    """Undo it."""
    for table in reversed(TABLES):
        op.drop_table(table, schema="person")
