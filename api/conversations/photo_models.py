"""The table of photos of paper pages that are kept with a talk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, person_args, plain, secret, third


class Photo(PersonRow):
    """A photo of a paper page. `at` is when it was taken or chosen, `alt` what one wrote about it,
    `digest` is of the file as it was sent.

    `file_id` is the picture: a page written in a talk is about the other person, so it is emptied
    with their card. The trigger `let_go` has the file gone whenever a row lets go of it, whoever
    does: an erasure, or the weekly round 30 days after the photo or its talk was deleted.
    """

    __tablename__ = "photos"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["person.conversations.owner_id", "person.conversations.id"],
        ),
        ForeignKeyConstraint(["owner_id", "file_id"], ["person.files.owner_id", "person.files.id"]),
        Index("ix_photos_owner_id_conversation_id", "owner_id", "conversation_id", "at", "id"),
        Index("ix_photos_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    conversation_id: Mapped[UUID] = plain()
    file_id: Mapped[UUID | None] = third()
    alt: Mapped[str] = third(server_default="")
    at: Mapped[datetime] = plain()
    width: Mapped[int] = plain()
    height: Mapped[int] = plain()
    digest: Mapped[bytes] = secret(LargeBinary)
