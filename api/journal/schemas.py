"""What the route of the change feed gives."""

from uuid import UUID

import msgspec


class Changed(msgspec.Struct, frozen=True):
    """A row that changed: `data` is the whole row, null when it was deleted."""

    type: str
    id: UUID
    deleted: bool
    data: msgspec.Raw | None


class Changes(msgspec.Struct, frozen=True):
    """What changed, oldest first. Ask again with `cursor`, at once while there is `more`. When it
    is `anew` the feed begins again from its start: after a restore of the server, which has another
    `epoch` then, and without a cursor. What you have and it no longer contains is missing there."""

    items: list[Changed]
    cursor: str
    epoch: UUID
    anew: bool
    more: bool
