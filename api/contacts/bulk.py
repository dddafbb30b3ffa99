"""One thing done with many people at once: set-based, with a result for each."""

from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import DateTime, Text, Uuid, bindparam, column, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.contacts.cards import clean_tags
from api.contacts.models import Contact
from api.contacts.schemas import BulkAction, BulkResult, BulkResults
from api.contacts.search import CARDS, found_on, search_text
from api.database import Hot, Work, hot
from api.errors import InvalidInput
from api.journal.record import Name, record_of_contacts

MOST_TAGS: Final = 50
"""Tags on one contact."""

_ALIVE: Final = (
    Contact.owner_id == bindparam("owner_id"),
    Contact.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
    Contact.deleted_at.is_(None),
)
_NOW: Final = bindparam("now", type_=DateTime(timezone=True))
THERE: Final = hot(select(Contact.id).where(*_ALIVE))


def _marking(*where: Any, **values: Any) -> Hot:
    return hot(update(Contact).where(*_ALIVE, *where).values(**values).returning(Contact.id))


MARKS: Final = {
    "archive": _marking(Contact.archived_at.is_(None), archived_at=_NOW),
    "unarchive": _marking(Contact.archived_at.is_not(None), archived_at=None),
    "delete": _marking(deleted_at=_NOW),
}

_TAGGED: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(column("id", Uuid()), column("tags", ARRAY(Text())), column("search", Text()))
    .render_derived("tagged", with_types=True)
)
TAG: Final = hot(
    update(Contact)
    .values(tags=_TAGGED.c.tags, search=_TAGGED.c.search)
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == _TAGGED.c.id,
        Contact.deleted_at.is_(None),
    )
    .returning(Contact.id)
)


async def do_with_many(work: Work, data: BulkAction) -> BulkResults:
    """Tag, archive or delete many people; says for each what became of it. Four statements at most.

    Raises InvalidInput where a tag is needed and not sent.
    """
    owner = work.subject.person_id
    there = {row["id"] for row in await work.fetch(THERE, owner_id=owner, ids=data.ids)}
    event: Name = "contact.deleted" if data.action == "delete" else "contact.updated"
    if data.action in {"tag", "untag"}:
        if data.tag is UNSET:
            raise InvalidInput.field("body.tag", "needed", "Send the tag.")
        done = await _retag(work, list(there), data.tag, add=data.action == "tag")
    else:
        rows = await work.fetch(MARKS[data.action], owner_id=owner, ids=list(there), now=work.now)
        done = {row["id"] for row in rows}
    await record_of_contacts(work, event, [one for one in data.ids if one in done])
    return BulkResults(
        [
            BulkResult(
                one,
                "done" if one in done else "unchanged" if one in there else "not_found",
            )
            for one in data.ids
        ]
    )


async def _retag(work: Work, ids: list[UUID], tag: str, *, add: bool) -> set[UUID]:
    (clean,) = clean_tags([tag])
    rows: list[dict[str, object]] = []
    for row in await work.fetch(CARDS, owner_id=work.subject.person_id, ids=ids):
        others = [one for one in row["tags"] if one.casefold() != clean.casefold()]
        has = len(others) < len(row["tags"])
        if has == add or (add and len(others) >= MOST_TAGS):
            continue
        tags = [*others, clean] if add else others
        rows.append({"id": row["id"], "tags": tags, "search": search_text(found_on(row, tags))})
    if not rows:
        return set()
    done = await work.fetch(
        TAG, owner_id=work.subject.person_id, rows=msgspec.json.encode(rows).decode()
    )
    return {row["id"] for row in done}
