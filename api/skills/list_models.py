"""Tables of lists of skills: a file of ESCO or O*NET that a person brought, and the words in it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain

KINDS: Final = ("esco", "onet_skills", "onet_tools")
"""ESCO's skills; O*NET's `Skills.txt`; its `Technology Skills.txt`."""
STATES: Final = ("uploaded", "checked", "running", "done", "failed")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class SkillList(PersonRow):
    """A list of skills that somebody brought: read once to say what would come of it (`uploaded` →
    `checked`), once to do it (`running` → `done`).

    `release` is the version of the list, `licence` what its makers ask to be said where its words
    are used. `position` is how many of its `expected` skills are in. A `done` one is deleted when
    another of its kind and language is done.
    """

    __tablename__ = "skill_lists"
    __table_args__ = person_args(
        ForeignKeyConstraint(["owner_id", "file_id"], ["person.files.owner_id", "person.files.id"]),
        _one_of("kind", KINDS),
        _one_of("state", STATES),
        Index(
            "uq_skill_lists_owner_id_kind",
            "owner_id",
            "kind",
            "language",
            unique=True,
            postgresql_where=text("state = 'done' AND deleted_at IS NULL"),
        ),
    )
    kind: Mapped[str] = plain()
    language: Mapped[str] = plain()
    release: Mapped[str] = own()
    licence: Mapped[str] = plain()
    file_id: Mapped[UUID | None] = plain()
    file_name: Mapped[str] = own()
    state: Mapped[str] = plain(server_default="uploaded")
    round: Mapped[int] = plain(server_default=text("0"))
    position: Mapped[int] = plain(server_default=text("0"))
    expected: Mapped[int | None] = plain()
    counts: Mapped[dict[str, int]] = plain(JSONB, server_default="{}")
    problem: Mapped[str | None] = plain()
    started_at: Mapped[datetime | None] = plain()
    finished_at: Mapped[datetime | None] = plain()


class ListedSkill(OwnedRow):
    """A skill of a list. `id` is made of its `code` (`vocabulary.id_of`), the same in every language;
    `words` are what it goes by, its name aside, `=` before those that need capitals. It counts as
    `known_as` where our own vocabulary has a skill of that name. `mark` tells whether it changed.
    """

    __tablename__ = "listed_skills"
    __table_args__ = person_args()
    kind: Mapped[str] = plain(primary_key=True)
    language: Mapped[str] = plain(primary_key=True)
    id: Mapped[UUID] = plain(primary_key=True)
    code: Mapped[str] = plain()
    name: Mapped[str] = plain()
    words: Mapped[list[str]] = plain(ARRAY(Text()))
    known_as: Mapped[UUID | None] = plain()
    mark: Mapped[str] = plain()


class ListedWord(OwnedRow):
    """How words of a listed skill begin: with one or two stems (`matching.leads`). What a note may
    speak of is found by them, so that no process keeps a list in its memory."""

    __tablename__ = "listed_words"
    __table_args__ = person_args()
    lead: Mapped[str] = plain(primary_key=True)
    kind: Mapped[str] = plain(primary_key=True)
    language: Mapped[str] = plain(primary_key=True)
    skill_id: Mapped[UUID] = plain(primary_key=True)
