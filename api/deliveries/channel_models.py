"""Tables of the channels: browsers that may be pushed to, and what was said to a person in the app."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain, secret, third


class PushSubscription(OwnedRow):
    """A browser that its person lets notifications come to, for as long as it is signed in there.

    `sealed` holds the address and keys that the browser gave (JSON); `session_hash` names the
    sign-in: one that ended is pushed to no more. With `names` off the lock screen shows no name.
    """

    __tablename__ = "push_subscriptions"
    __table_args__ = person_args(UniqueConstraint("owner_id", "endpoint_hash"))
    id: Mapped[UUID] = plain(primary_key=True)
    endpoint_hash: Mapped[bytes] = secret(LargeBinary)
    sealed: Mapped[bytes] = secret(LargeBinary)
    session_hash: Mapped[bytes] = secret(LargeBinary)
    names: Mapped[bool] = own(server_default=text("true"))
    created_at: Mapped[datetime] = plain()
    reached_at: Mapped[datetime | None] = plain()
    """When its push service last took something."""


class Notice(OwnedRow):
    """Something that was said to its owner, as it was said: one row for each happening, whatever
    other channels carried it. `path` is where in the app it leads."""

    __tablename__ = "notices"
    __table_args__ = person_args(
        UniqueConstraint("owner_id", "kind", "subject_id", "occurrence"),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        Index("ix_notices_owner_id_at", "owner_id", "at", "id"),
        Index("ix_notices_unread", "owner_id", postgresql_where=text("read_at IS NULL")),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    kind: Mapped[str] = plain()
    subject_id: Mapped[UUID] = plain()
    occurrence: Mapped[str] = plain()
    contact_id: Mapped[UUID | None] = plain()
    title: Mapped[str] = third()
    body: Mapped[str] = third()
    path: Mapped[str] = plain()
    at: Mapped[datetime] = plain()
    read_at: Mapped[datetime | None] = plain()
