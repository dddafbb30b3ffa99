"""Somebody they referred to: a new contact or a known one, and who led to whom."""

from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from api.contacts.cards import create_contact
from api.contacts.models import Contact, Introduction
from api.contacts.schemas import ContactCreate
from api.database import Work, hot
from api.errors import InvalidInput
from api.tables import new_id
from api.threads.keeping import Kept, whom
from api.threads.schemas import Introduced, Whom
from api.threads.stages import Happening

KNOWN: Final = hot(
    select(Contact.name, Contact.given_name).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
_EDGE: Final = ("owner_id", "id", "introducer_id", "introduced_id", "created_at")
INTRODUCE: Final = hot(
    insert(Introduction)
    .values({name: bindparam(name) for name in _EDGE})
    .on_conflict_do_nothing(
        index_elements=["owner_id", "introduced_id", "introducer_id"],
        index_where=Introduction.deleted_at.is_(None),
    )
)


async def refer(work: Work, thread: Kept, said: Happening, introduced: Introduced) -> Whom:
    """Keep whom they led to, with the introduction.

    Raises InvalidInput when that is not what happened, when they led to themselves, or when
    somebody new has no name; Conflict for the id of a deleted contact.
    """
    if said is not Happening.REFERRED_ON:
        raise InvalidInput.field("body.introduced", "not-referred", "Say that they referred on.")
    if introduced.id == thread.contact.id:
        raise InvalidInput.field("body.introduced.id", "same-person", "Name somebody else.")
    led_to = await _known(work, introduced.id) if introduced.id else None
    if led_to is None:
        led_to = await _made(work, introduced)
    await work.execute(
        INTRODUCE,
        owner_id=work.subject.person_id,
        id=new_id(),
        introducer_id=thread.contact.id,
        introduced_id=led_to.id,
        created_at=work.now,
    )
    return led_to


async def _known(work: Work, contact_id: UUID) -> Whom | None:
    row = await work.fetchrow(KNOWN, owner_id=work.subject.person_id, contact_id=contact_id)
    return None if row is None else whom(contact_id, row["name"], row["given_name"])


async def _made(work: Work, introduced: Introduced) -> Whom:
    given, family = introduced.given_name or "", introduced.family_name or ""
    if not f"{given}{family}".strip():
        raise InvalidInput.field("body.introduced.given_name", "missing", "Say who it is.")
    made, _ = await create_contact(
        work,
        ContactCreate(
            id=introduced.id or new_id(),
            given_name=given or UNSET,
            family_name=family or UNSET,
            name=UNSET if given.strip() else family,
            role=introduced.role or UNSET,
            employer=introduced.employer_name or UNSET,
            source="referral",
        ),
    )
    card = made.read()
    return whom(card.id, card.name, card.given_name)
