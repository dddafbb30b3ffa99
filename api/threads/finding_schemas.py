"""What the routes of finding people give."""

from typing import Literal
from uuid import UUID

import msgspec

EasyReason = Literal[
    "volunteers",
    "knows_well",
    "introduced",
    "known",
    "same_school",
    "same_association",
    "met_at_event",
    "knows_a_bit",
]
BridgeReason = Literal["named_them", "works_there", "talked_same_field", "knows_well_same_field"]


class Findable(msgspec.Struct, frozen=True):
    """Somebody who could be asked, with the ask that was begun, if any."""

    id: UUID
    name: str
    first_name: str
    role: str
    employer_name: str | None
    thread_id: UUID | None


class EasyAsk(msgspec.Struct, frozen=True):
    """Somebody likely to say yes, and why."""

    contact: Findable
    reasons: list[EasyReason]


class EasyAsks(msgspec.Struct, frozen=True):
    """Whom to ask first: those most likely to say yes. `asked` counts the asks already sent; the
    first three should be easy ones."""

    items: list[EasyAsk]
    asked: int


class Bridge(msgspec.Struct, frozen=True):
    """Somebody who could introduce one, and why."""

    contact: Findable
    reasons: list[BridgeReason]


class Bridges(msgspec.Struct, frozen=True):
    """Who could introduce one to somebody, or to somebody at an employer; the likeliest first."""

    items: list[Bridge]
