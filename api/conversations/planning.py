"""A date for a talk: set, moved, cancelled; and what follows for the thread and the clocks."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.conversations.alarms import clear_alarms, set_alarms
from api.conversations.models import Conversation
from api.conversations.reading import conversation_of, read_conversation
from api.conversations.schemas import ConversationChange, ConversationRead, TalkPlan
from api.conversations.slot_releasing import release_offers
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.localtime import is_zone
from api.threads.clocks import THANKS
from api.threads.dates import Talk
from api.threads.models import Thread
from api.threads.schemas import HappeningTold
from api.threads.stages import Happening
from api.threads.telling import Around, Facts, keep_facts, tell

LONGEST: Final = timedelta(hours=12)
FURTHEST: Final = timedelta(days=730)

THREAD: Final = hot(
    select(Thread.contact_id, Thread.stage).where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
)
_PLANNED: Final = (
    "owner_id",
    "id",
    "thread_id",
    "contact_id",
    "starts_at",
    "ends_at",
    "zone",
    "medium",
    "place",
    "planned_at",
    "thanks_due_at",
)
PLAN: Final = hot(
    insert(Conversation)
    .values({name: bindparam(name) for name in _PLANNED})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
RESTORE: Final = hot(
    update(Conversation)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
    )
    .values(deleted_at=None)
)


async def plan(work: Work, data: TalkPlan) -> tuple[ConversationRead, bool]:
    """A date is set; says whether it is new. The same plan under the same id changes nothing.

    Raises NotFound for a thread that is not there, InvalidInput (times, zone), Conflict when the id
    is taken by another plan or the thread can't have a date now.
    """
    check_times(data.starts_at, data.ends_at, data.zone, work.now)
    thread = await work.fetchrow(THREAD, owner_id=work.subject.person_id, thread_id=data.thread_id)
    if thread is None:
        raise NotFound()
    if not await keep_plan(work, data, thread["contact_id"]):
        return await _planned_before(work, data), False
    await tell(
        work,
        data.thread_id,
        HappeningTold(id=data.id, what=Happening.DATE_SET),
        around=Around(
            talk=Talk(starts_at=data.starts_at, ends_at=data.ends_at, zone=data.zone),
            conversation_id=data.id,
        ),
    )
    await set_alarms(work, data.id)
    return await read_conversation(work, data.id), True


async def keep_plan(work: Work, data: TalkPlan, contact_id: UUID) -> bool:
    """Write the talk that is planned, and let go of times that were offered for it; False when its
    id is taken."""
    made = await work.execute(
        PLAN,
        owner_id=work.subject.person_id,
        id=data.id,
        thread_id=data.thread_id,
        contact_id=contact_id,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        zone=data.zone,
        medium=data.medium,
        place=data.place,
        planned_at=work.now,
        thanks_due_at=data.ends_at + THANKS,
    )
    if made != "INSERT 0 1":
        return False
    await release_offers(work, data.thread_id, but=data.id)
    return True


async def _planned_before(work: Work, data: TalkPlan) -> ConversationRead:
    there = await read_conversation(work, data.id)
    same = (
        there.thread_id == data.thread_id
        and there.starts_at == data.starts_at
        and there.ends_at == data.ends_at
        and there.zone == data.zone
        and there.medium == data.medium
        and there.place == data.place
    )
    if not same:
        raise Conflict("This id was used for another talk.")
    return there


async def change(
    work: Work, conversation_id: UUID, data: ConversationChange, *, if_match: str | None
) -> ConversationRead:
    """Move a planned talk, or change how and where. Raises NotFound, InvalidInput,
    PreconditionRequired, PreconditionFailed, and Conflict for a talk that is over."""
    talk = await load_talk(work, conversation_id)
    require_version(if_match, talk.version)
    starts_at = talk.starts_at if data.starts_at is UNSET else data.starts_at
    ends_at = talk.ends_at if data.ends_at is UNSET else data.ends_at
    zone = talk.zone if data.zone is UNSET else data.zone
    if data.medium is not UNSET:
        talk.medium = data.medium
    if data.place is not UNSET:
        talk.place = data.place
    if (starts_at, ends_at, zone) != (talk.starts_at, talk.ends_at, talk.zone):
        await reschedule(work, talk, starts_at, ends_at, zone)
    await work.flush()
    return await read_conversation(work, conversation_id)


async def reschedule(
    work: Work, talk: Conversation, starts_at: datetime, ends_at: datetime, zone: str
) -> None:
    """Another date for a talk that was not held: a new schedule, and its clocks."""
    if talk.state not in {"planned", "resting"}:
        raise Conflict("This talk is over: plan another one.")
    check_times(starts_at, ends_at, zone, work.now)
    talk.starts_at, talk.ends_at, talk.zone = starts_at, ends_at, zone
    talk.schedule_version += 1
    talk.planned_at = work.now
    talk.state = "planned"
    talk.thanks_due_at = ends_at + THANKS
    await work.flush()
    await keep_facts(
        work,
        talk.thread_id,
        Facts(talk=Talk(starts_at=starts_at, ends_at=ends_at, zone=zone)),
    )
    await set_alarms(work, talk.id)


async def forget(work: Work, conversation_id: UUID, *, if_match: str | None) -> None:
    """Delete a talk that was entered by mistake; undo brings it back within 30 days."""
    talk = await load_talk(work, conversation_id)
    require_version(if_match, talk.version)
    talk.deleted_at = work.now
    await work.flush()
    await clear_alarms(work, conversation_id)
    await keep_facts(work, talk.thread_id, Facts(talk=None))


async def restore(work: Work, conversation_id: UUID) -> ConversationRead:
    """Undo a deletion. One that is not deleted stays as it is. Raises NotFound."""
    await work.execute(RESTORE, owner_id=work.subject.person_id, conversation_id=conversation_id)
    talk = await load_talk(work, conversation_id)
    if talk.state == "planned":
        await keep_facts(
            work,
            talk.thread_id,
            Facts(talk=Talk(starts_at=talk.starts_at, ends_at=talk.ends_at, zone=talk.zone)),
        )
    await set_alarms(work, conversation_id)
    return await read_conversation(work, conversation_id)


async def load_talk(work: Work, conversation_id: UUID) -> Conversation:
    """One talk to be changed. Raises NotFound."""
    session = await work.session()
    found = (
        await session.scalars(
            conversation_of(work.subject).where(Conversation.id == conversation_id)
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def check_times(starts_at: datetime, ends_at: datetime, zone: str, now: datetime) -> None:
    """Refuse times that can't be a talk: without zone, backwards, over 12 hours, beyond two years."""
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        raise InvalidInput.field("body.starts_at", "no-zone", "Give the times with their zone.")
    if ends_at <= starts_at:
        raise InvalidInput.field("body.ends_at", "before-start", "It ends after it starts.")
    if ends_at - starts_at > LONGEST:
        raise InvalidInput.field("body.ends_at", "too-long", "A talk is at most 12 hours long.")
    if abs(starts_at - now) > FURTHEST:
        raise InvalidInput.field("body.starts_at", "too-far", "Pick a date within two years.")
    if not is_zone(zone):
        raise InvalidInput.field("body.zone", "unknown-zone", "Use a name such as Europe/London.")
