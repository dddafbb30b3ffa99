"""What an update tells: once it is sent, the advice is told and the circle of an introduction closed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, func, null, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.introductions import tell_introduction
from api.contacts.models import Introduction
from api.database import Work, hot
from api.errors import InvalidInput
from api.insights.advice import read_advice, tell_event
from api.insights.models import Advice
from api.insights.schemas import UpdateTells
from api.threads.listening import Changed
from api.threads.models import Message

_IDS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))
_OWNER: Final = bindparam("the_owner", type_=Uuid())
_MESSAGE: Final = bindparam("the_message", type_=Uuid())
_AT: Final = bindparam("at", type_=Advice.told_at.type)

MESSAGE: Final = hot(
    select(Message.state, Message.sent_at, Message.kind).where(
        Message.owner_id == _OWNER, Message.id == _MESSAGE
    )
)
FORGET_ADVICE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == _OWNER, Advice.message_id == _MESSAGE, Advice.state != "told")
    .values(message_id=null())
)
NAME_ADVICE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == _OWNER, Advice.id == _IDS, Advice.deleted_at.is_(None))
    .where(Advice.state != "told")
    .values(message_id=_MESSAGE)
)
FORGET_INTRODUCTIONS: Final = hot(
    update(Introduction)
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.message_id == _MESSAGE,
        Introduction.closed_at.is_(None),
    )
    .values(message_id=null())
)
NAME_INTRODUCTIONS: Final = hot(
    update(Introduction)
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.id == _IDS,
        Introduction.closed_at.is_(None),
        Introduction.deleted_at.is_(None),
    )
    .values(message_id=_MESSAGE)
)
TELL_ADVICE: Final = hot(
    update(Advice)
    .where(
        Advice.owner_id == _OWNER,
        Advice.message_id == _MESSAGE,
        Advice.state != "told",
        Advice.deleted_at.is_(None),
    )
    .values(
        state="told",
        decided_at=func.coalesce(Advice.decided_at, _AT),
        done_at=func.coalesce(Advice.done_at, _AT),
        told_at=_AT,
    )
    .returning(Advice.id)
)
UNTELL_ADVICE: Final = hot(
    update(Advice)
    .where(Advice.owner_id == _OWNER, Advice.message_id == _MESSAGE, Advice.state == "told")
    .values(state="done", told_at=null())
    .returning(Advice.id)
)
_PAIR: Final = (Introduction.id, Introduction.introducer_id, Introduction.introduced_id)
CLOSE: Final = hot(
    update(Introduction)
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.message_id == _MESSAGE,
        Introduction.closed_at.is_(None),
        Introduction.deleted_at.is_(None),
    )
    .values(closed_at=_AT)
    .returning(*_PAIR)
)
REOPEN: Final = hot(
    update(Introduction)
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.message_id == _MESSAGE,
        Introduction.closed_at.is_not(None),
    )
    .values(closed_at=null())
    .returning(*_PAIR)
)


async def name_update(work: Work, tells: UpdateTells) -> None:
    """Keep what the message tells of; when it was sent already, it is told. The message itself may
    come later. Raises InvalidInput when it is not an update."""
    owner = work.subject.person_id
    values = {"the_owner": owner, "the_message": tells.id}
    row = await work.fetchrow(MESSAGE, **values)
    if row is not None and row["kind"] != "update":
        raise InvalidInput.field("body.id", "not-an-update", "Name an update.")
    await work.execute(FORGET_ADVICE, **values)
    await work.execute(NAME_ADVICE, **values, ids=tells.advice_ids)
    await work.execute(FORGET_INTRODUCTIONS, **values)
    await work.execute(NAME_INTRODUCTIONS, **values, ids=tells.introduction_ids)
    if row is not None and row["state"] == "sent":
        await _told(work, tells.id, row["sent_at"])


async def follow_update(work: Work, changed: Changed) -> None:
    """An update was sent, or was not after all: what it tells of follows."""
    if changed.message_id is None:
        return
    if changed.what == "updated":
        await _told(work, changed.message_id, changed.at)
    elif changed.what == "update_taken_back":
        await _not_told(work, changed.message_id)


async def _told(work: Work, message_id: UUID, at: datetime) -> None:
    values = {"the_owner": work.subject.person_id, "the_message": message_id, "at": at}
    for row in await work.fetch(TELL_ADVICE, **values):
        told = await read_advice(work, row["id"])
        if told.done_at == at:
            await tell_event(work, told, "advice.done", at, {})
        await tell_event(work, told, "advice.told", at, {})
    for row in await work.fetch(CLOSE, **values):
        await tell_introduction(work, row["id"], row["introducer_id"], at, closed=True)


async def _not_told(work: Work, message_id: UUID) -> None:
    values = {"the_owner": work.subject.person_id, "the_message": message_id}
    for row in await work.fetch(UNTELL_ADVICE, **values):
        back = await read_advice(work, row["id"])
        await tell_event(work, back, "advice.moved", work.now, {"state": "done"})
    for row in await work.fetch(REOPEN, **values):
        await tell_introduction(work, row["id"], row["introducer_id"], work.now, closed=False)
