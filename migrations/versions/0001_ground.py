"""The ground: schemas, context, doors of sign-in, stamps, people, journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import directory_table, door_columns, door_function, person_table

revision = "0001"
down_revision = None

CONTEXT = """
CREATE FUNCTION app.person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.person_id', true), '')::uuid $$;
CREATE FUNCTION app.batch() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(pg_catalog.current_setting('app.batch', true), ''), '{}')::uuid[] $$;
REVOKE EXECUTE ON FUNCTION app.person_id(), app.batch() FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO askwell_app, askwell_worker, askwell_door, askwell_search, askwell_planner, askwell_backup;
GRANT EXECUTE ON FUNCTION app.person_id(), app.batch()
  TO askwell_app, askwell_worker, askwell_door, askwell_search, askwell_planner;
"""

# The transaction that took an owner's row is remembered in it, so that the stamp needs no setting
# that somebody could forge, and a batch of many owners works like a single one.
STAMPS = """
CREATE FUNCTION app.begin_write() RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH mine AS MATERIALIZED (
    SELECT owner_id FROM person.changes
    WHERE owner_id = app.person_id() OR owner_id = ANY (app.batch())
    ORDER BY owner_id FOR NO KEY UPDATE)
  UPDATE person.changes c
  SET seq = c.seq + 1, txid = pg_catalog.pg_current_xact_id()::text::bigint
  FROM mine WHERE c.owner_id = mine.owner_id
    AND c.txid <> pg_catalog.pg_current_xact_id()::text::bigint
$$;
CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken bigint;
BEGIN
  SELECT c.seq INTO taken FROM person.changes c
  WHERE c.owner_id = NEW.owner_id AND c.txid = pg_catalog.pg_current_xact_id()::text::bigint;
  IF taken IS NULL THEN
    RAISE EXCEPTION 'the change row of owner % was not taken by this transaction', NEW.owner_id
      USING ERRCODE = 'AW500';
  END IF;
  NEW.change_seq := taken;
  IF TG_OP = 'UPDATE' THEN
    NEW.version := OLD.version + 1;
    NEW.updated_at := pg_catalog.now();
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION app.begin_write(), app.stamp() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.begin_write(), app.stamp() TO askwell_app, askwell_worker;
"""

# Live = within the absolute limit and used in the last 30 days. Last use is written at most every
# 5 minutes and never waits for another request of the same credential.
ENTER = """
CREATE FUNCTION door.enter(kind text, hash bytea, person uuid, scope text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held text[];
  looking boolean := false;
  used timestamptz;
BEGIN
  IF kind = 'session' THEN
    SELECT s.read_only, s.last_used_at INTO looking, used FROM directory.sessions s
    WHERE s.token_hash = hash AND s.person_id = person
      AND s.expires_at > now() AND s.last_used_at > now() - interval '30 days';
    IF NOT FOUND THEN RAISE EXCEPTION 'no such session' USING ERRCODE = 'AW401'; END IF;
    IF looking AND scope = 'session' THEN
      RAISE EXCEPTION 'the example has no settings' USING ERRCODE = '25006';
    END IF;
    IF used < now() - interval '5 minutes' AND NOT looking THEN
      UPDATE directory.sessions s SET last_used_at = now() WHERE s.token_hash IN (
        SELECT t.token_hash FROM directory.sessions t WHERE t.token_hash = hash
        FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
  ELSE
    SELECT t.scopes, t.last_used_at INTO held, used FROM directory.access_tokens t
    WHERE t.token_hash = hash AND t.person_id = person AND t.expires_at > now();
    IF NOT FOUND THEN RAISE EXCEPTION 'no such token' USING ERRCODE = 'AW401'; END IF;
    IF NOT scope = ANY (held) THEN
      RAISE EXCEPTION 'This token lacks the scope %.', scope USING ERRCODE = 'AW403';
    END IF;
    IF used IS NULL OR used < now() - interval '5 minutes' THEN
      UPDATE directory.access_tokens t SET last_used_at = now() WHERE t.token_hash IN (
        SELECT u.token_hash FROM directory.access_tokens u WHERE u.token_hash = hash
        FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
  END IF;
  PERFORM set_config('app.person_id', person::text, true);
  IF looking THEN PERFORM set_config('transaction_read_only', 'on', true); END IF;
END $$
"""

ENTER_AS = """
CREATE FUNCTION door.enter_as(people uuid[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF cardinality(people) = 0 OR cardinality(people) > 100 THEN
    RAISE EXCEPTION 'a batch is 1 to 100 people' USING ERRCODE = 'AW500';
  END IF;
  PERFORM set_config('app.batch', people::text, true);
END $$
"""


def upgrade() -> None:
    """Make it."""
    for schema, owner in (("directory", None), ("person", None), ("door", "askwell_door")):
        op.execute(f"CREATE SCHEMA {schema}" + (f" AUTHORIZATION {owner}" if owner else ""))
    for role in ("askwell_door", "askwell_search", "askwell_planner"):
        op.execute(f"SET LOCAL ROLE {role}")
        op.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        op.execute("RESET ROLE")
    op.execute(
        "GRANT USAGE ON SCHEMA directory, person TO askwell_app, askwell_worker, askwell_door,"
        " askwell_search, askwell_planner, askwell_backup"
    )
    op.execute("SET LOCAL ROLE askwell_door")
    op.execute("GRANT USAGE ON SCHEMA door TO askwell_app, askwell_worker")
    op.execute("RESET ROLE")
    _run(CONTEXT)
    _directory()
    _journal()
    _run(STAMPS)
    _profiles()
    _doors()


def _run(script: str) -> None:
    """asyncpg prepares one statement at a time."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if line.endswith(";") and statement.count("$$") % 2 == 0:
            op.execute(statement)
            statement = ""


def _now(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        nullable=nullable,
        server_default=None if nullable else sa.text("now()"),
    )


def _at(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _directory() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.Text()),
        sa.Column("email_norm", sa.Text()),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        _now("created_at"),
        _at("deletion_due_at"),
        sa.UniqueConstraint("email_norm", name="uq_people_email_norm"),
        schema="directory",
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("directory.people.id", name="fk_sessions_person_id"),
            nullable=False,
        ),
        sa.Column("browser", sa.Text(), server_default="", nullable=False),
        sa.Column("read_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _now("created_at"),
        _now("fresh_at"),
        _now("last_used_at"),
        _at("expires_at", nullable=False),
        sa.UniqueConstraint("id", name="uq_sessions_id"),
        schema="directory",
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"], schema="directory")
    op.create_table(
        "access_tokens",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "person_id",
            sa.Uuid(),
            sa.ForeignKey("directory.people.id", name="fk_access_tokens_person_id"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        _now("created_at"),
        _at("last_used_at"),
        _at("expires_at", nullable=False),
        sa.UniqueConstraint("id", name="uq_access_tokens_id"),
        schema="directory",
    )
    op.create_index(
        "ix_access_tokens_person_id", "access_tokens", ["person_id"], schema="directory"
    )
    directory_table("people", "id")
    directory_table("sessions", operations="SELECT, DELETE")
    directory_table("access_tokens", operations="SELECT, INSERT, DELETE")


def _journal() -> None:
    op.create_table(
        "changes",
        sa.Column(
            "owner_id",
            sa.Uuid(),
            sa.ForeignKey("directory.people.id", name="fk_changes_owner_id"),
            primary_key=True,
        ),
        sa.Column("seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("txid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("epoch", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        schema="person",
    )
    op.create_table(
        "counters",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("n", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="person",
    )
    op.create_table(
        "events",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        _at("at", nullable=False),
        _at("recorded_at", nullable=False),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("thread_id", sa.Uuid()),
        sa.Column("conversation_id", sa.Uuid()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("from_stage", sa.Text()),
        sa.Column("to_stage", sa.Text()),
        sa.Column("codes", postgresql.JSONB(), server_default="{}", nullable=False),
        _now("created_at"),
        _now("updated_at"),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        _at("deleted_at"),
        schema="person",
    )
    op.create_index("ix_events_owner_id_at", "events", ["owner_id", "at", "id"], schema="person")
    for column in ("contact_id", "thread_id"):
        op.create_index(
            f"ix_events_owner_id_{column}", "events", ["owner_id", column, "at"], schema="person"
        )


def _profiles() -> None:
    days = postgresql.ARRAY(sa.Integer())
    op.create_table(
        "profiles",
        sa.Column(
            "owner_id",
            sa.Uuid(),
            sa.ForeignKey("directory.people.id", name="fk_profiles_owner_id"),
            primary_key=True,
        ),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("locale", sa.Text(), server_default="en", nullable=False),
        sa.Column("quiet_start", sa.Time(), server_default="21:00", nullable=False),
        sa.Column("quiet_end", sa.Time(), server_default="08:00", nullable=False),
        sa.Column("half_hour_days", days, server_default="{1,2,3,4,5}", nullable=False),
        sa.Column("half_hour_time", sa.Time(), server_default="18:00", nullable=False),
        sa.Column("working_days", days, server_default="{1,2,3,4,5}", nullable=False),
        sa.Column("wish_kind", sa.Text()),
        sa.Column("wish_line", sa.Text(), server_default="", nullable=False),
        sa.Column("note_limit", sa.Integer(), server_default="300", nullable=False),
        sa.Column("clock_template", sa.Text(), server_default="standard", nullable=False),
        sa.Column("field_words", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("theme", sa.Text(), server_default="system", nullable=False),
        _at("first_run_done_at"),
        _at("vacation_until"),
        _now("created_at"),
        _now("updated_at"),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("wish_kind IN ('fit', 'new_field', 'gap', 'looking')", name="wish_kind"),
        sa.CheckConstraint("note_limit IN (200, 300)", name="note_limit"),
        sa.CheckConstraint("clock_template IN ('standard', 'cautious')", name="clock_template"),
        sa.CheckConstraint("theme IN ('system', 'light', 'dark')", name="theme"),
        schema="person",
    )
    person_table("changes", stamped=False)
    person_table("counters", stamped=False)
    person_table("events")
    person_table("profiles")


def _doors() -> None:
    door_columns(
        "askwell_door",
        "directory.sessions",
        select=[
            "token_hash",
            "id",
            "person_id",
            "read_only",
            "last_used_at",
            "expires_at",
            "fresh_at",
        ],
        update=["last_used_at"],
    )
    door_columns(
        "askwell_door",
        "directory.access_tokens",
        select=["token_hash", "id", "person_id", "scopes", "last_used_at", "expires_at"],
        update=["last_used_at"],
    )
    door_function("askwell_door", ENTER, "door.enter(text, bytea, uuid, text)", to="askwell_app")
    door_function("askwell_door", ENTER_AS, "door.enter_as(uuid[])", to="askwell_worker")


def downgrade() -> None:
    """Undo it."""
    op.execute("SET LOCAL ROLE askwell_door")
    op.execute("DROP FUNCTION door.enter(text, bytea, uuid, text), door.enter_as(uuid[])")
    op.execute("DROP SCHEMA door")
    op.execute("RESET ROLE")
    for table in ("profiles", "events", "counters", "changes"):
        op.drop_table(table, schema="person")
    for table in ("access_tokens", "sessions", "people"):
        op.drop_table(table, schema="directory")
    op.execute("DROP FUNCTION app.stamp(), app.begin_write(), app.batch(), app.person_id()")
    op.execute("DROP SCHEMA person")
    op.execute("DROP SCHEMA directory")
    for role in ("askwell_door", "askwell_search", "askwell_planner"):
        op.execute(f"SET LOCAL ROLE {role}")
        op.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")
        op.execute("RESET ROLE")
