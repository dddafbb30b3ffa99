"""Tables of the journal: change numbers, counters, and the immutable log of events."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, person_args, plain


class Change(OwnedRow):
    """The change number of one owner. Whoever writes takes this row first (`app.begin_write`)."""

    __tablename__ = "changes"
    __table_args__ = person_args()
    owner_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"), primary_key=True)
    seq: Mapped[int] = plain(BigInteger, server_default=text("0"))
    txid: Mapped[int] = plain(BigInteger, server_default=text("0"))
    epoch: Mapped[UUID] = plain(server_default=text("gen_random_uuid()"))


class Counter(OwnedRow):
    """How many live rows of a kind an owner has (`kind` 'thread', `key` a stage), kept by triggers
    in the transaction that changes them; screens never run `count(*)`."""

    __tablename__ = "counters"
    __table_args__ = person_args()
    kind: Mapped[str] = plain(primary_key=True)
    key: Mapped[str] = plain(primary_key=True)
    n: Mapped[int] = plain(server_default=text("0"))


class Event(PersonRow):
    """Something that happened: `at` when it did, `recorded_at` when it was told. Ids and codes,
    never text; all measures are computed from it. Names are those of DOMAIN.md section 11, plus
    `thread.moved` and `thread.corrected` for steps that have no public name."""

    __tablename__ = "events"
    __table_args__ = person_args(
        Index("ix_events_owner_id_at", "owner_id", "at", "id"),
        Index("ix_events_owner_id_contact_id", "owner_id", "contact_id", "at"),
        Index("ix_events_owner_id_thread_id", "owner_id", "thread_id", "at"),
        Index("ix_events_owner_id_recorded_at", "owner_id", "recorded_at"),
        Index("ix_events_owner_id_told_seq", "owner_id", "name", "told_seq", "id"),
    )
    name: Mapped[str] = plain()
    at: Mapped[datetime] = plain()
    recorded_at: Mapped[datetime] = plain()
    contact_id: Mapped[UUID | None] = plain()
    thread_id: Mapped[UUID | None] = plain()
    conversation_id: Mapped[UUID | None] = plain()
    subject_id: Mapped[UUID | None] = plain()
    from_stage: Mapped[str | None] = plain()
    to_stage: Mapped[str | None] = plain()
    codes: Mapped[dict[str, str | int | bool | None]] = plain(JSONB, server_default="{}")
    told_seq: Mapped[int] = plain(BigInteger, server_default=text("0"))
    """The `change_seq` under which it was told: the order in which others read the log. A merge moves
    events to another card and changes that one, never this."""
