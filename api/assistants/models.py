"""Tables of assistants: who let them in, and what they called."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, own, person_args, plain


class AssistantConsent(OwnedRow):
    """A person lets assistants in. There is no row of whoever did not, or took it back."""

    __tablename__ = "assistant_consents"
    __table_args__ = person_args()
    agreed_at: Mapped[datetime] = plain()


class AssistantCall(OwnedRow):
    """That an assistant called one tool, so many times in one hour; written in the transaction of the
    call. `caller_id` is the token or the connected app that it came with, `caller` its name then."""

    __tablename__ = "assistant_calls"
    __table_args__ = person_args(
        Index(
            "uq_assistant_calls_once_an_hour",
            "owner_id",
            "caller_id",
            "tool",
            "hour",
            unique=True,
        ),
        Index("ix_assistant_calls_owner_id_hour_id", "owner_id", "hour", "id"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    caller_id: Mapped[UUID] = plain()
    caller: Mapped[str] = own()
    tool: Mapped[str] = plain()
    hour: Mapped[datetime] = plain()
    calls: Mapped[int] = plain()
