"""Somebody they referred to: a new contact or a known one, and who led to whom."""

from typing import Final

from sqlalchemy import bindparam, select

from api.contacts.models import Contact
from api.database import Work, hot
from api.errors import InvalidInput
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


async def refer(work: Work, thread: Kept, said: Happening, introduced: Introduced) -> Whom:
    """Keep whom they led to. Raises InvalidInput when that is not what happened, when they led to
    themselves, or when a new contact has no name."""
    if said is not Happening.REFERRED_ON:
        raise InvalidInput.field("body.introduced", "not-referred", "Say that they referred on.")
    if introduced.id is None:
        raise InvalidInput.field("body.introduced.id", "missing", "Name somebody.")
    if introduced.id == thread.contact.id:
        raise InvalidInput.field("body.introduced.id", "same-person", "Name somebody else.")
    row = await work.fetchrow(KNOWN, owner_id=work.subject.person_id, contact_id=introduced.id)
    if row is None:
        raise InvalidInput.field("body.introduced.id", "unknown", "Name somebody.")
    return whom(introduced.id, row["name"], row["given_name"])
