"""Tables of threads: the pursuit of a talk, what was told about it, and the messages written for it."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    Computed,
    DateTime,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain, secret, third
from api.threads.stages import Happening, Lane, LaneNote, Stage
from api.threads.state import OPEN_LANES

CLOSE_REASONS: Final = ("wrong_moment", "wrong_person", "my_message", "cannot_know")
"""The optional tap after a no or a silence (DOMAIN.md section 7)."""

MESSAGE_KINDS: Final = ("ask", "follow_up", "thanks", "answer_no", "update")
CHANNELS: Final = (
    "email",
    "linkedin_message",
    "linkedin_note",
    "chat",
    "spoken",
    "through",
    "volunteer_request",
)
"""How a message travels (DOMAIN.md section 6)."""

CORRECTED: Final[Literal["corrected"]] = "corrected"
THANKED: Final[Literal["thanked"]] = "thanked"
"""What is kept in `Told.what` for a correction and for thanks, which move no stage or no rule holds;
everything else there is a Happening."""


OPEN: Final[tuple[ColumnElement[str], ...]] = tuple(
    literal_column(f"'{lane}'") for lane in OPEN_LANES
)
"""The open lanes, for statements that are compiled once: these take no lists as parameters."""


def one_of(column: str, values: tuple[str, ...], *, name: str | None = None) -> CheckConstraint:
    """Text with CHECK, not an enum: under row-level security only text reaches an index."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


class Thread(PersonRow):
    """One pursuit of a talk with a contact. `lane`, `lane_note` and the clock follow from the rest
    and are kept beside it by `api/threads/state.py` alone.

    `since` is when the present stage was entered, `rested_from` the stage a parked thread was in,
    `led_to_id` the contact they referred to. `waiting_since` is what the clocks of an open ask count
    from: the ask, or its reopening. The `talk_*` columns are the date that stands, told by the
    conversation; `held_at` is when the last talk ended, `mine_open` how many promises of the
    person's own are open. `due_*` is the clock that is shown; closing a silent ask is proposed at
    `propose_close_at` and done at `close_at`. `paused_at` is since when the plan of an open ask
    rests, `rested_seconds` how long it rested since the last touch; `beside_ok` that the person
    asks them beside somebody else of the same employer on purpose. At `second_at` a second person
    there may be thought of. `goal_id` is the goal it serves, if any was named.
    """

    __tablename__ = "threads"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "led_to_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        ForeignKeyConstraint(["owner_id", "goal_id"], ["person.goals.owner_id", "person.goals.id"]),
        one_of("stage", tuple(Stage)),
        one_of("rested_from", tuple(Stage)),
        one_of("lane", tuple(Lane)),
        one_of("lane_note", tuple(LaneNote)),
        one_of("template", ("standard", "cautious")),
        one_of("close_reason", CLOSE_REASONS),
        CheckConstraint("touches BETWEEN 0 AND 2", name="touches"),
        CheckConstraint("mine_open >= 0", name="mine_open"),
        CheckConstraint("rested_seconds >= 0", name="rested_seconds"),
        Index(
            "ix_threads_owner_id_lane",
            "owner_id",
            "lane",
            "due_order",
            "id",
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "ix_threads_owner_id_due_order",
            "owner_id",
            "due_order",
            "id",
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "ix_threads_owner_id_second_at",
            "owner_id",
            "second_at",
            postgresql_where=text("second_at IS NOT NULL AND deleted_at IS NULL"),
        ),
        Index(
            "ix_threads_owner_id_goal_id",
            "owner_id",
            "goal_id",
            postgresql_where=text("goal_id IS NOT NULL"),
        ),
        Index("ix_threads_owner_id_contact_id", "owner_id", "contact_id", "id"),
        Index("ix_threads_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    contact_id: Mapped[UUID] = plain()
    stage: Mapped[str] = plain(server_default=Stage.IDENTIFIED.value)
    since: Mapped[datetime] = plain()
    rested_from: Mapped[str | None] = plain()
    lane: Mapped[str] = plain(server_default=Lane.WANT_TO_ASK.value)
    lane_note: Mapped[str | None] = plain()
    led_to_id: Mapped[UUID | None] = plain()
    asked_at: Mapped[datetime | None] = plain()
    waiting_since: Mapped[datetime | None] = plain()
    followed_up_at: Mapped[datetime | None] = plain()
    answered_at: Mapped[datetime | None] = plain()
    held_at: Mapped[datetime | None] = plain()
    thanked_at: Mapped[datetime | None] = plain()
    closed_at: Mapped[datetime | None] = plain()
    close_reason: Mapped[str | None] = own()
    touches: Mapped[int] = plain(server_default=text("0"))
    mine_open: Mapped[int] = plain(server_default=text("0"))
    talk_starts_at: Mapped[datetime | None] = plain()
    talk_ends_at: Mapped[datetime | None] = plain()
    talk_zone: Mapped[str | None] = plain()
    template: Mapped[str] = plain(server_default="standard")
    due_kind: Mapped[str | None] = plain()
    due_local: Mapped[datetime | None] = plain(DateTime(timezone=False))
    due_zone: Mapped[str | None] = plain()
    due_at: Mapped[datetime | None] = plain()
    due_order: Mapped[datetime] = plain(
        Computed("COALESCE(due_at, 'infinity'::timestamp with time zone)", persisted=True)
    )
    propose_close_at: Mapped[datetime | None] = plain()
    close_at: Mapped[datetime | None] = plain()
    paused_at: Mapped[datetime | None] = plain()
    rested_seconds: Mapped[int] = plain(server_default=text("0"))
    beside_ok: Mapped[bool] = plain(Boolean, server_default=text("false"))
    second_at: Mapped[datetime | None] = plain()
    goal_id: Mapped[UUID | None] = plain()


class Told(PersonRow):
    """What a person said happened to a thread, or put right: once, and never changed.

    `at` is when it happened, `recorded_at` when it was told; `digest` tells the same telling sent
    twice from another one under the same id.
    """

    __tablename__ = "told"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        one_of("what", (*Happening, CORRECTED, THANKED)),
        one_of("at_precision", ("now", "earlier_today", "yesterday", "picked")),
        Index("ix_told_owner_id_change_seq", "owner_id", "change_seq", "id"),
        Index("ix_told_owner_id_thread_id", "owner_id", "thread_id", "at", "id"),
    )
    thread_id: Mapped[UUID] = plain()
    what: Mapped[str] = plain()
    at: Mapped[datetime] = plain()
    at_precision: Mapped[str] = plain()
    recorded_at: Mapped[datetime] = plain()
    from_stage: Mapped[str] = plain()
    to_stage: Mapped[str] = plain()
    note: Mapped[str] = third(server_default="")
    digest: Mapped[bytes] = secret(LargeBinary)


class Message(PersonRow):
    """A text to a contact: a draft until the person says that they sent it. Askwell never does.

    `check_result` is that of the text as it stands. `sent_zone` is where the person was;
    `sent_changed` that they changed it on the way.
    """

    __tablename__ = "messages"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        one_of("kind", MESSAGE_KINDS),
        one_of("channel", CHANNELS),
        one_of("state", ("draft", "sent")),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        Index("ix_messages_owner_id_change_seq", "owner_id", "change_seq", "id"),
        Index("ix_messages_owner_id_thread_id", "owner_id", "thread_id", "id"),
    )
    thread_id: Mapped[UUID] = plain()
    kind: Mapped[str] = plain()
    channel: Mapped[str] = plain()
    state: Mapped[str] = plain(server_default="draft")
    subject: Mapped[str] = third(server_default="")
    body: Mapped[str] = third(server_default="")
    check_result: Mapped[dict[str, Any] | None] = third(JSONB)
    sent_at: Mapped[datetime | None] = plain()
    sent_zone: Mapped[str | None] = plain()
    sent_changed: Mapped[bool | None] = plain()


class MessageVersion(OwnedRow):
    """A text as it once stood, with its check: written with each save, never changed.

    `number` is the version of the message that the save made.
    """

    __tablename__ = "message_versions"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "message_id"], ["person.messages.owner_id", "person.messages.id"]
        ),
        one_of("channel", CHANNELS),
    )
    message_id: Mapped[UUID] = plain(primary_key=True)
    number: Mapped[int] = plain(primary_key=True)
    channel: Mapped[str] = plain()
    subject: Mapped[str] = third(server_default="")
    body: Mapped[str] = third(server_default="")
    check_result: Mapped[dict[str, Any] | None] = third(JSONB)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
