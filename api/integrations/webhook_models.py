"""The table of webhooks: to which address what happens to a person is told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, text
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain, secret


class Webhook(OwnedRow):
    """A subscription. `types` names the events that are told, none of them: all. For each event and
    subscription the database makes a delivery as the event is written (`app.call_out`).

    The secret is sealed; until `before_until` the one before signs as well. `version` counts what
    its person changed. While the receiver fails, one delivery (`probe_id`) is tried and the others
    are held until `held_until`, an hour at most: what happens after it goes out by itself. `off_why` is failing (given up after three days), gone (the receiver answered 410) or cut_off: the app
    that made it (`connection_id`) is connected no more.
    """

    __tablename__ = "webhooks"
    __table_args__ = person_args(
        CheckConstraint("off_why IN ('failing', 'gone', 'cut_off')", name="off_why"),
        CheckConstraint("(off_at IS NULL) = (off_why IS NULL)", name="off"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    url: Mapped[str] = own()
    types: Mapped[list[str]] = plain(server_default="{}")
    sealed: Mapped[bytes] = secret(LargeBinary)
    sealed_before: Mapped[bytes | None] = secret(LargeBinary)
    before_until: Mapped[datetime | None] = plain()
    connection_id: Mapped[UUID | None] = plain()
    created_at: Mapped[datetime] = plain()
    version: Mapped[int] = plain(server_default=text("1"))
    paused_at: Mapped[datetime | None] = plain()
    off_at: Mapped[datetime | None] = plain()
    off_why: Mapped[str | None] = plain()
    failing_since: Mapped[datetime | None] = plain()
    failures: Mapped[int] = plain(server_default=text("0"))
    """Tries in a row that ended badly, of whatever delivery."""
    probe_id: Mapped[UUID | None] = plain()
    held_until: Mapped[datetime | None] = plain()
    deleted_at: Mapped[datetime | None] = plain()
