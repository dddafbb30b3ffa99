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
    """What changed, oldest first. Ask again with `cursor`, at once while there is `more`. With an
    `epoch` that you have not seen before, forget everything: it begins anew."""

    items: list[Changed]
    cursor: str
    epoch: UUID
    more: bool
