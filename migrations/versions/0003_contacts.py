"""Contacts: people, how to reach them, where they work, who led to whom, who asked to be deleted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import person_table

revision = "0003"
down_revision = "0006"

ALIVE = sa.text("deleted_at IS NULL")

KEYS = """
CREATE FUNCTION app.contact_keys(deleted timestamptz, archived timestamptz, sort text)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN deleted IS NOT NULL THEN '{}'::text[]
              WHEN archived IS NOT NULL THEN '{archived}'::text[]
              WHEN sort = 'unsorted' THEN '{live,unsorted}'::text[]
              ELSE '{live}'::text[] END
$$
"""

# Once for each statement, however many contacts it touches.
COUNT = """
CREATE FUNCTION app.count_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT a.owner_id, 'contact', k, pg_catalog.count(*)
    FROM arrived a, pg_catalog.unnest(app.contact_keys(a.deleted_at, a.archived_at, a.sort)) AS k
    GROUP BY a.owner_id, k ORDER BY a.owner_id, k
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT g.owner_id, 'contact', k, -pg_catalog.count(*)
    FROM gone g, pg_catalog.unnest(app.contact_keys(g.deleted_at, g.archived_at, g.sort)) AS k
    GROUP BY g.owner_id, k ORDER BY g.owner_id, k
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  ELSE
    INSERT INTO person.counters AS c (owner_id, kind, key, n)
    SELECT m.owner_id, 'contact', m.key, pg_catalog.sum(m.step)
    FROM (
      SELECT a.owner_id, k AS key, 1 AS step
      FROM arrived a,
        pg_catalog.unnest(app.contact_keys(a.deleted_at, a.archived_at, a.sort)) AS k
      UNION ALL
      SELECT g.owner_id, k, -1
      FROM gone g,
        pg_catalog.unnest(app.contact_keys(g.deleted_at, g.archived_at, g.sort)) AS k) AS m
    GROUP BY m.owner_id, m.key HAVING pg_catalog.sum(m.step) <> 0 ORDER BY m.owner_id, m.key
    ON CONFLICT (owner_id, kind, key) DO UPDATE SET n = c.n + excluded.n;
  END IF;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Make it."""
    _employers()
    _contacts()
    _contact_indexes()
    _points()
    _introductions()
    op.create_table(
        "suppressions",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("key_hash", sa.LargeBinary(), primary_key=True),
        _now("created_at"),
        schema="person",
    )
    for name in ("employers", "contacts", "contact_points", "introductions"):
        person_table(name)
    person_table("suppressions", stamped=False)
    _counters()


def _text(name: str, default: str | None = "", *, collation: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(collation=collation), server_default=default, nullable=False)


def _nullable(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text()) for name in names]


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True))


def _now(name: str) -> sa.Column:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _stamps() -> list[sa.Column]:
    return [
        _now("created_at"),
        _now("updated_at"),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        _at("deleted_at"),
    ]


def _ids() -> list[sa.Column]:
    return [
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    ]


def _index(name: str, table: str, *columns: str, **options: object) -> None:
    op.create_index(name, table, ["owner_id", *columns], schema="person", **options)


def _employers() -> None:
    op.create_table(
        "employers",
        *_ids(),
        _text("name", None),
        _text("name_norm", None, collation="C"),
        _flag("present"),
        *_stamps(),
        schema="person",
    )
    _index("uq_employers_name_norm", "employers", "name_norm", unique=True, postgresql_where=ALIVE)
    _index("ix_employers_change_seq", "employers", "change_seq", "id")


def _contacts() -> None:
    tags = postgresql.ARRAY(sa.Text())
    op.create_table(
        "contacts",
        *_ids(),
        _text("given_name"),
        _text("family_name"),
        _text("name", None),
        _text("name_norm", None, collation="C"),
        _text("search"),
        _text("why"),
        _text("role"),
        sa.Column("employer_id", sa.Uuid()),
        *_nullable("function"),
        _flag("function_guessed"),
        *_nullable("industry", "seniority"),
        _flag("seniority_guessed"),
        *_nullable("country", "time_zone", "source", "tie"),
        sa.Column("tags", tags, server_default="{}", nullable=False),
        _text("notes"),
        _at("archived_at"),
        sa.Column(
            "archived",
            sa.Boolean(),
            sa.Computed("(archived_at IS NOT NULL)", persisted=True),
            nullable=False,
        ),
        _flag("do_not_contact"),
        sa.Column("retain_until", sa.Date()),
        *_nullable("external_id", "profile_slug"),
        _text("sort", "unsorted"),
        _at("erased_at"),
        sa.Column("made_from", sa.LargeBinary()),
        sa.Column("connected_on", sa.Date()),
        _at("last_contact_at"),
        sa.Column("typed", tags, server_default="{}", nullable=False),
        sa.Column("thread_id", sa.Uuid()),
        *_nullable("stage", "lane", "due_kind"),
        _at("due_at"),
        sa.Column(
            "due_order",
            sa.DateTime(timezone=True),
            sa.Computed("COALESCE(due_at, 'infinity'::timestamp with time zone)", persisted=True),
            nullable=False,
        ),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["owner_id", "employer_id"],
            ["person.employers.owner_id", "person.employers.id"],
            name="fk_contacts_employer_id",
        ),
        sa.CheckConstraint(
            "source IN ('alumni', 'association', 'linkedin', 'referral', 'event', 'cold',"
            " 'known', 'host')",
            name="source",
        ),
        sa.CheckConstraint("tie IN ('well', 'bit')", name="tie"),
        sa.CheckConstraint("sort IN ('unsorted', 'sorted', 'later')", name="sort"),
        sa.CheckConstraint("erased_at IS NULL OR deleted_at IS NOT NULL", name="erased"),
        schema="person",
    )


def _contact_indexes() -> None:
    for column in ("name_norm", "updated_at", "due_order"):
        _index(
            f"ix_contacts_{column}", "contacts", "archived", column, "id", postgresql_where=ALIVE
        )
    _index(
        "ix_contacts_lane",
        "contacts",
        "lane",
        "due_order",
        "id",
        postgresql_where=sa.text("deleted_at IS NULL AND lane IS NOT NULL"),
    )
    _index("ix_contacts_employer_id", "contacts", "employer_id", postgresql_where=ALIVE)
    _index(
        "ix_contacts_profile_slug",
        "contacts",
        "profile_slug",
        postgresql_where=sa.text("deleted_at IS NULL AND profile_slug IS NOT NULL"),
    )
    _index(
        "uq_contacts_external_id",
        "contacts",
        "external_id",
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL AND external_id IS NOT NULL"),
    )
    _index("ix_contacts_change_seq", "contacts", "change_seq", "id")
    _index(
        "ix_contacts_search",
        "contacts",
        "search",
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
        postgresql_ops={"search": "gin_trgm_ops"},
        postgresql_where=ALIVE,
    )
    _index(
        "ix_contacts_tags",
        "contacts",
        "tags",
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
        postgresql_where=sa.text("deleted_at IS NULL AND tags <> '{}'::text[]"),
    )


def _points() -> None:
    op.create_table(
        "contact_points",
        *_ids(),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        _text("kind", None),
        _text("value", None),
        _text("value_norm", None, collation="C"),
        _text("label"),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["person.contacts.owner_id", "person.contacts.id"],
            name="fk_contact_points_contact_id",
        ),
        sa.CheckConstraint("kind IN ('email', 'phone', 'url')", name="kind"),
        schema="person",
    )
    _index(
        "uq_contact_points_value_norm",
        "contact_points",
        "contact_id",
        "kind",
        "value_norm",
        unique=True,
        postgresql_where=ALIVE,
    )
    _index(
        "ix_contact_points_value_norm",
        "contact_points",
        "kind",
        "value_norm",
        postgresql_where=ALIVE,
    )


def _introductions() -> None:
    op.create_table(
        "introductions",
        *_ids(),
        sa.Column("introducer_id", sa.Uuid(), nullable=False),
        sa.Column("introduced_id", sa.Uuid(), nullable=False),
        _at("closed_at"),
        *_stamps(),
        *(
            sa.ForeignKeyConstraint(
                ["owner_id", column],
                ["person.contacts.owner_id", "person.contacts.id"],
                name=f"fk_introductions_{column}",
            )
            for column in ("introducer_id", "introduced_id")
        ),
        sa.CheckConstraint("introducer_id <> introduced_id", name="two_people"),
        schema="person",
    )
    _index(
        "uq_introductions_introduced_id",
        "introductions",
        "introduced_id",
        "introducer_id",
        unique=True,
        postgresql_where=ALIVE,
    )
    _index("ix_introductions_introducer_id", "introductions", "introducer_id")
    _index("ix_introductions_change_seq", "introductions", "change_seq", "id")


def _counters() -> None:
    op.execute(KEYS)
    op.execute(COUNT)
    op.execute(
        "REVOKE EXECUTE ON FUNCTION app.contact_keys(timestamptz, timestamptz, text),"
        " app.count_contacts() FROM PUBLIC"
    )
    op.execute(
        "GRANT EXECUTE ON FUNCTION app.contact_keys(timestamptz, timestamptz, text),"
        " app.count_contacts() TO askwell_app, askwell_worker"
    )
    for command, tables in (
        ("INSERT", "NEW TABLE AS arrived"),
        ("UPDATE", "OLD TABLE AS gone NEW TABLE AS arrived"),
        ("DELETE", "OLD TABLE AS gone"),
    ):
        op.execute(
            f"CREATE TRIGGER count_{command.lower()} AFTER {command} ON person.contacts"
            f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION app.count_contacts()"
        )


def downgrade() -> None:
    """Undo it."""
    for name in ("suppressions", "introductions", "contact_points", "contacts", "employers"):
        op.drop_table(name, schema="person")
    op.execute("DROP FUNCTION app.count_contacts()")
    op.execute("DROP FUNCTION app.contact_keys(timestamptz, timestamptz, text)")
