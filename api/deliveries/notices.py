"""What was said to a person in the app: a list to look back in, and whether they saw it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, any_, bindparam, select, tuple_, update
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Work, hot
from api.deliveries.channel_models import Notice
from api.deliveries.notice_schemas import NoticePage, NoticeRead
from api.paging import Cursors

_UNREAD: Final = (
    select(Notice.id)
    .where(Notice.owner_id == bindparam("owner_id"), Notice.read_at.is_(None), Notice.title != "")
    .exists()
)
_SHOWN: Final = (
    select(
        Notice.id,
        Notice.kind,
        Notice.title,
        Notice.body,
        Notice.path,
        Notice.at,
        Notice.read_at.is_not(None).label("read"),
        _UNREAD.label("unread"),
    )
    .where(
        Notice.owner_id == bindparam("owner_id"),
        # Whoever it was about asked to be deleted: there is nothing left to read.
        Notice.title != "",
    )
    .order_by(Notice.at.desc(), Notice.id.desc())
    .limit(bindparam("most"))
)
LIST: Final = hot(_SHOWN)
LIST_ON: Final = hot(
    _SHOWN.where(
        tuple_(Notice.at, Notice.id)
        < tuple_(
            bindparam("after_at", type_=Notice.at.type), bindparam("after_id", type_=Notice.id.type)
        )
    )
)
SEEN: Final = hot(
    update(Notice)
    .where(
        Notice.owner_id == bindparam("owner_id"),
        Notice.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        Notice.read_at.is_(None),
    )
    .values(read_at=bindparam("the_now"))
)


class Position(msgspec.Struct, frozen=True):
    """Where a page ended."""

    at: datetime
    id: UUID


async def list_notices(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> NoticePage:
    """What was said, the latest first. Raises InvalidInput."""
    owner = work.subject.person_id
    if cursor is None:
        rows = await work.fetch(LIST, owner_id=owner, most=limit + 1)
    else:
        position = cursors.read(cursor, owner, "notices", Position)
        rows = await work.fetch(
            LIST_ON,
            owner_id=owner,
            most=limit + 1,
            after_at=position.at,
            after_id=position.id,
        )
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return NoticePage(
        items=[
            NoticeRead(**{name: row[name] for name in NoticeRead.__struct_fields__})
            for row in shown
        ],
        unread=any(row["unread"] for row in rows[:1]),
        next_cursor=cursors.write(owner, "notices", Position(last["at"], last["id"]))
        if last is not None
        else None,
    )


async def mark_seen(work: Work, ids: list[UUID]) -> None:
    """These were seen now; those that were seen before stay as they are."""
    await work.execute(SEEN, owner_id=work.subject.person_id, ids=ids, the_now=work.now)
