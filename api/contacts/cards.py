"""A card as it is typed: checked, and turned into what is kept."""

from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Select, select

from api.contacts.creating import NewContact, NewPoint, create_contacts, digest
from api.contacts.employers import employer_of
from api.contacts.models import Contact, Employer
from api.contacts.reading import ContactCard, contact_of, show_contact
from api.contacts.refusals import ContactErased
from api.contacts.schemas import Card, ContactCreate, PointWrite
from api.credentials import Subject
from api.database import Work
from api.errors import Conflict, InvalidInput
from api.localtime import is_zone

SIMPLE: Final = (
    "why", "role", "function", "industry", "seniority", "country", "time_zone", "source", "tie",
    "notes", "do_not_contact", "retain_until", "external_id",
)  # fmt: skip
"""Fields of a card that are kept under the same name."""


def any_contact_of(subject: Subject) -> Select[Contact]:
    """Contacts, deleted and erased ones too: to know an id that was used, and for undo."""
    return select(Contact).where(Contact.owner_id == subject.person_id)


def check_card(card: Card) -> None:
    """Refuse what no type can: unknown zones, two ways to say the employer."""
    if isinstance(card.time_zone, str) and not is_zone(card.time_zone):
        raise InvalidInput.field(
            "body.time_zone", "unknown-zone", "Use a name such as Europe/London."
        )
    if card.employer is not UNSET and card.employer_id is not UNSET:
        raise InvalidInput.field(
            "body.employer_id", "said-twice", "Send employer or employer_id, not both."
        )


def clean_tags(tags: list[str]) -> tuple[str, ...]:
    """Tags without surplus space, each once whatever its capitals."""
    kept: dict[str, str] = {}
    for tag in tags:
        kept.setdefault(" ".join(tag.split()).casefold(), " ".join(tag.split()))
    return tuple(kept.values())


def clean_points(points: list[PointWrite]) -> tuple[NewPoint, ...]:
    """Points as they are kept."""
    return tuple(NewPoint(point.kind, point.value.strip(), point.label) for point in points)


async def known_employer(work: Work, employer_id: UUID) -> Employer:
    """The employer of this id; InvalidInput when there is none."""
    session = await work.session()
    employer = await session.scalar(employer_of(work.subject).where(Employer.id == employer_id))
    if employer is None:
        raise InvalidInput.field(
            "body.employer_id", "unknown-employer", "There is no such employer."
        )
    return employer


async def refuse_taken_external_id(work: Work, external_id: str | None) -> None:
    """Raise Conflict when a live contact has this external id."""
    if external_id is None:
        return
    session = await work.session()
    if await session.scalar(contact_of(work.subject).where(Contact.external_id == external_id)):
        raise Conflict("Another contact has this external_id.")


def typed_fields(card: Card) -> tuple[str, ...]:
    """The fields that were sent and say something, in order: an import never overwrites them."""
    return tuple(
        name for name in Card.__struct_fields__ if getattr(card, name) not in (UNSET, None, "", [])
    )


async def create_contact(work: Work, data: ContactCreate) -> tuple[ContactCard, bool]:
    """Make a contact; says whether it is new. The same request again gives the same contact.

    Raises InvalidInput, Conflict (the id or the external id is another contact's) and
    ContactErased (it was erased and does not come back by a late push).
    """
    check_card(data)
    made_from = digest(data)
    session = await work.session()
    known = await session.scalar(any_contact_of(work.subject).where(Contact.id == data.id))
    if known is not None:
        if known.erased_at is not None:
            raise ContactErased()
        if known.made_from != made_from or known.deleted_at is not None:
            raise Conflict("This id was used for another contact.")
        return await show_contact(work, data.id), False
    if data.name is UNSET and not (data.given_name or "").strip():
        raise InvalidInput.field("body.name", "needed", "Send name or given_name.")
    await refuse_taken_external_id(work, data.external_id or None)
    employer = None
    if isinstance(data.employer_id, UUID):
        employer = await known_employer(work, data.employer_id)
    simple = {
        name: value
        for name in SIMPLE
        if (value := getattr(data, name)) is not UNSET and value is not None
    }
    await create_contacts(
        work,
        [
            NewContact(
                id=data.id,
                given_name=data.given_name or "",
                family_name=data.family_name or "",
                name=data.name or "",
                employer=data.employer or "",
                employer_id=employer.id if employer else None,
                employer_name=employer.name if employer else "",
                tags=clean_tags(data.tags or []),
                points=clean_points(data.points or []),
                typed=typed_fields(data),
                made_from=made_from,
                **simple,
            )
        ],
    )
    return await show_contact(work, data.id), True
