"""The table of keeping in touch: one row for each person with whom there was a talk."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, person_args, plain

EVERY_DAYS: Final = (60, 120, 365)
"""The three tiers (DOMAIN.md section 5)."""


class Cadence(PersonRow):
    """How often to be in touch with somebody. The database makes it with the first talk and keeps
    it: see `app.tie` in the migration.

    `held_at` is the last talk (none: there was one, and it was taken back), `last_at` the last real
    contact of any kind, `touched_at` one that was told here, `skipped_until` what was put off:
    skipping is not done. `every_days_before` is the tier from before somebody landed, to which it goes
    back with that. `due_at` is when to be in touch again. `update_due_at` is when a first
    word of progress is due: 30 days after the talk, while none was sent since.
    """

    __tablename__ = "cadences"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["person.contacts.owner_id", "person.contacts.id"]
        ),
        CheckConstraint("every_days IN (60, 120, 365)", name="every_days"),
        Index(
            "uq_cadences_owner_id_contact_id",
            "owner_id",
            "contact_id",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "ix_cadences_owner_id_due_at",
            "owner_id",
            "due_at",
            "id",
            postgresql_where=text("deleted_at IS NULL AND due_at IS NOT NULL"),
        ),
        Index("ix_cadences_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    contact_id: Mapped[UUID] = plain()
    every_days: Mapped[int] = plain(server_default=text("120"))
    every_days_before: Mapped[int | None] = plain()
    off: Mapped[bool] = plain(server_default=text("false"))
    held_at: Mapped[datetime | None] = plain()
    last_at: Mapped[datetime | None] = plain()
    touched_at: Mapped[datetime | None] = plain()
    skipped_until: Mapped[datetime | None] = plain()
    due_at: Mapped[datetime | None] = plain()
    update_due_at: Mapped[datetime | None] = plain()
