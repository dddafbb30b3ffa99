"""What was said to a person, as the app shows it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec


class NoticeRead(msgspec.Struct, frozen=True):
    """Something that was said: its words, when, and where in the app it leads. `kind` is that of the
    reminder; `read` is whether its person has seen it in the app."""

    id: UUID
    kind: str
    title: str
    body: str
    path: str
    at: datetime
    read: bool


class NoticePage(msgspec.Struct, frozen=True):
    """What was said, the latest first. `unread` is whether something was not seen yet, on any page."""

    items: list[NoticeRead]
    unread: bool
    next_cursor: str | None


class NoticesSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of them were seen, at most 100 at once; those of nobody or others are passed over."""

    ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=100)]
