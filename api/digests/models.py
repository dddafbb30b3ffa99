"""Tables of what a digest tells: frozen when it is made, so that every try sends the same."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain, third

PERIODS: Final = ("week", "month", "goal")
ENDINGS: Final = ("reached", "given_up")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Digest(OwnedRow):
    """One digest of one person: `begins` and `ends` are its first and last local date, `content`
    its counts (`api.digests.telling.Content`), `occurrence` that of the delivery it is sent by. One of
    a goal has the goal's words, and how it ended.

    Made once: it stays as it was told, in the words and the zone of then, whatever is corrected
    later; whoever sends it again sends the same.
    """

    __tablename__ = "digests"
    __table_args__ = person_args(
        UniqueConstraint("owner_id", "occurrence", name="uq_digests_owner_id_occurrence"),
        Index("ix_digests_owner_id_at", "owner_id", "at", "id"),
        _one_of("period", PERIODS),
        _one_of("ending", ENDINGS),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    occurrence: Mapped[str] = plain()
    period: Mapped[str] = plain()
    begins: Mapped[date] = plain(Date)
    ends: Mapped[date] = plain(Date)
    at: Mapped[datetime] = plain()
    zone: Mapped[str] = own()
    locale: Mapped[str] = own()
    content: Mapped[dict[str, object]] = plain(JSONB)
    goal: Mapped[str] = own(server_default="")
    ending: Mapped[str | None] = own()


class DigestMention(OwnedRow):
    """What a digest says of one contact: by its own row, so that it is emptied with them.

    `lines` are the places where it says something and what about (`api.digests.mentions.Place`),
    `words`, by place, what they said, what was promised them or whom they led to.
    """

    __tablename__ = "digest_mentions"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "digest_id"],
            ["person.digests.owner_id", "person.digests.id"],
        ),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        Index("ix_digest_mentions_owner_id_contact_id", "owner_id", "contact_id"),
    )
    digest_id: Mapped[UUID] = plain(primary_key=True)
    contact_id: Mapped[UUID] = plain(primary_key=True)
    name: Mapped[str] = third()
    lines: Mapped[list[dict[str, object]]] = plain(JSONB)
    words: Mapped[dict[str, str]] = third(JSONB)
