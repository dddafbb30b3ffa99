"""What the routes of Sort take and give."""

from typing import Literal
from uuid import UUID

import msgspec

from api.contacts.ranking import ReasonCode
from api.contacts.schemas import ContactRow, SortState, Tie

SortAnswer = Literal["well", "bit", "later"]


class SortReason(msgspec.Struct, frozen=True):
    """Why a card comes early: a code, and the word of the person's own text that it matches."""

    code: ReasonCode
    word: str | None


class SortItem(msgspec.Struct, frozen=True):
    """A card to be sorted. One that is not `suggested` (of the present employer) comes last and is
    never proposed."""

    contact: ContactRow
    reasons: list[SortReason]
    suggested: bool


class SortPage(msgspec.Struct, frozen=True):
    """The next cards, most promising first, and how many wait in all."""

    items: list[SortItem]
    remaining: int


class SortTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well they know somebody: well, a bit, or not now; null takes the answer back."""

    id: UUID
    answer: SortAnswer | None


class Sorted(msgspec.Struct, frozen=True):
    """A card after its answer, and how many wait in all."""

    id: UUID
    sort: SortState
    tie: Tie | None
    remaining: int
