"""One contact with everything on the card, by one statement."""

from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Select, Text, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.schemas import (
    ContactRead,
    DueOfContact,
    EmployerOfContact,
    PointKind,
    PointRead,
    ThreadOfContact,
)
from api.credentials import Subject
from api.database import Work, hot
from api.errors import NotFound

AS_THEY_ARE: Final = (
    "id", "given_name", "family_name", "name", "why", "role", "function", "function_guessed",
    "industry", "seniority", "seniority_guessed", "country", "time_zone", "source", "tie", "tags",
    "notes", "archived_at", "do_not_contact", "retain_until", "external_id", "sort",
    "connected_on", "last_contact_at", "created_at", "updated_at", "version",
)  # fmt: skip
"""Fields of `ContactRead` that are columns of their own."""

POINTS: Final = (
    select(
        cast(func.jsonb_agg(
            aggregate_order_by(
                func.jsonb_build_object(
                    literal_column("'id'"), ContactPoint.id,
                    literal_column("'kind'"), ContactPoint.kind,
                    literal_column("'value'"), ContactPoint.value,
                    literal_column("'label'"), ContactPoint.label,
                ),
                ContactPoint.kind, ContactPoint.id,
            )
        ), Text())
    )
    .where(
        ContactPoint.owner_id == Contact.owner_id,
        ContactPoint.contact_id == Contact.id,
        ContactPoint.deleted_at.is_(None),
    )
    .correlate(Contact)
    .scalar_subquery()
)  # fmt: skip
"""The points of a contact as JSON, null when there are none; as text, which msgspec reads at once."""

PAGE: Final = hot(
    select(
        *(getattr(Contact, name) for name in AS_THEY_ARE),
        Contact.thread_id,
        Contact.stage,
        Contact.lane,
        Contact.due_kind,
        Contact.due_at,
        Contact.employer_id,
        Employer.name.label("employer_name"),
        Employer.present,
        POINTS.label("points"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)

_POINTS_DECODER: Final = msgspec.json.Decoder(list[PointRead])


def contact_of(subject: Subject) -> Select[Contact]:
    """The one way to a contact that is neither deleted nor erased."""
    return select(Contact).where(
        Contact.owner_id == subject.person_id, Contact.deleted_at.is_(None)
    )


async def read_contact(work: Work, contact_id: UUID) -> ContactRead:
    """The contact. Raises NotFound, of somebody else's and of a deleted one alike."""
    row = await work.fetchrow(PAGE, owner_id=work.subject.person_id, contact_id=contact_id)
    if row is None:
        raise NotFound()
    return _shown(row)


def _shown(row: asyncpg.Record) -> ContactRead:
    employer = thread = due = None
    if row["employer_id"] is not None:
        employer = EmployerOfContact(row["employer_id"], row["employer_name"], row["present"])
    if row["due_at"] is not None:
        due = DueOfContact(row["due_kind"], row["due_at"])
    if row["thread_id"] is not None:
        thread = ThreadOfContact(row["thread_id"], row["stage"], row["lane"], due)
    points = _POINTS_DECODER.decode(row["points"]) if row["points"] else []
    return ContactRead(
        **{name: row[name] for name in AS_THEY_ARE},
        employer=employer,
        points=points,
        thread=thread,
        employer_name=row["employer_name"],
        lane=row["lane"],
        email=_first("email", points),
        phone=_first("phone", points),
    )


def _first(kind: PointKind, points: list[PointRead]) -> str | None:
    return next((point.value for point in points if point.kind == kind), None)
