"""What measures are computed from, gathered in few statements on the compiled path."""

from collections import defaultdict
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import BindParameter, Uuid, bindparam, literal_column, or_, select

from api.accounts.place import read_place
from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import Work, among, hot
from api.insights.models import Advice, Promise
from api.insights.promises import on_time
from api.journal.models import Event
from api.localtime import BusinessCalendar
from api.overview.asks import Pursuit, Talk
from api.overview.circle import Edge
from api.overview.rhythm import STEPS
from api.overview.rounds import Told, rounds_of
from api.threads.clocks import calendar_for
from api.threads.due import terms_of
from api.threads.models import Message, Thread
from api.threads.stages import Stage

_OWNER: Final[BindParameter[UUID]] = bindparam("owner_id", type_=Uuid())

EVENTS: Final = hot(
    select(
        Event.thread_id,
        Event.name,
        Event.at,
        Event.from_stage,
        Event.to_stage,
        Event.codes["answer"].astext.label("answer"),
        Event.codes["passed"].astext.is_(None).label("told"),
    )
    .outerjoin(Thread, (Thread.owner_id == Event.owner_id) & (Thread.id == Event.thread_id))
    .where(
        Event.owner_id == _OWNER,
        among(Event.name, sorted(STEPS | {"thread.answered", "thread.corrected"})),
        Thread.deleted_at.is_(None),
        or_(Event.thread_id.is_(None), Thread.id.is_not(None)),
    )
    .order_by(Event.recorded_at, Event.id)
)
"""In the order they were told. Of a thread that was deleted nothing counts."""

THREADS: Final = hot(
    select(
        Thread.id,
        Thread.contact_id,
        Thread.stage,
        Thread.close_reason,
        Contact.source,
        Contact.country,
    )
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .where(Thread.owner_id == _OWNER, Thread.deleted_at.is_(None))
)
TALKS: Final = hot(
    select(
        Conversation.thread_id,
        Conversation.planned_at,
        Conversation.starts_at,
        Conversation.state,
        Conversation.ended_at,
        Conversation.thanked_at,
    )
    .where(Conversation.owner_id == _OWNER, Conversation.deleted_at.is_(None))
    .order_by(Conversation.starts_at, Conversation.id)
)
THANKS: Final = hot(
    select(
        (
            ~Message.check_result["findings"].contains(
                literal_column("""'[{"rule": "insight"}]'""")
            )
        ).label("cites")
    ).where(
        Message.owner_id == _OWNER,
        Message.kind == "thanks",
        Message.state == "sent",
        Message.deleted_at.is_(None),
        Message.check_result["judged"].astext == "true",
    )
)
"""Thank-yous whose text is known and was judged; "Did it already" leaves none."""

INTRODUCTIONS: Final = hot(
    select(
        Introduction.introducer_id,
        Introduction.introduced_id,
        Introduction.closed_at,
        Introduction.tell_by,
        Introduction.created_at,
    ).where(Introduction.owner_id == _OWNER, Introduction.deleted_at.is_(None))
)
PROMISES: Final = hot(
    select(Promise.state, Promise.due_at, Promise.settled_at)
    .outerjoin(
        Conversation,
        (Conversation.owner_id == Promise.owner_id) & (Conversation.id == Promise.conversation_id),
    )
    .where(
        Promise.owner_id == _OWNER,
        Promise.promiser == "mine",
        Promise.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
ADVICE: Final = hot(
    select((Advice.state == "told").label("told"))
    .join(
        Conversation,
        (Conversation.owner_id == Advice.owner_id) & (Conversation.id == Advice.conversation_id),
    )
    .where(
        Advice.owner_id == _OWNER,
        among(Advice.state, ["done", "told"]),
        Advice.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
"""Advice that was followed: there is something to tell of it."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one person that a measure looks at. `pursuits` are by contact, each with the
    business days of that contact's country; `steps` the instants of their own steps,
    `promises` whether each own one that is due or settled was kept in time."""

    zone: str
    pursuits: list[tuple[UUID, BusinessCalendar, Pursuit]]
    steps: list[datetime]
    cites: list[bool]
    edges: list[Edge]
    promises: list[bool]
    advice: list[bool]
    reasons: list[str]


async def gather(work: Work) -> Facts:
    """What there is, in eight statements."""
    owner = work.subject.person_id
    place = await read_place(work)
    told: dict[UUID, list[Told]] = defaultdict(list)
    steps: list[datetime] = []
    for row in await work.fetch(EVENTS, owner_id=owner):
        if row["told"] and row["name"] in STEPS:
            steps.append(row["at"])
        if row["thread_id"] is not None:
            told[row["thread_id"]].append(
                Told(
                    name=row["name"],
                    at=row["at"],
                    from_stage=row["from_stage"],
                    to_stage=row["to_stage"],
                    answer=row["answer"],
                )
            )
    talks: dict[UUID, list[Talk]] = defaultdict(list)
    for row in await work.fetch(TALKS, owner_id=owner):
        talks[row["thread_id"]].append(
            Talk(
                planned_at=row["planned_at"],
                starts_at=row["starts_at"],
                state=row["state"],
                ended_at=row["ended_at"],
                thanked_at=row["thanked_at"],
            )
        )
    pursuits, reasons = [], []
    for row in await work.fetch(THREADS, owner_id=owner):
        terms = terms_of(
            zone=place["time_zone"],
            country=place["country"],
            working_days=place["working_days"],
            template=place["clock_template"],
            contact_country=row["country"],
        )
        pursuit = Pursuit(
            stage=Stage(row["stage"]),
            source=row["source"],
            rounds=rounds_of(told[row["id"]]),
            talks=talks[row["id"]],
        )
        calendar = calendar_for(terms.contact_country, terms.calendar)
        pursuits.append((row["contact_id"], calendar, pursuit))
        if row["close_reason"] is not None:
            reasons.append(str(row["close_reason"]))
    judged = [
        on_time(row["state"], row["due_at"], row["settled_at"], work.now)
        for row in await work.fetch(PROMISES, owner_id=owner)
    ]
    return Facts(
        zone=place["time_zone"],
        pursuits=pursuits,
        steps=steps,
        cites=[row["cites"] for row in await work.fetch(THANKS, owner_id=owner)],
        edges=[Edge(**row) for row in await work.fetch(INTRODUCTIONS, owner_id=owner)],
        promises=[kept for kept in judged if kept is not None],
        advice=[row["told"] for row in await work.fetch(ADVICE, owner_id=owner)],
        reasons=reasons,
    )
