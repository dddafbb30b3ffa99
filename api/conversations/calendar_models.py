"""Tables of calendars that were brought: when somebody is busy, and nothing else."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain, secret

STATES: Final = ("reading", "ready", "failed")


class Calendar(PersonRow):
    """A calendar file that was brought. The file itself is kept while a worker reads it (`reading`)
    and no longer; what stays are the spans of `BusySpan`, known from `read_from` to `read_until`.

    `round` names the reading in hand. `left_out` counts events that could not be followed.
    """

    __tablename__ = "calendars"
    __table_args__ = person_args(
        ForeignKeyConstraint(["owner_id", "file_id"], ["person.files.owner_id", "person.files.id"]),
        CheckConstraint("state IN ('reading', 'ready', 'failed')", name="state"),
        Index("ix_calendars_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    name: Mapped[str] = own()
    state: Mapped[str] = plain()
    problem: Mapped[str | None] = plain()
    file_id: Mapped[UUID | None] = plain()
    digest: Mapped[bytes] = secret(LargeBinary)
    zone: Mapped[str] = plain()
    round: Mapped[int] = plain(server_default=sql("0"))
    brought_at: Mapped[datetime] = plain()
    read_from: Mapped[datetime | None] = plain()
    read_until: Mapped[datetime | None] = plain()
    events: Mapped[int] = plain(server_default=sql("0"))
    spans: Mapped[int] = plain(server_default=sql("0"))
    left_out: Mapped[int] = plain(server_default=sql("0"))
    unknown_zones: Mapped[list[str]] = own(server_default="{}")


class BusySpan(OwnedRow):
    """From an instant up to another somebody is busy; the spans of one calendar are disjoint."""

    __tablename__ = "busy_spans"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "calendar_id"], ["person.calendars.owner_id", "person.calendars.id"]
        ),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_busy_spans_owner_id_starts_at", "owner_id", "starts_at", "ends_at"),
    )
    calendar_id: Mapped[UUID] = plain(primary_key=True)
    starts_at: Mapped[datetime] = plain(primary_key=True)
    ends_at: Mapped[datetime] = plain()
