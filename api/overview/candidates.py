"""Everything that might stand on Today, gathered in four statements on the compiled path."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import BindParameter, Uuid, and_, bindparam, exists, func, or_, select

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.conversations.clocks import PREPARATION, RESTS
from api.conversations.lines import FIRST_HEARD
from api.conversations.models import Conversation
from api.database import Work, among, hot
from api.journal.models import Counter, Event
from api.localtime import local_time
from api.overview.models import PutAside
from api.overview.schemas import ItemDue, ItemSubject, Kind, TodayItem
from api.threads.models import Message, Thread
from api.threads.schemas import Whom
from api.threads.stages import Stage

MOST: Final = 60
"""Threads looked at, what is due first: Today shows at most four and folds the rest."""
FIRST_QUESTION: Final = timedelta(days=1)
"""Nobody is asked "any answers?" on the day they asked."""

MINUTES: Final[dict[Kind, int]] = {
    "ask_first": 5,
    "write_thanks": 5,
    "did_you_talk": 1,
    "debrief": 3,
    "date_soon": 2,
    "prepare": 10,
    "any_answers": 1,
    "follow_up": 3,
    "close": 1,
    "find_time": 3,
    "new_time": 3,
    "finish_draft": 5,
    "ask": 5,
    "sort": 5,
}

_OWNER: Final[BindParameter[UUID]] = bindparam("owner_id", type_=Uuid())
_NOW: Final = bindparam("now", type_=Conversation.starts_at.type)
_RESTED: Final = bindparam("rested", type_=Conversation.starts_at.type)
_SOON: Final = bindparam("soon", type_=Conversation.starts_at.type)

TALKS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.contact_id,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.thanks_due_at,
        Conversation.debrief_step,
        Contact.name,
        Contact.given_name,
        FIRST_HEARD.label("line"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        Conversation.owner_id == _OWNER,
        Conversation.deleted_at.is_(None),
        or_(
            and_(Conversation.state == "planned", Conversation.starts_at <= _SOON),
            and_(Conversation.state == "held", Conversation.thanked_at.is_(None)),
        ),
        Conversation.ends_at > _RESTED,
    )
    .order_by(Conversation.ends_at)
    .limit(MOST)
)
THREADS: Final = hot(
    select(
        Thread.id,
        Thread.stage,
        Thread.contact_id,
        Thread.asked_at,
        Thread.due_kind,
        Thread.due_at,
        Thread.propose_close_at,
        Contact.name,
        Contact.given_name,
        exists()
        .where(
            Message.owner_id == Thread.owner_id,
            Message.thread_id == Thread.id,
            Message.state == "draft",
            Message.kind == "ask",
            Message.body != "",
            Message.deleted_at.is_(None),
        )
        .label("has_draft"),
    )
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .where(
        Thread.owner_id == _OWNER,
        Thread.deleted_at.is_(None),
        among(Thread.lane, ["want_to_ask", "asked", "said_yes"]),
        Contact.do_not_contact.is_(False),
    )
    .order_by(Thread.due_order, Thread.id)
    .limit(MOST)
)
ASIDE: Final = hot(
    select(PutAside.kind, PutAside.subject_id).where(
        PutAside.owner_id == _OWNER, or_(PutAside.until.is_(None), PutAside.until > _NOW)
    )
)
_MONTH: Final = bindparam("month", type_=Event.at.type)
SURROUNDINGS: Final = hot(
    select(
        Profile.time_zone,
        select(func.count(Event.thread_id.distinct()))
        .where(Event.owner_id == _OWNER, Event.at >= _MONTH, Event.name == "thread.asked")
        .scalar_subquery()
        .label("asked"),
        select(func.count(Event.thread_id.distinct()))
        .where(Event.owner_id == _OWNER, Event.at >= _MONTH, Event.name == "conversation.held")
        .scalar_subquery()
        .label("talks"),
        select(func.coalesce(func.sum(Counter.n), 0))
        .where(Counter.owner_id == _OWNER, Counter.kind == "thread")
        .scalar_subquery()
        .label("threads"),
        exists()
        .where(
            Contact.owner_id == _OWNER,
            Contact.sort == "unsorted",
            Contact.thread_id.is_(None),
            Contact.deleted_at.is_(None),
            Contact.archived_at.is_(None),
        )
        .label("unsorted"),
    ).where(Profile.owner_id == _OWNER)
)


class Gathered(msgspec.Struct, frozen=True):
    """What there is to arrange."""

    zone: str
    asked: int
    talks: int
    threads: int
    items: list[TodayItem]


async def gather(work: Work, *, month: datetime) -> Gathered:
    """All candidates of this person that are not put aside; `month` is when theirs began."""
    owner, now = work.subject.person_id, work.now
    around = await work.fetchrow(SURROUNDINGS, owner_id=owner, month=month)
    assert around is not None
    zone = str(around["time_zone"])
    talks = await work.fetch(TALKS, owner_id=owner, soon=now + 2 * PREPARATION, rested=now - RESTS)
    threads = await work.fetch(THREADS, owner_id=owner)
    aside = {
        (row["kind"], row["subject_id"]) for row in await work.fetch(ASIDE, owner_id=owner, now=now)
    }
    items = [
        *_of_talks(talks, now, zone),
        *_of_threads(threads, now, zone, owner),
    ]
    if around["unsorted"] and not around["threads"]:
        items.append(_item("sort", ItemSubject("person", owner)))
    return Gathered(
        zone=zone,
        asked=around["asked"],
        talks=around["talks"],
        threads=around["threads"],
        items=[item for item in items if (item.kind, item.subject.id) not in aside],
    )


def _of_talks(rows: list[asyncpg.Record], now: datetime, zone: str) -> Iterator[TodayItem]:
    for row in rows:
        subject, whom = ItemSubject("conversation", row["id"]), _whom(row)
        if row["state"] == "held":
            if row["debrief_step"] == 0 and now < row["ends_at"] + timedelta(hours=4):
                yield _item("debrief", subject, whom)
            yield _item(
                "write_thanks",
                subject,
                whom,
                due=_due(row["thanks_due_at"], zone),
                line=row["line"],
            )
        elif row["ends_at"] <= now:
            yield _item("did_you_talk", subject, whom, due=_due(row["thanks_due_at"], zone))
        else:
            kind: Kind = "date_soon" if row["starts_at"] <= now + timedelta(hours=3) else "prepare"
            yield _item(kind, subject, whom, due=_due(row["starts_at"], zone))


def _of_threads(
    rows: list[asyncpg.Record], now: datetime, zone: str, owner: UUID
) -> Iterator[TodayItem]:
    waiting = []
    for row in rows:
        subject, whom = ItemSubject("thread", row["id"]), _whom(row)
        match Stage(row["stage"]):
            case Stage.ASKED | Stage.FOLLOWED_UP:
                due_at = row["due_at"]
                if row["asked_at"] and row["asked_at"] <= now - FIRST_QUESTION:
                    waiting.append(whom)
                if row["propose_close_at"] and row["propose_close_at"] <= now:
                    yield _item("close", subject, whom, due=_due(row["propose_close_at"], zone))
                elif row["due_kind"] == "follow_up" and due_at and due_at <= now:
                    yield _item("follow_up", subject, whom, due=_due(due_at, zone))
            case Stage.REPLIED_YES | Stage.SCHEDULING:
                yield _item("find_time", subject, whom)
            case Stage.CANCELLED | Stage.NO_SHOW:
                yield _item("new_time", subject, whom)
            case Stage.IDENTIFIED | Stage.RESEARCHED | Stage.DRAFTED:
                yield _item("finish_draft" if row["has_draft"] else "ask", subject, whom)
    if waiting:
        yield _item("any_answers", ItemSubject("person", owner), names=waiting)


def _item(
    kind: Kind,
    subject: ItemSubject,
    whom: Whom | None = None,
    *,
    names: list[Whom] | None = None,
    due: ItemDue | None = None,
    line: str | None = None,
) -> TodayItem:
    return TodayItem(
        kind=kind,
        subject=subject,
        contact=whom,
        names=names or [],
        due=due,
        minutes=MINUTES[kind],
        line=line,
        actions=["done", "snooze"],
    )


def _whom(row: asyncpg.Record) -> Whom:
    return Whom(id=row["contact_id"], name=row["name"], first_name=row["given_name"] or row["name"])


def _due(at: datetime, zone: str) -> ItemDue:
    return ItemDue(at=at, local=local_time(at, zone), zone=zone)
