"""Which reminders a person switched off."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain

KINDS: Final = ("talk_soon", "how_was_it", "thanks_nudge", "thanks_last_call", "daily")
"""The four that may interrupt, and the one message a day (DOMAIN.md section 5, fixed)."""


class SwitchedOff(OwnedRow):
    """A kind of reminder that a person does not want by mail; no row means that they do."""

    __tablename__ = "switched_off"
    __table_args__ = person_args(
        CheckConstraint(
            "kind IN ('talk_soon', 'how_was_it', 'thanks_nudge', 'thanks_last_call', 'daily')",
            name="kind",
        )
    )
    kind: Mapped[str] = own(primary_key=True)
    at: Mapped[datetime] = plain()
