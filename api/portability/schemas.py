"""What the export routes take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec


class ExportWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An export, under an id of the client's making."""

    id: UUID


class ExportRead(msgspec.Struct, frozen=True):
    """An export: waiting, ready for seven days, then gone."""

    id: UUID
    state: Literal["waiting", "ready", "gone"]
    created_at: datetime
    ready_at: datetime | None
