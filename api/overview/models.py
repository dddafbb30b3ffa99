"""What a person put aside on Today: done for good, or not before a time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, person_args, plain


class PutAside(OwnedRow):
    """One thing of Today that is not shown: `until` a time, or for good without one."""

    __tablename__ = "put_aside"
    __table_args__ = person_args()
    kind: Mapped[str] = plain(primary_key=True)
    subject_id: Mapped[UUID] = plain(primary_key=True)
    until: Mapped[datetime | None] = plain()
