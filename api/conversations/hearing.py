"""What talks hear from threads: a date told there, a talk that was held, cancelled or missed, and
what of that was put right."""

from typing import Final

from sqlalchemy import bindparam, select

from api.accounts.place import read_zone
from api.conversations.alarms import clear_alarms, set_alarms
from api.conversations.models import Conversation, NoteLine
from api.conversations.outcome import USUAL_LENGTH
from api.conversations.planning import check_times, keep_plan
from api.conversations.reading import conversation_of
from api.conversations.schemas import TalkPlan
from api.database import Work, among, hot
from api.tables import new_id
from api.threads.clocks import THANKS
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

HAS_LINES: Final = hot(
    select(NoteLine.id)
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == bindparam("conversation_id"),
        NoteLine.deleted_at.is_(None),
        NoteLine.gone.is_(False),
    )
    .limit(1)
)

_ENDS: Final = {Happening.NO_SHOW: "no_show", Happening.CANCELLED: "cancelled"}
_STATES: Final = {
    Stage.SCHEDULED: "planned",
    Stage.HELD: "held",
    Stage.NO_SHOW: "no_show",
    Stage.CANCELLED: "cancelled",
}
"""In which state the talk of a thread in this stage is."""


async def hear(work: Work, changed: Changed) -> None:
    """Let the talks of a thread follow what was told about it, in the same transaction."""
    if changed.plan is not None:
        await _planned(work, changed)
    elif changed.what is Happening.HELD:
        await _held(work, changed)
    elif changed.what in _ENDS and changed.before.stage is Stage.SCHEDULED:
        await _ended(work, changed, _ENDS[Happening(changed.what)])
    elif changed.what == "corrected":
        await _put_right(work, changed)


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
    talk.thanks_due_at = changed.at + THANKS
    await work.flush()
    await set_alarms(work, talk.id)


async def _ended(work: Work, changed: Changed, state: str) -> None:
    talk = await _open(work, changed)
    if talk is not None:
        talk.state, talk.thanks_due_at = state, None
        await work.flush()
        await clear_alarms(work, talk.id)


async def _put_right(work: Work, changed: Changed) -> None:
    """The talk follows a correction: it is open again, or it never was, or it was held after all."""
    before, after = changed.before.stage, changed.after.stage
    if before is after:
        if before is Stage.HELD:  # thanks were taken back: their clocks run again
            for talk in await _talks(work, changed, "held"):
                await set_alarms(work, talk.id)
        return
    if after is Stage.HELD:
        await _held(work, changed)
        return
    was = _STATES.get(before)
    if was is None:
        return
    for talk in await _talks(work, changed, was):
        if after is Stage.SCHEDULED:
            talk.state, talk.ended_at, talk.thanked_at = "planned", None, None
            talk.thanks_due_at = talk.ends_at + THANKS
            await work.flush()
            await set_alarms(work, talk.id)
        elif was in {"planned", "held"}:
            await _never_was(work, talk)


async def _never_was(work: Work, talk: Conversation) -> None:
    # What was written about it is the person's: then it stays, as a talk that did not take place.
    talk.state, talk.ended_at, talk.thanks_due_at, talk.thanked_at = "cancelled", None, None, None
    if await work.fetchval(HAS_LINES, owner_id=talk.owner_id, conversation_id=talk.id) is None:
        talk.deleted_at = work.now
    await work.flush()
    await clear_alarms(work, talk.id)


async def _talks(work: Work, changed: Changed, state: str) -> list[Conversation]:
    """The newest talk of the thread that is in this state, if there is one."""
    session = await work.session()
    found = await session.scalars(
        conversation_of(work.subject)
        .where(Conversation.thread_id == changed.thread_id, Conversation.state == state)
        .order_by(Conversation.starts_at.desc())
        .limit(1)
    )
    return list(found)
