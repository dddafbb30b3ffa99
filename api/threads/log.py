"""Keeps what was told of a thread: the telling itself, once, and its lines in the log of events."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, insert

from api.database import Work, hot
from api.journal.record import record
from api.threads.events import Line
from api.threads.keeping import Kept
from api.threads.models import Told
from api.threads.schemas import CorrectionTold, HappeningTold, MoveTold, ThanksTold
from api.threads.state import State

Telling = HappeningTold | CorrectionTold | MoveTold | ThanksTold

_TOLD: Final = (
    "owner_id",
    "id",
    "thread_id",
    "what",
    "at",
    "at_precision",
    "recorded_at",
    "from_stage",
    "to_stage",
    "note",
    "digest",
)
TELL: Final = hot(insert(Told).values({name: bindparam(name) for name in _TOLD}))


def digest_of(thread_id: UUID, told: Telling) -> bytes:
    """By what the same telling, sent twice, is known from another one under its id."""
    kind = type(told).__name__.encode()
    return hashlib.sha256(thread_id.bytes + kind + msgspec.json.encode(told)).digest()


async def keep_told(
    work: Work,
    thread: Kept,
    told: Telling,
    what: str,
    at: datetime,
    state: State,
    digest: bytes,
) -> None:
    """Keep that this was told of a thread that thereby went into `state`."""
    await work.execute(
        TELL,
        owner_id=work.subject.person_id,
        id=told.id,
        thread_id=thread.id,
        what=what,
        at=at,
        at_precision=told.at_precision,
        recorded_at=work.now,
        from_stage=thread.state.stage,
        to_stage=state.stage,
        note=(isinstance(told, HappeningTold) and told.note) or "",
        digest=digest,
    )


async def write_lines(
    work: Work,
    thread: Kept,
    lines: list[Line],
    at: datetime,
    subject_id: UUID,
    conversation_id: UUID | None,
) -> None:
    """Write the events of one telling; `subject_id` is what was told, or the message it is about."""
    for line in lines:
        await record(
            work,
            line.name,
            at=at,
            contact_id=thread.contact.id,
            thread_id=thread.id,
            conversation_id=conversation_id,
            subject_id=subject_id,
            from_stage=line.from_stage,
            to_stage=line.to_stage,
            codes=line.codes,
        )
