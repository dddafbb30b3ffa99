"""Exports that a person asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, person_args, plain


class Export(PersonRow):
    """The whole account as one file: made by a job, kept for seven days."""

    __tablename__ = "exports"
    __table_args__ = person_args(
        CheckConstraint("state IN ('waiting', 'ready', 'gone')", name="state")
    )
    state: Mapped[str] = plain(server_default="waiting")
    file_id: Mapped[UUID | None] = plain()
    ready_at: Mapped[datetime | None] = plain()
