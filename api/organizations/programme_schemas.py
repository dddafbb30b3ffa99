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
Joining = Literal["joined", "invited", "not_invited", "without_app"]
Address = Annotated[str, Meta(min_length=3, max_length=254)]


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
    """A row of the roster: somebody who takes part in a cohort, or will. `joining` says whether they
    joined (`uses_askwell`: what is in their account is theirs), were invited last at `invited_at`, are
    yet to be invited, or take part without the app. Managers see the `email` that they wrote, until
    they joined."""

    id: UUID
    cohort_id: UUID
    name: str
    external_id: str | None
    status: Status
    uses_askwell: bool
    joining: Joining
    invited_at: datetime | None
    email: str | None
    created_at: datetime
    updated_at: datetime
    version: int


class EnrolmentPage(msgspec.Struct, frozen=True):
    """Who takes part, by name."""

    items: list[EnrolmentRead]
    next_cursor: str | None


class EnrolmentCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who takes part; the id is made by the client. Unless they are `to_invite` they do not use
    Askwell."""

    id: UUID
    name: Name
    external_id: ExternalId | None = None
    email: Address | None = None
    to_invite: bool = False


class EnrolmentChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of an enrolment; what is not sent stays. Of whoever joined nothing is kept in `email`, and
    nothing changes by `to_invite`."""

    name: Name | UnsetType = UNSET
    external_id: ExternalId | None | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    email: Address | None | UnsetType = UNSET
    to_invite: bool | UnsetType = UNSET


class EnrolmentKeyed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the roster as another system has it; what is not sent stays. Somebody new needs a name, and
    is `to_invite` unless it says otherwise. Whoever joined keeps the name that they said, their part in
    the cohort, and no address."""

    name: Name | UnsetType = UNSET
    email: Address | None | UnsetType = UNSET
    to_invite: bool | UnsetType = UNSET
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
