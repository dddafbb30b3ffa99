"""Promises of both sides: read, kept, released, and taken back."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import Select, Uuid, bindparam, or_, select, tuple_, update

from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Hot, Work, hot
from api.errors import InvalidInput, NotFound
from api.etags import require_version
from api.insights.ledger import ONE as KEPT
from api.insights.ledger import count_mine, tell_event, tell_late, watch
from api.insights.models import Promise
from api.insights.schemas import (
    PromiseChange,
    PromisePage,
    Promiser,
    PromiseRead,
    PromiseState,
    Settled,
)
from api.insights.wording import reword
from api.paging import Cursors
from api.threads.keeping import whom

SKEW: Final = timedelta(minutes=5)

_SHOWN: Final = (
    "id",
    "promiser",
    "text",
    "thread_id",
    "conversation_id",
    "state",
    "due_on",
    "due_at",
    "comes_up_at",
    "settled_at",
    "version",
    "created_at",
)
SHOWN: Final = (
    select(
        *(getattr(Promise, name) for name in _SHOWN),
        Promise.contact_id,
        Contact.name,
        Contact.given_name,
    )
    .join(Contact, (Contact.owner_id == Promise.owner_id) & (Contact.id == Promise.contact_id))
    .outerjoin(
        Conversation,
        (Conversation.owner_id == Promise.owner_id) & (Conversation.id == Promise.conversation_id),
    )
    .where(
        Promise.owner_id == bindparam("owner_id"),
        Promise.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(Promise.id == bindparam("promise_id")))
SETTLE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
    .values(state=bindparam("new_state"), settled_at=bindparam("new_settled_at"))
)
_KEY: Final = tuple_(Promise.due_at, Promise.id)
_AFTER: Final = tuple_(
    bindparam("after_at", type_=Promise.due_at.type), bindparam("after_id", type_=Uuid())
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


def _list(state: Settled, *, going_on: bool) -> Hot:
    whose: Any = bindparam("promiser", type_=Promise.promiser.type)
    who: Any = bindparam("contact_id", type_=Uuid())
    statement: Select[Any] = SHOWN.where(
        or_(whose.is_(None), Promise.promiser == whose),
        or_(who.is_(None), Promise.contact_id == who),
    ).limit(bindparam("most"))
    if state == "open":
        statement = statement.where(Promise.state == "open").order_by(Promise.due_at, Promise.id)
        return hot(statement.where(_KEY > _AFTER) if going_on else statement)
    statement = statement.where(Promise.state != "open").order_by(
        Promise.due_at.desc(), Promise.id.desc()
    )
    return hot(statement.where(_KEY < _AFTER) if going_on else statement)


LISTS: Final[dict[tuple[Settled, bool], Hot]] = {
    (state, going_on): _list(state, going_on=going_on)
    for state in ("open", "settled")
    for going_on in (False, True)
}


async def list_promises(
    work: Work,
    cursors: Cursors,
    *,
    state: Settled,
    promiser: Promiser | None,
    contact_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> PromisePage:
    """A page of promises. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"promises {state} {promiser} {contact_id}"
    values: dict[str, object] = {
        "owner_id": owner,
        "promiser": promiser,
        "contact_id": contact_id,
        "most": limit + 1,
    }
    if cursor is not None:
        after = cursors.read(cursor, owner, name, _Position)
        values |= {"after_at": after.at, "after_id": after.id}
    rows = await work.fetch(LISTS[(state, cursor is not None)], **values)
    items = [promise_read(row, work.now) for row in rows[:limit]]
    last = items[-1] if len(rows) > limit else None
    return PromisePage(
        items, cursors.write(owner, name, _Position(last.due_at, last.id)) if last else None
    )


async def read_promise(work: Work, promise_id: UUID) -> PromiseRead:
    """One promise. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, promise_id=promise_id)
    if row is None:
        raise NotFound()
    return promise_read(row, work.now)


def promise_read(row: asyncpg.Record, now: datetime) -> PromiseRead:
    """What is shown of a row of SHOWN at `now`."""
    return PromiseRead(
        **{name: row[name] for name in _SHOWN},
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
        on_time=on_time(row["state"], row["due_at"], row["settled_at"], now),
    )


def on_time(
    state: str, due_at: datetime, settled_at: datetime | None, now: datetime
) -> bool | None:
    """Whether a promise was kept before its day was over; what is not yet due does not count, nor
    what was released (DOMAIN.md section 7)."""
    if state == "kept" and settled_at is not None:
        return settled_at < due_at
    return False if state == "open" and now >= due_at else None


async def change_promise(
    work: Work, promise_id: UUID, change: PromiseChange, *, if_match: str | None
) -> PromiseRead:
    """It was kept, it was released, or neither after all; or it has other words, or another day. Said
    again it changes nothing.

    Raises NotFound, PreconditionRequired, PreconditionFailed, InvalidInput (when).
    """
    shown = await read_promise(work, promise_id)
    require_version(if_match, shown.version)
    at = moment_told(change.at, work.now)
    if change.text is not UNSET or change.due_on is not UNSET:
        await reword(
            work,
            shown,
            text=shown.text if change.text is UNSET else change.text,
            due_on=shown.due_on if change.due_on is UNSET else change.due_on,
        )
    if change.state is not UNSET and not (
        change.state == shown.state and change.at in (None, shown.settled_at)
    ):
        await _settle(work, promise_id, change.state, at)
    return await read_promise(work, promise_id)


async def _settle(work: Work, promise_id: UUID, state: PromiseState, at: datetime) -> None:
    owner = work.subject.person_id
    row = await work.fetchrow(KEPT, the_owner=owner, promise_id=promise_id)
    assert row is not None
    await work.execute(
        SETTLE,
        owner_id=owner,
        promise_id=promise_id,
        new_state=state,
        new_settled_at=None if state == "open" else at,
    )
    if state == "kept":
        in_time = at < row["due_at"]
        if not in_time:
            await tell_late(work, row)
        await tell_event(work, row, "promise.kept", at, {"on_time": in_time})
    else:
        await tell_event(work, row, "promise.moved", at, {"state": state})
    await watch(work, promise_id)
    await count_mine(work, row["thread_id"])


def moment_told(at: datetime | None, now: datetime) -> datetime:
    """When something that is told happened: now, when not said. Raises InvalidInput."""
    if at is None:
        return now
    if at.tzinfo is None:
        raise InvalidInput.field("body.at", "no-zone", "Give the time with its zone.")
    if at > now + SKEW:
        raise InvalidInput.field("body.at", "in-the-future", "Say when it was.")
    return at
