"""Tables of what came of a talk: promises, advice, and what was given."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain, third

PROMISE_STATES: Final = ("open", "kept", "released")
ADVICE_STATES: Final = ("new", "trying", "parked", "not_for_me", "done", "told")
"""DOMAIN.md section 3: try / parked / not for me → done → result → told; `new` is undecided."""
GIVEN_KINDS: Final = ("share", "introduce", "answer", "other")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _of_talk(table: str) -> tuple[ForeignKeyConstraint | Index, ...]:
    """Keys to the talk, its thread and its contact, and the indexes that follow them."""
    return (
        *(
            ForeignKeyConstraint(
                ["owner_id", f"{one}_id"], [f"person.{one}s.owner_id", f"person.{one}s.id"]
            )
            for one in ("conversation", "thread", "contact")
        ),
        Index(f"ix_{table}_owner_id_conversation_id", "owner_id", "conversation_id"),
        Index(f"ix_{table}_owner_id_contact_id", "owner_id", "contact_id"),
        Index(f"ix_{table}_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )


class Promise(PersonRow):
    """A promise of a talk. Its id is that of the line that was first tagged so; `line_id` is the
    line that stands now.

    Due on a local date; `due_at` is the instant at which that day is over. `comes_up_at` is when
    Today shows it: an own one from the working day before, one of theirs five business days after
    (DOMAIN.md section 5). `late_at` is when it became late: the day was over and it was still open.
    """

    __tablename__ = "promises"
    __table_args__ = person_args(
        *_of_talk("promises"),
        _one_of("promiser", ("mine", "theirs")),
        _one_of("state", PROMISE_STATES),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at"),
        Index(
            "ix_promises_owner_id_due_at",
            "owner_id",
            "due_at",
            "id",
            postgresql_where=sql("deleted_at IS NULL"),
        ),
        Index(
            "ix_promises_owner_id_comes_up_at",
            "owner_id",
            "comes_up_at",
            postgresql_where=sql("state = 'open' AND deleted_at IS NULL"),
        ),
    )
    conversation_id: Mapped[UUID] = plain()
    thread_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    line_id: Mapped[UUID] = plain()
    promiser: Mapped[str] = own()
    text: Mapped[str] = third()
    state: Mapped[str] = plain(server_default="open")
    due_on: Mapped[date] = plain(Date)
    due_local: Mapped[datetime] = plain(DateTime(timezone=False))
    due_zone: Mapped[str] = plain()
    due_at: Mapped[datetime] = plain()
    comes_up_at: Mapped[datetime] = plain()
    settled_at: Mapped[datetime | None] = plain()
    late_at: Mapped[datetime | None] = plain()


class Advice(PersonRow):
    """Something they advised. Its id is that of the line that was first tagged so.

    `result` is what came of it, in the person's words; `message_id` the update that tells them.
    """

    __tablename__ = "advice"
    __table_args__ = person_args(
        *_of_talk("advice"),
        _one_of("state", ADVICE_STATES),
        CheckConstraint("(state IN ('done', 'told')) = (done_at IS NOT NULL)", name="done_at"),
        CheckConstraint("(state = 'told') = (told_at IS NOT NULL)", name="told_at"),
        Index(
            "ix_advice_owner_id_state",
            "owner_id",
            "state",
            "id",
            postgresql_where=sql("deleted_at IS NULL"),
        ),
    )
    conversation_id: Mapped[UUID] = plain()
    thread_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    line_id: Mapped[UUID] = plain()
    text: Mapped[str] = third()
    state: Mapped[str] = plain(server_default="new")
    decided_at: Mapped[datetime | None] = plain()
    done_at: Mapped[datetime | None] = plain()
    result: Mapped[str] = third(server_default="")
    told_at: Mapped[datetime | None] = plain()
    message_id: Mapped[UUID | None] = plain()


class Given(PersonRow):
    """Something the person gave or offered to somebody: `at` is when."""

    __tablename__ = "given"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        _one_of("kind", GIVEN_KINDS),
        Index("ix_given_owner_id_contact_id", "owner_id", "contact_id", "at", "id"),
        Index("ix_given_owner_id_at", "owner_id", "at", "id"),
        Index("ix_given_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    contact_id: Mapped[UUID] = plain()
    kind: Mapped[str] = plain()
    text: Mapped[str] = third()
    at: Mapped[datetime] = plain()
