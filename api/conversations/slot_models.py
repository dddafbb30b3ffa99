"""Tables of the times that were offered for a talk, and which of them was taken."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.conversations.models import MEDIA
from api.tables import OwnedRow, PersonRow, person_args, plain, third

_MEDIA = ", ".join(f"'{value}'" for value in MEDIA)


class SlotOffer(PersonRow):
    """Times that were offered to somebody in one message (DOMAIN.md section 6, Times).

    `sent_at` is when the person said that they offered them; with `message_id` the sending of that
    message counts as well. They are held from then on, until `released_at`, an answer, or 12 hours
    before `first_starts_at`: `slot_reading.HELD`. `zone` is the one they were written in.
    """

    __tablename__ = "slot_offers"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        ForeignKeyConstraint(
            ["owner_id", "message_id"], ["person.messages.owner_id", "person.messages.id"]
        ),
        CheckConstraint(f"medium IN ({_MEDIA})", name="medium"),
        CheckConstraint("(taken_slot_id IS NULL) = (taken_at IS NULL)", name="taken"),
        Index("ix_slot_offers_owner_id_thread_id", "owner_id", "thread_id", "id"),
        Index(
            "ix_slot_offers_owner_id_first_starts_at",
            "owner_id",
            "first_starts_at",
            postgresql_where=sql(
                "released_at IS NULL AND taken_slot_id IS NULL AND deleted_at IS NULL"
            ),
        ),
        Index("ix_slot_offers_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    thread_id: Mapped[UUID] = plain()
    contact_id: Mapped[UUID] = plain()
    message_id: Mapped[UUID | None] = plain()
    zone: Mapped[str] = plain()
    medium: Mapped[str] = plain()
    place: Mapped[str] = third(server_default="")
    first_starts_at: Mapped[datetime] = plain()
    sent_at: Mapped[datetime | None] = plain()
    released_at: Mapped[datetime | None] = plain()
    taken_slot_id: Mapped[UUID | None] = plain()
    taken_at: Mapped[datetime | None] = plain()


class Slot(OwnedRow):
    """One of the times of an offer; it never changes. The talk that comes of it has its id."""

    __tablename__ = "slots"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "offer_id"], ["person.slot_offers.owner_id", "person.slot_offers.id"]
        ),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_slots_owner_id_offer_id", "owner_id", "offer_id", "starts_at"),
        Index("ix_slots_owner_id_ends_at", "owner_id", "ends_at"),
    )
    id: Mapped[UUID] = plain(primary_key=True, sort_order=-19)
    offer_id: Mapped[UUID] = plain()
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
