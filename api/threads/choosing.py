"""From sorting to asking: the people that were chosen come into *Want to ask*."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from api.database import Work, hot
from api.tables import new_id
from api.threads.models import OPEN, Thread
from api.threads.schemas import ThreadRead, ThreadStart
from api.threads.service import read_thread, start_thread

OPEN_WITH: Final = hot(
    select(Thread.id)
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.contact_id == bindparam("contact_id"),
        Thread.deleted_at.is_(None),
        Thread.lane.in_(OPEN),
    )
    .order_by(Thread.created_at.desc())
    .limit(1)
)


async def choose(work: Work, contact_ids: list[UUID]) -> list[ThreadRead]:
    """A thread with each of these contacts, in their order: the open one, else a new one.

    Chosen again nothing changes. Raises NotFound and DoNotContact; then nobody is chosen.
    """
    threads = []
    for contact_id in dict.fromkeys(contact_ids):
        open_id = await work.fetchval(
            OPEN_WITH, owner_id=work.subject.person_id, contact_id=contact_id
        )
        if open_id is not None:
            threads.append(await read_thread(work, open_id))
        else:
            thread, _ = await start_thread(work, ThreadStart(new_id(), contact_id))
            threads.append(thread)
    return threads
