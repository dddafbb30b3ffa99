"""What comes after a talk: promises, advice, what was given, reflections, keeping in touch."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0024"
down_revision = "0018"

AT = sa.DateTime(timezone=True)
TABLES = ("promises", "advice", "given", "reflections", "cadences")

# The last real contact of any kind is read from the facts themselves, so that what is corrected or
# taken back counts no longer. Days are counted in hours: a clock of months needs no wall.
TIE = """
CREATE FUNCTION app.tie(the_owner uuid, the_contact uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first_held timestamptz; held timestamptz; told timestamptz; wrote timestamptz; news timestamptz;
BEGIN
  SELECT min(c.ended_at), max(c.ended_at) INTO first_held, held FROM person.conversations c
  WHERE c.owner_id = the_owner AND c.contact_id = the_contact AND c.state = 'held'
    AND c.deleted_at IS NULL;
  UPDATE person.introductions i
  SET met_at = first_held, tell_by = first_held + interval '336 hours'
  WHERE i.owner_id = the_owner AND i.introduced_id = the_contact AND i.deleted_at IS NULL
    AND i.met_at IS DISTINCT FROM first_held;
  IF held IS NULL THEN
    UPDATE person.cadences c SET held_at = NULL, update_due_at = NULL
    WHERE c.owner_id = the_owner AND c.contact_id = the_contact AND c.held_at IS NOT NULL;
    RETURN;
  END IF;
  SELECT max(greatest(t.asked_at, t.followed_up_at, t.answered_at, t.held_at, t.thanked_at))
  INTO told FROM person.threads t
  WHERE t.owner_id = the_owner AND t.contact_id = the_contact AND t.deleted_at IS NULL;
  SELECT max(m.sent_at), max(m.sent_at) FILTER (WHERE m.kind = 'update') INTO wrote, news
  FROM person.messages m
  JOIN person.threads t ON (t.owner_id, t.id) = (m.owner_id, m.thread_id)
  WHERE t.owner_id = the_owner AND t.contact_id = the_contact AND m.state = 'sent'
    AND m.deleted_at IS NULL AND t.deleted_at IS NULL;
  INSERT INTO person.cadences AS c (owner_id, id, contact_id, held_at, last_at, update_due_at)
  VALUES (the_owner, gen_random_uuid(), the_contact, held, greatest(held, told, wrote),
    CASE WHEN news IS NULL OR news < held THEN held + interval '720 hours' END)
  ON CONFLICT (owner_id, contact_id) WHERE deleted_at IS NULL DO UPDATE
  SET held_at = excluded.held_at, last_at = excluded.last_at,
    update_due_at = excluded.update_due_at
  WHERE (c.held_at, c.last_at, c.update_due_at)
    IS DISTINCT FROM (excluded.held_at, excluded.last_at, excluded.update_due_at);
END $$
"""
CLOCK = """
CREATE FUNCTION app.tie_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.due_at := CASE WHEN NEW.held_at IS NOT NULL AND NOT NEW.off THEN greatest(
    greatest(NEW.last_at, NEW.touched_at) + NEW.every_days * interval '24 hours',
    NEW.skipped_until) END;
  RETURN NEW;
END $$
"""
FOLLOW = """
CREATE FUNCTION app.follow_tie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'messages' THEN
    PERFORM app.tie(t.owner_id, t.contact_id) FROM person.threads t
    WHERE (t.owner_id, t.id) = (NEW.owner_id, NEW.thread_id);
  ELSE
    PERFORM app.tie(NEW.owner_id, NEW.contact_id);
    IF TG_OP = 'UPDATE' AND OLD.contact_id <> NEW.contact_id THEN
      PERFORM app.tie(OLD.owner_id, OLD.contact_id);
    END IF;
  END IF;
  RETURN NULL;
END $$
"""
MET = """
CREATE FUNCTION app.met() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT min(c.ended_at) INTO NEW.met_at FROM person.conversations c
  WHERE c.owner_id = NEW.owner_id AND c.contact_id = NEW.introduced_id AND c.state = 'held'
    AND c.deleted_at IS NULL;
  NEW.tell_by := NEW.met_at + interval '336 hours';
  RETURN NEW;
END $$
"""
FACTS = {
    "threads": (
        "asked_at",
        "followed_up_at",
        "answered_at",
        "held_at",
        "thanked_at",
        "contact_id",
        "deleted_at",
    ),
    "conversations": ("state", "ended_at", "contact_id", "deleted_at"),
    "messages": ("state", "sent_at", "deleted_at"),
}


def upgrade() -> None:
    """Make it."""
    for column in (sa.Column("met_at", AT), sa.Column("tell_by", AT)):
        op.add_column("introductions", column, schema="person")
    op.add_column("introductions", sa.Column("message_id", sa.Uuid()), schema="person")
    _index("introductions", "tell_by", "tell_by", where="closed_at IS NULL AND deleted_at IS NULL")
    _promises()
    _advice()
    _given()
    _reflections()
    _cadences()
    for table in TABLES:
        person_table(table)
    functions = "app.tie(uuid, uuid), app.tie_clock(), app.follow_tie(), app.met()"
    for sql in (TIE, CLOCK, FOLLOW, MET):
        op.execute(sql)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {functions} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {functions} TO askwell_app, askwell_worker")
    op.execute(
        "CREATE TRIGGER clock BEFORE INSERT OR UPDATE ON person.cadences"
        " FOR EACH ROW EXECUTE FUNCTION app.tie_clock()"
    )
    op.execute(
        "CREATE TRIGGER met BEFORE INSERT ON person.introductions"
        " FOR EACH ROW EXECUTE FUNCTION app.met()"
    )
    for table, facts in FACTS.items():
        changed = " OR ".join(f"OLD.{fact} IS DISTINCT FROM NEW.{fact}" for fact in facts)
        op.execute(
            f"CREATE TRIGGER follow_tie AFTER UPDATE ON person.{table} FOR EACH ROW"
            f" WHEN ({changed}) EXECUTE FUNCTION app.follow_tie()"
        )
    op.execute(
        "CREATE TRIGGER begin_tie AFTER INSERT ON person.conversations FOR EACH ROW"
        " WHEN (NEW.state = 'held') EXECUTE FUNCTION app.follow_tie()"
    )


def _promises() -> None:
    op.create_table(
        "promises",
        *_key(),
        *_talk("promises"),
        _text("promiser"),
        _text("text"),
        _text("state", "open"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_local", sa.DateTime(), nullable=False),
        _text("due_zone"),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("comes_up_at", AT, nullable=False),
        sa.Column("settled_at", AT),
        sa.Column("late_at", AT),
        *_stamps(),
        _one_of("promiser", "mine", "theirs"),
        _one_of("state", "open", "kept", "released"),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at"),
        schema="person",
    )
    _index("promises", "due_at", "due_at", "id", where="deleted_at IS NULL")
    _index("promises", "comes_up_at", "comes_up_at", where="state = 'open' AND deleted_at IS NULL")
    _talk_indexes("promises")


def _advice() -> None:
    op.create_table(
        "advice",
        *_key(),
        *_talk("advice"),
        _text("text"),
        _text("state", "new"),
        sa.Column("decided_at", AT),
        sa.Column("done_at", AT),
        _text("result", ""),
        sa.Column("told_at", AT),
        sa.Column("message_id", sa.Uuid()),
        *_stamps(),
        _one_of("state", "new", "trying", "parked", "not_for_me", "done", "told"),
        sa.CheckConstraint("(state IN ('done', 'told')) = (done_at IS NOT NULL)", name="done_at"),
        sa.CheckConstraint("(state = 'told') = (told_at IS NOT NULL)", name="told_at"),
        schema="person",
    )
    _index("advice", "state", "state", "id", where="deleted_at IS NULL")
    _talk_indexes("advice")


def _given() -> None:
    op.create_table(
        "given",
        *_key(),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        _text("kind"),
        _text("text"),
        sa.Column("at", AT, nullable=False),
        *_stamps(),
        _points_to("given", "contact_id", "contacts"),
        _one_of("kind", "share", "introduce", "answer", "other"),
        schema="person",
    )
    _index("given", "contact_id", "contact_id", "at", "id")
    _index("given", "at", "at", "id")
    _index("given", "change_seq", "change_seq", "id")


def _reflections() -> None:
    aspects = ("listening", "questions", "clarity", "follow_through", "confidence", "landed")
    op.create_table(
        "reflections",
        *_key(),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid()),
        _text("aspect"),
        sa.Column("rating", sa.Integer()),
        _text("words", ""),
        sa.Column("at", AT, nullable=False),
        *_stamps(),
        _points_to("reflections", "thread_id", "threads"),
        _points_to("reflections", "conversation_id", "conversations"),
        _one_of("aspect", *aspects),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        sa.CheckConstraint("(aspect = 'landed') = (rating IS NULL)", name="rating_or_words"),
        sa.CheckConstraint("(aspect = 'confidence') = (conversation_id IS NULL)", name="of_a_talk"),
        schema="person",
    )
    op.create_index(
        "uq_reflections_owner_id_conversation_id",
        "reflections",
        ["owner_id", "conversation_id", "aspect"],
        unique=True,
        schema="person",
        postgresql_where=sa.text("deleted_at IS NULL AND conversation_id IS NOT NULL"),
    )
    _index("reflections", "thread_id", "thread_id")
    _index("reflections", "at", "at", "id")
    _index("reflections", "change_seq", "change_seq", "id")


def _cadences() -> None:
    op.create_table(
        "cadences",
        *_key(),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("every_days", sa.Integer(), server_default=sa.text("120"), nullable=False),
        sa.Column("off", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("held_at", AT),
        sa.Column("last_at", AT),
        sa.Column("touched_at", AT),
        sa.Column("skipped_until", AT),
        sa.Column("due_at", AT),
        sa.Column("update_due_at", AT),
        *_stamps(),
        _points_to("cadences", "contact_id", "contacts"),
        sa.CheckConstraint("every_days IN (60, 120, 365)", name="every_days"),
        schema="person",
    )
    op.create_index(
        "uq_cadences_owner_id_contact_id",
        "cadences",
        ["owner_id", "contact_id"],
        unique=True,
        schema="person",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    _index("cadences", "due_at", "due_at", "id", where="deleted_at IS NULL AND due_at IS NOT NULL")
    _index("cadences", "change_seq", "change_seq", "id")


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


def _talk(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        *(
            _points_to(table, f"{one}_id", f"{one}s")
            for one in ("conversation", "thread", "contact")
        ),
    )


def _talk_indexes(table: str) -> None:
    _index(table, "conversation_id", "conversation_id")
    _index(table, "contact_id", "contact_id")
    _index(table, "change_seq", "change_seq", "id")


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
    op.execute("DROP TRIGGER begin_tie ON person.conversations")
    for table in FACTS:
        op.execute(f"DROP TRIGGER follow_tie ON person.{table}")
    op.execute("DROP TRIGGER met ON person.introductions")
    for table in reversed(TABLES):
        op.drop_table(table, schema="person")
    op.execute("DROP FUNCTION app.met(), app.follow_tie(), app.tie_clock(), app.tie(uuid, uuid)")
    op.drop_index("ix_introductions_owner_id_tell_by", "introductions", schema="person")
    for column in ("message_id", "tell_by", "met_at"):
        op.drop_column("introductions", column, schema="person")
