"""Tables of sums that dashboards read: one row for whoever shares how it is going, and one for each week."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, person_args, plain


class Activity(OwnedRow):
    """What somebody did, in numbers; kept by triggers from the first time they share how it is going
    (migration 0089). Whoever works for their own employer is not in it.

    `people` are asks; of those, `open` are in a lane where something is to be done, `before` and
    `waiting` in the first two, and `begun` were asked or talked. `held_unthanked` and
    `talk_unthanked` are the ends of talks, of asks and of conversations, that nobody thanked for, the
    earliest first. `days_to_answer` and `days_to_talk` count waits by whole days: the first is no day.
    At `checked_at` all was last counted anew."""

    __tablename__ = "activity"
    __table_args__ = person_args(Index("ix_activity_checked_at", "checked_at"))
    last_entry_at: Mapped[datetime | None] = plain()
    people: Mapped[int] = plain()
    open: Mapped[int] = plain()
    before: Mapped[int] = plain()
    waiting: Mapped[int] = plain()
    begun: Mapped[int] = plain()
    asked: Mapped[int] = plain()
    answered: Mapped[int] = plain()
    talks: Mapped[int] = plain()
    thanked: Mapped[int] = plain()
    in_time: Mapped[int] = plain()
    held_unthanked: Mapped[list[datetime]] = plain(ARRAY(DateTime(timezone=True)))
    talk_unthanked: Mapped[list[datetime]] = plain(ARRAY(DateTime(timezone=True)))
    days_to_answer: Mapped[list[int]] = plain(ARRAY(Integer))
    days_to_talk: Mapped[list[int]] = plain(ARRAY(Integer))
    checked_at: Mapped[datetime] = plain()


class ActivityWeek(OwnedRow):
    """What somebody did in the week that begins on `week`, a Monday in UTC: asks that were sent, asks
    that were answered, talks, and how many of those were thanked for within 24 hours."""

    __tablename__ = "activity_weeks"
    __table_args__ = person_args()
    week: Mapped[date] = plain(Date, primary_key=True)
    asked: Mapped[int] = plain()
    answered: Mapped[int] = plain()
    talks: Mapped[int] = plain()
    in_time: Mapped[int] = plain()
