"""The table of addresses that mails no longer go to, because they came back or were complained of."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain


class MailStop(OwnedRow):
    """Mails to this address of the owner came back (`bounce`) or were marked as unwanted
    (`complaint`) at `at`; `detail` is what the other server said. Lifted when the owner confirms
    the address: the row stays, so that the same news told again stops nothing."""

    __tablename__ = "mail_stops"
    __table_args__ = person_args(
        CheckConstraint("reason IN ('bounce', 'complaint')", name="reason"),
    )
    email_norm: Mapped[str] = own(primary_key=True)
    reason: Mapped[str] = plain()
    detail: Mapped[str] = own()
    at: Mapped[datetime] = plain()
    lifted_at: Mapped[datetime | None] = plain()
