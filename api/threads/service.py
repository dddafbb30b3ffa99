"""Threads themselves: started, read, deleted and brought back."""

from typing import Final
from uuid import UUID

from msgspec import UNSET
from msgspec.structs import replace
from sqlalchemy import bindparam, exists, insert, select, update

from api.contacts.models import Contact
from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.etags import require_version
from api.threads.keeping import load, save, thread_read
from api.threads.models import OPEN, Thread
from api.threads.refusals import DoNotContact, OpenAlready, cannot_follow
from api.threads.schemas import ThreadChange, ThreadRead, ThreadStart
from api.threads.stages import Refused
from api.threads.state import pause, resume

CONTACT: Final = hot(
    select(
        Contact.do_not_contact,
        exists()
        .where(
            Thread.owner_id == Contact.owner_id,
            Thread.contact_id == Contact.id,
            Thread.deleted_at.is_(None),
            Thread.lane.in_(OPEN),
        )
        .label("open"),
    ).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
KNOWN: Final = hot(
    select(Thread.contact_id, Thread.deleted_at).where(
        Thread.owner_id == bindparam("owner_id"), Thread.id == bindparam("thread_id")
    )
)
START: Final = hot(
    insert(Thread).values(
        owner_id=bindparam("owner_id"),
        id=bindparam("id"),
        contact_id=bindparam("contact_id"),
        since=bindparam("since"),
    )
)
_OF_LIVE_CONTACT: Final = exists().where(
    Contact.owner_id == Thread.owner_id,
    Contact.id == Thread.contact_id,
    Contact.deleted_at.is_(None),
)
DELETE: Final = hot(
    update(Thread)
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("new_deleted_at"))
    .returning(Thread.id)
)
RESTORE: Final = hot(
    update(Thread)
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_not(None),
        _OF_LIVE_CONTACT,
    )
    .values(deleted_at=None)
)


async def read_thread(work: Work, thread_id: UUID) -> ThreadRead:
    """One thread. Raises NotFound."""
    return thread_read(await load(work, thread_id), work.now)


async def start_thread(work: Work, started: ThreadStart) -> tuple[ThreadRead, bool]:
    """Start the pursuit of a talk; whether it is new (the same again is not).

    Somebody at the present employer may be asked, which `hints` says; it is suggested nowhere.
    Raises NotFound for the contact, DoNotContact, OpenAlready while another thread with them is
    open, and Conflict when the id belongs to another thread.
    """
    owner_id = work.subject.person_id
    known = await work.fetchrow(KNOWN, owner_id=owner_id, thread_id=started.id)
    if known is not None:
        if known["contact_id"] != started.contact_id or known["deleted_at"] is not None:
            raise Conflict("This id belongs to another thread.")
        return await read_thread(work, started.id), False
    contact = await work.fetchrow(CONTACT, owner_id=owner_id, contact_id=started.contact_id)
    if contact is None:
        raise NotFound()
    if contact["do_not_contact"]:
        raise DoNotContact()
    if contact["open"]:
        raise OpenAlready()
    await work.execute(
        START, owner_id=owner_id, id=started.id, contact_id=started.contact_id, since=work.now
    )
    return await read_thread(work, started.id), True


async def change_thread(
    work: Work, thread_id: UUID, change: ThreadChange, *, if_match: str | None
) -> ThreadRead:
    """Keep or take back the reason of a no or a silence, let the plan rest or go on, and refuse
    the hint that somebody else at the same employer is being asked.

    Raises NotFound, PreconditionRequired, PreconditionFailed, and Conflict for a reason of a thread
    that did not end so, or a pause where no ask is open.
    """
    thread = await load(work, thread_id)
    require_version(if_match, thread.version)
    state = thread.state
    if change.close_reason is not UNSET:
        if state.closed_at is None:
            raise Conflict("There was neither a no nor a silence.")
        state = replace(state, close_reason=change.close_reason)
    if change.beside_ok is not UNSET:
        state = replace(state, beside_ok=change.beside_ok)
    if change.paused is not UNSET:
        try:
            state = pause(state, work.now) if change.paused else resume(state, work.now)
        except Refused as refused:
            raise cannot_follow(refused) from refused
    if state != thread.state:
        await save(work, thread, state)
        thread = await load(work, thread_id)
    return thread_read(thread, work.now)


async def delete_thread(work: Work, thread_id: UUID) -> None:
    """Delete a thread; it can be brought back. Raises NotFound."""
    done = await work.fetchval(
        DELETE, owner_id=work.subject.person_id, thread_id=thread_id, new_deleted_at=work.now
    )
    if done is None:
        raise NotFound()


async def restore_thread(work: Work, thread_id: UUID) -> ThreadRead:
    """Undo the deletion of a thread; one that is there stays. Raises NotFound, also while its
    contact is deleted."""
    await work.execute(RESTORE, owner_id=work.subject.person_id, thread_id=thread_id)
    thread = await load(work, thread_id)
    # The clock that closes it may have come and found nothing: it is set anew.
    thread = await save(work, replace(thread, close_at=None), thread.state)
    return thread_read(thread, work.now)
