"""Times that were offered, and calendars that were brought."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.tenancy import person_table

revision = "0021"
down_revision = "0020"

TABLES = ("slot_offers", "slots", "calendars", "busy_spans")
STAMPED = {"slot_offers", "calendars"}


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "slot_offers",
        *_key(),
        _id("thread_id"),
        _id("contact_id"),
        _id("message_id", nullable=True),
        _text("zone"),
        _text("medium"),
        _text("place", ""),
        _at("first_starts_at", nullable=False),
        _at("sent_at"),
        _at("released_at"),
        _id("taken_slot_id", nullable=True),
        _at("taken_at"),
        *_stamps(),
        _points_to("slot_offers", "thread_id", "threads"),
        _points_to("slot_offers", "contact_id", "contacts"),
        _points_to("slot_offers", "message_id", "messages"),
        sa.CheckConstraint("medium IN ('in_person', 'phone', 'video', 'chat')", name="medium"),
        sa.CheckConstraint("(taken_slot_id IS NULL) = (taken_at IS NULL)", name="taken"),
        schema="person",
    )
    op.create_table(
        "slots",
        *_key(),
        _id("offer_id"),
        _at("starts_at", nullable=False),
        _at("ends_at", nullable=False),
        _points_to("slots", "offer_id", "slot_offers"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        schema="person",
    )
    op.create_table(
        "calendars",
        *_key(),
        _text("name"),
        _text("state"),
        sa.Column("problem", sa.Text()),
        _id("file_id", nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _text("zone"),
        _count("round"),
        _at("brought_at", nullable=False),
        _at("read_from"),
        _at("read_until"),
        _count("events"),
        _count("spans"),
        _count("left_out"),
        sa.Column(
            "unknown_zones", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False
        ),
        *_stamps(),
        _points_to("calendars", "file_id", "files"),
        sa.CheckConstraint("state IN ('reading', 'ready', 'failed')", name="state"),
        schema="person",
    )
    op.create_table(
        "busy_spans",
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("calendar_id", sa.Uuid(), primary_key=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), primary_key=True),
        _at("ends_at", nullable=False),
        _points_to("busy_spans", "calendar_id", "calendars"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        schema="person",
    )
    open_ = "released_at IS NULL AND taken_slot_id IS NULL AND deleted_at IS NULL"
    _index("slot_offers", "thread_id", "thread_id", "id")
    _index("slot_offers", "first_starts_at", "first_starts_at", where=open_)
    _index("slot_offers", "change_seq", "change_seq", "id")
    _index("slots", "offer_id", "offer_id", "starts_at")
    _index("slots", "ends_at", "ends_at")
    _index("calendars", "change_seq", "change_seq", "id")
    _index("busy_spans", "starts_at", "starts_at", "ends_at")
    for name in TABLES:
        person_table(name, stamped=name in STAMPED)


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


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
    for name in reversed(TABLES):
        op.drop_table(name, schema="person")
