"""Names and lines of a report, as they stand when it is read."""

from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.models import Contact, Employer
from api.conversations.models import NoteLine
from api.database import Work, hot
from api.threads.keeping import whom
from api.threads.schemas import Whom

_IDS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))
LINES: Final = hot(
    select(NoteLine.id, NoteLine.text).where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.id == _IDS,
        NoteLine.gone.is_(False),
        NoteLine.deleted_at.is_(None),
    )
)
PEOPLE: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Contact.thread_id,
        func.coalesce(Employer.name, "").label("employer"),
    )
    .join(
        Employer,
        (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
        isouter=True,
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == _IDS,
        Contact.erased_at.is_(None),
    )
)


class Known(NamedTuple):
    """What was looked up: the words of lines, and people who were not erased."""

    lines: dict[UUID, str]
    people: dict[UUID, asyncpg.Record]


async def look_up(work: Work, lines: Collection[UUID], people: Collection[UUID]) -> Known:
    """Both, in two statements."""
    owner = work.subject.person_id
    texts = await work.fetch(LINES, owner_id=owner, ids=list(lines))
    cards = await work.fetch(PEOPLE, owner_id=owner, ids=list(people))
    return Known({row["id"]: row["text"] for row in texts}, {row["id"]: row for row in cards})


def whom_of(known: Known, contact_id: UUID | None) -> Whom | None:
    """Somebody by their names, unless they were erased."""
    card = known.people.get(contact_id) if contact_id is not None else None
    return None if card is None else whom(card["id"], card["name"], card["given_name"])
