"""The table of calendar feeds."""

from datetime import datetime

from sqlalchemy import LargeBinary, text
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain, secret


class CalendarFeed(OwnedRow):
    """The address at which calendars of a person read their dates, by the hash of its secret; one at
    a time. With `names` off it says no more than that there is a talk, or a promise due."""

    __tablename__ = "calendar_feeds"
    __table_args__ = person_args()
    token_hash: Mapped[bytes] = secret(LargeBinary)
    talks: Mapped[bool] = own(server_default=text("true"))
    promises: Mapped[bool] = own(server_default=text("true"))
    names: Mapped[bool] = own(server_default=text("false"))
    created_at: Mapped[datetime] = plain()
