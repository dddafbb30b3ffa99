"""Exports that a person asked for, and exports of another account on their way into this one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain


class Export(PersonRow):
    """The whole account as one file: made by a job, kept for seven days."""

    __tablename__ = "exports"
    __table_args__ = person_args(
        CheckConstraint("state IN ('waiting', 'ready', 'gone')", name="state")
    )
    state: Mapped[str] = plain(server_default="waiting")
    file_id: Mapped[UUID | None] = plain()
    ready_at: Mapped[datetime | None] = plain()


class Arrival(PersonRow):
    """An export that comes into this account. `table_name` and `position` say which row is next,
    `expected` how many rows there are. `into_empty` is whether the account was empty when it began:
    then the profile comes along. `counts` are added, here (found again) and left_out, by table;
    `problems` the first rows that could not be taken, with table, line and code."""

    __tablename__ = "arrivals"
    __table_args__ = person_args(
        CheckConstraint("state IN ('running', 'done', 'failed')", name="state")
    )
    state: Mapped[str] = plain(server_default="running")
    file_id: Mapped[UUID | None] = plain()
    exported_at: Mapped[datetime] = plain()
    into_empty: Mapped[bool] = plain()
    table_name: Mapped[str] = plain(server_default="")
    position: Mapped[int] = plain(server_default=sql("0"))
    taken: Mapped[int] = plain(server_default=sql("0"))
    expected: Mapped[int] = plain()
    counts: Mapped[dict[str, Any]] = plain(JSONB, server_default="{}")
    problems: Mapped[list[Any]] = own(JSONB, server_default="[]")
    problem: Mapped[str | None] = plain()
    finished_at: Mapped[datetime | None] = plain()


class ArrivalMatch(OwnedRow):
    """A row of an arrival that was found again here under another id; without one, and with all that
    refers to it, it is left out."""

    __tablename__ = "arrival_matches"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "arrival_id"],
            ["person.arrivals.owner_id", "person.arrivals.id"],
        )
    )
    arrival_id: Mapped[UUID] = plain(primary_key=True)
    old_id: Mapped[UUID] = plain(primary_key=True)
    new_id: Mapped[UUID | None] = plain()
