"""What follows from a promise as it stands: the thread's count, the clock of its last day, events."""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, func, select, update

from api.accounts.place import read_place
from api.conversations.models import Conversation
from api.database import Work, hot
from api.deliveries.clocks import set_clock, stop_clock
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.errors import NotFound
from api.insights.clocks import promise_clock
from api.insights.models import Promise
from api.journal.record import Codes, Name, record
from api.localtime import BusinessCalendar, country_code
from api.threads.telling import Facts, keep_facts

DUE: Final = "promise_due"
"""The kind of the clock (api/deliveries) by which an open promise becomes late."""

MINE: Final = hot(
    select(func.count(Promise.id))
    .join(
        Conversation,
        (Conversation.owner_id == Promise.owner_id) & (Conversation.id == Promise.conversation_id),
    )
    .where(
        Promise.owner_id == bindparam("owner_id"),
        Promise.thread_id == bindparam("thread_id"),
        Promise.promiser == "mine",
        Promise.state == "open",
        Promise.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
ONE: Final = hot(
    select(
        Promise.id,
        Promise.thread_id,
        Promise.contact_id,
        Promise.conversation_id,
        Promise.line_id,
        Promise.promiser,
        Promise.state,
        Promise.due_on,
        Promise.due_local,
        Promise.due_zone,
        Promise.due_at,
        Promise.settled_at,
        Promise.late_at,
        Promise.deleted_at,
        Promise.version,
    ).where(Promise.owner_id == bindparam("the_owner"), Promise.id == bindparam("promise_id"))
)
LATE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("the_owner"), Promise.id == bindparam("promise_id"))
    .values(late_at=bindparam("at", type_=Promise.due_at.type))
)
OPEN: Final = hot(
    select(Promise.id, Promise.promiser, Promise.due_on).where(
        Promise.owner_id == bindparam("owner_id"),
        Promise.state == "open",
        Promise.deleted_at.is_(None),
    )
)
_CLOCK: Final = ("due_local", "due_zone", "due_at", "comes_up_at")
MOVE: Final = hot(
    update(Promise)
    .where(Promise.owner_id == bindparam("the_owner"), Promise.id == bindparam("promise_id"))
    .values({name: bindparam(f"new_{name}") for name in _CLOCK})
)


def place_of(row: asyncpg.Record) -> tuple[str, BusinessCalendar]:
    """Zone and calendar from a profile's columns."""
    try:
        country = country_code(row["country"]) if row["country"] else None
    except ValueError:
        country = None
    return row["time_zone"], BusinessCalendar(country, frozenset(row["working_days"]) or None)


async def count_mine(work: Work, thread_id: UUID | None) -> None:
    """Have the thread know how many promises of the person's own are open: its lane depends on it.
    One that was not made in a talk has no thread, and holds no lane."""
    if thread_id is None:
        return
    owner = work.subject.person_id
    number = await work.fetchval(MINE, owner_id=owner, thread_id=thread_id)
    try:
        await keep_facts(work, thread_id, Facts(mine_open=number))
    except NotFound:
        return  # The thread was deleted; its promises come back with it.


async def watch(work: Work, promise_id: UUID) -> None:
    """Set or stop the clock that makes an open promise late. One that was late and has a later day
    now is late no more."""
    owner = work.subject.person_id
    row = await work.fetchrow(ONE, the_owner=owner, promise_id=promise_id)
    if row is None or row["state"] != "open" or row["deleted_at"] is not None:
        await stop_clock(work, DUE, promise_id)
        return
    if row["late_at"] is not None and row["due_at"] > work.now:
        await work.execute(LATE, the_owner=owner, promise_id=promise_id, at=None)
        await tell_event(work, row, "promise.moved", work.now, {"late": False})
    await set_clock(
        work,
        DUE,
        promise_id,
        row["due_on"].isoformat(),
        due_local=row["due_local"],
        due_zone=row["due_zone"],
        due_at=row["due_at"],
        channel="job",
        owner_id=owner,
    )


async def tell_late(work: Work, row: asyncpg.Record) -> None:
    """A promise was open when its day was over: an event, once."""
    if row["late_at"] is None:
        owner = work.subject.person_id
        await work.execute(LATE, the_owner=owner, promise_id=row["id"], at=row["due_at"])
        await tell_event(work, row, "promise.late", row["due_at"], {})


async def tell_event(
    work: Work, row: asyncpg.Record, name: Name, at: datetime, codes: Codes
) -> None:
    """Write an event of a promise, a row of `ONE`; it says whose promise it is."""
    await record(
        work,
        name,
        at=at,
        contact_id=row["contact_id"],
        thread_id=row["thread_id"],
        conversation_id=row["conversation_id"],
        subject_id=row["id"],
        codes={"promiser": row["promiser"], **codes},
    )


async def recompute_promises(work: Work) -> int:
    """Compute the clocks of open promises anew after the person moved, or works on other days: their
    dates stay, the instants follow; returns how many there are. Running again changes nothing."""
    owner = work.subject.person_id
    zone, calendar = place_of(await read_place(work))
    rows = await work.fetch(OPEN, owner_id=owner)
    for row in rows:
        clock = promise_clock(
            row["promiser"], said_on=row["due_on"], by=row["due_on"], zone=zone, calendar=calendar
        )
        await work.execute(
            MOVE,
            the_owner=owner,
            promise_id=row["id"],
            new_due_local=clock.due.due_local,
            new_due_zone=clock.due.due_zone,
            new_due_at=clock.due.due_at,
            new_comes_up_at=clock.comes_up.due_at,
        )
        await watch(work, row["id"])
    return len(rows)


class PromiseDue:
    """The rule by which an open promise becomes late when its day is over: a job, no mail."""

    kind = DUE

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Write that it is late, unless it was settled or moved since."""
        await work.write()
        row = await work.fetchrow(ONE, the_owner=claimed.tenant_id, promise_id=claimed.subject_id)
        if row is None or row["state"] != "open" or row["deleted_at"] is not None:
            return NotWanted("settled")
        if row["due_at"] > work.now:
            return NotWanted("moved")
        await tell_late(work, row)
        return Done("late")
