"""The advice loop: try, parked or not for me → done → result → told (DOMAIN.md section 3)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import Uuid, bindparam, func, or_, select, update

from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import NotFound
from api.etags import require_version
from api.insights.models import Advice
from api.insights.promises import moment_told
from api.insights.schemas import AdviceChange, AdvicePage, AdviceRead, AdviceState
from api.journal.record import Codes, Name, record
from api.paging import Cursors
from api.threads.keeping import whom

DONE: Final = frozenset({"done", "told"})

_SHOWN: Final = (
    "id",
    "text",
    "thread_id",
    "conversation_id",
    "state",
    "decided_at",
    "done_at",
    "result",
    "told_at",
    "message_id",
    "version",
    "created_at",
)
SHOWN: Final = (
    select(
        *(getattr(Advice, name) for name in _SHOWN),
        func.coalesce(Conversation.ended_at, Conversation.ends_at).label("talked_at"),
        Advice.contact_id,
        Contact.name,
        Contact.given_name,
    )
    .join(Contact, (Contact.owner_id == Advice.owner_id) & (Contact.id == Advice.contact_id))
    .join(
        Conversation,
        (Conversation.owner_id == Advice.owner_id) & (Conversation.id == Advice.conversation_id),
    )
    .where(
        Advice.owner_id == bindparam("owner_id"),
        Advice.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
ONE: Final = hot(SHOWN.where(Advice.id == bindparam("advice_id")))
_STATE: Final[Any] = bindparam("state", type_=Advice.state.type)
_WHO: Final[Any] = bindparam("contact_id", type_=Uuid())
PAGE: Final = hot(
    SHOWN.where(
        Advice.id < bindparam("before", type_=Uuid()),
        or_(_STATE.is_(None), Advice.state == _STATE),
        or_(_WHO.is_(None), Advice.contact_id == _WHO),
    )
    .order_by(Advice.id.desc())
    .limit(bindparam("most"))
)
_CHANGED: Final = ("state", "decided_at", "done_at", "result", "told_at")
CHANGE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == bindparam("owner_id"), Advice.id == bindparam("advice_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED})
)
_LAST: Final = UUID(int=2**128 - 1)


class _Position(msgspec.Struct, frozen=True):
    id: UUID


async def list_advice(
    work: Work,
    cursors: Cursors,
    *,
    state: AdviceState | None,
    contact_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> AdvicePage:
    """A page of advice, the latest first. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"advice {state} {contact_id}"
    before = cursors.read(cursor, owner, name, _Position).id if cursor else _LAST
    rows = await work.fetch(
        PAGE, owner_id=owner, before=before, state=state, contact_id=contact_id, most=limit + 1
    )
    items = [advice_read(row) for row in rows[:limit]]
    more = len(rows) > limit
    return AdvicePage(items, cursors.write(owner, name, _Position(items[-1].id)) if more else None)


async def read_advice(work: Work, advice_id: UUID) -> AdviceRead:
    """One piece of advice. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, advice_id=advice_id)
    if row is None:
        raise NotFound()
    return advice_read(row)


def advice_read(row: asyncpg.Record) -> AdviceRead:
    """What is shown of a row of SHOWN."""
    return AdviceRead(
        **{name: row[name] for name in _SHOWN},
        talked_at=row["talked_at"],
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
    )


async def change_advice(
    work: Work, advice_id: UUID, change: AdviceChange, *, if_match: str | None
) -> AdviceRead:
    """The person decides, did it, says what came of it, or told them. Going back takes back what
    was said after it; the words of the result stay.

    Raises NotFound, PreconditionRequired, PreconditionFailed, InvalidInput (when).
    """
    shown = await read_advice(work, advice_id)
    require_version(if_match, shown.version)
    at = moment_told(change.at, work.now)
    state = shown.state if change.state is UNSET else change.state
    result = shown.result if change.result is UNSET else change.result
    if (state, result) == (shown.state, shown.result):
        return shown
    done_at = (shown.done_at or at) if state in DONE else None
    told_at = (shown.told_at or at) if state == "told" else None
    await work.execute(
        CHANGE,
        owner_id=work.subject.person_id,
        advice_id=advice_id,
        new_state=state,
        new_decided_at=None if state == "new" else shown.decided_at or at,
        new_done_at=done_at,
        new_result=result,
        new_told_at=told_at,
    )
    await _tell_steps(work, shown, state, done_at, told_at)
    return await read_advice(work, advice_id)


async def _tell_steps(
    work: Work,
    before: AdviceRead,
    state: str,
    done_at: datetime | None,
    told_at: datetime | None,
) -> None:
    if done_at is not None and before.done_at is None:
        await tell_event(work, before, "advice.done", done_at, {})
    if told_at is not None and before.told_at is None:
        await tell_event(work, before, "advice.told", told_at, {})
    elif (before.done_at and not done_at) or (before.told_at and not told_at):
        await tell_event(work, before, "advice.moved", work.now, {"state": state})


async def tell_event(
    work: Work, advice: AdviceRead, name: Name, at: datetime, codes: Codes
) -> None:
    """Write an event of a piece of advice."""
    await record(
        work,
        name,
        at=at,
        contact_id=advice.contact.id,
        thread_id=advice.thread_id,
        conversation_id=advice.conversation_id,
        subject_id=advice.id,
        codes=codes,
    )
