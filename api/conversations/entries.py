"""Entries of talks: kept once, never changed, answered one by one, so that a phone may send them
again (ARCHITECTURE.md section 5)."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from api.contacts.models import Contact
from api.conversations.listening import Listener
from api.conversations.models import Conversation, NoteLine
from api.conversations.schemas import EntryWritten, LineResult, LineResults, Refusal
from api.database import Hot, Work, hot

MOST_LINES: Final = 2000
"""Entries of one talk. An hour, typed without pause, stays far below."""
LONGEST: Final = 2000
"""Characters of one line."""

_KEPT: Final = (
    "id",
    "conversation_id",
    "kind",
    "tag",
    "text",
    "at",
    "supersedes",
    "gone",
    "promiser",
    "due_on",
    "question_id",
)


def _statement() -> Hot:
    """Keeps a batch and says of each entry why it was not kept: one statement for all."""
    owner = bindparam("owner_id", type_=Uuid())
    given = (
        select(
            func.jsonb_to_recordset(bindparam("entries", type_=JSONB()))
            .table_valued(
                column("n", Integer()),
                column("id", Uuid()),
                column("conversation_id", Uuid()),
                column("kind", Text()),
                column("tag", Text()),
                column("text", Text()),
                column("at", DateTime(timezone=True)),
                column("supersedes", Uuid()),
                column("gone", Boolean()),
                column("promiser", Text()),
                column("due_on", Text()),
                column("question_id", Uuid()),
            )
            .render_derived("told", with_types=True)
        )
        .cte("given")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    counted = (
        select(func.count(NoteLine.id))
        .where(NoteLine.owner_id == owner, NoteLine.conversation_id == Conversation.id)
        .correlate(Conversation)
        .scalar_subquery()
    )
    talks = (
        select(
            Conversation.id,
            Contact.erased_at.is_not(None).label("erased"),
            counted.label("lines"),
        )
        .join(
            Contact,
            and_(Contact.owner_id == owner, Contact.id == Conversation.contact_id),
        )
        .where(
            Conversation.owner_id == owner,
            Conversation.deleted_at.is_(None),
            Conversation.id.in_(select(given.c.conversation_id)),
        )
        .cte("talks")
    )
    known = (
        select(
            given.c.n,
            and_(
                NoteLine.conversation_id == given.c.conversation_id,
                NoteLine.kind == given.c.kind,
                NoteLine.text == given.c.text,
                NoteLine.gone == given.c.gone,
            ).label("same"),
        )
        .join(NoteLine, and_(NoteLine.owner_id == owner, NoteLine.id == given.c.id))
        .cte("known")
    )
    place = func.row_number().over(partition_by=given.c.conversation_id, order_by=given.c.n)
    fitting = (
        select(*(given.c[name] for name in ("n", *_KEPT)), (place + talks.c.lines).label("place"))
        .join(talks, and_(talks.c.id == given.c.conversation_id, talks.c.erased.is_(False)))
        .join(known, known.c.n == given.c.n, isouter=True)
        .where(known.c.n.is_(None))
        .cte("fitting")
    )
    kept = (
        insert(NoteLine)
        .from_select(
            ["owner_id", *_KEPT],
            select(owner, *(fitting.c[name] for name in _KEPT))
            .where(fitting.c.place <= bindparam("most", type_=Integer()))
            .order_by(fitting.c.n),
            include_defaults=False,
        )
        .on_conflict_do_nothing(index_elements=["owner_id", "id"])
        .returning(NoteLine.id)
        .cte("kept")
    )
    why: ColumnElement[Any] = case(
        (kept.c.id.is_not(None), null()),
        (talks.c.erased, _code("erased")),
        (known.c.same, null()),
        (known.c.n.is_not(None), _code("other-line")),
        (talks.c.id.is_(None), _code("no-talk")),
        else_=_code("too-many"),
    )
    return hot(
        select(given.c.n, why.label("code"), kept.c.id.is_not(None).label("fresh"))
        .select_from(given)
        .join(talks, talks.c.id == given.c.conversation_id, isouter=True)
        .join(known, known.c.n == given.c.n, isouter=True)
        .join(kept, kept.c.id == given.c.id, isouter=True)
        .order_by(given.c.n)
    )


def _code(name: Refusal) -> ColumnElement[str]:
    return literal_column(f"'{name}'", Text())


WRITE: Final = _statement()


async def write_entries(
    work: Work, entries: Sequence[EntryWritten], *, listeners: Sequence[Listener] = ()
) -> LineResults:
    """Keep these entries; one that was kept before is kept. A refused one does not stop the rest.

    Refused are: `no-talk` (there is no such talk), `erased` (its person asked to be deleted),
    `other-line` (the id was used for other words), `too-many` (of one talk), `too-long`, `no-zone`
    (of `at`) and `no-question` (of `asked`). `listeners` hear of the new ones.
    """
    codes: dict[int, Refusal | None] = {}
    first: dict[UUID, EntryWritten] = {}
    sound: list[tuple[int, EntryWritten]] = []
    for number, entry in enumerate(entries):
        code = _unsound(entry)
        if code is None and entry.id in first:
            code = None if first[entry.id] == entry else "other-line"
        elif code is None:
            first[entry.id] = entry
            sound.append((number, entry))
        codes[number] = code
    rows = await _write(work, sound) if sound else []
    fresh = []
    for row in rows:
        codes[row["n"]] = row["code"]
        if row["fresh"]:
            fresh.append(entries[row["n"]])
    # Twice in one batch is kept or refused once.
    by_id = {entry.id: codes[number] for number, entry in sound}
    results = [
        _result(entry, codes[number] or by_id.get(entry.id)) for number, entry in enumerate(entries)
    ]
    if fresh:
        for listener in listeners:
            await listener(work, fresh)
    return LineResults(results)


def _result(entry: EntryWritten, code: Refusal | None) -> LineResult:
    return LineResult(entry.id, "refused" if code else "kept", code)


def _unsound(entry: EntryWritten) -> Refusal | None:
    """What is wrong with an entry whatever is there already."""
    if entry.at.tzinfo is None:
        return "no-zone"
    if len(entry.text) > LONGEST:
        return "too-long"
    if entry.kind == "asked" and entry.question_id is None:
        return "no-question"
    return None


async def _write(work: Work, sound: Iterable[tuple[int, EntryWritten]]) -> list[Any]:
    told = [
        {
            "n": number,
            **{name: getattr(entry, name) for name in _KEPT},
            "at": entry.at.astimezone(UTC),
        }
        for number, entry in sound
    ]
    return await work.fetch(
        WRITE,
        owner_id=work.subject.person_id,
        entries=msgspec.json.encode(told).decode(),
        most=MOST_LINES,
    )
