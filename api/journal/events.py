"""The log of events as others read it: newest first, and from where they were the last time.

Events come in the order of `(told_seq, id)`. All of one transaction have one number, taken under the
owner's lock: none commits behind a `since` that was given out (ARCHITECTURE.md section 3).
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    BigInteger,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    column,
    func,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Hot, Work, hot
from api.errors import InvalidInput
from api.journal.event_schemas import EventData, EventPage, EventRead, EventSamples
from api.journal.happenings import TYPES, EventType, invented
from api.journal.models import Change, Event
from api.paging import Cursors

_LIST: Final = "events"
_TOP: Final = (2**63 - 1, UUID(int=2**128 - 1))
_SHOWN: Final = (
    Event.id,
    Event.name,
    Event.recorded_at,
    Event.at,
    Event.contact_id,
    Event.thread_id,
    Event.conversation_id,
    Event.subject_id,
    Event.from_stage,
    Event.to_stage,
    Event.codes,
)


class _Since(msgspec.Struct, frozen=True):
    """All that was told up to `seq` is known."""

    epoch: UUID
    seq: int


class _Position(msgspec.Struct, frozen=True):
    """A page of the list that began at `head` and goes down to `since`; the last one was `(seq, id)`."""

    epoch: UUID
    head: int
    since: int
    seq: int
    id: UUID


def _wanted() -> Any:
    names = func.unnest(bindparam("types", type_=ARRAY(Text()))).table_valued(
        column("name", Text())
    )
    return names.render_derived("wanted")


def _page() -> Hot:
    """The latest events of each type, and of these the latest. Each type reads its piece of one
    index, however rare it is."""
    owner = bindparam("owner_id", type_=Uuid())
    same = func.coalesce(
        and_(
            Change.epoch == bindparam("epoch", type_=Uuid()),
            Change.seq >= bindparam("ahead", type_=BigInteger()),
        ),
        False,
    )
    wanted = _wanted()
    most = bindparam("most", type_=BigInteger())
    latest = (Event.told_seq.desc(), Event.id.desc())
    one_type = (
        select(*_SHOWN, Event.told_seq)
        .where(
            Event.owner_id == owner,
            Event.name == wanted.c.name,
            Event.told_seq > case((same, bindparam("after", type_=BigInteger())), else_=-1),
            tuple_(Event.told_seq, Event.id)
            < tuple_(
                case((same, bindparam("before_seq", type_=BigInteger())), else_=_TOP[0]),
                bindparam("before_id", type_=Uuid()),
            ),
        )
        .order_by(*latest)
        .limit(most)
        .correlate(Change, wanted)
        .lateral("one")
    )
    some = (
        select(one_type)
        .select_from(wanted.join(one_type, true()))
        .order_by(one_type.c.told_seq.desc(), one_type.c.id.desc())
        .limit(most)
        .correlate(Change)
        .lateral("some")
    )
    return hot(
        select(
            Change.epoch,
            Change.seq.label("head"),
            same.label("same"),
            *some.c,
        )
        .select_from(Change)
        .outerjoin(some, true())
        .where(Change.owner_id == owner)
        .order_by(some.c.told_seq.desc(), some.c.id.desc())
    )


PAGE: Final = _page()


def _latest() -> Hot:
    wanted = _wanted()
    one = (
        select(*_SHOWN)
        .where(Event.owner_id == bindparam("owner_id", type_=Uuid()), Event.name == wanted.c.name)
        .order_by(Event.told_seq.desc(), Event.id.desc())
        .limit(1)
        .correlate(wanted)
        .lateral("one")
    )
    return hot(select(one).select_from(wanted.join(one, true())))


LATEST: Final = _latest()


async def list_events(
    work: Work,
    cursors: Cursors,
    *,
    types: Sequence[EventType],
    since: str | None,
    limit: int,
    cursor: str | None,
) -> EventPage:
    """What was told after `since`, all there is without it; the latest first. `types` names those
    that are wanted (none: all). Raises InvalidInput (a cursor of somebody else or of other types)."""
    owner = work.subject.person_id
    wanted = sorted(set(types)) or list(TYPES)
    name = ":".join([_LIST, *sorted(set(types))])
    known = _since(cursors, owner, since)
    position = cursors.read(cursor, owner, name, _Position) if cursor else None
    if position is None and known is not None:
        position = _Position(known.epoch, known.seq, known.seq, *_TOP)
    rows = await work.fetch(
        PAGE,
        owner_id=owner,
        types=wanted,
        epoch=position.epoch if position else None,
        ahead=position.head if position else None,
        after=position.since if position else -1,
        before_seq=position.seq if position else _TOP[0],
        before_id=position.id if position else _TOP[1],
        most=limit + 1,
    )
    first = rows[0]
    anew = position is not None and not first["same"]
    goes_on = cursor is not None and not anew
    head = position.head if position is not None and goes_on else first["head"]
    after = position.since if position is not None and not anew else -1
    found = [row for row in rows if row["id"] is not None]
    more = len(found) > limit
    last = found[:limit][-1] if more else None
    return EventPage(
        [event_of(row) for row in found[:limit]],
        cursors.write(
            owner,
            name,
            _Position(first["epoch"], head, after, last["told_seq"], last["id"]),
        )
        if last is not None
        else None,
        cursors.write(owner, f"{_LIST}-since", _Since(first["epoch"], head)),
        anew,
    )


async def sample_events(work: Work, types: Sequence[EventType]) -> EventSamples:
    """One event of each of these types (none: all): the latest of this person's own, or an invented
    one where there is none yet."""
    wanted = sorted(set(types)) or list(TYPES)
    rows = await work.fetch(LATEST, owner_id=work.subject.person_id, types=wanted)
    there = {row["name"]: event_of(row) for row in rows}
    return EventSamples([there.get(type_) or invented(type_) for type_ in wanted])


def event_of(row: asyncpg.Record) -> EventRead:
    """The event in a row of the log."""
    return EventRead(
        row["id"],
        row["name"],
        row["recorded_at"],
        EventData(
            row["at"],
            row["contact_id"],
            row["thread_id"],
            row["conversation_id"],
            row["subject_id"],
            row["from_stage"],
            row["to_stage"],
            row["codes"],
        ),
    )


def _since(cursors: Cursors, owner: UUID, text: str | None) -> _Since | None:
    if text is None:
        return None
    try:
        return cursors.read(text, owner, f"{_LIST}-since", _Since)
    except InvalidInput as error:
        raise InvalidInput.field(
            "query.since", "unknown-cursor", "Use `since` of an earlier list of events, or none."
        ) from error
