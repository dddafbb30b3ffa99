"""Promises and advice follow the lines of a talk, in the same transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.accounts.models import Profile
from api.conversations.models import Conversation, NoteLine
from api.conversations.schemas import EntryWritten
from api.database import Work, among, hot
from api.insights.clocks import promise_clock
from api.insights.ledger import count_mine, place_of, watch
from api.insights.models import Advice, Promise
from api.insights.standing import Written, standing
from api.localtime import local_date

TAGS: Final = ("promise", "advice")

LINES: Final = hot(
    select(
        NoteLine.id,
        NoteLine.tag,
        NoteLine.text,
        NoteLine.at,
        NoteLine.supersedes,
        NoteLine.gone,
        NoteLine.promiser,
        NoteLine.due_on,
    ).where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == bindparam("conversation_id"),
        NoteLine.deleted_at.is_(None),
        or_(among(NoteLine.tag, TAGS), NoteLine.supersedes.is_not(None)),
    )
)
TALK: Final = hot(
    select(
        Conversation.thread_id,
        Conversation.contact_id,
        func.coalesce(Conversation.ended_at, Conversation.ends_at).label("ended_at"),
        Profile.time_zone,
        Profile.country,
        Profile.working_days,
    )
    .join(Profile, Profile.owner_id == Conversation.owner_id)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
    )
)
_CLOCK: Final = ("due_on", "due_local", "due_zone", "due_at", "comes_up_at")
_OF_TALK: Final = ("owner_id", "id", "conversation_id", "thread_id", "contact_id")
PROMISES: Final = hot(
    select(
        Promise.id,
        Promise.line_id,
        Promise.promiser,
        Promise.text,
        Promise.due_on,
        Promise.deleted_at,
    ).where(
        Promise.owner_id == bindparam("owner_id"),
        Promise.conversation_id == bindparam("conversation_id"),
    )
)
_PROMISE: Final = (*_OF_TALK, "line_id", "promiser", "text", *_CLOCK)
MAKE_PROMISE: Final = hot(insert(Promise).values({name: bindparam(name) for name in _PROMISE}))
_REWORDED: Final = ("line_id", "promiser", "text", *_CLOCK)
CHANGE_PROMISE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
    .values({name: bindparam(f"new_{name}") for name in _REWORDED} | {"deleted_at": None})
)
DROP_PROMISE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
    .values(deleted_at=bindparam("now", type_=Promise.due_at.type))
)
ADVICE: Final = hot(
    select(Advice.id, Advice.line_id, Advice.text, Advice.deleted_at).where(
        Advice.owner_id == bindparam("owner_id"),
        Advice.conversation_id == bindparam("conversation_id"),
    )
)
_ADVICE: Final = (*_OF_TALK, "line_id", "text")
MAKE_ADVICE: Final = hot(insert(Advice).values({name: bindparam(name) for name in _ADVICE}))
CHANGE_ADVICE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == bindparam("owner_id"), Advice.id == bindparam("advice_id"))
    .values(line_id=bindparam("new_line_id"), text=bindparam("new_text"), deleted_at=None)
)
DROP_ADVICE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == bindparam("owner_id"), Advice.id == bindparam("advice_id"))
    .values(deleted_at=bindparam("now", type_=Advice.decided_at.type))
)


async def follow_lines(work: Work, entries: Sequence[EntryWritten]) -> None:
    """A line tagged promise is a promise, one tagged advice is advice; a line that replaces it
    changes it, one that takes it away, or calls it something else, takes it away."""
    talks = {
        entry.conversation_id: None
        for entry in entries
        if entry.tag in TAGS or entry.supersedes is not None
    }
    for conversation_id in talks:
        await _follow(work, conversation_id)


async def _follow(work: Work, conversation_id: UUID) -> None:
    owner = work.subject.person_id
    rows = await work.fetch(LINES, owner_id=owner, conversation_id=conversation_id)
    talk = await work.fetchrow(TALK, owner_id=owner, conversation_id=conversation_id)
    if talk is None:
        return
    lines = [_written(row) for row in rows]
    of_talk = {
        "owner_id": owner,
        "conversation_id": conversation_id,
        "thread_id": talk["thread_id"],
        "contact_id": talk["contact_id"],
    }
    await _promises(work, standing(lines, "promise"), talk, of_talk)
    await _advice(work, standing(lines, "advice"), of_talk)


def _written(row: asyncpg.Record) -> Written:
    due_on = row["due_on"]
    fields = {name: row[name] for name in Written.__struct_fields__ if name != "due_on"}
    return Written(**fields, due_on=date.fromisoformat(due_on) if due_on else None)


async def _promises(
    work: Work, found: dict[UUID, Written], talk: asyncpg.Record, of_talk: dict[str, object]
) -> None:
    owner, conversation_id = of_talk["owner_id"], of_talk["conversation_id"]
    rows = await work.fetch(PROMISES, owner_id=owner, conversation_id=conversation_id)
    known = {row["id"]: row for row in rows}
    changed = False
    for promise_id, line in found.items():
        there = known.get(promise_id)
        if there is not None and there["line_id"] == line.id and there["deleted_at"] is None:
            continue
        values = _promised(line, talk)
        if there is None:
            await work.execute(MAKE_PROMISE, id=promise_id, **of_talk, **values)
        else:
            new = {f"new_{name}": value for name, value in values.items()}
            await work.execute(CHANGE_PROMISE, owner_id=owner, promise_id=promise_id, **new)
        await watch(work, promise_id)
        changed = True
    for promise_id, row in known.items():
        if promise_id not in found and row["deleted_at"] is None:
            await work.execute(DROP_PROMISE, owner_id=owner, promise_id=promise_id, now=work.now)
            await watch(work, promise_id)
            changed = True
    if changed:
        await count_mine(work, talk["thread_id"])


def _promised(line: Written, talk: asyncpg.Record) -> dict[str, object]:
    zone, calendar = place_of(talk)
    # Written into a talk that is still to come, it was promised when it was written.
    said_at: datetime = min(talk["ended_at"], line.at)
    promiser = line.promiser or "mine"
    clock = promise_clock(
        promiser, said_on=local_date(said_at, zone), by=line.due_on, zone=zone, calendar=calendar
    )
    return {
        "line_id": line.id,
        "promiser": promiser,
        "text": line.text,
        **clock.columns(),
    }


async def _advice(work: Work, found: dict[UUID, Written], of_talk: dict[str, object]) -> None:
    owner, conversation_id = of_talk["owner_id"], of_talk["conversation_id"]
    rows = await work.fetch(ADVICE, owner_id=owner, conversation_id=conversation_id)
    known = {row["id"]: row for row in rows}
    for advice_id, line in found.items():
        there = known.get(advice_id)
        if there is None:
            await work.execute(
                MAKE_ADVICE, id=advice_id, **of_talk, line_id=line.id, text=line.text
            )
        elif there["line_id"] != line.id or there["deleted_at"] is not None:
            await work.execute(
                CHANGE_ADVICE,
                owner_id=owner,
                advice_id=advice_id,
                new_line_id=line.id,
                new_text=line.text,
            )
    for advice_id, row in known.items():
        if advice_id not in found and row["deleted_at"] is None:
            await work.execute(DROP_ADVICE, owner_id=owner, advice_id=advice_id, now=work.now)
