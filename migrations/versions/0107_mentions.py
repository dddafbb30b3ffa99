"""What a digest says of one contact is one row, however many lines it is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tenancy import person_table

revision = "0107"
down_revision = "0101"

GATHER = """
INSERT INTO person.digest_mentions (owner_id, digest_id, contact_id, name, lines, words)
SELECT owner_id, digest_id, contact_id, max(name),
  jsonb_agg(jsonb_strip_nulls(jsonb_build_object('place', place, 'what', what, 'kind', kind,
    'subject_id', subject_id, 'due_at', due_at)) ORDER BY place),
  coalesce(jsonb_object_agg(place, words) FILTER (WHERE words <> ''), '{}')
FROM person.digest_lines GROUP BY owner_id, digest_id, contact_id
"""
SPREAD = """
INSERT INTO person.digest_lines
  (owner_id, digest_id, place, what, contact_id, name, words, kind, subject_id, due_at)
SELECT m.owner_id, m.digest_id, l.place, l.what, m.contact_id, m.name,
  coalesce(m.words ->> l.place::text, ''), l.kind, l.subject_id, l.due_at
FROM person.digest_mentions m, jsonb_to_recordset(m.lines)
  AS l (place int, what text, kind text, subject_id uuid, due_at timestamptz)
"""
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


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "digest_mentions",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("digest_id", sa.Uuid(), primary_key=True),
        sa.Column("contact_id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lines", JSONB(), nullable=False),
        sa.Column("words", JSONB(), nullable=False),
        *_points("digest_mentions"),
        schema="person",
    )
    _fill("digest_mentions", "digest_lines", GATHER)


def downgrade() -> None:
    """Undo it."""
    op.create_table(
        "digest_lines",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("digest_id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        *_points("digest_lines"),
        sa.CheckConstraint(
            f"what IN ({', '.join(repr(what) for what in WHAT)})", name="ck_digest_lines_what"
        ),
        schema="person",
    )
    _fill("digest_lines", "digest_mentions", SPREAD)


def _points(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["owner_id", column],
            [f"person.{other}.owner_id", f"person.{other}.id"],
            name=f"fk_{table}_owner_id_{column}",
        )
        for column, other in (("digest_id", "digests"), ("contact_id", "contacts"))
    ]


def _fill(table: str, before: str, rows: str) -> None:
    op.create_index(
        f"ix_{table}_owner_id_contact_id", table, ["owner_id", "contact_id"], schema="person"
    )
    person_table(table, stamped=False)
    for one in (table, before):
        op.execute(f"ALTER TABLE person.{one} NO FORCE ROW LEVEL SECURITY")
    op.execute(rows)
    op.execute(f"ALTER TABLE person.{table} FORCE ROW LEVEL SECURITY")
    op.drop_table(before, schema="person")
