"""Tables of preparation: what was prepared for a talk, its questions, and one's own story."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain, third

PROMPTS: Final = ("made", "path", "employer", "news", "shared")
"""The five prompts of reading up: what they made or said, their path, the employer, what is new,
what we share."""
FRAMEWORKS: Final = ("tiara", "life", "day", "skills", "culture", "entry", "own")
"""Those of DOMAIN.md section 6; `own` are questions the person wrote."""
STATES: Final = ("planned", "asked", "answered", "moved")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Preparation(PersonRow):
    """What was prepared for one talk; its id is the talk's.

    `goal` is what this talk shall find out, `offer` what the person can offer, `view` one view of
    theirs they would give if asked. The five notes answer PROMPTS; `links` are addresses.
    """

    __tablename__ = "preparations"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "id"], ["person.conversations.owner_id", "person.conversations.id"]
        ),
        Index("ix_preparations_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal: Mapped[str] = third(server_default="")
    offer: Mapped[str] = third(server_default="")
    view: Mapped[str] = third(server_default="")
    made: Mapped[str] = third(server_default="")
    path: Mapped[str] = third(server_default="")
    employer: Mapped[str] = third(server_default="")
    news: Mapped[str] = third(server_default="")
    shared: Mapped[str] = third(server_default="")
    links: Mapped[list[str]] = third(ARRAY(Text()), server_default="{}")


class QuestionUse(PersonRow):
    """One question in the plan of one talk. `bank` names the question of the bank it came from;
    `rests_on` the prompt whose note it builds on; `moved_from_id` the unasked question of an
    earlier talk that it takes up, which is `moved` from then on; `assumption_id` what its answer would
    help to settle. `position` orders the plan.
    """

    __tablename__ = "question_uses"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["person.conversations.owner_id", "person.conversations.id"],
        ),
        ForeignKeyConstraint(
            ["owner_id", "assumption_id"], ["person.assumptions.owner_id", "person.assumptions.id"]
        ),
        _one_of("framework", FRAMEWORKS),
        _one_of("state", STATES),
        _one_of("rests_on", PROMPTS),
        CheckConstraint("minutes BETWEEN 1 AND 30", name="minutes"),
        Index(
            "ix_question_uses_owner_id_conversation_id", "owner_id", "conversation_id", "position"
        ),
        Index(
            "ix_question_uses_owner_id_open",
            "owner_id",
            "id",
            postgresql_where=sql("deleted_at IS NULL AND state = 'planned'"),
        ),
        Index(
            "ix_question_uses_owner_id_assumption_id",
            "owner_id",
            "assumption_id",
            postgresql_where=sql("assumption_id IS NOT NULL"),
        ),
        Index("ix_question_uses_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    conversation_id: Mapped[UUID] = plain()
    position: Mapped[int] = plain()
    text: Mapped[str] = third()
    framework: Mapped[str] = plain()
    cell: Mapped[str] = plain(server_default="")
    minutes: Mapped[int] = plain(server_default=sql("3"))
    state: Mapped[str] = plain(server_default="planned")
    bank: Mapped[str | None] = plain()
    rests_on: Mapped[str | None] = plain()
    moved_from_id: Mapped[UUID | None] = plain()
    assumption_id: Mapped[UUID | None] = plain()


class Pitch(PersonRow):
    """The own story in about sixty seconds, as it was told at one time; a change is a new one."""

    __tablename__ = "pitches"
    __table_args__ = person_args(
        Index("ix_pitches_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    text: Mapped[str] = own()


class Practice(PersonRow):
    """The story told aloud once, against the clock."""

    __tablename__ = "practices"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "pitch_id"], ["person.pitches.owner_id", "person.pitches.id"]
        ),
        CheckConstraint("seconds BETWEEN 1 AND 600", name="seconds"),
        Index("ix_practices_owner_id_pitch_id", "owner_id", "pitch_id", "at"),
        Index("ix_practices_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    pitch_id: Mapped[UUID] = plain()
    seconds: Mapped[int] = plain()
    at: Mapped[datetime] = plain()
