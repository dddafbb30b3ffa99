"""Lines of notes: kept once, never changed, answered one by one, so that a phone may send them again."""

from datetime import UTC, date
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from api.conversations.models import Conversation, NoteLine
from api.conversations.schemas import LineRead, LineResult, LineResults, Lines, LineWritten
from api.database import Work, among, hot
from api.errors import NotFound

MOST_LINES: Final = 2000
"""A talk of an hour, typed without pause, stays far below."""

_COLUMNS: Final = (
    "owner_id",
    "id",
    "conversation_id",
    "tag",
    "text",
    "at",
    "supersedes",
    "gone",
    "promiser",
    "due_on",
)
WRITE: Final = hot(
    insert(NoteLine)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
ROOM: Final = hot(
    select(func.count(NoteLine.id))
    .select_from(Conversation)
    .outerjoin(
        NoteLine,
        (NoteLine.owner_id == Conversation.owner_id)
        & (NoteLine.conversation_id == Conversation.id),
    )
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
    .group_by(Conversation.id)
)
SAME: Final = hot(
    select(NoteLine.conversation_id, NoteLine.text).where(
        NoteLine.owner_id == bindparam("owner_id"), NoteLine.id == bindparam("line_id")
    )
)
_LATER = aliased(NoteLine)
STANDING: Final = hot(
    select(
        NoteLine.id, NoteLine.tag, NoteLine.text, NoteLine.at, NoteLine.promiser, NoteLine.due_on
    )
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == bindparam("conversation_id"),
        NoteLine.deleted_at.is_(None),
        NoteLine.gone.is_(False),
        ~exists().where(
            _LATER.owner_id == NoteLine.owner_id,
            _LATER.conversation_id == NoteLine.conversation_id,
            _LATER.supersedes == NoteLine.id,
        ),
    )
    .order_by(NoteLine.at, NoteLine.id)
)
FIRST_HEARD: Final = (
    select(NoteLine.text)
    .where(
        NoteLine.owner_id == Conversation.owner_id,
        NoteLine.conversation_id == Conversation.id,
        among(NoteLine.tag, ["insight", "quote"]),
        NoteLine.gone.is_(False),
        NoteLine.deleted_at.is_(None),
    )
    .order_by(NoteLine.at, NoteLine.id)
    .limit(1)
    .correlate(Conversation)
    .scalar_subquery()
)
"""The first thing that was heard in a talk, for whatever quotes it: Today, and the mails."""


async def write_lines(work: Work, conversation_id: UUID, lines: list[LineWritten]) -> LineResults:
    """Keep these lines; one that was kept before is kept. A refused line does not stop the rest.

    Refused are: `other-line` (the id was used for another text), `too-many`, `no-zone`. Raises
    NotFound for a talk that is not there.
    """
    owner = work.subject.person_id
    there = await work.fetchval(ROOM, owner_id=owner, conversation_id=conversation_id)
    if there is None:
        raise NotFound()
    room = MOST_LINES - int(there)
    results = []
    for line in lines:
        code = None
        if line.at.tzinfo is None:
            code = "no-zone"
        elif room <= 0:
            code = "too-many"
        else:
            tag = await work.execute(WRITE, **_values(owner, conversation_id, line))
            if tag == "INSERT 0 1":
                room -= 1
            else:
                kept = await work.fetchrow(SAME, owner_id=owner, line_id=line.id)
                same = kept and tuple(kept) == (conversation_id, line.text)
                code = None if same else "other-line"
        results.append(LineResult(line.id, "refused" if code else "kept", code))
    return LineResults(results)


def _values(owner: UUID, conversation_id: UUID, line: LineWritten) -> dict[str, object]:
    return {
        "owner_id": owner,
        "id": line.id,
        "conversation_id": conversation_id,
        "tag": line.tag,
        "text": line.text,
        "at": line.at.astimezone(UTC),
        "supersedes": line.supersedes,
        "gone": line.gone,
        "promiser": line.promiser,
        "due_on": line.due_on.isoformat() if line.due_on else None,
    }


async def read_lines(work: Work, conversation_id: UUID) -> Lines:
    """The lines as they stand, in their order; none for a talk that is not there."""
    rows = await work.fetch(
        STANDING, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return Lines(
        [
            LineRead(
                id=row["id"],
                tag=row["tag"],
                text=row["text"],
                at=row["at"],
                promiser=row["promiser"],
                due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            )
            for row in rows
        ]
    )
