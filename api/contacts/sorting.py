"""Sort: whom to look at first among those nobody has looked at, and what was answered."""

import re
from typing import Final

import asyncpg
from sqlalchemy import Text, bindparam, exists, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from api.accounts.models import Profile
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.ranking import SortCard as Candidate
from api.contacts.ranking import goal_of, ranked
from api.contacts.schemas import ContactRow
from api.contacts.sort_schemas import SortAnswer, SortCard, SortDeal, SortReason
from api.database import Work, hot
from api.errors import NotFound

MOST_RANKED: Final = 2000
"""Cards compared for one hand: those with a word of the goal in their role come in first."""

_ROW: Final = ContactRow.__struct_fields__
_WAITS: Final = (
    Contact.owner_id == bindparam("owner_id"),
    Contact.sort == "unsorted",
    Contact.thread_id.is_(None),
    Contact.deleted_at.is_(None),
    Contact.archived.is_(False),
    Contact.do_not_contact.is_(False),
)
# The people of the present employer are never suggested (DOMAIN.md section 3).
_ELSEWHERE: Final = func.coalesce(Employer.present, False).is_(False)

WISH: Final = hot(
    select(Profile.wish_line, Profile.field_words).where(Profile.owner_id == bindparam("owner_id"))
)
CANDIDATES: Final = hot(
    select(
        *(
            Employer.name.label("employer_name")
            if name == "employer_name"
            else getattr(Contact, name)
            for name in _ROW
        ),
        Contact.function,
        Contact.notes,
        Contact.source,
        Contact.tie,
        Contact.connected_on,
        exists()
        .where(ContactPoint.owner_id == Contact.owner_id, ContactPoint.contact_id == Contact.id)
        .label("reachable"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(*_WAITS, _ELSEWHERE)
    .order_by(
        Contact.role.op("~*")(func.any(bindparam("words", type_=ARRAY(Text())))).desc(),
        Contact.connected_on,
        Contact.id,
    )
    .limit(MOST_RANKED)
)
REMAINING: Final = hot(
    select(func.count(Contact.id))
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(*_WAITS, _ELSEWHERE)
)
ANSWER: Final = hot(
    update(Contact)
    .where(
        Contact.owner_id == bindparam("the_owner"),
        Contact.id == bindparam("the_id"),
        Contact.deleted_at.is_(None),
    )
    .values(sort=bindparam("new_sort"), tie=bindparam("new_tie"))
)


async def deal(work: Work, *, limit: int) -> SortDeal:
    """The next cards, the most promising first."""
    owner = work.subject.person_id
    wish = await work.fetchrow(WISH, owner_id=owner)
    goal = goal_of([wish["wish_line"], *wish["field_words"]] if wish else [])
    words = [rf"\m{re.escape(stem)}" for stem in goal.words]
    rows = {
        str(row["id"]): row for row in await work.fetch(CANDIDATES, owner_id=owner, words=words)
    }
    best = [one for one in ranked(map(_candidate, rows.values()), goal) if one.suggested][:limit]
    return SortDeal(
        items=[
            SortCard(
                contact=ContactRow(*(rows[one.id][name] for name in _ROW)),
                reasons=[SortReason(why.code, why.word or None) for why in one.reasons],
            )
            for one in best
        ],
        remaining=await work.fetchval(REMAINING, owner_id=owner),
    )


async def answer(work: Work, said: SortAnswer) -> None:
    """Keep how well somebody is known; null takes it back. Raises NotFound."""
    match said.answer:
        case None:
            sort, tie = "unsorted", None
        case "later":
            sort, tie = "later", None
        case known:
            sort, tie = "sorted", known
    done = await work.execute(
        ANSWER,
        the_owner=work.subject.person_id,
        the_id=said.id,
        new_sort=sort,
        new_tie=tie,
    )
    if done == "UPDATE 0":
        raise NotFound()


def _candidate(row: asyncpg.Record) -> Candidate:
    return Candidate(
        id=str(row["id"]),
        role=row["role"],
        employer=row["employer_name"] or "",
        function=row["function"],
        tags=tuple(row["tags"]),
        notes=row["notes"],
        source=row["source"],
        tie=row["tie"],
        connected_on=row["connected_on"],
        reachable=row["reachable"],
        employer_present=False,
        do_not_contact=False,
    )
