"""Sort: who was brought by an import is looked at in small piles, most promising first."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.accounts.models import Profile
from api.contacts.listing import ROW
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.ranking import Goal, SortCard, goal_of, ranked
from api.contacts.schemas import ContactRow
from api.contacts.sort_schemas import Sorted, SortItem, SortPage, SortReason, SortTold
from api.database import Work, hot
from api.errors import NotFound
from api.journal.models import Counter, Event
from api.journal.record import record

LOOKED_AT: Final = 200
"""How many cards are ranked exactly: the best by a rougher measure that the database takes."""
_TEXT_LOOKED_AT: Final = 1_000

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_STEMS: Final = any_(bindparam("stems", type_=ARRAY(Text())))
_FUNCTIONS: Final = any_(bindparam("functions", type_=ARRAY(Text())))
_UNSORTED: Final[ColumnElement[str]] = literal_column("'unsorted'")
_LIVE: Final = (
    Contact.owner_id == _OWNER,
    Contact.deleted_at.is_(None),
    ~Contact.archived,
    Contact.sort == _UNSORTED,
)
GOAL: Final = hot(select(Profile.wish_line, Profile.field_words).where(Profile.owner_id == _OWNER))


def _weight(weight: int, *when: ColumnElement[bool]) -> ColumnElement[int]:
    return case((or_(*when), literal_column(str(weight), Integer)), else_=literal_column("0"))


def _source(*sources: str) -> ColumnElement[bool]:
    return or_(*(Contact.source == literal_column(f"'{source}'") for source in sources))


# The weights of ranking.py, as far as a statement can see: it takes beginnings of words for words.
_IN_ROLE: Final = func.concat(literal_column("' '"), func.lower(Contact.role)).like(_STEMS)
_ROUGHLY: Final[ColumnElement[int]] = (
    case(
        (_IN_ROLE, literal_column("40")),
        (
            or_(Contact.search.like(_STEMS), func.lower(Contact.notes).like(_STEMS)),
            literal_column("15"),
        ),
        else_=literal_column("0"),
    )
    + _weight(25, Contact.function == _FUNCTIONS)
    + _weight(30, _source("alumni"))
    + _weight(20, _source("association", "referral"))
    + _weight(15, _source("event"))
    + _weight(15, Contact.tie == literal_column("'bit'"))
)
_AT_PRESENT: Final = func.coalesce(
    Contact.employer_id.in_(
        select(Employer.id).where(
            Employer.owner_id == _OWNER, Employer.present, Employer.deleted_at.is_(None)
        )
    ),
    literal_column("false"),
)
BEST: Final = hot(
    select(Contact.id)
    .where(*_LIVE, ~Contact.do_not_contact, Contact.thread_id.is_(None))
    .order_by(
        _AT_PRESENT,
        _ROUGHLY.desc(),
        (Contact.role == literal_column("''")),
        Contact.connected_on.nulls_last(),
        Contact.id,
    )
    .limit(bindparam("most", type_=Integer()))
)
_IDS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))
CARDS: Final = hot(
    select(
        *ROW,
        Contact.function,
        func.left(Contact.notes, _TEXT_LOOKED_AT).label("notes"),
        Contact.source,
        Contact.tie,
        Contact.connected_on,
        func.coalesce(Employer.present, literal_column("false")).label("present"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(Contact.owner_id == _OWNER, Contact.id == _IDS)
)
REACHABLE: Final = hot(
    select(ContactPoint.contact_id)
    .where(
        ContactPoint.owner_id == _OWNER,
        ContactPoint.contact_id == _IDS,
        ContactPoint.deleted_at.is_(None),
    )
    .distinct()
)
REMAINING: Final = hot(
    select(
        func.coalesce(
            select(Counter.n)
            .where(
                Counter.owner_id == _OWNER,
                Counter.kind == literal_column("'contact'"),
                Counter.key == _UNSORTED,
            )
            .scalar_subquery(),
            literal_column("0"),
        )
        - select(func.count())
        .where(*_LIVE, or_(Contact.do_not_contact, Contact.thread_id.is_not(None)))
        .scalar_subquery()
    )
)


async def next_cards(work: Work, *, limit: int, goals: Sequence[str]) -> SortPage:
    """The next cards to be sorted, with the reasons for their order. Five statements.

    `goals` are goals in the person's words; what they would like to find out counts beside them.

    Nobody with a thread, and nobody who is not to be contacted; of the present employer last.
    """
    owner = work.subject.person_id
    goal = await _goal(work, goals)
    best = await work.fetch(
        BEST,
        owner_id=owner,
        stems=[f"% {stem}%" for stem in goal.words],
        functions=list(goal.functions),
        most=max(LOOKED_AT, limit),
    )
    ids = [row["id"] for row in best]
    rows = {row["id"]: row for row in await work.fetch(CARDS, owner_id=owner, ids=ids)}
    found = await work.fetch(REACHABLE, owner_id=owner, ids=ids)
    reachable = {row["contact_id"] for row in found}
    cards = (_card(row, reachable=row["id"] in reachable) for row in rows.values())
    items = [
        SortItem(
            ContactRow(*rows[UUID(one.id)][: len(ROW)]),
            [SortReason(reason.code, reason.word or None) for reason in one.reasons],
            one.suggested,
        )
        for one in ranked(cards, goal)[:limit]
    ]
    return SortPage(items, await _remaining(work))


PRESENT: Final = hot(
    select(Contact.sort, Contact.tie).where(
        Contact.owner_id == _OWNER,
        Contact.id == bindparam("contact_id", type_=Uuid()),
        Contact.deleted_at.is_(None),
    )
)
LAST_ANSWER: Final = hot(
    select(Event.codes["tie_was"].astext.label("tie_was"))
    .where(
        Event.owner_id == _OWNER,
        Event.contact_id == bindparam("contact_id", type_=Uuid()),
        Event.codes.has_key("sorted"),
    )
    .order_by(Event.at.desc(), Event.id.desc())
    .limit(literal_column("1"))
)
ANSWER: Final = hot(
    update(Contact)
    .values(sort=bindparam("new_sort", type_=Text()), tie=bindparam("new_tie", type_=Text()))
    .where(Contact.owner_id == _OWNER, Contact.id == bindparam("contact_id", type_=Uuid()))
)


async def sort_contact(work: Work, told: SortTold) -> Sorted:
    """Keep how well they know somebody, or take the answer back: then it is as it was before the
    first answer. The same answer again changes nothing. Raises NotFound."""
    owner = work.subject.person_id
    now = await work.fetchrow(PRESENT, owner_id=owner, contact_id=told.id)
    if now is None:
        raise NotFound()
    tie_was = now["tie"]
    if now["sort"] != "unsorted":
        tie_was = await work.fetchval(LAST_ANSWER, owner_id=owner, contact_id=told.id)
    match told.answer:
        case None:
            sort, tie = "unsorted", tie_was
        case "later":
            sort, tie = "later", tie_was
        case known:
            sort, tie = "sorted", known
    if (sort, tie) != (now["sort"], now["tie"]):
        await work.execute(ANSWER, owner_id=owner, contact_id=told.id, new_sort=sort, new_tie=tie)
        await record(
            work,
            "contact.updated",
            contact_id=told.id,
            codes={"sorted": told.answer, "tie_was": tie_was},
        )
    return msgspec.convert(
        {"id": told.id, "sort": sort, "tie": tie, "remaining": await _remaining(work)}, Sorted
    )


async def _goal(work: Work, goals: Sequence[str]) -> Goal:
    row = await work.fetchrow(GOAL, owner_id=work.subject.person_id)
    return goal_of((*goals, row["wish_line"], *row["field_words"]) if row is not None else goals)


async def _remaining(work: Work) -> int:
    count: Any = await work.fetchval(REMAINING, owner_id=work.subject.person_id)
    return int(count)


def _card(row: asyncpg.Record, *, reachable: bool) -> SortCard:
    return SortCard(
        id=str(row["id"]),
        role=row["role"],
        employer=row["employer_name"] or "",
        function=row["function"],
        tags=tuple(row["tags"]),
        notes=row["notes"],
        source=row["source"],
        tie=row["tie"],
        connected_on=row["connected_on"],
        reachable=reachable,
        employer_present=row["present"],
        do_not_contact=False,
    )
