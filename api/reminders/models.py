"""Which reminders a person switched off, and what they did by links in mails."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain, secret

KINDS: Final = (
    "talk_soon",
    "how_was_it",
    "thanks_nudge",
    "thanks_last_call",
    "daily",
    "weekly",
    "talks",
    "answers",
    "promises",
    "news",
    "keep_in_touch",
    "goals",
    "people",
    "keys",
    "coach",
)
"""The four that may interrupt, the one message a day (DOMAIN.md section 5, fixed), the look back at
the week; what the message a day may tell of (`api/reminders/topics.py`); then what a coach wrote. A kind's place in this
tuple stands in links of mails that were sent: new ones are added at the end."""


CHANNELS: Final = {
    "talk_soon": ("push", "email"),
    "how_was_it": ("push",),
    "thanks_nudge": ("push",),
    "thanks_last_call": ("push", "email"),
}
"""The ways that what may interrupt can go, in their order (DOMAIN.md section 5: "app and push only",
"push only"); every other kind goes by mail."""


class SwitchedOff(OwnedRow):
    """A kind of reminder that a person does not want on one channel; no row means that they do.

    Kinds are those of KINDS; the table takes any, so that a new kind is no migration.
    """

    __tablename__ = "switched_off"
    __table_args__ = person_args(CheckConstraint("channel IN ('email', 'push')", name="channel"))
    kind: Mapped[str] = own(primary_key=True)
    channel: Mapped[str] = plain(primary_key=True)
    at: Mapped[datetime] = plain()


class LinkKey(OwnedRow):
    """The key by which workers sign a person's links; the database itself checks them
    (`door.enter_by_link`). Without the row no link of theirs is good any more."""

    __tablename__ = "link_keys"
    __table_args__ = person_args()
    secret: Mapped[bytes] = secret(LargeBinary)


class Tap(OwnedRow):
    """A link that was used, by an id that is made from it: what it did counts once. `until` is what
    it put something off to."""

    __tablename__ = "taps"
    __table_args__ = person_args()
    link_id: Mapped[UUID] = plain(primary_key=True)
    at: Mapped[datetime] = plain()
    until: Mapped[datetime | None] = plain()
    undone_at: Mapped[datetime | None] = plain()
