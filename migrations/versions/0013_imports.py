"""Files, imports with their problems, merges with their undo, pairs that are two people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import person_table

revision = "0013"
down_revision = "0014"

TABLES = (
    "files",
    "imports",
    "import_pieces",
    "import_problems",
    "merges",
    "different_people",
)
STAMPED = {"files", "imports", "merges"}


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "files",
        *_key(),
        _text("name"),
        _text("media_type"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *_stamps(),
        schema="person",
    )
    _imports()
    _merges()
    for name in TABLES:
        person_table(name, stamped=name in STAMPED)
    op.create_index(
        "ix_contacts_not_to_sort",
        "contacts",
        ["owner_id"],
        schema="person",
        postgresql_where=sa.text(
            "deleted_at IS NULL AND NOT archived AND sort = 'unsorted'"
            " AND (do_not_contact OR thread_id IS NOT NULL)"
        ),
    )


def _imports() -> None:
    jsonb = postgresql.JSONB()
    op.create_table(
        "imports",
        *_key(),
        sa.Column("file_id", sa.Uuid()),
        _text("file_name"),
        _text("format"),
        _text("state", "uploaded"),
        sa.Column("mapping", jsonb),
        sa.Column("preview", jsonb),
        sa.Column("bring_back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expected", sa.Integer()),
        sa.Column("counts", jsonb, server_default="{}", nullable=False),
        sa.Column("problem", sa.Text()),
        _at("started_at"),
        _at("finished_at"),
        *_stamps(),
        _points_to("imports", "file_id", "files"),
        _one_of("format", "linkedin_csv", "linkedin_zip", "google_csv", "vcard", "table"),
        _one_of("state", "uploaded", "checked", "running", "done", "failed"),
        schema="person",
    )
    op.create_table(
        "import_pieces",
        _id("owner_id"),
        _id("import_id"),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("contact_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        _points_to("import_pieces", "import_id", "imports"),
        schema="person",
    )
    op.create_table(
        "import_problems",
        _id("owner_id"),
        _id("import_id"),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("code"),
        _text("field"),
        sa.Column("row_kept", sa.Boolean(), nullable=False),
        _text("raw"),
        _points_to("import_problems", "import_id", "imports"),
        schema="person",
    )


def _merges() -> None:
    jsonb = postgresql.JSONB()
    op.create_table(
        "merges",
        *_key(),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        _at("merged_at", nullable=False),
        _at("undone_at"),
        sa.Column("before", jsonb),
        sa.Column("after", jsonb),
        sa.Column("moved", jsonb, nullable=False),
        sa.Column("hidden", jsonb, nullable=False),
        *_stamps(),
        _points_to("merges", "kept_id", "contacts"),
        _points_to("merges", "merged_id", "contacts"),
        sa.CheckConstraint("kept_id <> merged_id", name="two_cards"),
        schema="person",
    )
    op.create_index(
        "ix_merges_owner_id_merged_id",
        "merges",
        ["owner_id", "merged_id"],
        schema="person",
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index(
        "ix_merges_owner_id_kept_id", "merges", ["owner_id", "kept_id"], schema="person"
    )
    op.create_table(
        "different_people",
        _id("owner_id"),
        _id("one_id"),
        _id("other_id"),
        _at("created_at", nullable=False, default=sa.text("now()")),
        _points_to("different_people", "one_id", "contacts"),
        _points_to("different_people", "other_id", "contacts"),
        sa.CheckConstraint("one_id < other_id", name="ordered"),
        schema="person",
    )


def _id(name: str) -> sa.Column:
    return sa.Column(name, sa.Uuid(), primary_key=True)


def _key() -> tuple[sa.Column, sa.Column]:
    return _id("owner_id"), _id("id")


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _at(name: str, *, nullable: bool = True, default: sa.TextClause | None = None) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def _stamps() -> tuple[sa.Column, ...]:
    now = sa.text("now()")
    return (
        _at("created_at", nullable=False, default=now),
        _at("updated_at", nullable=False, default=now),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        _at("deleted_at"),
    )


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_{table}_owner_id_{column}",
    )


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_contacts_not_to_sort", "contacts", schema="person")
    for name in reversed(TABLES):
        op.drop_table(name, schema="person")
