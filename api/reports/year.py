"""A year with people: what of it is kept (ids, days, counts and the person's own words), and how it is
read again. Names and lines are looked up when it is read."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import Date, DateTime, Uuid, and_, bindparam, func, literal_column, select

from api.accounts.place import read_zone
from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.goals.models import GoalRevision, Outcome
from api.insights.models import Advice, Evidence, Given, Insight, Promise
from api.insights.support import CORROBORATES
from api.localtime import local_date, to_utc
from api.reports.looking_up import Known, look_up, whom_of
from api.reports.schemas import YearClaim, YearOutcome, YearRead, YearTalk, YearWording
from api.threads.models import Thread

MOST_CLAIMS: Final = 5
MOST: Final = 200

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_FROM: Final[Any] = bindparam("since", type_=DateTime(timezone=True))
_TO: Final[Any] = bindparam("until", type_=DateTime(timezone=True))


def _mine(table: Any, moment: Any, *where: Any) -> Any:
    return and_(
        table.owner_id == _OWNER, table.deleted_at.is_(None), moment > _FROM, moment <= _TO, *where
    )


def _count(name: str, table: Any, moment: Any, *where: Any) -> Any:
    counted = select(func.count(table.id)).where(_mine(table, moment, *where))
    return counted.scalar_subquery().label(name)


COUNTS: Final = hot(
    select(
        _count("asked", Thread, Thread.asked_at),
        _count("answered", Thread, Thread.answered_at),
        _count("introductions", Introduction, Introduction.created_at),
        _count("thanked", Thread, Thread.thanked_at),
        _count(
            "kept",
            Promise,
            Promise.settled_at,
            Promise.state == literal_column("'kept'"),
            Promise.promiser == literal_column("'mine'"),
        ),
        _count("told", Advice, Advice.told_at),
        _count("given", Given, Given.at),
    )
)
TALKS: Final = hot(
    select(
        Conversation.id,
        Conversation.contact_id,
        Conversation.ended_at,
        func.coalesce(Contact.employer_id, Contact.id).label("place"),
    )
    .join(
        Contact,
        and_(Contact.owner_id == Conversation.owner_id, Contact.id == Conversation.contact_id),
    )
    .where(
        _mine(Conversation, Conversation.ended_at, Conversation.state == literal_column("'held'"))
    )
    .order_by(Conversation.ended_at, Conversation.id)
    .limit(literal_column(str(MOST)))
)
WORDINGS: Final = hot(
    select(GoalRevision.what, GoalRevision.at)
    .where(_mine(GoalRevision, GoalRevision.at))
    .order_by(GoalRevision.at, GoalRevision.id)
    .limit(literal_column(str(MOST)))
)
CLAIMS: Final = hot(
    select(
        Insight.id,
        Insight.claim,
        Insight.employers,
        Insight.people,
        select(Evidence.line_id)
        .where(
            Evidence.owner_id == Insight.owner_id,
            Evidence.insight_id == Insight.id,
            Evidence.deleted_at.is_(None),
        )
        .order_by(Evidence.at, Evidence.id)
        .limit(literal_column("1"))
        .scalar_subquery()
        .label("line_id"),
    )
    .where(
        _mine(
            Insight,
            Insight.last_at,
            Insight.merged_into_id.is_(None),
            Insight.employers >= literal_column(str(CORROBORATES)),
        )
    )
    .order_by(Insight.strength.desc(), Insight.id)
    .limit(literal_column(str(MOST_CLAIMS)))
)
OUTCOMES: Final = hot(
    select(Outcome.id, Outcome.kind, Outcome.at, Outcome.contact_id)
    .where(
        Outcome.owner_id == _OWNER,
        Outcome.deleted_at.is_(None),
        Outcome.at >= bindparam("begins", type_=Date()),
        Outcome.at <= bindparam("ends", type_=Date()),
    )
    .order_by(Outcome.at, Outcome.id)
    .limit(literal_column(str(MOST)))
)


class FrozenTalk(msgspec.Struct, frozen=True):
    """A talk, by its id."""

    conversation_id: UUID
    contact_id: UUID
    at: datetime


class FrozenClaim(msgspec.Struct, frozen=True):
    """A claim in the person's own words, else by its oldest line; where it was heard from."""

    insight_id: UUID
    claim: str
    line_id: UUID | None
    employers: int
    people: int


class FrozenOutcome(msgspec.Struct, frozen=True):
    """Something that came of it."""

    id: UUID
    kind: str
    at: date
    contact_id: UUID | None


class FrozenYear(msgspec.Struct, frozen=True, kw_only=True):
    """A whole year."""

    begins: date
    ends: date
    asked: int
    answered: int
    employers: int
    introductions: int
    thanked: int
    kept: int
    told: int
    given: int
    talks: list[FrozenTalk]
    wordings: list[YearWording]
    claims: list[FrozenClaim]
    outcomes: list[FrozenOutcome]


async def freeze_year(work: Work) -> FrozenYear:
    """The twelve months that end today, in five statements and the zone."""
    owner, zone = work.subject.person_id, await read_zone(work)
    ends = local_date(work.now, zone)
    begins = _a_year_before(ends) + timedelta(days=1)
    values = {
        "owner_id": owner,
        "since": to_utc(datetime.combine(begins, time()), zone),
        "until": work.now,
    }
    counts = await work.fetchrow(COUNTS, **values)
    assert counts is not None
    talks = await work.fetch(TALKS, **values)
    return FrozenYear(
        begins=begins,
        ends=ends,
        employers=len({row["place"] for row in talks}),
        talks=[FrozenTalk(row["id"], row["contact_id"], row["ended_at"]) for row in talks],
        wordings=[YearWording(*row) for row in await work.fetch(WORDINGS, **values)],
        claims=[
            FrozenClaim(row["id"], row["claim"], row["line_id"], row["employers"], row["people"])
            for row in await work.fetch(CLAIMS, **values)
        ],
        outcomes=[
            FrozenOutcome(*row)
            for row in await work.fetch(OUTCOMES, owner_id=owner, begins=begins, ends=ends)
        ],
        **dict(counts),
    )


async def read_year(work: Work, year: FrozenYear) -> YearRead:
    """The year with names and lines as they stand now: two statements."""
    people = {one.contact_id for one in year.talks}
    people |= {one.contact_id for one in year.outcomes if one.contact_id is not None}
    lines = [one.line_id for one in year.claims if one.line_id and not one.claim]
    known = await look_up(work, lines, people)
    kept = {name: getattr(year, name) for name in _AS_IT_WAS}
    return YearRead(
        **kept,
        people=len({one.contact_id for one in year.talks}),
        talks=list(_talks(year.talks, known)),
        claims=[
            YearClaim(one.insight_id, words, bool(one.claim), one.employers, one.people)
            for one in year.claims
            if (words := one.claim or known.lines.get(cast(UUID, one.line_id), ""))
        ],
        outcomes=[
            YearOutcome(one.id, cast(Any, one.kind), one.at, whom_of(known, one.contact_id))
            for one in year.outcomes
        ],
    )


_AS_IT_WAS: Final = (
    "begins", "ends", "asked", "answered", "employers", "introductions", "thanked", "kept", "told",
    "given", "wordings",
)  # fmt: skip


def _talks(talks: Iterable[FrozenTalk], known: Known) -> Iterable[YearTalk]:
    for one in talks:
        card = known.people.get(one.contact_id)
        contact = whom_of(known, one.contact_id)
        if card is not None and contact is not None:
            yield YearTalk(one.conversation_id, contact, card["role"], card["employer"], one.at)


def _a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the day before 1 March.

    >>> _a_year_before(date(2028, 2, 29)), _a_year_before(date(2027, 3, 1))
    (datetime.date(2027, 2, 28), datetime.date(2026, 3, 1))
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
