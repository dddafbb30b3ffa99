"""What the routes of the sessions of a cohort take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.organizations.programme_schemas import About, Moment, Status, Zone
from api.organizations.schemas import NO_NUL, Name

AttendanceState = Literal["there", "excused", "absent"]
Place = Annotated[str, Meta(max_length=500, pattern=NO_NUL, description="A place, or a link")]


class CohortSessionRead(msgspec.Struct, frozen=True):
    """A cohort meets: from when to when, as the clock in `zone` shows it, and where. `there` of those who
    were `marked` came. One that was cancelled stays in the list."""

    id: UUID
    cohort_id: UUID
    title: str
    agenda: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    cancelled_at: datetime | None
    there: int
    marked: int
    version: int


class CohortSessionPage(msgspec.Struct, frozen=True):
    """Sessions of a cohort: those to come, the next first; or those that are over, the latest first."""

    items: list[CohortSessionRead]
    next_cursor: str | None


class CohortSessionCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A session with an id made by the client."""

    id: UUID
    title: Name
    starts_at: Moment
    ends_at: Moment
    zone: Zone
    agenda: About = ""
    place: Place = ""


class CohortSessionChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a session; what is not sent stays."""

    title: Name | UnsetType = UNSET
    starts_at: Moment | UnsetType = UNSET
    ends_at: Moment | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    agenda: About | UnsetType = UNSET
    place: Place | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET


class AttendanceRead(msgspec.Struct, frozen=True):
    """Somebody of the cohort, and whether they were there; null where nobody marked it."""

    enrolment_id: UUID
    name: str
    status: Status
    uses_askwell: bool
    state: AttendanceState | None


class AttendancePage(msgspec.Struct, frozen=True):
    """Who takes part, by name, and whoever left and was marked."""

    items: list[AttendanceRead]
    next_cursor: str | None


class AttendanceMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether somebody was there; null takes the mark away."""

    enrolment_id: UUID
    state: AttendanceState | None


class AttendanceMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Marks of several; whoever is not named stays as they are."""

    items: Annotated[list[AttendanceMark], Meta(min_length=1, max_length=500)]


class AttendanceSums(msgspec.Struct, frozen=True):
    """How many of those who were `marked` at a session came."""

    there: int
    marked: int


class OwnSession(msgspec.Struct, frozen=True):
    """A session of a cohort in which the caller takes part; `attendance` is what a coach marked of them."""

    id: UUID
    enrolment_id: UUID
    organization: str
    programme: str
    cohort: str
    title: str
    agenda: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    cancelled_at: datetime | None
    attendance: AttendanceState | None


class OwnSessionPage(msgspec.Struct, frozen=True):
    """Sessions in which the caller takes part: those to come, the next first; or those that are over, the
    latest first."""

    items: list[OwnSession]
    next_cursor: str | None
