"""Reports that a person asked for."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain

KINDS: Final = ("skill_gap", "year")
STATES: Final = ("waiting", "ready", "failed")


class Report(PersonRow):
    """A report as it was on the day it was made; `data` is a `frozen.Frozen`, or of a year a
    `year.FrozenYear`.

    It holds what the person said of themselves, ids, counts and times. Names and the words of lines
    are looked up when it is read: somebody who is erased is gone from old reports as well.
    """

    __tablename__ = "reports"
    __table_args__ = person_args(
        ForeignKeyConstraint(["owner_id", "goal_id"], ["person.goals.owner_id", "person.goals.id"]),
        CheckConstraint("kind IN ('skill_gap', 'year')", name="kind"),
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),
        CheckConstraint("(state = 'ready') = (made_at IS NOT NULL)", name="made_at"),
        Index("ix_reports_owner_id_goal_id", "owner_id", "goal_id", "made_at"),
        Index("ix_reports_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    kind: Mapped[str] = plain()
    goal_id: Mapped[UUID | None] = plain()
    state: Mapped[str] = plain(server_default="waiting")
    data: Mapped[dict[str, Any] | None] = own(JSONB)
    made_at: Mapped[datetime | None] = plain()
