"""Lists of skills that people bring, their words, and what their makers ask to be said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tenancy import person_table

revision = "0071"
down_revision = "0092"

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "skill_lists",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        *(_text(name) for name in ("kind", "language", "release", "licence")),
        sa.Column("file_id", sa.Uuid()),
        _text("file_name"),
        _text("state", "uploaded"),
        sa.Column("round", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("expected", sa.Integer()),
        sa.Column("counts", JSONB(), server_default="{}", nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("started_at", AT),
        sa.Column("finished_at", AT),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
        sa.ForeignKeyConstraint(
            ["owner_id", "file_id"],
            ["person.files.owner_id", "person.files.id"],
            name="fk_skill_lists_owner_id_file_id",
        ),
        sa.CheckConstraint("kind IN ('esco', 'onet_skills', 'onet_tools')", name="kind"),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checked', 'running', 'done', 'failed')", name="state"
        ),
        schema="person",
    )
    op.create_index(
        "uq_skill_lists_owner_id_kind",
        "skill_lists",
        ["owner_id", "kind", "language"],
        unique=True,
        schema="person",
        postgresql_where=sa.text("state = 'done' AND deleted_at IS NULL"),
    )
    op.create_table(
        "listed_skills",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        *(_key(name) for name in ("kind", "language")),
        sa.Column("id", sa.Uuid(), primary_key=True),
        _text("code"),
        _text("name"),
        sa.Column("words", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("known_as", sa.Uuid()),
        _text("mark"),
        schema="person",
    )
    op.create_table(
        "listed_words",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        *(_key(name) for name in ("lead", "kind", "language")),
        sa.Column("skill_id", sa.Uuid(), primary_key=True),
        schema="person",
    )
    person_table("skill_lists")
    person_table("listed_skills", stamped=False)
    person_table("listed_words", stamped=False)
    op.add_column(
        "skills",
        sa.Column("credit", sa.Text(), server_default="", nullable=False),
        schema="person",
    )


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), primary_key=True)


def downgrade() -> None:
    """Undo it."""
    op.drop_column("skills", "credit", schema="person")
    for table in ("listed_words", "listed_skills", "skill_lists"):
        op.drop_table(table, schema="person")
