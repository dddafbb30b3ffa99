"""What the Sort routes take and give."""

from typing import Literal
from uuid import UUID

import msgspec

from api.contacts.ranking import ReasonCode
from api.contacts.schemas import ContactRow

Answer = Literal["well", "bit", "later"]


class SortReason(msgspec.Struct, frozen=True):
    """Why a card comes early, and the word of the person's own text that it matches, if any."""

    code: ReasonCode
    word: str | None


class SortCard(msgspec.Struct, frozen=True):
    """Somebody who waits to be sorted."""

    contact: ContactRow
    reasons: list[SortReason]


class SortDeal(msgspec.Struct, frozen=True):
    """A hand of cards, the most promising first; `remaining` is how many wait in all."""

    items: list[SortCard]
    remaining: int


class SortAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well somebody is known, or not now; null takes an answer back."""

    id: UUID
    answer: Answer | None
