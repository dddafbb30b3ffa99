"""What the routes of photos take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts.schemas import NO_NUL

Alt = Annotated[str, Meta(max_length=500, pattern=NO_NUL)]


class PhotoRead(msgspec.Struct, frozen=True):
    """A photo of a paper page; the picture itself is at `/v1/photos/{id}/file`. `width` and `height`
    are in pixels; `alt` says in words what can be seen, empty while nobody wrote it."""

    id: UUID
    conversation_id: UUID
    alt: str
    at: datetime
    width: int
    height: int
    version: int
    created_at: datetime


class Photos(msgspec.Struct, frozen=True):
    """The photos of one talk in the order they were taken; a talk has at most 20."""

    items: list[PhotoRead]


class PhotoChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be seen, in words."""

    alt: Alt
