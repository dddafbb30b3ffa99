"""Where a person works and takes part, as it goes into their export: what organizations keep of them."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, bindparam, select

from api.database import Work, hot
from api.organizations.host_models import Host, HostRequest
from api.organizations.models import Enrolment, Membership, Organization

_PERSON: Final = bindparam("person_id", type_=Uuid())
WORKS: Final = hot(
    select(
        Membership.organization_id,
        Organization.name.label("organization"),
        Membership.name,
        Membership.role,
        Membership.created_at,
        Membership.ended_at,
    )
    # Whoever no longer works there does not read what it is called by now.
    .outerjoin(Organization, Organization.organization_id == Membership.organization_id)
    .where(Membership.person_id == _PERSON)
    .order_by(Membership.created_at, Membership.organization_id)
)
TAKES_PART: Final = hot(
    select(
        Enrolment.organization_id,
        Organization.name.label("organization"),
        Enrolment.cohort_id,
        Enrolment.name,
        Enrolment.external_id,
        Enrolment.status,
        Enrolment.created_at,
    )
    .outerjoin(Organization, Organization.organization_id == Enrolment.organization_id)
    .where(Enrolment.person_id == _PERSON)
    .order_by(Enrolment.created_at, Enrolment.organization_id, Enrolment.cohort_id)
)
HOSTS: Final = hot(
    select(
        Host.organization_id,
        Organization.name.label("organization"),
        Host.name,
        Host.email,
        Host.headline,
        Host.field,
        Host.topics,
        Host.capacity,
        Host.cool_off_days,
        Host.paused_until,
        Host.consent_version,
        Host.agreed_at,
        Host.ended_at,
        Host.asked,
        Host.accepted,
        Host.held,
    )
    .outerjoin(Organization, Organization.organization_id == Host.organization_id)
    .where(Host.person_id == _PERSON)
    .order_by(Host.created_at, Host.organization_id)
)
ASKED: Final = hot(
    select(
        HostRequest.organization_id,
        HostRequest.host_id,
        HostRequest.body,
        HostRequest.said,
        HostRequest.state,
        HostRequest.asked_at,
        HostRequest.expires_at,
        HostRequest.answered_at,
        HostRequest.held_at,
        HostRequest.contact_id,
    )
    .where(HostRequest.person_id == _PERSON)
    .order_by(HostRequest.asked_at, HostRequest.id)
)


class Works(msgspec.Struct, frozen=True):
    """Somebody works, or worked until `ended_at`, in an organization."""

    organization_id: UUID
    organization: str | None
    name: str
    role: str
    created_at: datetime
    ended_at: datetime | None


class TakesPart(msgspec.Struct, frozen=True):
    """Somebody takes part in a cohort; `external_id` is what the organization's own list calls them."""

    organization_id: UUID
    organization: str | None
    cohort_id: UUID
    name: str
    external_id: str | None
    status: str
    created_at: datetime


class Volunteers(msgspec.Struct, frozen=True):
    """Somebody is, or was until `ended_at`, a host of an organization."""

    organization_id: UUID
    organization: str | None
    name: str
    email: str | None
    headline: str
    field: str | None
    topics: list[str]
    capacity: int
    cool_off_days: int
    paused_until: date | None
    consent_version: int | None
    agreed_at: datetime | None
    ended_at: datetime | None
    asked: int
    accepted: int
    held: int


class AskedHost(msgspec.Struct, frozen=True):
    """Somebody asked a host of an organization for a talk."""

    organization_id: UUID
    host_id: UUID
    body: str
    said: str
    state: str
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    held_at: datetime | None
    contact_id: UUID | None


class Belonging(msgspec.Struct, frozen=True):
    """All that organizations keep of a person."""

    works: list[Works]
    takes_part: list[TakesPart]
    volunteers: list[Volunteers]
    asked_hosts: list[AskedHost]


async def belonging_of(work: Work) -> Belonging:
    """What organizations keep of this work's person."""
    me = work.subject.person_id
    return Belonging(
        [Works(*row) for row in await work.fetch(WORKS, person_id=me)],
        [TakesPart(*row) for row in await work.fetch(TAKES_PART, person_id=me)],
        [Volunteers(*row) for row in await work.fetch(HOSTS, person_id=me)],
        [AskedHost(*row) for row in await work.fetch(ASKED, person_id=me)],
    )
