"""What the routes of proposals take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts.schemas import NO_NUL
from api.conversations.schemas import Promiser
from api.insights.heard_schemas import Theme
from api.skills.schemas import Asked, Named, Says

MOST_LINES = 60
LONGEST = 2_000
MOST_TEXT = 12_000
"""Characters of all lines together."""

Tag = Literal["insight", "skill", "name", "promise", "advice", "resource"]
Place = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]


class ModelRead(msgspec.Struct, frozen=True):
    """The language model of this installation: the host that it answers at and its name, "" where
    there is none. `agreed_at` is when this person agreed to send it notes, null when they did not."""

    host: str
    name: str
    agreed_at: datetime | None


class ModelAgree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Agree to send notes to the model of this name at this host, as they were shown."""

    host: Place
    name: Place


class Sendable(msgspec.Struct, frozen=True):
    """A line as it would be sent."""

    line_id: UUID
    text: str


class SortingRead(msgspec.Struct, frozen=True):
    """All that would be sent to have the lines of a talk sorted: to which host, the instruction that
    goes first and is the same for everybody, and the lines, numbered from 1. `held_back` lines are
    not among them: they name somebody who is not to be contacted, or there is no room."""

    host: str
    instruction: str
    lines: list[Sendable]
    held_back: int


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line to be sent: its words as they stand, or fewer of them."""

    line_id: UUID
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=NO_NUL)]


class SortingWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lines that are to be sent, in their order; together at most 12,000 characters."""

    lines: Annotated[list[Sent], Meta(min_length=1, max_length=MOST_LINES)]


class SkillProposal(msgspec.Struct, frozen=True):
    """What the line may say of a skill; `level` is null where it does not say how well."""

    skill: Named
    says: Says
    level: Asked | None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What a line may be. Nothing of it is kept. `theme` belongs to an insight, `promiser` to a
    promise, `name` (as it stands in the line) to a name."""

    line_id: UUID
    tag: Tag
    theme: Theme | None
    promiser: Promiser | None
    name: str | None
    skills: list[SkillProposal]


class Proposals(msgspec.Struct, frozen=True):
    """What the model at `host` makes of the lines; empty where nothing useful came back."""

    host: str
    items: list[Proposal]
