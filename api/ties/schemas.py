"""What the routes of keeping in touch take and give."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from api.insights.schemas import AdviceRead, GivenKind
from api.threads.schemas import Whom

EveryDays = Literal[60, 120, 365]
Known = Literal["knew_well", "knew_a_bit", "talked_before"]
New = Literal["new_employer", "new_field", "new_function", "new_level"]


class TieRead(msgspec.Struct, frozen=True):
    """Keeping in touch with somebody after a talk: every so many days, counted from `last_at`, the
    last real contact of any kind. `due_at` is null when it is switched off."""

    contact: Whom
    role: str
    employer_name: str | None
    every_days: EveryDays
    off: bool
    held_at: datetime
    last_at: datetime
    skipped_until: datetime | None
    due_at: datetime | None
    version: int


class TiePage(msgspec.Struct, frozen=True):
    """People one talked to, the longest unheard of first."""

    items: list[TieRead]
    next_cursor: str | None


class TieChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often, or not at all; what is not sent stays."""

    every_days: EveryDays | UnsetType = UNSET
    off: bool | UnsetType = UNSET


class Touched(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two were in touch some other way; left out: now."""

    at: datetime | None = None


class DormantTie(msgspec.Struct, frozen=True):
    """Somebody not heard of for long who may be worth a line: what of the two is `known`, what
    would be `new`. Only from what the person sorted and recorded."""

    contact: Whom
    role: str
    employer_name: str | None
    last_at: datetime | None
    known: Known
    new: list[New]


class DormantTies(msgspec.Struct, frozen=True):
    """At most ten, the likeliest to help and to answer first; none before twenty people."""

    items: list[DormantTie]


class WaitingItem(msgspec.Struct, frozen=True):
    """Somebody waiting to hear: what came of their advice (`text` is the advice), that the person
    they led to was met (`text` is that person's name), or how things go (`text` is empty). `since` is
    when there was something to tell; `id` names the advice, the introduction or the contact."""

    kind: Literal["advice", "introduction", "first_update"]
    id: UUID
    contact: Whom
    thread_id: UUID | None
    text: str
    since: datetime
    due_at: datetime
    version: int


class Waiting(msgspec.Struct, frozen=True):
    """People waiting to hear from me, at most a hundred, what is due first."""

    items: list[WaitingItem]


class OpenCircle(msgspec.Struct, frozen=True):
    """An introduction of theirs whose outcome they have not been told."""

    id: UUID
    introduced: Whom
    met_at: datetime


class Offer(msgspec.Struct, frozen=True):
    """A modest offer that may stand in an update: to share what was made (`text`: what), to
    introduce somebody (`somebody`), to answer questions about one's own work."""

    kind: GivenKind
    text: str
    somebody: Whom | None


class UpdateStart(msgspec.Struct, frozen=True):
    """What an update to somebody can begin from. `thread_id` is null when there never was an ask or
    a talk: then there is nothing to write to."""

    contact: Whom
    thread_id: UUID | None
    talked_at: datetime | None
    advice: list[AdviceRead]
    circles: list[OpenCircle]
    offers: list[Offer]
