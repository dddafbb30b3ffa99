"""Create or update in one call, by the key that another system has for somebody."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, structs

from api.contacts.cards import (
    SIMPLE,
    any_contact_of,
    clean_points,
    clean_tags,
    create_contact,
)
from api.contacts.changing import change_contact, point_of
from api.contacts.creating import each_once, whole_name
from api.contacts.employers import comparable
from api.contacts.erasing import suppressed
from api.contacts.identity import email_norm, identity_of
from api.contacts.models import Contact, ContactPoint
from api.contacts.reading import ContactCard, contact_of, show_contact
from api.contacts.refusals import ContactDeleted, ContactErased
from api.contacts.schemas import (
    BatchResult,
    BatchResults,
    Card,
    ContactChange,
    ContactCreate,
    ContactKeyed,
    ContactRead,
    Upserted,
)
from api.database import Work
from api.errors import InvalidInput, Problem
from api.secrets import Keys
from api.tables import new_id


async def upsert_contact(
    work: Work, keys: Keys, external_id: str, card: Card
) -> tuple[ContactCard, Upserted]:
    """Make or change the contact of this key; says what became of it. What is not sent stays, and
    where nothing differs nothing is written, so that a nightly run leaves no trace.

    Without a contact of this key the one whose e-mail address was sent gets it, if it is the only
    one and has no other key. Raises InvalidInput (another key in the body, no name for somebody
    new), ContactDeleted and ContactErased: whom the person took away does not come back by itself.
    """
    if card.external_id not in (UNSET, external_id):
        raise InvalidInput.field(
            "body.external_id", "said-twice", "Leave it out: the address names it."
        )
    session = await work.session()
    known = await session.scalar(contact_of(work.subject).where(Contact.external_id == external_id))
    if known is None:
        await _refuse_deleted(work, external_id)
        known = await _only_one_by_email(work, card)
    if known is None:
        return await _create(work, keys, external_id, card), "created"
    there = await show_contact(work, known.id)
    shown = there.read()
    change = _difference(card, shown)
    if shown.external_id != external_id:
        change["external_id"] = external_id
    if not change:
        return there, "unchanged"
    changes = structs.replace(ContactChange(), **change)
    return await change_contact(work, known.id, changes, if_match="*"), "updated"


async def upsert_many(work: Work, keys: Keys, items: Sequence[ContactKeyed]) -> BatchResults:
    """Each of these one after the other, and what became of it. What is refused leaves nothing and
    hinders no other."""
    results = []
    for number, item in enumerate(items):
        try:
            async with work.part():
                shown, result = await upsert_contact(work, keys, item.external_id, item)
        except Problem as problem:
            results.append(_refused(number, item, problem))
        else:
            results.append(BatchResult(item.external_id, result, shown.id, None))
    return BatchResults(results)


def _refused(number: int, item: ContactKeyed, problem: Problem) -> BatchResult:
    document = problem.document("")
    errors = [
        structs.replace(error, field=error.field.replace("body", f"body.items[{number}]"))
        for error in document.errors
    ]
    return BatchResult(item.external_id, "refused", None, structs.replace(document, errors=errors))


async def _create(work: Work, keys: Keys, external_id: str, card: Card) -> ContactCard:
    points = [] if card.points is UNSET else card.points
    who = identity_of(
        whole_name(card.name or "", card.given_name or "", card.family_name or ""),
        card.employer or "",
        (point.value for point in points if point.kind == "email"),
        (point.value for point in points if point.kind == "phone"),
        (point.value for point in points if point.kind == "url"),
    )
    if (await suppressed(work, keys, [who]))[0]:
        raise ContactErased()
    said = {
        name: value
        for name in Card.__struct_fields__
        if (value := getattr(card, name)) is not UNSET
    }
    new = structs.replace(ContactCreate(id=new_id()), **said | {"external_id": external_id})
    contact, _ = await create_contact(work, new)
    return contact


async def _refuse_deleted(work: Work, external_id: str) -> None:
    """A person who deleted somebody need not do so again after each run of another system."""
    session = await work.session()
    gone = await session.scalar(
        any_contact_of(work.subject)
        .where(Contact.external_id == external_id, Contact.deleted_at.is_not(None))
        .limit(1)
    )
    if gone is not None:
        raise ContactDeleted()


async def _only_one_by_email(work: Work, card: Card) -> Contact | None:
    emails = _emails(card)
    if not emails:
        return None
    session = await work.session()
    with_one = (
        point_of(work.subject)
        .where(ContactPoint.kind == "email", ContactPoint.value_norm.in_(emails))
        .with_only_columns(ContactPoint.contact_id)
    )
    found = list(
        await session.scalars(contact_of(work.subject).where(Contact.id.in_(with_one)).limit(2))
    )
    return found[0] if len(found) == 1 and found[0].external_id is None else None


def _emails(card: Card) -> list[str]:
    points = [] if card.points is UNSET else card.points
    return [
        norm
        for one in points
        if one.kind == "email" and (norm := email_norm(one.value)) is not None
    ]


def _difference(card: Card, shown: ContactRead) -> dict[str, Any]:
    """What of the card is not on the contact already, as a change of it."""
    same = {
        **{name: getattr(shown, name) for name in ("given_name", "family_name", "name", *SIMPLE)},
        "employer_id": shown.employer and shown.employer.id,
    }
    change: dict[str, Any] = {}
    for name in Card.__struct_fields__:
        value = getattr(card, name)
        if value is UNSET or (name in same and _is_same(value, same[name])):
            continue
        if name == "employer" and comparable(value or "") == comparable(
            shown.employer.name if shown.employer else ""
        ):
            continue
        if name == "tags" and set(clean_tags(card.tags or [])) == set(shown.tags):
            continue
        if name == "points" and _points(card) == {
            (point.kind, point.value, point.label) for point in shown.points
        }:
            continue
        change[name] = value
    return change


def _is_same(sent: object, shown: object) -> bool:
    """Nothing is nothing, however it is said; names and roles are kept without surplus space."""
    if isinstance(sent, str):
        return (shown or "") in (sent, sent.strip(), " ".join(sent.split()))
    return (sent or None) == (shown or None)


def _points(card: Card) -> set[tuple[str, str, str]]:
    points = each_once(clean_points(card.points or []))
    return {(point.kind, point.value, point.label) for point in points.values()}
