"""Who was asked about what is to be found out, and whose answer would settle most of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, and_, any_, bindparam, exists, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.models import Contact, Employer
from api.contacts.ranking import Goal, ReasonCode, SortCard, goal_of, rank
from api.conversations.models import Conversation, NoteLine
from api.database import Work, among, hot
from api.goals.assumption_schemas import AssumptionRead
from api.goals.assumptions import list_assumptions
from api.goals.information import Candidate, Heard, disagree, value
from api.goals.models import Finding
from api.goals.texts import goal_texts
from api.insights.models import Evidence
from api.preparation.models import QuestionUse
from api.preparation.settling_schemas import (
    AskIn,
    Board,
    BoardItem,
    CouldSettle,
    CouldSettleList,
    ToLookAt,
    Why,
)
from api.threads.keeping import whom
from api.threads.models import Thread
from api.threads.schemas import Whom

MOST: Final = 300
_NEAR: Final = frozenset({ReasonCode.goal_word, ReasonCode.goal_function})
_OWNER: Final = bindparam("owner_id", type_=Uuid())
_IDS: Final[Any] = bindparam("ids", type_=ARRAY(Uuid()))
_NOW: Final = bindparam("now", type_=Conversation.starts_at.type)

USES: Final = hot(
    select(
        QuestionUse.assumption_id,
        QuestionUse.state,
        Conversation.id.label("conversation_id"),
        Conversation.state.label("talk"),
        Conversation.starts_at,
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
        Contact.employer_id,
        Contact.function,
        exists()
        .where(
            NoteLine.owner_id == QuestionUse.owner_id,
            NoteLine.question_id == QuestionUse.id,
            NoteLine.gone.is_(False),
            NoteLine.deleted_at.is_(None),
        )
        .label("spoken_of"),
    )
    .select_from(QuestionUse)
    .join(
        Conversation,
        and_(
            Conversation.owner_id == QuestionUse.owner_id,
            Conversation.id == QuestionUse.conversation_id,
        ),
    )
    .join(
        Contact,
        and_(Contact.owner_id == Conversation.owner_id, Contact.id == Conversation.contact_id),
    )
    .where(
        QuestionUse.owner_id == _OWNER,
        QuestionUse.assumption_id.is_not(None),
        QuestionUse.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
    .order_by(Conversation.starts_at, Conversation.id)
)
ANSWERS: Final = hot(
    select(
        QuestionUse.assumption_id,
        Evidence.id,
        Evidence.conversation_id,
        Evidence.at,
        NoteLine.text,
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(QuestionUse)
    .join(
        NoteLine,
        and_(NoteLine.owner_id == QuestionUse.owner_id, NoteLine.question_id == QuestionUse.id),
    )
    .join(Evidence, and_(Evidence.owner_id == NoteLine.owner_id, Evidence.line_id == NoteLine.id))
    .join(Contact, and_(Contact.owner_id == Evidence.owner_id, Contact.id == Evidence.contact_id))
    .where(
        QuestionUse.owner_id == _OWNER,
        QuestionUse.assumption_id.is_not(None),
        QuestionUse.deleted_at.is_(None),
        Evidence.deleted_at.is_(None),
        ~exists().where(
            Finding.owner_id == Evidence.owner_id,
            Finding.assumption_id == QuestionUse.assumption_id,
            Finding.evidence_id == Evidence.id,
        ),
    )
    .order_by(Evidence.at.desc(), Evidence.id)
    .limit(literal_column("100"))
)
_DATED: Final = (
    select(
        Conversation.contact_id,
        func.min(Conversation.starts_at)
        .filter(Conversation.state == literal_column("'planned'"), Conversation.starts_at > _NOW)
        .label("starts_at"),
        func.bool_or(Conversation.state == literal_column("'held'")).label("talked"),
    )
    .where(Conversation.owner_id == _OWNER, Conversation.deleted_at.is_(None))
    .group_by(Conversation.contact_id)
    .subquery("dated")
)
PEOPLE: Final = hot(
    select(
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
        Contact.employer_id,
        Contact.function,
        Contact.role,
        Employer.name.label("employer_name"),
        Thread.lane,
        _DATED.c.talked,
        Conversation.id.label("conversation_id"),
        Conversation.starts_at,
    )
    .select_from(Contact)
    .outerjoin(
        Employer, and_(Employer.owner_id == Contact.owner_id, Employer.id == Contact.employer_id)
    )
    .outerjoin(Thread, and_(Thread.owner_id == Contact.owner_id, Thread.id == Contact.thread_id))
    .outerjoin(_DATED, _DATED.c.contact_id == Contact.id)
    .outerjoin(
        Conversation,
        and_(
            Conversation.owner_id == Contact.owner_id,
            Conversation.contact_id == Contact.id,
            Conversation.starts_at == _DATED.c.starts_at,
            Conversation.state == literal_column("'planned'"),
            Conversation.deleted_at.is_(None),
        ),
    )
    .where(
        Contact.owner_id == _OWNER,
        Contact.deleted_at.is_(None),
        Contact.do_not_contact.is_(False),
        func.coalesce(Employer.present, literal_column("false")).is_(False),
        or_(
            Contact.id == any_(_IDS),
            and_(
                _IDS.is_(None),
                or_(
                    _DATED.c.starts_at.is_not(None),
                    _DATED.c.talked,
                    among(Thread.lane, ["want_to_ask", "asked", "said_yes"]),
                ),
            ),
        ),
    )
    .order_by(Conversation.starts_at.asc().nulls_last(), Contact.id)
    .limit(literal_column(str(MOST)))
)
"""Whom one could ask: those named (`ids`), or those with a date, talked to, asked or to be asked.
Never anybody who is not to be contacted, nor of the present employer."""


class Asked(msgspec.Struct, frozen=True):
    """What was said and planned about one thing to find out."""

    heard: list[Heard]
    uses: list[asyncpg.Record]


async def read_board(work: Work) -> Board:
    """The whole board, in eight statements, whatever is on it."""
    about = (await list_assumptions(work)).items
    if not about:
        return Board([])
    owner = work.subject.person_id
    asked = await _asked(work, about)
    people = await _people(work, None)
    goal = goal_of(await goal_texts(work))
    answers: dict[UUID, list[ToLookAt]] = defaultdict(list)
    for row in await work.fetch(ANSWERS, owner_id=owner):
        answers[row["assumption_id"]].append(
            ToLookAt(row["id"], row["conversation_id"], _whom(row), row["text"], row["at"])
        )
    return Board([_item(one, asked[one.id], people, goal, answers[one.id]) for one in about])


async def could_settle(work: Work, contact_ids: Sequence[UUID]) -> CouldSettleList:
    """Of each of these people the open question to which their answer is worth most."""
    about = [one for one in (await list_assumptions(work)).items if one.state == "open"]
    if not about:
        return CouldSettleList([])
    asked = await _asked(work, about)
    goal = goal_of(await goal_texts(work))
    found = []
    for row in await _people(work, list(contact_ids)):
        someone = candidate(row, goal)
        worth, best = max(
            ((value(someone, asked[one.id].heard), one) for one in about), key=lambda pair: pair[0]
        )
        if worth > 0:
            found.append(CouldSettle(row["contact_id"], best.id, best.text))
    return CouldSettleList(found)


async def worth_of(work: Work, contact_id: UUID) -> list[tuple[AssumptionRead, float]]:
    """What an answer of this person is worth to each open question."""
    about = [one for one in (await list_assumptions(work)).items if one.state == "open"]
    people = await _people(work, [contact_id]) if about else []
    if not people:
        return []
    asked = await _asked(work, about)
    someone = candidate(people[0], goal_of(await goal_texts(work)))
    return [(one, value(someone, asked[one.id].heard)) for one in about]


def candidate(row: asyncpg.Record, goal: Goal) -> Candidate:
    """Somebody of PEOPLE as `goals.information` looks at them. While there is no goal everybody is
    near to it."""
    reach = "known"
    if row["starts_at"] is not None:
        reach = "planned"
    elif row["talked"]:
        reach = "talked"
    elif row["lane"] in {"asked", "said_yes"}:
        reach = "asked"
    card = SortCard(
        id=str(row["contact_id"]),
        role=row["role"],
        employer=row["employer_name"] or "",
        function=row["function"],
        tags=(),
        notes="",
        source=None,
        tie=None,
        connected_on=None,
        reachable=True,
        employer_present=False,
        do_not_contact=False,
    )
    near = not goal.words or any(one.code in _NEAR for one in rank(card, goal).reasons)
    return Candidate(
        contact=str(row["contact_id"]),
        employer=str(row["employer_id"] or ""),
        function=row["function"] or "",
        reach=reach,
        near=near,
    )


async def _people(work: Work, ids: list[UUID] | None) -> list[asyncpg.Record]:
    return await work.fetch(PEOPLE, owner_id=work.subject.person_id, ids=ids, now=work.now)


async def _asked(work: Work, about: Iterable[AssumptionRead]) -> dict[UUID, Asked]:
    """What was heard of each: the lines found, with where they work now; and where it was or will be
    asked."""
    uses: dict[UUID, list[asyncpg.Record]] = defaultdict(list)
    for row in await work.fetch(USES, owner_id=work.subject.person_id):
        uses[row["assumption_id"]].append(row)
    about = list(about)
    heard_from = {finding.contact.id for one in about for finding in one.findings}
    there = {row["contact_id"]: row for row in await _people(work, list(heard_from))}
    return {
        one.id: Asked(
            [
                Heard(
                    contact=str(finding.contact.id),
                    employer=str(_of(there, finding.contact.id, "employer_id")),
                    function=str(_of(there, finding.contact.id, "function")),
                    says=finding.says,
                )
                for finding in one.findings
            ],
            uses[one.id],
        )
        for one in about
    }


def _of(people: dict[UUID, asyncpg.Record], contact_id: UUID, name: str) -> object:
    row = people.get(contact_id)
    return "" if row is None else row[name] or ""


def _item(
    one: AssumptionRead,
    asked: Asked,
    people: Sequence[asyncpg.Record],
    goal: Goal,
    answers: list[ToLookAt],
) -> BoardItem:
    of_talks = {row["contact_id"]: _whom(row) for row in asked.uses if _was_asked(row)}
    known = {finding.contact.id: finding.contact for finding in one.findings}
    planned = [
        AskIn(_whom(row), row["conversation_id"], row["starts_at"], ["has_date"])
        for row in asked.uses
        if row["talk"] == "planned" and not _was_asked(row)
    ]
    taken = {*of_talks, *(plan.contact.id for plan in planned)}
    return BoardItem(
        assumption=one,
        asked=list({**known, **of_talks}.values()),
        disagree=disagree(asked.heard),
        planned=planned,
        ask_next=_next(asked.heard, people, goal, taken) if one.state == "open" else None,
        answers=answers,
    )


def _next(
    heard: list[Heard], people: Sequence[asyncpg.Record], goal: Goal, taken: set[UUID]
) -> AskIn | None:
    best, most = None, 0.0
    for row in people:
        someone = candidate(row, goal)
        worth = value(someone, heard) if row["contact_id"] not in taken else 0.0
        if worth > most:
            best, most = row, worth
    if best is None:
        return None
    someone = candidate(best, goal)
    reasons: list[tuple[Why, bool]] = [
        ("has_date", someone.reach == "planned"),
        ("disagree", disagree(heard)),
        ("new_place", _unheard(someone.employer, (one.employer for one in heard))),
        ("new_work", _unheard(someone.function, (one.function for one in heard))),
    ]
    return AskIn(
        _whom(best), best["conversation_id"], best["starts_at"], [why for why, so in reasons if so]
    )


def _unheard(one: str, heard: Iterable[str]) -> bool:
    before = set(heard)
    return bool(one and before) and one not in before


def _was_asked(row: asyncpg.Record) -> bool:
    return row["state"] in {"asked", "answered"} or row["spoken_of"]


def _whom(row: asyncpg.Record) -> Whom:
    return whom(row["contact_id"], row["name"], row["given_name"])
