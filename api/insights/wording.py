"""The words and the day of a promise: made outside of a talk, changed wherever it was made."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.accounts.place import read_place
from api.contacts.models import Contact
from api.conversations.entries import write_entries
from api.conversations.models import NoteLine
from api.conversations.schemas import EntryWritten
from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.insights.clocks import promise_clock
from api.insights.following import follow_lines
from api.insights.ledger import ONE, place_of, tell_event, watch
from api.insights.models import Promise
from api.insights.schemas import PromiseCreate, PromiseRead
from api.localtime import local_date
from api.tables import new_id

CONTACT: Final = hot(
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
LINE: Final = hot(
    select(NoteLine.id, NoteLine.at)
    .join(Promise, (Promise.owner_id == NoteLine.owner_id) & (Promise.line_id == NoteLine.id))
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
)
_CLOCK: Final = ("due_on", "due_local", "due_zone", "due_at", "comes_up_at")
_MADE: Final = ("owner_id", "id", "contact_id", "promiser", "text", *_CLOCK)
MAKE: Final = hot(
    insert(Promise)
    .values({name: bindparam(name) for name in _MADE})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
MADE: Final = hot(
    select(
        Promise.contact_id, Promise.promiser, Promise.text, Promise.line_id, Promise.deleted_at
    ).where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
)
_WORDED: Final = ("text", *_CLOCK)
WORD: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
    .values({name: bindparam(f"new_{name}") for name in _WORDED})
)
REMOVE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("owner_id"), Promise.id == bindparam("promise_id"))
    .values(deleted_at=bindparam("moment", type_=Promise.due_at.type))
)


async def make_promise(work: Work, data: PromiseCreate) -> bool:
    """Keep a promise that was not made in a talk; says whether it is new. Raises NotFound (whose),
    Conflict when the id was used for something else."""
    owner = work.subject.person_id
    if await work.fetchval(CONTACT, owner_id=owner, contact_id=data.contact_id) is None:
        raise NotFound()
    clock = await _clock(work, data.promiser, data.due_on)
    made = await work.execute(
        MAKE,
        owner_id=owner,
        id=data.id,
        contact_id=data.contact_id,
        promiser=data.promiser,
        text=data.text,
        **clock,
    )
    if made != "INSERT 0 1":
        there = await work.fetchrow(MADE, owner_id=owner, promise_id=data.id)
        said = (data.contact_id, data.promiser, data.text, None, None)
        if there is None or tuple(there) != said:
            raise Conflict("This id was used for another promise.")
        return False
    await watch(work, data.id)
    return True


async def reword(work: Work, one: PromiseRead, *, text: str, due_on: date) -> None:
    """Give a promise other words or another day. One of a talk is written anew as a line of it, so
    that the notes say the same; the ledger follows."""
    if (text, due_on) == (one.text, one.due_on):
        return
    owner = work.subject.person_id
    if one.conversation_id is not None:
        old = await work.fetchrow(LINE, owner_id=owner, promise_id=one.id)
        assert old is not None
        line = EntryWritten(
            id=new_id(),
            conversation_id=one.conversation_id,
            tag="promise",
            text=text,
            at=old["at"],
            supersedes=old["id"],
            promiser=one.promiser,
            due_on=due_on,
        )
        (result,) = (await write_entries(work, [line], listeners=(follow_lines,))).items
        if result.code is not None:
            raise Conflict("The talk takes no more lines.")
        return
    clock = await _clock(work, one.promiser, due_on)
    new = {f"new_{name}": value for name, value in {"text": text, **clock}.items()}
    await work.execute(WORD, owner_id=owner, promise_id=one.id, **new)
    await watch(work, one.id)


async def remove_promise(work: Work, promise_id: UUID) -> None:
    """It was entered by mistake. Raises NotFound; Conflict for one of a talk: its line goes there."""
    await _set_removed(work, promise_id, gone=True)


async def restore_promise(work: Work, promise_id: UUID) -> None:
    """Undo the removal; one that is there stays as it is. Raises as `remove_promise`."""
    await _set_removed(work, promise_id, gone=False)


async def _set_removed(work: Work, promise_id: UUID, *, gone: bool) -> None:
    owner = work.subject.person_id
    row = await work.fetchrow(ONE, the_owner=owner, promise_id=promise_id)
    if row is None or (gone and row["deleted_at"] is not None):
        raise NotFound()
    if row["line_id"] is not None:
        raise Conflict("It was made in a talk: take its line away there.")
    moment = work.now if gone else None
    await work.execute(REMOVE, owner_id=owner, promise_id=promise_id, moment=moment)
    await tell_event(work, row, "promise.moved", work.now, {"gone": gone})
    await watch(work, promise_id)


async def _clock(work: Work, promiser: str, due_on: date | None) -> dict[str, object]:
    zone, calendar = place_of(await read_place(work))
    today = local_date(work.now, zone)
    return promise_clock(promiser, said_on=today, by=due_on, zone=zone, calendar=calendar).columns()
