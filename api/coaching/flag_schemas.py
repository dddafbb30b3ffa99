"""What the routes of urgent flags take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts.schemas import NO_NUL

FlagWords = Annotated[str, Meta(min_length=1, max_length=1000, pattern=NO_NUL)]


class FlagRaise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That somebody needs help now, in plain words."""

    words: FlagWords


class FlagAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That it was read, or with `words` that it is settled: the person reads them."""

    words: FlagWords | None = None


class FlagSeen(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody who takes part needs help now. `raised_by` is the coach who said so of them, and null
    where they did themselves; `seen_by` and `closed_by` are who read it and who settled it."""

    id: UUID
    enrolment_id: UUID
    name: str
    raised_by: str | None
    words: str
    raised_at: datetime
    seen_by: str | None
    seen_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    answer: str


class FlagSeenPage(msgspec.Struct, frozen=True):
    """Flags, the latest first."""

    items: list[FlagSeen]
    next_cursor: str | None


class FlagRead(msgspec.Struct, frozen=True, kw_only=True):
    """That the caller needs help now: as they said it (`raised_by` is null), or a coach of them; who read
    it, who settled it, and with which words."""

    id: UUID
    enrolment_id: UUID
    raised_by: str | None
    words: str
    raised_at: datetime
    seen_by: str | None
    seen_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    answer: str


class FlagPage(msgspec.Struct, frozen=True):
    """Flags about the caller, the latest first."""

    items: list[FlagRead]
    next_cursor: str | None
