"""What the routes of assistants take and give."""

from datetime import datetime
from uuid import UUID

import msgspec


class AssistantsRead(msgspec.Struct, frozen=True):
    """Whether assistants may come in: since when, null while they may not. `address` is where they
    call, by the Model Context Protocol."""

    address: str
    agreed_at: datetime | None


class AssistantCallRead(msgspec.Struct, frozen=True):
    """That the app or token named `caller` called `tool`, `calls` times in the hour from `hour` on."""

    id: UUID
    caller: str
    tool: str
    hour: datetime
    calls: int


class AssistantCallPage(msgspec.Struct, frozen=True):
    """What assistants called, the latest hour first."""

    items: list[AssistantCallRead]
    next_cursor: str | None
