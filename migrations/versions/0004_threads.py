"""Threads: the pursuit of a talk, what was told about it, its messages and their versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import person_table

revision = "0004"
down_revision = "0003"

STAGES = (
    "identified",
    "researched",
    "drafted",
    "asked",
    "followed_up",
    "replied_yes",
    "replied_later",
    "referred_on",
    "declined",
    "silent_closed",
    "scheduling",
    "scheduled",
    "no_show",
    "cancelled",
    "held",
    "parked",
)
LANES = (
    "want_to_ask",
    "asked",
    "said_yes",
    "date_set",
    "talked",
    "in_touch",
    "later",
    "not_this_time",
)
SAID = (
    "researched",
    "drafted",
    "sent",
    "followed_up",
    "answered_yes",
    "answered_later",
    "referred_on",
    "declined",
    "no_answer",
    "finding_time",
    "date_set",
    "no_show",
    "cancelled",
    "held",
    "parked",
    "reopened",
    "corrected",
    "thanked",
)
CHANNELS = (
    "email",
    "linkedin_message",
    "linkedin_note",
    "chat",
    "spoken",
    "through",
    "volunteer_request",
)

# One upsert per statement and counter, however many threads it touched; a change that moves no
# thread between lanes or stages touches no counter.
COUNT = """
CREATE FUNCTION app.count_threads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT a.owner_id, k.kind, k.key, count(*) FROM arrived a,
      LATERAL (VALUES ('lane', a.lane), ('thread', a.stage)) AS k (kind, key)
    WHERE a.deleted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT r.owner_id, k.kind, k.key, sum(r.step) FROM (
        SELECT owner_id, lane, stage, 1 AS step FROM arrived WHERE deleted_at IS NULL
        UNION ALL
        SELECT owner_id, lane, stage, -1 FROM gone WHERE deleted_at IS NULL) AS r,
      LATERAL (VALUES ('lane', r.lane), ('thread', r.stage)) AS k (kind, key)
    GROUP BY 1, 2, 3 HAVING sum(r.step) <> 0 ORDER BY 1, 2, 3
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  ELSE
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT g.owner_id, k.kind, k.key, -count(*) FROM gone g,
      LATERAL (VALUES ('lane', g.lane), ('thread', g.stage)) AS k (kind, key)
    WHERE g.deleted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  END IF;
  RETURN NULL;
END $$
"""

# A deleted contact is left as it is: its threads go with it and come back with it, and a second
# write of its row would make the version that its deletion answered a lie.
SHOW = """
CREATE FUNCTION app.show_latest_thread() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owners uuid[];
  contacts uuid[];
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT array_agg(owner_id), array_agg(contact_id) INTO owners, contacts FROM gone;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(owner_id), array_agg(contact_id) INTO owners, contacts FROM arrived;
  ELSE
    SELECT array_agg(owner_id), array_agg(contact_id) INTO owners, contacts FROM (
      SELECT owner_id, contact_id FROM arrived UNION SELECT owner_id, contact_id FROM gone) AS t;
  END IF;
  UPDATE person.contacts c
  SET thread_id = l.id, stage = l.stage, lane = l.lane, due_kind = l.due_kind, due_at = l.due_at
  FROM (SELECT DISTINCT * FROM unnest(owners, contacts) AS u (owner_id, contact_id)) AS touched
  LEFT JOIN LATERAL (
    SELECT t.id, t.stage, t.lane, t.due_kind, t.due_at FROM person.threads t
    WHERE t.owner_id = touched.owner_id AND t.contact_id = touched.contact_id
      AND t.deleted_at IS NULL
    ORDER BY t.created_at DESC, t.id DESC LIMIT 1) AS l ON true
  WHERE c.owner_id = touched.owner_id AND c.id = touched.contact_id AND c.deleted_at IS NULL
    AND (c.thread_id, c.stage, c.lane, c.due_kind, c.due_at)
      IS DISTINCT FROM (l.id, l.stage, l.lane, l.due_kind, l.due_at);
  RETURN NULL;
END $$
"""

# The threads of a deleted contact are deleted at the same instant, which is how its undo knows
# them from those that were deleted before.
FOLLOW = """
CREATE FUNCTION app.follow_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.threads SET deleted_at = NEW.deleted_at
  WHERE owner_id = NEW.owner_id AND contact_id = NEW.id
    AND deleted_at IS NOT DISTINCT FROM OLD.deleted_at;
  RETURN NULL;
END $$
"""

# "Asked me to delete" empties what was written to and about them (DOMAIN.md section 2).
FORGET = """
CREATE FUNCTION app.forget_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person.message_versions v SET subject = '', body = '', check_result = NULL
  FROM person.messages m JOIN person.threads t ON t.owner_id = m.owner_id AND t.id = m.thread_id
  WHERE t.owner_id = NEW.owner_id AND t.contact_id = NEW.id
    AND v.owner_id = m.owner_id AND v.message_id = m.id;
  UPDATE person.messages m SET subject = '', body = '', check_result = NULL
  FROM person.threads t
  WHERE t.owner_id = NEW.owner_id AND t.contact_id = NEW.id
    AND m.owner_id = t.owner_id AND m.thread_id = t.id;
  UPDATE person.told s SET note = '', digest = ''
  FROM person.threads t
  WHERE t.owner_id = NEW.owner_id AND t.contact_id = NEW.id
    AND s.owner_id = t.owner_id AND s.thread_id = t.id;
  RETURN NULL;
END $$
"""

FUNCTIONS = (
    "app.count_threads()",
    "app.show_latest_thread()",
    "app.follow_contact()",
    "app.forget_messages()",
)


def upgrade() -> None:
    """Make it."""
    _threads()
    _told()
    _messages()
    for table in ("threads", "told", "messages"):
        person_table(table)
    person_table("message_versions", stamped=False)
    for function in (COUNT, SHOW, FOLLOW, FORGET):
        op.execute(function)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {', '.join(FUNCTIONS)} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {', '.join(FUNCTIONS)} TO askwell_app, askwell_worker")
    tables = {
        "INSERT": "NEW TABLE AS arrived",
        "UPDATE": "NEW TABLE AS arrived OLD TABLE AS gone",
        "DELETE": "OLD TABLE AS gone",
    }
    for name, function in (("count", FUNCTIONS[0]), ("show_latest", FUNCTIONS[1])):
        for event, rows in tables.items():
            op.execute(
                f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON person.threads"
                f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}"
            )
    op.execute(
        "CREATE TRIGGER follow_contact AFTER UPDATE OF deleted_at ON person.contacts FOR EACH ROW"
        " WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)"
        " EXECUTE FUNCTION app.follow_contact()"
    )
    op.execute(
        "CREATE TRIGGER forget_messages AFTER UPDATE OF erased_at ON person.contacts"
        " FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)"
        " EXECUTE FUNCTION app.forget_messages()"
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER forget_messages ON person.contacts")
    op.execute("DROP TRIGGER follow_contact ON person.contacts")
    for table in ("message_versions", "messages", "told", "threads"):
        op.drop_table(table, schema="person")
    op.execute(f"DROP FUNCTION {', '.join(FUNCTIONS)}")
    # Under FORCE the owner of the table sees no rows of it.
    op.execute("ALTER TABLE person.counters NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM person.counters WHERE kind IN ('lane', 'thread')")
    op.execute("ALTER TABLE person.counters FORCE ROW LEVEL SECURITY")


def _at(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable, server_default=default)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Uuid(), primary_key=True)


def _stamps() -> tuple[sa.Column, ...]:
    now = sa.text("now()")
    return (
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("change_seq", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        _at("deleted_at"),
    )


def _points_to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column], [f"person.{table}.owner_id", f"person.{table}.id"]
    )


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _threads() -> None:
    op.create_table(
        "threads",
        _key("owner_id"),
        _key("id"),
        _uuid("contact_id"),
        _text("stage", default="identified"),
        _at("since", nullable=False),
        _text("rested_from", nullable=True),
        _text("lane", default="want_to_ask"),
        _text("lane_note", nullable=True),
        _uuid("led_to_id", nullable=True),
        *(_at(name) for name in ("asked_at", "waiting_since", "followed_up_at", "answered_at")),
        *(_at(name) for name in ("held_at", "thanked_at", "closed_at")),
        _text("close_reason", nullable=True),
        sa.Column("touches", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("mine_open", sa.Integer(), nullable=False, server_default=sa.text("0")),
        _at("talk_starts_at"),
        _at("talk_ends_at"),
        _text("talk_zone", nullable=True),
        _text("template", default="standard"),
        _text("due_kind", nullable=True),
        sa.Column("due_local", sa.DateTime(timezone=False)),
        _text("due_zone", nullable=True),
        _at("due_at"),
        sa.Column(
            "due_order",
            sa.DateTime(timezone=True),
            sa.Computed("COALESCE(due_at, 'infinity'::timestamp with time zone)", persisted=True),
            nullable=False,
        ),
        _at("propose_close_at"),
        _at("close_at"),
        *_stamps(),
        _points_to("contact_id", "contacts"),
        _points_to("led_to_id", "contacts"),
        _one_of("stage", STAGES),
        _one_of("rested_from", STAGES),
        _one_of("lane", LANES),
        _one_of("lane_note", ("new_time_needed", "led_to")),
        _one_of("template", ("standard", "cautious")),
        _one_of("close_reason", ("wrong_moment", "wrong_person", "my_message", "cannot_know")),
        sa.CheckConstraint("touches BETWEEN 0 AND 2", name="touches"),
        sa.CheckConstraint("mine_open >= 0", name="mine_open"),
        schema="person",
    )
    live = sa.text("deleted_at IS NULL")
    for name, columns in (
        ("ix_threads_owner_id_lane", ["owner_id", "lane", "due_order", "id"]),
        ("ix_threads_owner_id_due_order", ["owner_id", "due_order", "id"]),
    ):
        op.create_index(name, "threads", columns, schema="person", postgresql_where=live)
    op.create_index(
        "ix_threads_owner_id_contact_id",
        "threads",
        ["owner_id", "contact_id", "id"],
        schema="person",
    )
    _fed("threads")


def _fed(table: str) -> None:
    op.create_index(
        f"ix_{table}_owner_id_change_seq",
        table,
        ["owner_id", "change_seq", "id"],
        schema="person",
    )


def _told() -> None:
    op.create_table(
        "told",
        _key("owner_id"),
        _key("id"),
        _uuid("thread_id"),
        _text("what"),
        _at("at", nullable=False),
        _text("at_precision"),
        _at("recorded_at", nullable=False),
        _text("from_stage"),
        _text("to_stage"),
        _text("note", default=""),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        *_stamps(),
        _points_to("thread_id", "threads"),
        _one_of("what", SAID),
        _one_of("at_precision", ("now", "earlier_today", "yesterday", "picked")),
        schema="person",
    )
    op.create_index(
        "ix_told_owner_id_thread_id", "told", ["owner_id", "thread_id", "at", "id"], schema="person"
    )
    _fed("told")


def _messages() -> None:
    op.create_table(
        "messages",
        _key("owner_id"),
        _key("id"),
        _uuid("thread_id"),
        _text("kind"),
        _text("channel"),
        _text("state", default="draft"),
        _text("subject", default=""),
        _text("body", default=""),
        sa.Column("check_result", postgresql.JSONB()),
        _at("sent_at"),
        _text("sent_zone", nullable=True),
        sa.Column("sent_changed", sa.Boolean()),
        *_stamps(),
        _points_to("thread_id", "threads"),
        _one_of("kind", ("ask", "follow_up", "thanks", "answer_no", "update")),
        _one_of("channel", CHANNELS),
        _one_of("state", ("draft", "sent")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        schema="person",
    )
    op.create_index(
        "ix_messages_owner_id_thread_id",
        "messages",
        ["owner_id", "thread_id", "id"],
        schema="person",
    )
    _fed("messages")
    op.create_table(
        "message_versions",
        _key("owner_id"),
        _key("message_id"),
        sa.Column("number", sa.Integer(), primary_key=True),
        _text("channel"),
        _text("subject", default=""),
        _text("body", default=""),
        sa.Column("check_result", postgresql.JSONB()),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("now()"),
        ),
        _points_to("message_id", "messages"),
        _one_of("channel", CHANNELS),
        schema="person",
    )
