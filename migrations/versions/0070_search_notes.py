"""Words of notes and claims are found: their lexemes, the index of each person's, and the door."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from migrations.tenancy import door_columns, door_function, drop_door_function

revision = "0070"
down_revision = "0064"

# Every word as it was written, without accents, in whatever language; what is asked is stemmed
# instead, and each stem found as the beginning of a word. So nothing is lost while a word is typed.
CONFIGURATIONS = (("words", "simple", "simple"), ("stems", "english", "english_stem"))
TEXTS = (("note_lines", "text"), ("insights", "claim"))
READ = {
    "note_lines": (
        "owner_id",
        "id",
        "conversation_id",
        "supersedes",
        "gone",
        "at",
        "deleted_at",
        "lexemes",
    ),
    "insights": ("owner_id", "id", "strength", "merged_into_id", "deleted_at", "lexemes"),
    "evidence": ("owner_id", "insight_id", "line_id", "deleted_at"),
}

# "studies" is asked for as 'studi', which no word begins with: such a stem stands for both endings.
# Words that mean nothing alone ("who") leave nothing to stem, and are found as they are.
QUERY = r"""
CREATE FUNCTION search.query(asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
  SELECT regexp_replace(
    regexp_replace(
      (CASE WHEN numnode(stems) > 0 THEN stems ELSE whole END)::text,
      $q$'((?:[^']|'')+)'$q$, $q$'\1':*$q$, 'g'),
    $q$'((?:[^']|'')+)i':\*$q$, $q$('\1i':* | '\1y':*)$q$, 'g')::tsquery
  FROM (SELECT websearch_to_tsquery('app.stems', asked), websearch_to_tsquery('app.words', asked))
    AS q (stems, whole) $$
"""
STANDING = """
  n.owner_id = app.person_id() AND n.lexemes @@ search.query(asked) AND NOT n.gone
  AND n.deleted_at IS NULL AND NOT EXISTS (
    SELECT FROM person.note_lines l
    WHERE l.owner_id = n.owner_id AND l.conversation_id = n.conversation_id AND l.supersedes = n.id)
"""
LINES = f"""
CREATE FUNCTION search.lines(asked text, most integer)
RETURNS TABLE (line_id uuid) LANGUAGE sql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.id FROM person.note_lines n WHERE {STANDING} ORDER BY n.at DESC, n.id DESC LIMIT most $$
"""
CLAIMS = f"""
CREATE FUNCTION search.claims(asked text, most integer)
RETURNS TABLE (insight_id uuid) LANGUAGE sql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, pg_temp AS $$
  WITH found AS (
    SELECT c.id FROM person.insights c
    WHERE c.owner_id = app.person_id() AND c.lexemes @@ search.query(asked)
    UNION
    SELECT e.insight_id FROM person.note_lines n
    JOIN person.evidence e ON (e.owner_id, e.line_id) = (n.owner_id, n.id) AND e.deleted_at IS NULL
    WHERE {STANDING})
  SELECT i.id FROM found JOIN person.insights i ON (i.owner_id, i.id) = (app.person_id(), found.id)
  WHERE i.deleted_at IS NULL AND i.merged_into_id IS NULL
  ORDER BY i.strength DESC, i.id DESC LIMIT most $$
"""
FUNCTIONS = (
    (LINES, "search.lines(text, integer)"),
    (CLAIMS, "search.claims(text, integer)"),
)


def upgrade() -> None:
    """Make it."""
    for name, source, dictionary in CONFIGURATIONS:
        op.execute(f"CREATE TEXT SEARCH CONFIGURATION app.{name} (COPY = pg_catalog.{source})")
        op.execute(
            f"ALTER TEXT SEARCH CONFIGURATION app.{name} ALTER MAPPING FOR hword, hword_part, word"
            f" WITH public.unaccent, pg_catalog.{dictionary}"
        )
    for table, text in TEXTS:
        words = sa.Computed(f"to_tsvector('app.words'::regconfig, {text})", persisted=True)
        op.add_column(table, sa.Column("lexemes", TSVECTOR(), words), schema="person")
        op.create_index(
            f"ix_{table}_owner_id_lexemes",
            table,
            ["owner_id", "lexemes"],
            schema="person",
            postgresql_using="gin",
            postgresql_with={"fastupdate": False},
        )
    op.create_index(
        "ix_evidence_owner_id_line_id", "evidence", ["owner_id", "line_id"], schema="person"
    )
    for table, columns in READ.items():
        door_columns("askwell_search", f"person.{table}", select=columns)
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(QUERY)
    op.execute("GRANT EXECUTE ON FUNCTION search.query(text) TO askwell_app")
    op.execute("RESET ROLE")
    for sql, signature in FUNCTIONS:
        door_function("askwell_search", sql, signature, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    for _, signature in FUNCTIONS:
        drop_door_function("askwell_search", signature)
    drop_door_function("askwell_search", "search.query(text)")
    for table, columns in READ.items():
        op.execute(f"DROP POLICY search ON person.{table}")
        op.execute(f"REVOKE SELECT ({', '.join(columns)}) ON person.{table} FROM askwell_search")
    op.drop_index("ix_evidence_owner_id_line_id", "evidence", schema="person")
    for table, _ in TEXTS:
        op.drop_index(f"ix_{table}_owner_id_lexemes", table, schema="person")
        op.drop_column(table, "lexemes", schema="person")
    for name, _, _ in CONFIGURATIONS:
        op.execute(f"DROP TEXT SEARCH CONFIGURATION app.{name}")
