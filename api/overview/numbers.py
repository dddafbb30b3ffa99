"""What has been told so far, as numbers with their size, and which parts have something to say."""

from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import BindParameter, Uuid, bindparam, exists, func, select

from api.accounts.place import read_place
from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Work, hot
from api.journal.models import Counter, Event
from api.overview.measures import (
    ASKS_FOR_A_PICTURE,
    Ask,
    Share,
    reply_rate,
    share,
    thanks_on_time,
)
from api.overview.schemas import MeasuresRead, ShareRead, Shows
from api.threads.clocks import calendar_for, counts_from
from api.threads.due import terms_of
from api.threads.models import Thread

_OWNER: Final[BindParameter[UUID]] = bindparam("owner_id", type_=Uuid())

SHOWS: Final = hot(
    select(
        exists()
        .where(Thread.owner_id == _OWNER, Thread.answered_at.is_not(None))
        .label("answered"),
        select(func.count(Conversation.id))
        .where(
            Conversation.owner_id == _OWNER,
            Conversation.state == "held",
            Conversation.deleted_at.is_(None),
        )
        .scalar_subquery()
        .label("held"),
        select(func.count(Event.thread_id.distinct()))
        .where(Event.owner_id == _OWNER, Event.name == "thread.asked")
        .scalar_subquery()
        .label("asked"),
        select(func.coalesce(func.sum(Counter.n), 0))
        .where(Counter.owner_id == _OWNER, Counter.kind == "contact", Counter.key == "live")
        .scalar_subquery()
        .label("people"),
    )
)
ASKS: Final = hot(
    select(
        Thread.asked_at,
        Thread.answered_at,
        Contact.country,
        exists()
        .where(
            Event.owner_id == Thread.owner_id,
            Event.thread_id == Thread.id,
            Event.name == "thread.answered",
            Event.codes["answer"].astext == "yes",
        )
        .label("said_yes"),
    )
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .where(Thread.owner_id == _OWNER, Thread.asked_at.is_not(None), Thread.deleted_at.is_(None))
)
HELD: Final = hot(
    select(Conversation.ended_at, Conversation.thanked_at).where(
        Conversation.owner_id == _OWNER,
        Conversation.state == "held",
        Conversation.deleted_at.is_(None),
    )
)


async def read_shows(work: Work) -> Shows:
    """What is shown when (DOMAIN.md section 1)."""
    row = await work.fetchrow(SHOWS, owner_id=work.subject.person_id)
    assert row is not None
    return Shows(
        talks=row["answered"] or row["held"] > 0,
        growth=row["held"] > 0,
        measures=row["asked"] >= ASKS_FOR_A_PICTURE,
        ties=row["people"] >= 20,
    )


async def read_measures(work: Work) -> MeasuresRead:
    """The person's own numbers; none before ten asks are counted."""
    owner, now = work.subject.person_id, work.now
    place = await read_place(work)
    threads = await work.fetch(ASKS, owner_id=owner)
    asks = [_ask(row, place) for row in threads]
    rate = reply_rate(asks, now)
    talks = await work.fetch(HELD, owner_id=owner)
    counted = rate.asked - rate.open
    enough = counted >= ASKS_FOR_A_PICTURE
    yes = sum(row["said_yes"] for row in threads)
    thanked = thanks_on_time([(row["ended_at"], row["thanked_at"]) for row in talks], now)
    return MeasuresRead(
        asks_so_far=counted,
        asked=rate.asked,
        open=rate.open,
        answered=_shown(rate.answered) if enough else None,
        said_yes=_shown(share(yes, counted)) if enough else None,
        thanked_in_time=_shown(thanked) if enough else None,
        talks=len(talks),
    )


def _ask(row: asyncpg.Record, place: asyncpg.Record) -> Ask:
    terms = terms_of(
        zone=place["time_zone"],
        country=place["country"],
        working_days=place["working_days"],
        template=place["clock_template"],
        contact_country=row["country"],
    )
    return Ask(
        counts_from=counts_from(
            row["asked_at"],
            zone=terms.zone,
            calendar=calendar_for(terms.contact_country, terms.calendar),
        ),
        answered=row["answered_at"] is not None,
    )


def _shown(one: Share) -> ShareRead:
    return ShareRead(k=one.k, n=one.n, low=one.low, high=one.high)
