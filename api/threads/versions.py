"""The versions of a message: one for each save, never changed."""

from functools import cache
from uuid import UUID

import msgspec
from sqlalchemy import Integer, bindparam, select

from api.database import Hot, Work, hot
from api.paging import Cursors
from api.threads.checking import kept_check
from api.threads.message_schemas import MessageVersionPage, MessageVersionRead
from api.threads.messages import TEXT, load_message
from api.threads.models import MessageVersion


class VersionPlace(msgspec.Struct, frozen=True):
    """Where a page of versions ended."""

    number: int


async def list_versions(
    work: Work, cursors: Cursors, message_id: UUID, *, limit: int, cursor: str | None
) -> MessageVersionPage:
    """The versions of a message, newest first. Raises NotFound, InvalidInput for the cursor."""
    owner_id, name = work.subject.person_id, f"message-versions|{message_id}"
    given: dict[str, object] = {}
    if cursor is not None:
        given["before"] = cursors.read(cursor, owner_id, name, VersionPlace).number
    await load_message(work, message_id)
    rows = await work.fetch(
        _versions(cursor is not None),
        owner_id=owner_id,
        message_id=message_id,
        first=limit + 1,
        **given,
    )
    items = [
        MessageVersionRead(
            number=row["number"],
            channel=row["channel"],
            subject=row["subject"],
            body=row["body"],
            check=kept_check(row["check_result"]),
            created_at=row["created_at"],
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    behind = cursors.write(owner_id, name, VersionPlace(items[-1].number)) if more else None
    return MessageVersionPage(items, behind)


@cache
def _versions(behind: bool) -> Hot:
    names = ("number", *TEXT, "created_at")
    statement = (
        select(*(getattr(MessageVersion, name) for name in names))
        .where(
            MessageVersion.owner_id == bindparam("owner_id"),
            MessageVersion.message_id == bindparam("message_id"),
        )
        .order_by(MessageVersion.number.desc())
        .limit(bindparam("first", type_=Integer()))
    )
    if behind:
        statement = statement.where(MessageVersion.number < bindparam("before"))
    return hot(statement)
