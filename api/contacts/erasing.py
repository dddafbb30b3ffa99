"""Somebody asked to be deleted: everything about them is emptied at once, and an import can't
bring them back."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.accounts.models import Person
from api.contacts.belonging import emptying
from api.contacts.cards import any_contact_of
from api.contacts.changing import point_of
from api.contacts.employers import employer_of
from api.contacts.identity import Identity, identity_of
from api.contacts.mentions import forget_mentions
from api.contacts.merging import merged_into
from api.contacts.models import Contact, ContactPoint, Employer, Suppression
from api.contacts.suppression import suppression_keys
from api.database import Work, hot
from api.erasures import Erasure, Erasures
from api.errors import NotFound
from api.journal.record import record
from api.secrets import Keys, keyed_hash

SEALED: Final = hot(select(Person.sealed_key).where(Person.id == bindparam("person_id")))
SUPPRESS: Final = hot(
    insert(Suppression)
    .values(owner_id=bindparam("owner_id"), key_hash=bindparam("key_hash"))
    .on_conflict_do_nothing()
)
SUPPRESSED: Final = hot(
    select(Suppression.key_hash).where(
        Suppression.owner_id == bindparam("owner_id"),
        Suppression.key_hash == func.any(bindparam("hashes", type_=ARRAY(LargeBinary()))),
    )
)
LAST_THERE: Final = hot(
    select(func.count()).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.employer_id == bindparam("employer_id"),
        Contact.erased_at.is_(None),
    )
)


async def erase_contact(work: Work, keys: Keys, erasures: Erasures, contact_id: UUID) -> bool:
    """Empty every column about this person in every table, keep the husk so that events and
    measures stay, and remember keyed hashes of what identified them (DOMAIN.md section 2).

    It can't be taken back; erasing again changes nothing, and returns False. Raises NotFound, and
    Unavailable when the log of erasures does not answer.
    """
    session = await work.session()
    contact = await session.scalar(any_contact_of(work.subject).where(Contact.id == contact_id))
    if contact is None:
        raise NotFound()
    if contact.erased_at is not None:
        return False
    owner = work.subject.person_id
    employer_id, employer = contact.employer_id, None
    if employer_id is not None:
        employer = await session.scalar(employer_of(work.subject).where(Employer.id == employer_id))
    points = list(
        await session.scalars(point_of(work.subject).where(ContactPoint.contact_id == contact_id))
    )
    by_kind = {
        kind: [point.value for point in points if point.kind == kind]
        for kind in ("email", "phone", "url")
    }
    who = identity_of(
        contact.name,
        employer.name if employer else "",
        emails=by_kind["email"],
        phones=by_kind["phone"],
        urls=by_kind["url"],
    )
    key = await _tenant_key(work, keys)
    hashes = list(_hashes(key, who))
    await erasures.keep(
        Erasure(owner, contact_id, work.now, tuple(hashed.hex() for hashed in hashes))
    )
    for hashed in hashes:
        await work.execute(SUPPRESS, owner_id=owner, key_hash=hashed)
    await forget_mentions(
        work, contact.given_name, contact.family_name, [point.value for point in points]
    )
    contact.erased_at = work.now
    contact.deleted_at = contact.deleted_at or work.now
    contact.employer_id = None
    await session.execute(
        delete(ContactPoint).where(
            ContactPoint.owner_id == owner, ContactPoint.contact_id == contact_id
        )
    )
    await session.flush()
    for statement in emptying():
        await work.execute(statement, owner_id=owner, contact_id=contact_id)
    if employer is not None and not employer.present:
        await _forget_employer(work, employer)
    await record(work, "contact.deleted", contact_id=contact_id, codes={"erased": True})
    for merged_id in await merged_into(work, contact_id):
        await erase_contact(work, keys, erasures, merged_id)
    return True


async def suppressed(work: Work, keys: Keys, people: list[Identity]) -> list[bool]:
    """Which of these an import must leave out, because they asked to be deleted. One statement
    beside the key of the tenant."""
    key = await _tenant_key(work, keys)
    hashes = [set(_hashes(key, who)) for who in people]
    every = list({one for some in hashes for one in some})
    rows = await work.fetch(SUPPRESSED, owner_id=work.subject.person_id, hashes=every)
    known = {row["key_hash"] for row in rows}
    return [bool(some & known) for some in hashes]


async def _tenant_key(work: Work, keys: Keys) -> bytes:
    person_id = work.subject.person_id
    sealed = await work.fetchval(SEALED, person_id=person_id)
    return keys.unseal(sealed, f"people|{person_id}|sealed_key")


def _hashes(key: bytes, who: Identity) -> Iterator[bytes]:
    for text in suppression_keys(who):
        yield keyed_hash(key, text)


async def _forget_employer(work: Work, employer: Employer) -> None:
    """An employer of nobody else may be the person's own name over a door."""
    left = await work.fetchval(LAST_THERE, owner_id=work.subject.person_id, employer_id=employer.id)
    if left == 0:
        employer.name = employer.name_norm = ""
        employer.deleted_at = work.now
        await work.flush()
