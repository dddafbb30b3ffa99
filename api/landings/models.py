"""Tables of landings: what ended, and who is told of it when."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain

_ALIVE: Final = sql("deleted_at IS NULL")


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["owner_id", column], [f"person.{table}.owner_id", f"person.{table}.id"]
    )


class Landing(PersonRow):
    """An end that others made possible: a goal that was reached or given up, or a new role
    (`outcome_id`), or both in one. What kind it is follows from these as they stand; once the goal is
    open again or the outcome is gone, there is no landing.

    `news` is how the person would say it to those who helped. `planned_at` is when they decided to
    tell them over two weeks.
    """

    __tablename__ = "landings"
    __table_args__ = person_args(
        _points_to("goal_id", "goals"),
        _points_to("outcome_id", "outcomes"),
        CheckConstraint("num_nonnulls(goal_id, outcome_id) > 0", name="of_what"),
        *(
            Index(
                f"uq_landings_owner_id_{one}_id",
                "owner_id",
                f"{one}_id",
                unique=True,
                postgresql_where=_ALIVE,
            )
            for one in ("goal", "outcome")
        ),
        Index("ix_landings_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal_id: Mapped[UUID | None] = plain()
    outcome_id: Mapped[UUID | None] = plain()
    news: Mapped[str] = own()
    planned_at: Mapped[datetime | None] = plain()


class Telling(PersonRow):
    """Somebody who helped, in the order in which they are told. `due_on` is the day on which Today
    names them and `due_at` its first instant, both null until it is planned. `told_at` is said by the
    person; an update that was sent to them since tells it as well. `left_out`: not them."""

    __tablename__ = "tellings"
    __table_args__ = person_args(
        _points_to("landing_id", "landings"),
        _points_to("contact_id", "contacts"),
        CheckConstraint("(due_on IS NULL) = (due_at IS NULL)", name="due"),
        Index(
            "uq_tellings_owner_id_contact_id",
            "owner_id",
            "contact_id",
            "landing_id",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        Index("ix_tellings_owner_id_landing_id", "owner_id", "landing_id", "position", "id"),
        Index(
            "ix_tellings_owner_id_due_at",
            "owner_id",
            "due_at",
            postgresql_where=sql(
                "due_at IS NOT NULL AND told_at IS NULL AND NOT left_out AND deleted_at IS NULL"
            ),
        ),
        Index("ix_tellings_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    landing_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    position: Mapped[int] = plain()
    on_path: Mapped[bool] = plain()
    due_on: Mapped[date | None] = plain(Date)
    due_at: Mapped[datetime | None] = plain()
    told_at: Mapped[datetime | None] = plain()
    left_out: Mapped[bool] = plain(server_default=sql("false"))
