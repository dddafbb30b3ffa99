"""What talks hear from threads: a date told there, a talk that was held, cancelled or missed."""

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, select

from api.accounts.place import read_zone
from api.conversations.alarms import clear_alarms, set_alarms
from api.conversations.models import Conversation
from api.conversations.outcome import USUAL_LENGTH
from api.conversations.planning import check_times, keep_plan
from api.conversations.reading import conversation_of
from api.conversations.schemas import TalkPlan
from api.database import Work, among, hot
from api.tables import new_id
from api.threads.listening import Changed
from api.threads.stages import Happening, Stage

OPEN_OF_THREAD: Final = hot(
    select(Conversation.id)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.thread_id == bindparam("thread_id"),
        among(Conversation.state, ["planned", "resting"]),
        Conversation.deleted_at.is_(None),
    )
    .order_by(Conversation.starts_at.desc())
    .limit(1)
)

_ENDS: Final = {Happening.NO_SHOW: "no_show", Happening.CANCELLED: "cancelled"}


async def hear(work: Work, changed: Changed) -> None:
    """Let the talks of a thread follow what was told about it, in the same transaction."""
    if changed.plan is not None:
        await _planned(work, changed)
    elif changed.what is Happening.HELD:
        await _held(work, changed)
    elif changed.what in _ENDS and changed.before.stage is Stage.SCHEDULED:
        await _ended(work, changed, _ENDS[Happening(changed.what)])


async def _planned(work: Work, changed: Changed) -> None:
    plan = changed.plan
    assert plan is not None
    check_times(plan.starts_at, plan.ends_at, plan.zone, work.now)
    data = TalkPlan(
        id=plan.id or new_id(),
        thread_id=changed.thread_id,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        zone=plan.zone,
        medium=plan.medium,
        place=plan.place or "",
    )
    if await keep_plan(work, data, changed.contact_id):
        await set_alarms(work, data.id)


async def _open(work: Work, changed: Changed) -> Conversation | None:
    open_id = await work.fetchval(
        OPEN_OF_THREAD, owner_id=work.subject.person_id, thread_id=changed.thread_id
    )
    if open_id is None:
        return None
    session = await work.session()
    return (
        await session.scalars(conversation_of(work.subject).where(Conversation.id == open_id))
    ).one()


async def _held(work: Work, changed: Changed) -> None:
    talk = await _open(work, changed)
    if talk is None:
        zone = await read_zone(work)
        talk = Conversation(
            owner_id=work.subject.person_id,
            id=new_id(),
            thread_id=changed.thread_id,
            contact_id=changed.contact_id,
            starts_at=changed.at - USUAL_LENGTH,
            ends_at=changed.at,
            zone=zone,
            medium="in_person",
            planned_at=work.now,
        )
        (await work.session()).add(talk)
    talk.state, talk.ended_at = "held", changed.at
    talk.thanks_due_at = changed.at + timedelta(hours=24)
    await work.flush()
    await set_alarms(work, talk.id)


async def _ended(work: Work, changed: Changed, state: str) -> None:
    talk = await _open(work, changed)
    if talk is not None:
        talk.state, talk.thanks_due_at = state, None
        await work.flush()
        await clear_alarms(work, talk.id)
