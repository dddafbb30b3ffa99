"""Tables of the engine: clocks that wait for their time, and deliveries that are due."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    DateTime,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped

from api.tables import Base, DirectoryRow, OwnedRow, directory_args, person_args, plain

_URGENCY = "CASE WHEN channel IN ('app', 'push') THEN 0 WHEN channel = 'email' THEN 1 ELSE 2 END"
"""What may interrupt comes first, then mails, then jobs."""
_URGENCY_WITH_CALLS = _URGENCY.replace("ELSE 2", "WHEN channel = 'webhook' THEN 3 ELSE 2")
"""Calls have a line of their own (`api.deliveries.tick.CALLS`)."""


class DueClock(OwnedRow):
    """Something of one owner that becomes a delivery at `due_at`: one row per kind and subject.

    Local time and zone are kept beside the instant so that a change of zone can recompute it.
    The tick takes the row away when it plans the delivery.
    """

    __tablename__ = "clocks"
    __table_args__ = person_args(
        Index("ix_clocks_due_at", "due_at"),
        Index("ix_clocks_urgency", "urgency", "due_at"),
        CheckConstraint("channel IN ('email', 'push', 'app', 'job')", name="channel"),
    )
    kind: Mapped[str] = plain(primary_key=True)
    subject_id: Mapped[UUID] = plain(primary_key=True)
    occurrence: Mapped[str] = plain()
    channel: Mapped[str] = plain()
    due_local: Mapped[datetime] = plain(DateTime(timezone=False))
    due_zone: Mapped[str] = plain()
    due_at: Mapped[datetime] = plain()
    urgency: Mapped[int | None] = plain(SmallInteger, Computed(_URGENCY, persisted=True))


class Delivery(Base):
    """One thing that shall happen once: kind, subject and occurrence say what, `recipient` (a stable
    id, not an address) and `channel` to whom and how.

    `attempts` is the fence: who holds an older number may no longer write. `failures` counts tries
    that ended badly; waiting for the morning is not a failure. A mail that is pending without
    `next_at` stands by: it goes when no device could be reached. A call without it is held until its
    subscription goes on.
    """

    table_kind = "tenant"
    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint(
            "tenant_id",
            "kind",
            "subject_id",
            "occurrence",
            "channel",
            "recipient",
            name="uq_deliveries_identity",
        ),
        CheckConstraint("state IN ('pending', 'leased', 'done', 'dead')", name="state"),
        CheckConstraint("channel IN ('email', 'push', 'app', 'job', 'webhook')", name="channel"),
        Index("ix_deliveries_next_at", "next_at", postgresql_where=text("next_at IS NOT NULL")),
        Index(
            "ix_deliveries_urgency",
            "urgency",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_deliveries_rung_at", "rung_at", postgresql_where=text("next_at IS NOT NULL")),
        Index(
            "ix_deliveries_finished_at",
            "finished_at",
            postgresql_where=text("finished_at IS NOT NULL"),
        ),
        Index("ix_deliveries_dead", "kind", "channel", postgresql_where=text("state = 'dead'")),
        Index("ix_deliveries_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index(
            "ix_deliveries_calls",
            "tenant_id",
            "recipient",
            "created_at",
            "id",
            postgresql_where=text("channel = 'webhook'"),
        ),
        Index(
            "ix_deliveries_calls_open",
            "tenant_id",
            "recipient",
            postgresql_where=text("channel = 'webhook' AND finished_at IS NULL"),
        ),
        {"schema": "delivery"},
    )
    tenant_id: Mapped[UUID] = plain(primary_key=True)
    id: Mapped[UUID] = plain(primary_key=True)
    kind: Mapped[str] = plain()
    subject_id: Mapped[UUID] = plain()
    occurrence: Mapped[str] = plain()
    channel: Mapped[str] = plain()
    recipient: Mapped[UUID] = plain()
    state: Mapped[str] = plain(server_default="pending")
    due_at: Mapped[datetime] = plain()
    next_at: Mapped[datetime | None] = plain()
    """When to look next: the next try while pending, the end of the lease while leased."""
    rung_at: Mapped[datetime | None] = plain()
    waited_until: Mapped[datetime | None] = plain()
    """Where a rule (quiet hours) or an operator last had it wait to: from then on it is late."""
    attempts: Mapped[int] = plain(server_default=text("0"))
    failures: Mapped[int] = plain(server_default=text("0"))
    outcome: Mapped[str | None] = plain()
    """A code: said, sent, sent:<status>, gone, not-wanted:<why>, waits:<why>, failed:<why>."""
    because: Mapped[str | None] = plain()
    """Why it goes this way and not the one before: no-device, push-off, push-gone, push-failed."""
    finished_at: Mapped[datetime | None] = plain()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    urgency: Mapped[int | None] = plain(SmallInteger, Computed(_URGENCY_WITH_CALLS, persisted=True))


class HolidayFile(DirectoryRow):
    """The release of the public holidays that clocks were computed with last: one row."""

    __tablename__ = "holiday_files"
    __table_args__ = directory_args(doors_only=True)
    version: Mapped[str] = plain(primary_key=True)
    noticed_at: Mapped[datetime] = plain()
