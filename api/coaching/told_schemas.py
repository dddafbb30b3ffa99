"""What the routes of attendance and told talks of one who takes part take and give."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from api.coaching.session_schemas import AttendanceState
from api.contacts.schemas import Function


class CameTo(msgspec.Struct, frozen=True):
    """A session at which somebody was marked."""

    session_id: UUID
    title: str
    starts_at: datetime
    zone: str
    state: AttendanceState


class ToldTalkRead(msgspec.Struct, frozen=True):
    """A talk that somebody without the app told their coach: the day, and in which field of work. With
    whom is not kept."""

    id: UUID
    held_on: date
    field: Function | None
    told_at: datetime
    by_name: str


class EnrolmentRecord(msgspec.Struct, frozen=True):
    """What the organization keeps itself of one who takes part, the latest first: sessions at which they
    were marked, and talks that were `told`."""

    sessions: list[CameTo]
    told: list[ToldTalkRead]


class ToldTalkCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A talk that was told; the id is made by the client."""

    id: UUID
    held_on: date
    field: Function | None = None


class ToldSums(msgspec.Struct, frozen=True):
    """How many `talks` were told, of how many `people`."""

    talks: int
    people: int
