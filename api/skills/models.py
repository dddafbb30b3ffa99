"""Tables of skills: those a person uses, how well they can do them, and who asked for them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain

PROOFS: Final = ("none", "course", "project", "feedback", "work")
SOURCES: Final = ("own", "askwell", "onet", "esco")
"""Where the words of a skill come from: typed by the person, our vocabulary, a file they imported."""
SAYS: Final = ("needed", "not_needed")
TOP: Final = 4
"""The highest level: can teach it. 3 on my own, 2 with help, 1 basics, 0 not yet."""

_ALIVE: Final = sql("deleted_at IS NULL")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["owner_id", column], [f"person.{table}.owner_id", f"person.{table}.id"]
    )


class Skill(PersonRow):
    """A skill that the person uses, named anew or added. One of a vocabulary has an id made of its
    code (`vocabulary.id_of`), so that taking it up twice makes one row.

    `aliases` are other words for it, beside those of the vocabulary. One that was merged is counted
    as `merged_into_id`; `muted` is never suggested. `credit` is what the makers of a list ask to be
    said where its words are used; it stays when the list goes.
    """

    __tablename__ = "skills"
    __table_args__ = person_args(
        _points_to("merged_into_id", "skills"),
        _one_of("source", SOURCES),
        CheckConstraint("(source = 'own') = (code IS NULL)", name="code"),
        CheckConstraint("merged_into_id <> id", name="merged_apart"),
        Index("ix_skills_owner_id_merged_into_id", "owner_id", "merged_into_id"),
        Index("ix_skills_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    name: Mapped[str] = own()
    aliases: Mapped[list[str]] = own(ARRAY(Text()), server_default="{}")
    grp: Mapped[str] = plain()
    source: Mapped[str] = plain()
    code: Mapped[str | None] = plain()
    credit: Mapped[str] = plain(server_default="")
    merged_into_id: Mapped[UUID | None] = plain()
    muted: Mapped[bool] = plain(Boolean, server_default=sql("false"))


class SkillSelf(PersonRow):
    """How well the person can do it, and what shows it: a course, a project, feedback, or work."""

    __tablename__ = "skill_selves"
    __table_args__ = person_args(
        _points_to("skill_id", "skills"),
        _one_of("proof_kind", PROOFS),
        CheckConstraint(f"level BETWEEN 0 AND {TOP}", name="level"),
        Index(
            "uq_skill_selves_owner_id_skill_id",
            "owner_id",
            "skill_id",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        Index("ix_skill_selves_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    skill_id: Mapped[UUID] = plain()
    level: Mapped[int] = plain(SmallInteger)
    proof_kind: Mapped[str] = plain(server_default="none")
    proof: Mapped[str] = own(server_default="")
    at: Mapped[datetime] = plain()


class SkillSignal(PersonRow):
    """Somebody said in a talk that a skill is needed, or that it is not; `level` is how well, null
    where they did not say.

    `line_id` is the line that stands now and says so. `employer_id` is where they worked when they
    said it. What the signal weighs is computed where it is used (`weighing.py`).
    """

    __tablename__ = "skill_signals"
    __table_args__ = person_args(
        *(
            _points_to(f"{one}_id", f"{one}s")
            for one in ("skill", "conversation", "contact", "employer")
        ),
        _one_of("says", SAYS),
        CheckConstraint(f"level BETWEEN 1 AND {TOP}", name="level"),
        CheckConstraint("says = 'needed' OR level IS NULL", name="level_of_what"),
        Index(
            "uq_skill_signals_owner_id_line_id",
            "owner_id",
            "line_id",
            "skill_id",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        *(
            Index(f"ix_skill_signals_owner_id_{one}_id", "owner_id", f"{one}_id")
            for one in ("skill", "conversation", "contact")
        ),
        Index("ix_skill_signals_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    skill_id: Mapped[UUID] = plain()
    line_id: Mapped[UUID] = plain()
    conversation_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    employer_id: Mapped[UUID | None] = plain()
    says: Mapped[str] = plain(server_default="needed")
    level: Mapped[int | None] = plain(SmallInteger)
    at: Mapped[datetime] = plain()


class SkillRefusal(OwnedRow):
    """A suggestion that the person refused: this line does not speak of this skill. `skill_id` may
    be one of the vocabulary that the person never used."""

    __tablename__ = "skill_refusals"
    __table_args__ = person_args()
    line_id: Mapped[UUID] = plain(primary_key=True)
    skill_id: Mapped[UUID] = plain(primary_key=True)
    at: Mapped[datetime] = plain()
