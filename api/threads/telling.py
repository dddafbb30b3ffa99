"""What a person tells about a thread: what happened, what was wrong, where a card belongs, thanks.

Each telling has an id of the client's making and is kept once; happening and telling are two times
(DOMAIN.md section 4).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from api.database import Work
from api.errors import Conflict
from api.threads.dates import Talk as Talk
from api.threads.dates import planned_talk, with_talk
from api.threads.events import Line, lines_of
from api.threads.keeping import Kept, load, save, thread_read
from api.threads.listening import Changed, Listener
from api.threads.log import Telling, digest_of, keep_told, write_lines
from api.threads.models import CORRECTED, THANKED
from api.threads.moves import Thanked, moving
from api.threads.referral import refer
from api.threads.refusals import cannot_follow
from api.threads.schemas import (
    ConversationPlan,
    CorrectionTold,
    HappeningTold,
    MoveTold,
    ThanksTold,
    ThreadRead,
)
from api.threads.stages import Group, Happening, Refused, Stage, group_of
from api.threads.state import State, correct, say
from api.threads.when import moment


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What comes with something told from elsewhere in the product.

    `talk` is the date that was set, `conversation_id` goes into the events, `by_itself` says that a
    clock told it. `listeners` hear of every change, after it was written.
    """

    talk: Talk | None = None
    conversation_id: UUID | None = None
    by_itself: bool = False
    listeners: Sequence[Listener] = ()


ALONE: Final = Around()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What later features know of a thread and its lane and clock depend on; UNSET stays.

    `talk` counts while a date is set, `held_at` (the end of the talk) and `mine_open` (open
    promises of the person's own) once it was held.
    """

    talk: Talk | None | UnsetType = UNSET
    held_at: datetime | UnsetType = UNSET
    mine_open: int | UnsetType = UNSET


async def tell(
    work: Work,
    thread_id: UUID,
    told: HappeningTold,
    *,
    around: Around = ALONE,
) -> ThreadRead:
    """Something happened. Told again under the same id it changes nothing.

    Raises NotFound, Conflict (it can't follow, or the id was used for something else) and
    InvalidInput (when, or a date or a referral where there is none).
    """
    thread, digest = await _open(work, thread_id, told)
    if digest is None:
        return thread_read(thread, work.now)
    thread = await _happened(work, thread, told, digest, around)
    return thread_read(thread, work.now)


async def correct_stage(
    work: Work, thread_id: UUID, told: CorrectionTold, *, around: Around = ALONE
) -> ThreadRead:
    """A wrong step is put right; the correction is an event too. Raises as `tell`."""
    thread, digest = await _open(work, thread_id, told)
    if digest is not None:
        thread = await _corrected(work, thread, told.stage, told, digest, around)
    return thread_read(thread, work.now)


async def move(
    work: Work, thread_id: UUID, told: MoveTold, *, around: Around = ALONE
) -> ThreadRead:
    """A card was put into another lane. Raises as `tell`."""
    thread, digest = await _open(work, thread_id, told)
    if digest is None:
        return thread_read(thread, work.now)
    try:
        meant = moving(thread.state, told.lane)
    except Refused as refused:
        raise cannot_follow(refused) from refused
    match meant:
        case Happening():
            said = HappeningTold(id=told.id, what=meant, at=told.at, at_precision=told.at_precision)
            thread = await _happened(work, thread, said, digest, around)
        case Stage():
            thread = await _corrected(work, thread, meant, told, digest, around)
        case Thanked(taken_back):
            thread = await _thanked(work, thread, told, digest, around, taken_back=taken_back)
        case None:
            pass
    return thread_read(thread, work.now)


async def thank(
    work: Work,
    thread_id: UUID,
    told: ThanksTold,
    *,
    message_id: UUID | None = None,
    around: Around = ALONE,
) -> ThreadRead:
    """They were thanked, with the message of this id if it is kept here. The first thanks count.
    Raises as `tell`."""
    thread, digest = await _open(work, thread_id, told)
    if digest is not None:
        thread = await _thanked(
            work, thread, told, digest, around, taken_back=False, message_id=message_id
        )
    return thread_read(thread, work.now)


async def take_back_thanks(
    work: Work, thread_id: UUID, told: ThanksTold, *, around: Around = ALONE
) -> ThreadRead:
    """They were not thanked after all. Raises as `tell`."""
    thread, digest = await _open(work, thread_id, told)
    if digest is not None:
        thread = await _thanked(work, thread, told, digest, around, taken_back=True)
    return thread_read(thread, work.now)


async def keep_facts(work: Work, thread_id: UUID, facts: Facts) -> ThreadRead:
    """Keep what a later feature knows, and compute lane and clock anew. Raises NotFound."""
    thread = await load(work, thread_id)
    state = thread.state
    if facts.talk is not UNSET:
        state = with_talk(state, facts.talk)
    if facts.held_at is not UNSET and state.stage is Stage.HELD:
        state = replace(state, held_at=facts.held_at)
    if facts.mine_open is not UNSET:
        state = replace(state, mine_open=facts.mine_open)
    if state != thread.state:
        thread = await save(work, thread, state)
    return thread_read(thread, work.now)


async def _open(work: Work, thread_id: UUID, told: Telling) -> tuple[Kept, bytes | None]:
    """The thread, and the digest to keep of what is told; None when it was told already."""
    digest = digest_of(thread_id, told)
    thread = await load(work, thread_id, told_id=told.id)
    if thread.digest is None:
        return thread, digest
    if thread.digest != digest:
        raise Conflict("This id was used for something else that was told.")
    return thread, None


async def _happened(
    work: Work, thread: Kept, told: HappeningTold, digest: bytes, around: Around
) -> Kept:
    before = thread.state
    at = moment(told.at, told.at_precision, work.now, thread.terms.zone, asked_at=before.asked_at)
    try:
        step = say(before, told.what, at)
    except Refused as refused:
        raise cannot_follow(refused) from refused
    talk = around.talk
    if told.conversation is not None:
        talk = planned_talk(told.what, told.conversation)
    state = step.state if talk is None else with_talk(step.state, talk)
    await keep_told(work, thread, told, told.what, at, state, digest)
    led_to = None
    if told.introduced is not None:
        led_to = await refer(work, thread, told.what, told.introduced)
    saved = thread
    if state != before or led_to is not None:
        saved = await save(work, thread, state, led_to=led_to)
    lines = lines_of(before, step, by_itself=around.by_itself)
    await write_lines(work, thread, lines, at, told.id, around.conversation_id)
    await _hear(work, saved, step.what, at, before, around, plan=told.conversation)
    return saved


async def _corrected(
    work: Work,
    thread: Kept,
    to: Stage,
    told: CorrectionTold | MoveTold,
    digest: bytes,
    around: Around,
) -> Kept:
    before = thread.state
    # Going back before the ask says that there was none: nothing to come after.
    asked_at = None if group_of(to) is Group.BEFORE else before.asked_at
    at = moment(told.at, told.at_precision, work.now, thread.terms.zone, asked_at=asked_at)
    try:
        state = correct(before, to, at)
    except Refused as refused:
        raise cannot_follow(refused) from refused
    await keep_told(work, thread, told, CORRECTED, at, state, digest)
    saved = await save(work, thread, state)
    line = Line("thread.corrected", before.stage, to, {})
    await write_lines(work, thread, [line], at, told.id, None)
    await _hear(work, saved, "corrected", at, before, around)
    return saved


async def _thanked(
    work: Work,
    thread: Kept,
    told: MoveTold | ThanksTold,
    digest: bytes,
    around: Around,
    *,
    taken_back: bool,
    message_id: UUID | None = None,
) -> Kept:
    before = thread.state
    at = moment(told.at, told.at_precision, work.now, thread.terms.zone, asked_at=before.asked_at)
    if taken_back:
        state = replace(before, thanked_at=None)
        line = Line("thread.corrected", before.stage, before.stage, {"thanked": False})
    else:
        state = replace(before, thanked_at=before.thanked_at or at)
        line = Line("thanks.sent", None, None, {})
    what: Literal["corrected", "thanked"] = CORRECTED if taken_back else THANKED
    await keep_told(work, thread, told, what, at, state, digest)
    saved = thread if state == before else await save(work, thread, state)
    await write_lines(work, thread, [line], at, message_id or told.id, None)
    await _hear(work, saved, what, at, before, around)
    return saved


async def _hear(
    work: Work,
    saved: Kept,
    what: Happening | Literal["corrected", "thanked"],
    at: datetime,
    before: State,
    around: Around,
    *,
    plan: ConversationPlan | None = None,
) -> None:
    changed = Changed(
        thread_id=saved.id,
        contact_id=saved.contact.id,
        what=what,
        at=at,
        before=before,
        after=saved.state,
        plan=plan,
    )
    for listener in around.listeners:
        await listener(work, changed)
