"""What was heard: claims, the lines behind them, and what stands behind each as counts."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0050"
down_revision = "0054"

AT = sa.DateTime(timezone=True)

# By the rules of api/insights/support.py: somebody's last word counts, one employer once, nobody
# twice. Two half-lives are 1,461 days, so that a power of two stands for one of them.
WEIGH = """
CREATE FUNCTION app.weigh_insight(the_owner uuid, the_insight uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  WITH standing AS (
    SELECT e.id, e.contact_id, coalesce(e.employer_id, e.contact_id) AS place, e.polarity, e.at
    FROM person.evidence e
    JOIN person.conversations c ON (c.owner_id, c.id) = (e.owner_id, e.conversation_id)
    JOIN person.contacts k ON (k.owner_id, k.id) = (e.owner_id, e.contact_id)
    WHERE e.owner_id = the_owner AND e.insight_id = the_insight AND e.deleted_at IS NULL
      AND c.deleted_at IS NULL AND k.erased_at IS NULL),
  for_it AS (
    SELECT w.contact_id FROM (
      SELECT DISTINCT ON (contact_id) contact_id, polarity FROM standing
      ORDER BY contact_id, at DESC, polarity DESC) AS w
    WHERE w.polarity = 'supports'),
  places AS (
    SELECT s.place, max(s.at) AS at FROM standing s
    WHERE s.polarity = 'supports' AND s.contact_id IN (SELECT contact_id FROM for_it)
    GROUP BY s.place),
  counted AS (
    SELECT (SELECT count(*) FROM standing)::integer AS lines,
      (SELECT count(DISTINCT contact_id) FROM standing)::integer AS people,
      (SELECT count(*) FROM for_it)::integer AS supporters,
      least((SELECT count(*) FROM for_it), (SELECT count(*) FROM places))::integer AS employers,
      (SELECT max(at) FROM standing) AS last_at),
  strongest AS (
    SELECT at FROM places ORDER BY at DESC LIMIT (SELECT employers FROM counted)),
  found AS (
    SELECT counted.*, coalesce((
      SELECT ln(sum(power(2::float8,
        (extract(epoch FROM s.at)::float8 - 946684800) / (730.5 * 86400)))) / ln(2::float8)
      FROM strongest s), 0) AS strength
    FROM counted)
  UPDATE person.insights i SET lines = f.lines, people = f.people, supporters = f.supporters,
    employers = f.employers, strength = f.strength, last_at = f.last_at
  FROM found f
  WHERE i.owner_id = the_owner AND i.id = the_insight
    AND (i.lines, i.people, i.supporters, i.employers, i.strength, i.last_at)
      IS DISTINCT FROM (f.lines, f.people, f.supporters, f.employers, f.strength, f.last_at);
END $$
"""
FOLLOW_EVIDENCE = """
CREATE FUNCTION app.follow_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.weigh_insight(NEW.owner_id, NEW.insight_id);
  IF TG_OP = 'UPDATE' AND OLD.insight_id <> NEW.insight_id THEN
    PERFORM app.weigh_insight(OLD.owner_id, OLD.insight_id);
  END IF;
  RETURN NULL;
END $$
"""
# What has neither lines nor words, and what went into another claim, is there no more; it comes
# back with its lines.
KEEP = """
CREATE FUNCTION app.keep_insight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.deleted_at := CASE WHEN NEW.lines = 0 AND (NEW.claim = '' OR NEW.merged_into_id IS NOT NULL)
    THEN coalesce(OLD.deleted_at, pg_catalog.now()) END;
  RETURN NEW;
END $$
"""
FOLLOW_TALK = """
CREATE FUNCTION app.date_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.evidence SET at = coalesce(NEW.ended_at, NEW.ends_at)
  WHERE owner_id = NEW.owner_id AND conversation_id = NEW.id;
  RETURN NULL;
END $$
"""
FOLLOW_CARD = """
CREATE FUNCTION app.place_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.evidence SET employer_id = NEW.employer_id
  WHERE owner_id = NEW.owner_id AND contact_id = NEW.id AND employer_id IS NULL;
  RETURN NULL;
END $$
"""
FUNCTIONS = (
    "app.weigh_insight(uuid, uuid)",
    "app.follow_evidence()",
    "app.keep_insight()",
    "app.date_evidence()",
    "app.place_evidence()",
)

# Lines that were tagged before there were claims: each that stands gets one, under the id of the
# oldest line in its history that had the tag; where two stand for one, the earlier keeps the id.
BACKFILL = """
WITH RECURSIVE history AS (
  SELECT l.owner_id, l.conversation_id, l.id AS line_id, l.at, l.id, l.tag, l.supersedes, 0 AS back
  FROM person.note_lines l
  WHERE l.tag = 'insight' AND l.kind = 'line' AND NOT l.gone AND l.deleted_at IS NULL
    AND l.text ~ '[^[:space:]]'
    AND NOT EXISTS (
      SELECT FROM person.note_lines n WHERE n.owner_id = l.owner_id
        AND n.conversation_id = l.conversation_id AND n.supersedes = l.id AND n.deleted_at IS NULL)
  UNION ALL
  SELECT h.owner_id, h.conversation_id, h.line_id, h.at, b.id, b.tag, b.supersedes, h.back + 1
  FROM history h JOIN person.note_lines b ON (b.owner_id, b.id) = (h.owner_id, h.supersedes)
  WHERE h.back < 1000),
begun AS (
  SELECT DISTINCT ON (owner_id, line_id) owner_id, conversation_id, line_id, at, id
  FROM history WHERE tag = 'insight' ORDER BY owner_id, line_id, back DESC),
told AS (
  SELECT owner_id, conversation_id, line_id, CASE WHEN row_number() OVER (
    PARTITION BY owner_id, id ORDER BY at, line_id) = 1 THEN id ELSE line_id END AS id
  FROM begun),
made AS (
  INSERT INTO person.insights (owner_id, id) SELECT owner_id, id FROM told)
INSERT INTO person.evidence
  (owner_id, id, insight_id, conversation_id, thread_id, contact_id, line_id, employer_id, at)
SELECT t.owner_id, t.id, t.id, c.id, c.thread_id, c.contact_id, t.line_id, k.employer_id,
  coalesce(c.ended_at, c.ends_at)
FROM told t
JOIN person.conversations c ON (c.owner_id, c.id) = (t.owner_id, t.conversation_id)
JOIN person.contacts k ON (k.owner_id, k.id) = (c.owner_id, c.contact_id)
"""
TAKE_ROWS = """
UPDATE person.changes SET seq = seq + 1, txid = pg_current_xact_id()::text::bigint
WHERE owner_id IN (SELECT owner_id FROM person.note_lines WHERE tag = 'insight')
"""
TOUCHED = (
    "person.changes",
    "person.note_lines",
    "person.conversations",
    "person.contacts",
    "person.insights",
    "person.evidence",
)


def upgrade() -> None:
    """Make it."""
    _tables()
    for sql in (WEIGH, FOLLOW_EVIDENCE, KEEP, FOLLOW_TALK, FOLLOW_CARD):
        op.execute(sql)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {', '.join(FUNCTIONS)} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {', '.join(FUNCTIONS)} TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER keep BEFORE INSERT OR UPDATE ON person.insights"
        " FOR EACH ROW EXECUTE FUNCTION app.keep_insight()"
    )
    op.execute(
        "CREATE TRIGGER follow AFTER INSERT OR UPDATE OF insight_id, contact_id, employer_id,"
        " polarity, at, deleted_at ON person.evidence"
        " FOR EACH ROW EXECUTE FUNCTION app.follow_evidence()"
    )
    op.execute(
        "CREATE TRIGGER date_evidence AFTER UPDATE ON person.conversations FOR EACH ROW"
        " WHEN ((OLD.ended_at, OLD.ends_at, OLD.deleted_at)"
        " IS DISTINCT FROM (NEW.ended_at, NEW.ends_at, NEW.deleted_at))"
        " EXECUTE FUNCTION app.date_evidence()"
    )
    op.execute(
        "CREATE TRIGGER place_evidence AFTER UPDATE ON person.contacts FOR EACH ROW"
        " WHEN (OLD.employer_id IS NULL AND NEW.employer_id IS NOT NULL)"
        " EXECUTE FUNCTION app.place_evidence()"
    )
    _force("NO FORCE")
    op.execute(TAKE_ROWS)
    op.execute(BACKFILL)
    _force("FORCE")
    for table in ("insight_moves", "unlike_lines"):
        person_table(table, stamped=table == "insight_moves")


def _force(how: str) -> None:
    for table in TOUCHED:
        op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def _tables() -> None:
    counts = ("lines", "people", "supporters", "employers")
    op.create_table(
        "insights",
        *_key(),
        sa.Column("claim", sa.Text(), server_default="", nullable=False),
        sa.Column("theme", sa.Text(), server_default="other", nullable=False),
        sa.Column("merged_into_id", sa.Uuid()),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in counts),
        sa.Column("strength", sa.Float(53), server_default="0", nullable=False),
        sa.Column("last_at", AT),
        *_stamps(),
        _points_to("insights", "merged_into_id", "insights"),
        _one_of("theme", "skill", "trend", "path", "culture", "advice", "entry", "pay", "other"),
        schema="person",
    )
    standing = "deleted_at IS NULL AND merged_into_id IS NULL"
    _index("insights", "strength", "strength", "id", where=standing)
    _index("insights", "change_seq", "change_seq", "id")
    op.create_table(
        "evidence",
        *_key(),
        *(
            sa.Column(f"{name}_id", sa.Uuid(), nullable=name == "employer")
            for name in ("insight", "conversation", "thread", "contact", "line", "employer")
        ),
        sa.Column("polarity", sa.Text(), server_default="supports", nullable=False),
        sa.Column("chosen", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", AT, nullable=False),
        *_stamps(),
        *(
            _points_to("evidence", f"{one}_id", f"{one}s")
            for one in ("insight", "conversation", "thread", "contact", "employer")
        ),
        _one_of("polarity", "supports", "contradicts"),
        schema="person",
    )
    _index("evidence", "insight_id", "insight_id", "at", "id")
    _index("evidence", "conversation_id", "conversation_id")
    _index("evidence", "contact_id", "contact_id")
    _index("evidence", "change_seq", "change_seq", "id")
    op.create_table(
        "insight_moves",
        *_key(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Uuid()),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)
            for name in ("took_claim", "took_theme")
        ),
        sa.Column("at", AT, nullable=False),
        sa.Column("undone_at", AT),
        *_stamps(),
        _points_to("insight_moves", "from_id", "insights"),
        _points_to("insight_moves", "into_id", "insights"),
        _one_of("kind", "add", "merge", "split"),
        schema="person",
    )
    _index("insight_moves", "into_id", "into_id")
    op.create_table(
        "unlike_lines",
        _key()[0],
        sa.Column("one_id", sa.Uuid(), primary_key=True),
        sa.Column("other_id", sa.Uuid(), primary_key=True),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        _points_to("unlike_lines", "one_id", "evidence"),
        _points_to("unlike_lines", "other_id", "evidence"),
        sa.CheckConstraint("one_id < other_id", name="ordered"),
        schema="person",
    )
    for table in ("insights", "evidence"):
        person_table(table)


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
    op.execute("DROP TRIGGER place_evidence ON person.contacts")
    op.execute("DROP TRIGGER date_evidence ON person.conversations")
    for table in ("unlike_lines", "insight_moves", "evidence", "insights"):
        op.drop_table(table, schema="person")
    op.execute(f"DROP FUNCTION {', '.join(reversed(FUNCTIONS))}")
