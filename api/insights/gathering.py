"""What was heard gathers: claims and the lines behind them follow the lines of a talk, in the same
transaction."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    Text,
    Uuid,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.conversations.schemas import EntryWritten
from api.database import Hot, Work, hot
from api.insights.models import Evidence, Insight
from api.insights.standing import Written, heard
from api.journal.models import Event
from api.tables import new_id

TAG: Final = "insight"

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_TALK: Final = bindparam("conversation_id", type_=Uuid())


def _gathering() -> Hot:
    """Makes a claim of each line, the line its first evidence, and an event: one statement."""
    given = (
        select(
            func.jsonb_to_recordset(bindparam("lines", type_=JSONB()))
            .table_valued(
                column("id", Uuid()), column("line_id", Uuid()), column("event_id", Uuid())
            )
            .render_derived("told", with_types=True)
        )
        .cte("given")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    lines = (
        select(
            given.c.id,
            given.c.event_id,
            NoteLine.id.label("line_id"),
            NoteLine.at,
            Conversation.id.label("conversation_id"),
            Conversation.thread_id,
            Conversation.contact_id,
            Contact.employer_id,
            func.coalesce(Conversation.ended_at, Conversation.ends_at).label("talked_at"),
        )
        .join(NoteLine, and_(NoteLine.owner_id == _OWNER, NoteLine.id == given.c.line_id))
        .join(
            Conversation,
            and_(Conversation.owner_id == _OWNER, Conversation.id == NoteLine.conversation_id),
        )
        .join(Contact, and_(Contact.owner_id == _OWNER, Contact.id == Conversation.contact_id))
        .cte("lines")
    )
    claims = (
        insert(Insight)
        .from_select(["owner_id", "id"], select(_OWNER, lines.c.id), include_defaults=False)
        .on_conflict_do_nothing(index_elements=["owner_id", "id"])
        .returning(Insight.id)
        .cte("claims")
    )
    behind = (
        insert(Evidence)
        .from_select(
            [
                "owner_id",
                "id",
                "insight_id",
                "conversation_id",
                "thread_id",
                "contact_id",
                "line_id",
                "employer_id",
                "at",
            ],
            select(
                _OWNER,
                lines.c.id,
                lines.c.id,
                lines.c.conversation_id,
                lines.c.thread_id,
                lines.c.contact_id,
                lines.c.line_id,
                lines.c.employer_id,
                lines.c.talked_at,
            ).join(claims, claims.c.id == lines.c.id),
            include_defaults=False,
        )
        .returning(Evidence.id)
        .cte("behind")
    )
    return hot(
        insert(Event)
        .from_select(
            [
                "owner_id",
                "id",
                "name",
                "at",
                "recorded_at",
                "contact_id",
                "thread_id",
                "conversation_id",
                "subject_id",
            ],
            select(
                _OWNER,
                lines.c.event_id,
                literal_column("'insight.created'", Text()),
                lines.c.at,
                bindparam("now", type_=Event.at.type),
                lines.c.contact_id,
                lines.c.thread_id,
                lines.c.conversation_id,
                lines.c.id,
            ).join(behind, behind.c.id == lines.c.id),
            include_defaults=False,
        )
        .returning(Event.subject_id)
    )


GATHER: Final = _gathering()
KNOWN: Final = hot(
    select(Evidence.id, Evidence.line_id, Evidence.chosen, Evidence.deleted_at).where(
        Evidence.owner_id == _OWNER, Evidence.conversation_id == _TALK
    )
)
LINES: Final = hot(
    select(
        NoteLine.id,
        NoteLine.tag,
        NoteLine.text,
        NoteLine.at,
        NoteLine.supersedes,
        NoteLine.gone,
    ).where(
        NoteLine.owner_id == _OWNER,
        NoteLine.conversation_id == _TALK,
        NoteLine.deleted_at.is_(None),
        NoteLine.kind != "asked",
        or_(
            NoteLine.tag == TAG,
            NoteLine.supersedes.is_not(None),
            NoteLine.id.in_(
                select(Evidence.id).where(
                    Evidence.owner_id == _OWNER, Evidence.conversation_id == _TALK
                )
            ),
        ),
    )
)
FOLLOW: Final = hot(
    update(Evidence)
    .where(Evidence.owner_id == _OWNER, Evidence.id == bindparam("evidence_id"))
    .values(line_id=bindparam("new_line_id"), deleted_at=None)
)
DROP: Final = hot(
    update(Evidence)
    .where(Evidence.owner_id == _OWNER, Evidence.id == bindparam("evidence_id"))
    .values(deleted_at=bindparam("now", type_=Evidence.at.type))
)


async def gather(work: Work, entries: Sequence[EntryWritten]) -> None:
    """A line tagged insight is a claim with one line behind it. A line that replaces it stands there
    in its place; one that takes it away, or calls it something else, takes it from there, unless the
    person put it there by hand: then only taking it away does."""
    again = dict.fromkeys(one.conversation_id for one in entries if one.supersedes is not None)
    fresh = [
        (one.id, one.id)
        for one in entries
        if one.tag == TAG
        and one.kind == "line"
        and one.text.strip()
        and not one.gone
        and one.conversation_id not in again
    ]
    await _make(work, fresh)
    for conversation_id in again:
        await _follow(work, conversation_id)


async def _make(work: Work, lines: Iterable[tuple[UUID, UUID]]) -> None:
    told = [{"id": id_, "line_id": line_id, "event_id": new_id()} for id_, line_id in lines]
    if told:
        await work.execute(
            GATHER,
            owner_id=work.subject.person_id,
            lines=msgspec.json.encode(told).decode(),
            now=work.now,
        )


async def _follow(work: Work, conversation_id: UUID) -> None:
    talk = {"owner_id": work.subject.person_id, "conversation_id": conversation_id}
    lines = [Written(**row, promiser=None, due_on=None) for row in await work.fetch(LINES, **talk)]
    known = {row["id"]: row for row in await work.fetch(KNOWN, **talk)}
    chosen = {id_ for id_, row in known.items() if row["chosen"]}
    found = heard(lines, TAG, chosen)
    await _make(work, [(id_, line.id) for id_, line in found.items() if id_ not in known])
    for id_, row in known.items():
        line = found.get(id_)
        one = {"owner_id": talk["owner_id"], "evidence_id": id_}
        if line is None:
            if row["deleted_at"] is None:
                await work.execute(DROP, **one, now=work.now)
        elif line.id != row["line_id"] or row["deleted_at"] is not None:
            await work.execute(FOLLOW, **one, new_line_id=line.id)
