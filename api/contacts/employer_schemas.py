"""What the routes of employers and introductions take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import FullName


class EmployerRead(msgspec.Struct, frozen=True):
    """An organization somebody works for."""

    id: UUID
    name: str
    present: bool
    people: int
    version: int


class EmployerPage(msgspec.Struct, frozen=True):
    """Employers, by name."""

    items: list[EmployerRead]
    next_cursor: str | None


class EmployerCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new employer with an id made by the client. `present`: I work there, never suggest it."""

    id: UUID
    name: FullName
    present: bool = False


class EmployerChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of an employer; what is not sent stays."""

    name: FullName | UnsetType = UNSET
    present: bool | UnsetType = UNSET


class IntroductionRead(msgspec.Struct, frozen=True):
    """Who led to whom; `closed_at` when the introducer was told what came of it."""

    id: UUID
    introducer_id: UUID
    introducer_name: str
    introduced_id: UUID
    introduced_name: str
    closed_at: datetime | None
    met_at: datetime | None
    tell_by: datetime | None
    created_at: datetime
    version: int


class IntroductionPage(msgspec.Struct, frozen=True):
    """Introductions, newest first."""

    items: list[IntroductionRead]
    next_cursor: str | None


class IntroductionCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody led to somebody; with an id made by the client."""

    id: UUID
    introducer_id: UUID
    introduced_id: UUID


class IntroductionChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The introducer was told at this time; null takes it back."""

    closed_at: Annotated[datetime, Meta(tz=True)] | None
