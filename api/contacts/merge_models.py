"""Tables of duplicates: two cards that were made one, and pairs that are two people after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, person_args, plain, third


class Merge(PersonRow):
    """Two cards of one person made one, with what is needed to take it back.

    `before` and `after` are the columns of the kept card that the merge changed, as they were and
    as it left them; `moved` names the rows that followed (ids by table and column), `hidden` those
    that would have been there twice and were deleted instead.
    """

    __tablename__ = "merges"
    __table_args__ = person_args(
        *(
            ForeignKeyConstraint(
                ["owner_id", column], ["person.contacts.owner_id", "person.contacts.id"]
            )
            for column in ("kept_id", "merged_id")
        ),
        CheckConstraint("kept_id <> merged_id", name="two_cards"),
        Index(
            "ix_merges_owner_id_merged_id",
            "owner_id",
            "merged_id",
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index("ix_merges_owner_id_kept_id", "owner_id", "kept_id"),
    )
    kept_id: Mapped[UUID] = plain()
    merged_id: Mapped[UUID] = plain()
    merged_at: Mapped[datetime] = plain()
    undone_at: Mapped[datetime | None] = plain()
    before: Mapped[dict[str, Any] | None] = third(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = third(JSONB(none_as_null=True))
    moved: Mapped[dict[str, list[str]]] = plain(JSONB)
    hidden: Mapped[dict[str, list[str]]] = plain(JSONB)


class DifferentPeople(OwnedRow):
    """A pair of cards that the person said are two people: never shown as duplicates again."""

    __tablename__ = "different_people"
    __table_args__ = person_args(
        *(
            ForeignKeyConstraint(
                ["owner_id", column], ["person.contacts.owner_id", "person.contacts.id"]
            )
            for column in ("one_id", "other_id")
        ),
        CheckConstraint("one_id < other_id", name="ordered"),
    )
    one_id: Mapped[UUID] = plain(primary_key=True)
    other_id: Mapped[UUID] = plain(primary_key=True)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
