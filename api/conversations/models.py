"""Tables of talks and of the lines that were written about them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, lexemes_index, lexemes_of, own, person_args, plain, third

STATES: Final = ("planned", "held", "no_show", "cancelled", "resting")
"""`resting`: planned, over for seven days, and nobody said whether it took place (DOMAIN.md 5)."""
MEDIA: Final = ("in_person", "phone", "video", "chat")
TAGS: Final = ("insight", "skill", "name", "promise", "advice", "resource", "quote", "plain")
PROMISERS: Final = ("mine", "theirs")
KINDS: Final = ("line", "mark", "asked")
"""Of entries: words, a moment to remember without words, a question that was asked."""


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Conversation(PersonRow):
    """A talk: planned, then held or not. Times are instants; `zone` is where it was agreed.

    `schedule_version` counts the moves, so that a reminder of an old date is recognised. `ended_at`
    is the real end once it was told. `thanks_due_at` runs from the real end, or from the planned
    one while nobody said anything. `debrief_step` is how far "how was it?" got (0 to 4).
    """

    __tablename__ = "conversations"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        _one_of("state", STATES),
        _one_of("medium", MEDIA),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(state = 'held') = (ended_at IS NOT NULL)", name="ended_at"),
        CheckConstraint("debrief_step BETWEEN 0 AND 4", name="debrief_step"),
        Index("ix_conversations_owner_id_starts_at", "owner_id", "starts_at", "id"),
        Index("ix_conversations_owner_id_thread_id", "owner_id", "thread_id", "starts_at"),
        Index("ix_conversations_owner_id_contact_id", "owner_id", "contact_id", "starts_at"),
        Index(
            "ix_conversations_owner_id_thanks_due_at",
            "owner_id",
            "thanks_due_at",
            postgresql_where=sql("thanked_at IS NULL AND deleted_at IS NULL"),
        ),
        Index("ix_conversations_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    thread_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    state: Mapped[str] = plain(server_default="planned")
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    zone: Mapped[str] = plain()
    medium: Mapped[str] = plain()
    place: Mapped[str] = third(server_default="")
    schedule_version: Mapped[int] = plain(server_default=sql("1"))
    planned_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()
    thanks_due_at: Mapped[datetime | None] = plain()
    thanked_at: Mapped[datetime | None] = plain()
    debrief_step: Mapped[int] = plain(server_default=sql("0"))
    debriefed_at: Mapped[datetime | None] = plain()


class NoteLine(PersonRow):
    """An entry written in or after a talk: immutable, with an id made on the device.

    An edit is a new entry that supersedes, a delete one marked `gone`; the words for a mark are a
    line that supersedes it. `at` is when it was written there. `promiser` and `due_on` (a local
    date, ISO text) belong to lines tagged promise, `question_id` to a question that was asked and
    to lines that answer it.
    """

    __tablename__ = "note_lines"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["person.conversations.owner_id", "person.conversations.id"],
        ),
        _one_of("tag", TAGS),
        _one_of("promiser", PROMISERS),
        _one_of("kind", KINDS),
        CheckConstraint("kind <> 'asked' OR question_id IS NOT NULL", name="asked_what"),
        Index("ix_note_lines_owner_id_conversation_id", "owner_id", "conversation_id", "at", "id"),
        Index(
            "ix_note_lines_owner_id_question_id",
            "owner_id",
            "question_id",
            postgresql_where=sql("question_id IS NOT NULL"),
        ),
        Index("ix_note_lines_owner_id_change_seq", "owner_id", "change_seq", "id"),
        lexemes_index("note_lines"),
    )
    conversation_id: Mapped[UUID] = plain()
    tag: Mapped[str] = own()
    text: Mapped[str] = third()
    at: Mapped[datetime] = plain()
    supersedes: Mapped[UUID | None] = plain()
    gone: Mapped[bool] = plain(server_default=sql("false"))
    promiser: Mapped[str | None] = own()
    due_on: Mapped[str | None] = own()
    kind: Mapped[str] = plain(server_default="line")
    question_id: Mapped[UUID | None] = plain()
    lexemes: Mapped[str | None] = lexemes_of("text")
