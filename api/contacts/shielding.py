"""Who is not to be contacted: nothing about them goes to a language model, of any kind."""

import re
from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.models import Contact
from api.database import Work, hot

_SHIELDED: Final = (
    Contact.owner_id == bindparam("owner_id"),
    Contact.deleted_at.is_(None),
    Contact.do_not_contact,
)
NAMES: Final = hot(select(Contact.name, Contact.given_name, Contact.family_name).where(*_SHIELDED))
AMONG: Final = hot(
    select(Contact.id).where(*_SHIELDED, Contact.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
)
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")


async def shielded_names(work: Work) -> frozenset[str]:
    """Every word of the name of anybody not to be contacted."""
    rows = await work.fetch(NAMES, owner_id=work.subject.person_id)
    # Any word of their name: better a line too few than one about them.
    return frozenset(word for row in rows for part in row.values() for word in _said(part))


def names_one_of(text: str, shielded: frozenset[str]) -> bool:
    """Whether a text has a word of these names."""
    return not shielded.isdisjoint(_said(text))


async def shielded_among(work: Work, contact_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these people are not to be contacted."""
    if not contact_ids:
        return frozenset()
    rows = await work.fetch(AMONG, owner_id=work.subject.person_id, ids=list(contact_ids))
    return frozenset(row["id"] for row in rows)


def _said(text: str) -> set[str]:
    return {word.casefold() for word in _WORDS.findall(text)}
