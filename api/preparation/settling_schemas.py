"""What the board of what is to be found out shows: who was asked, and whom to ask next."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from api.goals.assumption_schemas import AssumptionRead
from api.threads.schemas import Whom

Why = Literal["has_date", "disagree", "new_place", "new_work"]


class AskIn(msgspec.Struct, frozen=True):
    """Somebody to ask: in the talk that has a date, if there is one. `why` says why them: they can
    be asked soon, those who were heard disagree, they work where or at what nobody was heard yet."""

    contact: Whom
    conversation_id: UUID | None
    starts_at: datetime | None
    why: list[Why]


class ToLookAt(msgspec.Struct, frozen=True):
    """A line that answered the question in a talk, of which nobody said yet whether it speaks for
    or against."""

    evidence_id: UUID
    conversation_id: UUID
    contact: Whom
    text: str
    at: datetime


class BoardItem(msgspec.Struct, frozen=True):
    """Something to find out: who was asked about it, whether they disagree, where it is planned to
    be asked, whom to ask next (null where nobody would add to it), and answers to look at."""

    assumption: AssumptionRead
    asked: list[Whom]
    disagree: bool
    planned: list[AskIn]
    ask_next: AskIn | None
    answers: list[ToLookAt]


class Board(msgspec.Struct, frozen=True):
    """What the person wants to find out, the open ones first."""

    items: list[BoardItem]


class CouldSettle(msgspec.Struct, frozen=True):
    """The open question to which the answer of this person is worth most."""

    contact_id: UUID
    assumption_id: UUID
    text: str


class CouldSettleList(msgspec.Struct, frozen=True):
    """What these people could settle; those who could add to nothing are left out."""

    items: list[CouldSettle]
