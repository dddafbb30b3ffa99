"""Tables of what came of talks: promises, advice, what was given, and what was heard."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Float, ForeignKeyConstraint, Index, Uuid
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import (
    OwnedRow,
    PersonRow,
    lexemes_index,
    lexemes_of,
    own,
    person_args,
    plain,
    third,
)

PROMISE_STATES: Final = ("open", "kept", "released")
ADVICE_STATES: Final = ("new", "trying", "parked", "not_for_me", "done", "told")
"""DOMAIN.md section 3: try / parked / not for me → done → result → told; `new` is undecided."""
GIVEN_KINDS: Final = ("share", "introduce", "answer", "other")
THEMES: Final = ("skill", "trend", "path", "culture", "advice", "entry", "pay", "other")
POLARITIES: Final = ("supports", "contradicts")
MOVES: Final = ("add", "merge", "split")


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
    """A promise. One of a talk has the id of the line that was first tagged so, and `line_id` is the
    line that stands now; one that was made elsewhere has neither talk, thread nor line.

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
        CheckConstraint(
            "num_nonnulls(conversation_id, thread_id, line_id) IN (0, 3)", name="of_a_talk"
        ),
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
    conversation_id: Mapped[UUID | None] = plain()
    thread_id: Mapped[UUID | None] = plain()
    contact_id: Mapped[UUID] = plain()
    line_id: Mapped[UUID | None] = plain()
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


class Insight(PersonRow):
    """A claim: one thing that was heard, from one person or from several.

    `claim` is the person's own wording; while it is empty the words of the oldest line behind it
    stand for it, and no copy of them is kept. `merged_into_id` is the claim that took its lines. The
    counts repeat what stands behind it, by the rules of `insights.support`, kept by a trigger of
    `person.evidence`; so does `deleted_at`: a claim with neither words nor lines is none. `strength`
    is the decayed support in powers of two as of the year 2000, which sorts claims alike at any
    moment; 0 where nothing supports it.
    """

    __tablename__ = "insights"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "merged_into_id"], ["person.insights.owner_id", "person.insights.id"]
        ),
        _one_of("theme", THEMES),
        Index(
            "ix_insights_owner_id_strength",
            "owner_id",
            "strength",
            "id",
            postgresql_where=sql("deleted_at IS NULL AND merged_into_id IS NULL"),
        ),
        Index("ix_insights_owner_id_change_seq", "owner_id", "change_seq", "id"),
        lexemes_index("insights"),
    )
    claim: Mapped[str] = own(server_default="")
    theme: Mapped[str] = plain(server_default="other")
    merged_into_id: Mapped[UUID | None] = plain()
    lines: Mapped[int] = plain(server_default=sql("0"))
    people: Mapped[int] = plain(server_default=sql("0"))
    supporters: Mapped[int] = plain(server_default=sql("0"))
    employers: Mapped[int] = plain(server_default=sql("0"))
    strength: Mapped[float] = plain(Float(53), server_default=sql("0"))
    last_at: Mapped[datetime | None] = plain()
    lexemes: Mapped[str | None] = lexemes_of("claim")


class Evidence(PersonRow):
    """A line behind a claim. Its id is that of the line that was first tagged insight, or of the
    oldest in the history of one that was put here by hand (`chosen`); `line_id` is the line that
    stands now.

    `employer_id` is where they worked when it was written, filled once when it is told later; it
    stays when they move on. `at` is the end of the talk, kept by a trigger of `person.conversations`.
    """

    __tablename__ = "evidence"
    __table_args__ = person_args(
        *_of_talk("evidence"),
        ForeignKeyConstraint(
            ["owner_id", "insight_id"], ["person.insights.owner_id", "person.insights.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "employer_id"], ["person.employers.owner_id", "person.employers.id"]
        ),
        _one_of("polarity", POLARITIES),
        Index("ix_evidence_owner_id_insight_id", "owner_id", "insight_id", "at", "id"),
        Index("ix_evidence_owner_id_line_id", "owner_id", "line_id"),
    )
    insight_id: Mapped[UUID] = plain()
    conversation_id: Mapped[UUID] = plain()
    thread_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    line_id: Mapped[UUID] = plain()
    employer_id: Mapped[UUID | None] = third()
    polarity: Mapped[str] = plain(server_default="supports")
    chosen: Mapped[bool] = plain(server_default=sql("false"))
    at: Mapped[datetime] = plain()


class InsightMove(PersonRow):
    """Lines that went from one claim to another, so that it can be undone: one was added, a claim
    went into another, or one was split off. `from_id` is null where the line stood behind none.
    `took_claim` and `took_theme` tell whether the wording and the theme went along, `contrary` that
    what came contradicts what was there."""

    __tablename__ = "insight_moves"
    __table_args__ = person_args(
        *(
            ForeignKeyConstraint(
                ["owner_id", column], ["person.insights.owner_id", "person.insights.id"]
            )
            for column in ("from_id", "into_id")
        ),
        _one_of("kind", MOVES),
        Index("ix_insight_moves_owner_id_into_id", "owner_id", "into_id"),
    )
    kind: Mapped[str] = plain()
    from_id: Mapped[UUID | None] = plain()
    into_id: Mapped[UUID] = plain()
    evidence_ids: Mapped[list[UUID]] = plain(ARRAY(Uuid()))
    took_claim: Mapped[bool] = plain(server_default=sql("false"))
    took_theme: Mapped[bool] = plain(server_default=sql("false"))
    contrary: Mapped[bool] = plain(server_default=sql("false"))
    at: Mapped[datetime] = plain()
    undone_at: Mapped[datetime | None] = plain()


class UnlikeLines(OwnedRow):
    """Two lines that do not say the same: no claim of one and claim of the other is suggested for
    each other again, whatever they are grouped with later."""

    __tablename__ = "unlike_lines"
    __table_args__ = person_args(
        *(
            ForeignKeyConstraint(
                ["owner_id", column], ["person.evidence.owner_id", "person.evidence.id"]
            )
            for column in ("one_id", "other_id")
        ),
        CheckConstraint("one_id < other_id", name="ordered"),
    )
    one_id: Mapped[UUID] = plain(primary_key=True)
    other_id: Mapped[UUID] = plain(primary_key=True)
    created_at: Mapped[datetime] = plain(server_default=sql("now()"))
