"""Tells what came after a talk, as a person would: through the product's own rules."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select

from api.contacts.models import Introduction
from api.conversations.lines import write_lines
from api.conversations.schemas import LineWritten
from api.database import Work, hot
from api.debrief.models import RATED
from api.debrief.reflections import answer, of_talk, whose_turn
from api.debrief.schemas import ReflectionCreate
from api.demo.afterwards import (
    AFTER,
    FRIDAY,
    Advised,
    Afterwards,
    Promised,
    circle_of,
    news_of,
    update_of,
)
from api.insights.advice import change_advice
from api.insights.following import follow_lines
from api.insights.gathering import gather
from api.insights.promises import change_promise
from api.insights.schemas import AdviceChange, PromiseChange, UpdateTells
from api.insights.updates import follow_update, name_update
from api.tables import new_id
from api.threads.message_schemas import MessageSent, MessageStart
from api.threads.messages import start_message
from api.threads.sending import mark_sent
from api.threads.telling import Around

At = Callable[[datetime], AbstractAsyncContextManager[Work]]
"""Opens the product at a moment of the story."""

AROUND: Final = Around(listeners=(follow_update,))
LED: Final = hot(
    select(Introduction.id).where(
        Introduction.owner_id == bindparam("owner_id"),
        Introduction.introduced_id == bindparam("contact_id"),
    )
)


class Held(msgspec.Struct, frozen=True):
    """A talk of the story, and whoever led to it."""

    name: str
    contact_id: UUID
    thread_id: UUID
    talk_id: UUID
    ended: datetime
    introducer: str | None
    introducer_thread_id: UUID | None


async def tell_aftermath(at: At, held: Held) -> None:
    """Promises, advice, updates and answers about oneself, each at its own day."""
    after = AFTER.get(held.name, Afterwards())
    for promised in after.promises:
        await _promise(at, held, promised)
    for advised in after.advice:
        await _advice(at, held, advised)
    await _circle(at, held, after)
    if after.news is not None:
        moment = held.ended + timedelta(days=after.news)
        await _update(at, held.thread_id, news_of(_first(held.name)), moment)
    if after.rating is not None:
        async with at(held.ended + timedelta(hours=1)) as work:
            turn = await whose_turn(work, held.talk_id, await of_talk(work, held.talk_id))
            assert turn in RATED
            said = ReflectionCreate(
                id=new_id(), aspect=turn, conversation_id=held.talk_id, rating=after.rating
            )
            await answer(work, said)
            if after.landed:
                said = ReflectionCreate(
                    id=new_id(),
                    aspect="landed",
                    conversation_id=held.talk_id,
                    words=after.landed,
                )
                await answer(work, said)


async def _promise(at: At, held: Held, promised: Promised) -> None:
    line = LineWritten(
        id=new_id(),
        tag="promise",
        text=promised.text,
        at=held.ended + timedelta(minutes=20),
        promiser=promised.promiser,
        due_on=_due(held.ended, promised.by),
    )
    async with at(held.ended + timedelta(minutes=26)) as work:
        await write_lines(work, held.talk_id, [line], listeners=(follow_lines, gather))
    if promised.after is not None:
        async with at(held.ended + timedelta(days=promised.after)) as work:
            change = PromiseChange(promised.state)
            await change_promise(work, line.id, change, if_match="*")


def _due(ended: datetime, by: int | None) -> date | None:
    if by is None:
        return None
    if by == FRIDAY:
        return ended.date() + timedelta(days=(4 - ended.weekday()) % 7 or 7)
    return ended.date() + timedelta(days=by)


async def _advice(at: At, held: Held, advised: Advised) -> None:
    line = LineWritten(
        id=new_id(), tag="advice", text=advised.text, at=held.ended + timedelta(minutes=21)
    )
    async with at(held.ended + timedelta(minutes=27)) as work:
        await write_lines(work, held.talk_id, [line], listeners=(follow_lines, gather))
        change = AdviceChange(state="not_for_me" if advised.state == "not_for_me" else "trying")
        await change_advice(work, line.id, change, if_match="*")
    if advised.done is None:
        return
    async with at(held.ended + timedelta(days=advised.done)) as work:
        change = AdviceChange(state="done", result=advised.result)
        await change_advice(work, line.id, change, if_match="*")
    if advised.told is not None:
        moment = held.ended + timedelta(days=advised.told)
        body = update_of(_first(held.name), advised)
        await _update(at, held.thread_id, body, moment, advice_ids=[line.id])


async def _circle(at: At, held: Held, after: Afterwards) -> None:
    if after.circle is None or held.introducer is None or held.introducer_thread_id is None:
        return
    moment = held.ended + timedelta(days=after.circle)
    async with at(moment) as work:
        led = await work.fetchval(LED, owner_id=work.subject.person_id, contact_id=held.contact_id)
    body = circle_of(_first(held.introducer), held.name)
    await _update(at, held.introducer_thread_id, body, moment, introduction_ids=[led])


async def _update(
    at: At,
    thread_id: UUID,
    body: str,
    moment: datetime,
    *,
    advice_ids: list[UUID] | None = None,
    introduction_ids: list[UUID] | None = None,
) -> None:
    message_id = new_id()
    async with at(moment) as work:
        await start_message(
            work,
            MessageStart(
                id=message_id,
                thread_id=thread_id,
                kind="update",
                channel="email",
                subject="News, and thanks",
                body=body,
            ),
        )
        tells = UpdateTells(
            id=message_id,
            advice_ids=advice_ids or [],
            introduction_ids=introduction_ids or [],
        )
        await name_update(work, tells)
        await mark_sent(work, message_id, MessageSent(id=new_id()), around=AROUND)


def _first(name: str) -> str:
    return name.split()[0]
