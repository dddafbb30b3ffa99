"""What the routes of sharing take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.organizations.invitation_schemas import TakingPart

Scope = Literal["activity", "growth", "outcome"]
Purpose = Literal["coaching", "results"]
Kind = Literal["membership", "activity", "growth", "outcome", "item"]


class GrantRead(msgspec.Struct, frozen=True):
    """Something that is shared at this moment: for what purpose, by which words it was asked for, and
    until when. `goal_ids` are the goals that were chosen, for `growth`."""

    id: UUID
    scope: Scope
    purpose: Purpose
    text_version: int
    goal_ids: list[UUID]
    granted_at: datetime
    expires_at: datetime


class GrantGive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To share it, with an id made by the client: a request that arrives late never shares again what
    was ended meanwhile. `text_version` is that of the words that were shown."""

    id: UUID
    text_version: Annotated[int, Meta(ge=1, le=1000)]
    goal_ids: Annotated[list[UUID], Meta(max_length=20)] = []


class Sharing(msgspec.Struct, frozen=True):
    """A cohort in which the caller takes part, and what is shared there. Name and enrolment, and the
    last week in which something was recorded, are seen by joining."""

    enrolment: TakingPart
    grants: list[GrantRead]


class SharingList(msgspec.Struct, frozen=True):
    """Where the caller takes part now, the latest first; at most 100."""

    items: list[Sharing]


class LookRead(msgspec.Struct, frozen=True):
    """Somebody looked, within the hour that begins at `hour`. `reader` is their name there, null when
    they erased their account since."""

    id: UUID
    hour: datetime
    kind: Kind
    enrolment_id: UUID
    organization: str
    reader: str | None


class LookPage(msgspec.Struct, frozen=True):
    """Who looked, the latest first."""

    items: list[LookRead]
    next_cursor: str | None
