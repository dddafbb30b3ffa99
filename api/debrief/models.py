"""The table of what a person says about themselves after a talk, or before an ask."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain

RATED: Final = ("listening", "questions", "clarity", "follow_through")
"""One of them after each talk, in turn (DOMAIN.md section 3, Reflection)."""
ASPECTS: Final = (*RATED, "confidence", "landed")
"""Beside those: how sure one was before an ask, and what of one's story landed (in words)."""


class Reflection(PersonRow):
    """One answer about oneself: a number from 1 to 5, or words for what of the story landed."""

    __tablename__ = "reflections"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["person.conversations.owner_id", "person.conversations.id"],
        ),
        CheckConstraint(
            "aspect IN ('listening', 'questions', 'clarity', 'follow_through', 'confidence',"
            " 'landed')",
            name="aspect",
        ),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        CheckConstraint("(aspect = 'landed') = (rating IS NULL)", name="rating_or_words"),
        CheckConstraint("(aspect = 'confidence') = (conversation_id IS NULL)", name="of_a_talk"),
        Index(
            "uq_reflections_owner_id_conversation_id",
            "owner_id",
            "conversation_id",
            "aspect",
            unique=True,
            postgresql_where=text("deleted_at IS NULL AND conversation_id IS NOT NULL"),
        ),
        Index("ix_reflections_owner_id_thread_id", "owner_id", "thread_id"),
        Index("ix_reflections_owner_id_at", "owner_id", "at", "id"),
        Index("ix_reflections_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    thread_id: Mapped[UUID] = plain()
    conversation_id: Mapped[UUID | None] = plain()
    aspect: Mapped[str] = plain()
    rating: Mapped[int | None] = own()
    words: Mapped[str] = own(server_default="")
    at: Mapped[datetime] = plain()
