"""What the routes of what was heard take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.insights.trend import Trend
from api.threads.schemas import Whom

Theme = Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
Polarity = Literal["supports", "contradicts"]
Stands = Literal["corroborated", "mixed", "single"]
MoveKind = Literal["add", "merge", "split"]
ClaimText = Annotated[str, Meta(max_length=300, pattern=NO_NUL)]


class ClaimRead(msgspec.Struct, frozen=True):
    """A claim: `words` are the person's own (`claim`) or those of the oldest line behind it.
    `supporters` of `people` said so, at so many distinct `employers`; the others `disagree`. It is
    `corroborated` from two employers on."""

    id: UUID
    words: str
    claim: str
    theme: Theme
    lines: int
    people: int
    supporters: int
    employers: int
    disagree: int
    corroborated: bool
    last_at: datetime | None
    version: int
    created_at: datetime


class ClaimPage(msgspec.Struct, frozen=True):
    """Claims, the best supported first; what is old weighs less."""

    items: list[ClaimRead]
    next_cursor: str | None


class ClaimList(msgspec.Struct, frozen=True):
    """The claims that have a line of one talk, the best supported first."""

    items: list[ClaimRead]


class ClaimLine(msgspec.Struct, frozen=True):
    """A line behind a claim: who said it, where they worked ("" where nobody knows), and when."""

    id: UUID
    insight_id: UUID
    line_id: UUID
    conversation_id: UUID
    text: str
    polarity: Polarity
    contact: Whom
    employer: str
    at: datetime
    version: int


class EvidenceList(msgspec.Struct, frozen=True):
    """The lines of one talk that stand behind claims."""

    items: list[ClaimLine]


class ClaimWithLines(msgspec.Struct, frozen=True):
    """A claim and the lines behind it, the oldest first; `trend` is how often it came up before a
    month and since, once there are enough talks to speak of it."""

    claim: ClaimRead
    items: list[ClaimLine]
    trend: Trend | None
    version: int


class ClaimChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Own words for a claim ("" goes back to those of its oldest line), and its theme. What is not
    sent stays."""

    claim: ClaimText | UnsetType = UNSET
    theme: Theme | UnsetType = UNSET


class EvidenceChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a line supports its claim or contradicts it."""

    polarity: Polarity


class MoveCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines that go to the claim `into_id`: all of the claim `insight_id`, or the one line `line_id`
    of a talk. A line goes to a claim of its own where `into_id` is a new id. `contrary` says that
    what comes contradicts what is there."""

    id: UUID
    into_id: UUID
    insight_id: UUID | UnsetType = UNSET
    line_id: UUID | UnsetType = UNSET
    contrary: bool = False


class MoveRead(msgspec.Struct, frozen=True):
    """Lines that went from one claim to another. It can be taken back for 30 days."""

    id: UUID
    kind: MoveKind
    from_id: UUID | None
    into_id: UUID
    undo_until: datetime


class Alike(msgspec.Struct, frozen=True):
    """Two lines of two claims that seem to say the same. `words` are those of the claim of `other`,
    which `people` spoke of."""

    one: ClaimLine
    other: ClaimLine
    words: str
    people: int


class AlikeList(msgspec.Struct, frozen=True):
    """Lines that seem to say the same, the likeliest first."""

    items: list[Alike]


class Unlike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two lines behind claims (their ids there) that do not say the same."""

    one_id: UUID
    other_id: UUID


class Mark(msgspec.Struct, frozen=True):
    """A piece of a text, and whether it is one of the words that were looked for."""

    text: str
    hit: bool


class FoundClaim(msgspec.Struct, frozen=True):
    """A claim whose words, or lines, have what was looked for; `marks` make its words."""

    id: UUID
    marks: list[Mark]
    people: int
    supporters: int
    employers: int
    disagree: int


class FoundLine(msgspec.Struct, frozen=True):
    """A line of a talk that has what was looked for; `marks` make its text, or the part of a long
    one. `insight_id` is the claim behind which it stands."""

    id: UUID
    conversation_id: UUID
    insight_id: UUID | None
    contact: Whom
    marks: list[Mark]
    at: datetime


class Found(msgspec.Struct, frozen=True):
    """What notes and claims have of what was looked for: claims by their support, lines the latest
    first. A line whose words are those of a claim here is not told twice."""

    claims: list[FoundClaim]
    lines: list[FoundLine]
