"""What the routes of programmes, cohorts, their coaches and who takes part take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.organizations.schemas import NO_NUL, SOMETHING, Name

About = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
Zone = Annotated[str, Meta(max_length=100, description="A name of the IANA time zone database")]
ExternalId = Annotated[str, Meta(min_length=1, max_length=200, pattern=SOMETHING)]
Moment = Annotated[datetime, Meta(tz=True, description="With an offset; kept in UTC")]
Seats = Annotated[int, Meta(ge=1, le=10_000)]
AWeek = Annotated[int, Meta(ge=1, le=50)]
Status = Literal["active", "left"]


class ProgrammeRead(msgspec.Struct, frozen=True):
    """What an organization offers, cohort after cohort. `asks_a_week` and `talks_a_week` are what it
    hopes for from each who takes part, or null."""

    id: UUID
    name: str
    about: str
    asks_a_week: int | None
    talks_a_week: int | None
    created_at: datetime
    version: int


class ProgrammePage(msgspec.Struct, frozen=True):
    """Programmes, the newest first."""

    items: list[ProgrammeRead]
    next_cursor: str | None


class ProgrammeCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new programme with an id made by the client."""

    id: UUID
    name: Name
    about: About = ""
    asks_a_week: AWeek | None = None
    talks_a_week: AWeek | None = None


class ProgrammeChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a programme; what is not sent stays."""

    name: Name | UnsetType = UNSET
    about: About | UnsetType = UNSET
    asks_a_week: AWeek | None | UnsetType = UNSET
    talks_a_week: AWeek | None | UnsetType = UNSET


class CohortRead(msgspec.Struct, frozen=True):
    """One run of a programme, from its first to its last day in `time_zone`.

    At most `seats` take part with an account, or any number. `joined` do now; it is null for whoever
    does not see the people of this cohort. `mine`: the caller coaches it now."""

    id: UUID
    programme_id: UUID
    programme_name: str
    name: str
    starts_on: date
    ends_on: date
    time_zone: str
    seats: int | None
    joined: int | None
    mine: bool
    version: int


class CohortPage(msgspec.Struct, frozen=True):
    """Cohorts, the one that begins last first."""

    items: list[CohortRead]
    next_cursor: str | None


class CohortCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new cohort with an id made by the client."""

    id: UUID
    programme_id: UUID
    name: Name
    starts_on: date
    ends_on: date
    time_zone: Zone
    seats: Seats | None = None


class CohortChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a cohort; what is not sent stays."""

    name: Name | UnsetType = UNSET
    starts_on: date | UnsetType = UNSET
    ends_on: date | UnsetType = UNSET
    time_zone: Zone | UnsetType = UNSET
    seats: Seats | None | UnsetType = UNSET


class EnrolmentRead(msgspec.Struct, frozen=True):
    """Somebody who takes part in a cohort. `uses_askwell` says whether they have an account here;
    what is in it is theirs."""

    id: UUID
    cohort_id: UUID
    name: str
    external_id: str | None
    status: Status
    uses_askwell: bool
    created_at: datetime
    version: int


class EnrolmentPage(msgspec.Struct, frozen=True):
    """Who takes part, by name."""

    items: list[EnrolmentRead]
    next_cursor: str | None


class EnrolmentCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who takes part and does not use Askwell; the id is made by the client."""

    id: UUID
    name: Name
    external_id: ExternalId | None = None


class EnrolmentChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of an enrolment; what is not sent stays."""

    name: Name | UnsetType = UNSET
    external_id: ExternalId | None | UnsetType = UNSET
    status: Status | UnsetType = UNSET


class CoachRead(msgspec.Struct, frozen=True):
    """Who coaches a cohort, from when to when."""

    id: UUID
    cohort_id: UUID
    membership_id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime | None
    version: int


class CoachPage(msgspec.Struct, frozen=True):
    """Who coaches and coached a cohort, in the order in which they were assigned."""

    items: list[CoachRead]
    next_cursor: str | None


class CoachCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An assignment with an id made by the client; it begins now, or at `starts_at`, and ends at
    `ends_at` or when it is ended."""

    id: UUID
    membership_id: UUID
    starts_at: Moment | None = None
    ends_at: Moment | None = None
