"""The tags somebody uses, with how many people have each."""

from typing import Final

from sqlalchemy import bindparam, func, select

from api.contacts.models import Contact
from api.contacts.schemas import TagList, TagRead
from api.database import Work, hot

_EACH: Final = (
    select(func.unnest(Contact.tags).label("tag"))
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.deleted_at.is_(None),
        Contact.archived_at.is_(None),
    )
    .subquery()
)
ALL: Final = hot(select(_EACH.c.tag, func.count()).group_by(_EACH.c.tag).order_by(_EACH.c.tag))


async def list_tags(work: Work) -> TagList:
    """All tags of people who are not archived, by name."""
    rows = await work.fetch(ALL, owner_id=work.subject.person_id)
    return TagList([TagRead(*row) for row in rows])
