"""Skills: those a person uses, how well they can do them, who asked for them, what was refused."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0054"
down_revision = "0040"

AT = sa.DateTime(timezone=True)
TABLES = ("skills", "skill_selves", "skill_signals")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "skills",
        *_key(),
        _text("name"),
        sa.Column("aliases", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        _text("grp"),
        _text("source"),
        sa.Column("code", sa.Text()),
        sa.Column("merged_into_id", sa.Uuid()),
        sa.Column("muted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_stamps(),
        _points_to("skills", "merged_into_id", "skills"),
        _one_of("source", "own", "askwell", "onet", "esco"),
        sa.CheckConstraint("(source = 'own') = (code IS NULL)", name="code"),
        sa.CheckConstraint("merged_into_id <> id", name="merged_apart"),
        schema="person",
    )
    _index("skills", "merged_into_id", "merged_into_id")
    op.create_table(
        "skill_selves",
        *_key(),
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        _text("proof_kind", "none"),
        _text("proof", ""),
        sa.Column("at", AT, nullable=False),
        *_stamps(),
        _points_to("skill_selves", "skill_id", "skills"),
        _one_of("proof_kind", "none", "course", "project", "feedback", "work"),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name="level"),
        schema="person",
    )
    _once("skill_selves", "skill_id", "skill_id")
    op.create_table(
        "skill_signals",
        *_key(),
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid()),
        _text("says", "needed"),
        sa.Column("level", sa.SmallInteger()),
        sa.Column("at", AT, nullable=False),
        *_stamps(),
        *(
            _points_to("skill_signals", f"{one}_id", f"{one}s")
            for one in ("skill", "conversation", "contact", "employer")
        ),
        _one_of("says", "needed", "not_needed"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        sa.CheckConstraint("says = 'needed' OR level IS NULL", name="level_of_what"),
        schema="person",
    )
    _once("skill_signals", "line_id", "line_id", "skill_id")
    for one in ("skill_id", "conversation_id", "contact_id"):
        _index("skill_signals", one, one)
    op.create_table(
        "skill_refusals",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("line_id", sa.Uuid(), primary_key=True),
        sa.Column("skill_id", sa.Uuid(), primary_key=True),
        sa.Column("at", AT, nullable=False),
        schema="person",
    )
    for table in TABLES:
        _index(table, "change_seq", "change_seq", "id")
        person_table(table)
    person_table("skill_refusals", stamped=False)


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


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_{table}_owner_id_{column}",
    )


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _index(table: str, name: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_owner_id_{name}", table, ["owner_id", *columns], schema="person")


def _once(table: str, name: str, *columns: str) -> None:
    op.create_index(
        f"uq_{table}_owner_id_{name}",
        table,
        ["owner_id", *columns],
        unique=True,
        schema="person",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("skill_refusals", schema="person")
    for table in reversed(TABLES):
        op.drop_table(table, schema="person")
