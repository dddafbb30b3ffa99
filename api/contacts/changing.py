"""A card changes: what is typed, archived, deleted and brought back."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Select, delete, select

from api.contacts.cards import (
    SIMPLE,
    any_contact_of,
    check_card,
    clean_points,
    clean_tags,
    known_employer,
    refuse_taken_external_id,
    typed_fields,
)
from api.contacts.creating import (
    NewPoint,
    add_points,
    comparable_name,
    each_once,
    slug_of,
    whole_name,
)
from api.contacts.employers import employer_ids, employer_of
from api.contacts.guesses import guess_from_title
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.names import split_full_name
from api.contacts.reading import ContactCard, show_contact
from api.contacts.refusals import ContactErased
from api.contacts.schemas import ContactChange
from api.contacts.search import Found, search_text
from api.credentials import Subject
from api.database import Work
from api.errors import InvalidInput, NotFound
from api.etags import require_version
from api.journal.record import record

UNDO: Final = timedelta(days=30)
"""How long a deletion can be taken back (ARCHITECTURE.md section 3)."""


def point_of(subject: Subject) -> Select[ContactPoint]:
    """The one way to the points of contacts."""
    return select(ContactPoint).where(
        ContactPoint.owner_id == subject.person_id, ContactPoint.deleted_at.is_(None)
    )


async def open_contact(work: Work, contact_id: UUID) -> Contact:
    """The contact, to be changed. Raises NotFound, and ContactErased of an erased one: whoever
    still pushes changes of it learns to stop."""
    session = await work.session()
    contact = await session.scalar(any_contact_of(work.subject).where(Contact.id == contact_id))
    if contact is not None and contact.erased_at is not None:
        raise ContactErased()
    if contact is None or contact.deleted_at is not None:
        raise NotFound()
    return contact


async def change_contact(
    work: Work, contact_id: UUID, data: ContactChange, *, if_match: str | None
) -> ContactCard:
    """Change what was sent; the fields count as typed from now on, so no import overwrites them.

    Raises NotFound, ContactErased, PreconditionRequired, PreconditionFailed, InvalidInput.
    """
    check_card(data)
    contact = await open_contact(work, contact_id)
    require_version(if_match, contact.version)
    session = await work.session()
    kept = list(
        await session.scalars(point_of(work.subject).where(ContactPoint.contact_id == contact_id))
    )
    if data.external_id not in (UNSET, contact.external_id):
        await refuse_taken_external_id(work, data.external_id or None)
    employer = await _employer(work, contact, data)
    _rename(contact, data)
    for name in SIMPLE:
        value = getattr(data, name)
        if value is not UNSET:
            setattr(
                contact, name, ("" if name in _NEVER_NULL else None) if value is None else value
            )
    _guess(contact, data)
    if data.tags is not UNSET:
        contact.tags = list(clean_tags(data.tags))
    if data.archived is not UNSET and data.archived != (contact.archived_at is not None):
        contact.archived_at = work.now if data.archived else None
    pairs = [(point.kind, point.value) for point in kept]
    if data.points is not UNSET:
        pairs = await _replace_points(work, contact, kept, clean_points(data.points))
    contact.search = search_text(
        Found(contact.name, contact.role, employer.name if employer else "", contact.tags, pairs)
    )
    contact.typed = sorted({*contact.typed, *typed_fields(data)})
    # A label alone changes no column of this row; its version and change number must move all the
    # same, because the points are part of what the card shows.
    contact.updated_at = work.now
    await session.flush()
    await record(work, "contact.updated", contact_id=contact_id)
    return await show_contact(work, contact_id)


async def delete_contact(work: Work, contact_id: UUID, *, if_match: str | None) -> None:
    """Delete a contact; 30 days long it can be brought back. Raises NotFound, PreconditionFailed."""
    contact = await open_contact(work, contact_id)
    if if_match is not None:
        require_version(if_match, contact.version)
    contact.deleted_at = work.now
    await work.flush()
    await record(work, "contact.deleted", contact_id=contact_id)


async def restore_contact(work: Work, contact_id: UUID) -> ContactCard:
    """Take a deletion back; of a contact that is there it changes nothing.

    Raises NotFound (also after 30 days), ContactErased, Conflict (its external id was taken).
    """
    session = await work.session()
    contact = await session.scalar(any_contact_of(work.subject).where(Contact.id == contact_id))
    if contact is not None and contact.erased_at is not None:
        raise ContactErased()
    if contact is None:
        raise NotFound()
    if contact.deleted_at is not None:
        if contact.deleted_at < work.now - UNDO:
            raise NotFound()
        await refuse_taken_external_id(work, contact.external_id)
        contact.deleted_at = None
        await session.flush()
        await record(work, "contact.updated", contact_id=contact_id, codes={"restored": True})
    return await show_contact(work, contact_id)


_NEVER_NULL: Final = frozenset({"why", "role", "notes"})


async def _employer(work: Work, contact: Contact, data: ContactChange) -> Employer | None:
    """The employer after the change, which is set on the contact."""
    session = await work.session()
    if isinstance(data.employer_id, UUID):
        contact.employer_id = (await known_employer(work, data.employer_id)).id
    elif data.employer_id is None or (
        data.employer is not UNSET and not (data.employer or "").strip()
    ):
        contact.employer_id = None
    elif data.employer:
        (contact.employer_id,) = (await employer_ids(work, [data.employer])).values()
    if contact.employer_id is None:
        return None
    return await session.scalar(employer_of(work.subject).where(Employer.id == contact.employer_id))


def _rename(contact: Contact, data: ContactChange) -> None:
    if data.name is UNSET and data.given_name is UNSET and data.family_name is UNSET:
        return
    if data.given_name is not UNSET:
        contact.given_name = data.given_name.strip()
    if data.family_name is not UNSET:
        contact.family_name = data.family_name.strip()
    if data.name is UNSET:
        contact.name = whole_name("", contact.given_name, contact.family_name)
    else:
        contact.name = whole_name(data.name, "", "")
        if data.given_name is UNSET and data.family_name is UNSET:
            contact.given_name, contact.family_name = split_full_name(contact.name)
    if not contact.name:
        raise InvalidInput.field("body.name", "needed", "A person needs a name.")
    contact.name_norm = comparable_name(contact.name)


def _guess(contact: Contact, data: ContactChange) -> None:
    """What the person said of function and seniority is no guess; a new role is guessed anew."""
    if data.function is not UNSET:
        contact.function_guessed = False
    if data.seniority is not UNSET:
        contact.seniority_guessed = False
    if data.role is UNSET:
        return
    guess = guess_from_title(contact.role)
    if data.function is UNSET and (contact.function is None or contact.function_guessed):
        contact.function = guess.function.value if guess.function else None
        contact.function_guessed = guess.function is not None
    if data.seniority is UNSET and (contact.seniority is None or contact.seniority_guessed):
        contact.seniority = guess.seniority.value if guess.seniority else None
        contact.seniority_guessed = guess.seniority is not None


async def _replace_points(
    work: Work, contact: Contact, kept: list[ContactPoint], points: tuple[NewPoint, ...]
) -> list[tuple[str, str]]:
    """Have these points and no others; one that stays keeps its id."""
    session = await work.session()
    wanted = each_once(points)
    for old in kept:
        point = wanted.pop((old.kind, old.value_norm), None)
        if point is None:
            await session.execute(
                delete(ContactPoint).where(
                    ContactPoint.owner_id == old.owner_id, ContactPoint.id == old.id
                )
            )
        else:
            old.value, old.label = point.value, point.label
    await add_points(work, {contact.id: tuple(wanted.values())})
    pairs = [(point.kind, point.value) for point in points]
    contact.profile_slug = slug_of(pairs)
    return pairs
