"""One tap on Today: it is done, and the rest of the product hears of it; and taking that back."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from api.contacts.employer_schemas import IntroductionChange
from api.contacts.introductions import change_introduction
from api.conversations.reading import read_conversation
from api.database import Work
from api.goals.plan import change_item
from api.goals.plan_schemas import PlanItemChange, PlanState
from api.goals.wording import say_still_right
from api.insights.advice import change_advice
from api.insights.promises import change_promise
from api.insights.schemas import AdviceChange, AdviceState, PromiseChange, PromiseState
from api.landings.keeping import change_telling
from api.landings.schemas import Standing, TellingChange
from api.overview.schemas import Kind
from api.tables import new_id
from api.threads.schemas import CorrectionTold, HappeningTold, MoveTold, ThanksTold
from api.threads.stages import Happening, Lane, Stage
from api.threads.telling import correct_stage, move, tell, thank
from api.ties.keeping import touch, untouch

Settle = Callable[[Work, UUID], Awaitable[None]]
_ANY: Final = "*"
"""A tap is meant of the thing, in whatever version it is."""


async def _thanked(work: Work, talk_id: UUID) -> None:
    talk = await read_conversation(work, talk_id)
    await thank(work, talk.thread_id, ThanksTold(id=new_id()))


async def _not_thanked(work: Work, talk_id: UUID) -> None:
    talk = await read_conversation(work, talk_id)
    await move(work, talk.thread_id, MoveTold(id=new_id(), lane=Lane.TALKED))


async def _followed_up(work: Work, thread_id: UUID) -> None:
    await tell(work, thread_id, HappeningTold(id=new_id(), what=Happening.FOLLOWED_UP))


async def _not_followed_up(work: Work, thread_id: UUID) -> None:
    await correct_stage(work, thread_id, CorrectionTold(id=new_id(), stage=Stage.ASKED))


def _promise(state: PromiseState) -> Settle:
    async def settle(work: Work, promise_id: UUID) -> None:
        await change_promise(work, promise_id, PromiseChange(state=state), if_match=_ANY)

    return settle


def _advice(state: AdviceState) -> Settle:
    async def settle(work: Work, advice_id: UUID) -> None:
        await change_advice(work, advice_id, AdviceChange(state=state), if_match=_ANY)

    return settle


def _step(state: PlanState) -> Settle:
    async def settle(work: Work, item_id: UUID) -> None:
        await change_item(work, item_id, PlanItemChange(state=state), if_match=_ANY)

    return settle


async def _still_right(work: Work, goal_id: UUID) -> None:
    await say_still_right(work, goal_id)


async def _introducer_told(work: Work, introduction_id: UUID) -> None:
    change = IntroductionChange(closed_at=work.now)
    await change_introduction(work, introduction_id, change, if_match=_ANY)


async def _introducer_not_told(work: Work, introduction_id: UUID) -> None:
    change = IntroductionChange(closed_at=None)
    await change_introduction(work, introduction_id, change, if_match=_ANY)


async def _in_touch(work: Work, contact_id: UUID) -> None:
    await touch(work, contact_id, None)


async def _not_in_touch(work: Work, contact_id: UUID) -> None:
    await untouch(work, contact_id)


def _telling(standing: Standing) -> Settle:
    async def settle(work: Work, telling_id: UUID) -> None:
        await change_telling(work, telling_id, TellingChange(standing), if_match=_ANY)

    return settle


DONE: Final[dict[Kind, Settle]] = {
    "write_thanks": _thanked,
    "follow_up": _followed_up,
    "promise_mine": _promise("kept"),
    "promise_theirs": _promise("kept"),
    "tell_introducer": _introducer_told,
    "advice_told": _advice("told"),
    "tell_landed": _telling("told"),
    "first_update": _in_touch,
    "keep_in_touch": _in_touch,
    "plan_item": _step("done"),
    "goal_review": _still_right,
}
"""Kinds whose "Did it already" says something to the rest of the product; the subject is theirs."""

UNDONE: Final[dict[Kind, Settle]] = {
    "write_thanks": _not_thanked,
    "follow_up": _not_followed_up,
    "promise_mine": _promise("open"),
    "promise_theirs": _promise("open"),
    "tell_introducer": _introducer_not_told,
    "advice_told": _advice("done"),
    "tell_landed": _telling("waiting"),
    "first_update": _not_in_touch,
    "keep_in_touch": _not_in_touch,
    "plan_item": _step("open"),
}
