"""Whom to ask about a skill that too few have named: people the person knows, with the reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, and_, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Employer
from api.conversations.models import Conversation
from api.database import Work, hot
from api.skills.matching import our_matcher
from api.skills.measuring import Measured
from api.skills.schemas import CouldTell, Reason
from api.skills.vocabulary import GROUPS
from api.skills.weighing import goal_words, seniority_weight
from api.threads.keeping import whom

MOST: Final = 2
"""Two names are a choice, ten are a list."""
LOOKED_AT: Final = 200
"""People of one person that are looked at: those with a talk ahead first, then the latest."""
OPEN: Final = ("want_to_ask", "asked", "said_yes", "date_set", "talked", "in_touch")
"""Lanes in which a question is welcome; `later` and `not this time` are left in peace."""

_PRESENT = aliased(Employer)
_NEXT: Final = (
    select(
        Conversation.owner_id,
        Conversation.contact_id,
        Conversation.id,
        Conversation.starts_at,
        func.row_number()
        .over(
            partition_by=(Conversation.owner_id, Conversation.contact_id),
            order_by=(Conversation.starts_at, Conversation.id),
        )
        .label("place"),
    )
    .where(
        Conversation.owner_id == any_(bindparam("owners", type_=ARRAY(Uuid()))),
        Conversation.state == "planned",
        Conversation.starts_at > bindparam("now", type_=Conversation.starts_at.type),
        Conversation.deleted_at.is_(None),
    )
    .subquery()
)
_RANKED: Final = (
    select(
        Contact.owner_id,
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Contact.function,
        Contact.seniority,
        Contact.employer_id,
        func.coalesce(_PRESENT.name, "").label("employer"),
        Contact.lane,
        Contact.thread_id,
        _NEXT.c.id.label("conversation_id"),
        _NEXT.c.starts_at,
        func.row_number()
        .over(
            partition_by=Contact.owner_id,
            order_by=(_NEXT.c.starts_at.nulls_last(), Contact.updated_at.desc(), Contact.id),
        )
        .label("place"),
    )
    .join(
        _PRESENT,
        and_(_PRESENT.owner_id == Contact.owner_id, _PRESENT.id == Contact.employer_id),
        isouter=True,
    )
    .join(
        _NEXT,
        and_(
            _NEXT.c.owner_id == Contact.owner_id,
            _NEXT.c.contact_id == Contact.id,
            _NEXT.c.place == 1,
        ),
        isouter=True,
    )
    .where(
        Contact.owner_id == any_(bindparam("owners", type_=ARRAY(Uuid()))),
        Contact.deleted_at.is_(None),
        Contact.archived.is_(False),
        Contact.do_not_contact.is_(False),
        or_(_PRESENT.present.is_(None), _PRESENT.present.is_(False)),
        or_(Contact.lane.is_(None), Contact.lane.in_(OPEN)),
    )
    .subquery()
)
PEOPLE: Final = hot(
    select(_RANKED)
    .where(_RANKED.c.place <= LOOKED_AT)
    .order_by(_RANKED.c.owner_id, _RANKED.c.place)
)


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who might be asked."""

    id: UUID
    name: str
    given_name: str
    role: str
    function: str | None
    seniority: str | None
    employer_id: UUID | None
    employer: str
    lane: str | None
    thread_id: UUID | None
    conversation_id: UUID | None
    starts_at: datetime | None


async def read_people(work: Work, owners: Sequence[UUID]) -> dict[UUID, list[Somebody]]:
    """Whom these people (at most a hundred) might ask: one statement."""
    found: dict[UUID, list[Somebody]] = {owner: [] for owner in owners}
    rows = await work.fetch(PEOPLE, owners=list(owners), now=work.now)
    for row in rows:
        values = {name: row[name] for name in Somebody.__struct_fields__}
        found[row["owner_id"]].append(Somebody(**values))
    return found


def could_tell(
    one: Measured, people: Iterable[Somebody], words: tuple[frozenset[str], frozenset[str]]
) -> list[CouldTell]:
    """Who could tell about this skill and was not heard on it, at an employer that was not heard
    either: the one whose work it is first, then whom one talks to anyway. `words` are those of the
    goal, and of the other goals: whose role belongs to one of those is not asked for this. Pure."""
    heard = {told.contact_id for told in one.told}
    sources = {told.source for told in one.told}
    functions = GROUPS[one.own.group].functions if one.own.group in GROUPS else frozenset()
    wanted, others = words
    ranked: list[tuple[tuple[int, int, float, str], Somebody, Reason]] = []
    for who in people:
        if who.id in heard or who.employer_id in sources:
            continue
        role = _role_words(who.role)
        if len(role & others) > len(role & wanted):
            continue
        reason = _reason(who, one.skill_id, functions, wanted)
        if reason is not None:
            soon = 0 if who.conversation_id else 1
            place = (_PLACES.index(reason), soon, -seniority_weight(who.seniority), who.name)
            ranked.append((place, who, reason))
    ranked.sort(key=lambda entry: entry[0])
    return [_shown(who, reason) for _, who, reason in ranked[:MOST]]


_PLACES: Final[tuple[Reason, ...]] = (
    "their_work",
    "talk_planned",
    "said_yes",
    "same_work",
    "close_work",
)


def _reason(
    who: Somebody, skill_id: UUID, functions: frozenset[str], wanted: frozenset[str]
) -> Reason | None:
    if skill_id in _skills_of(who.role):
        return "their_work"
    if who.conversation_id is not None:
        return "talk_planned"
    if who.lane == "said_yes":
        return "said_yes"
    if who.function in functions:
        return "same_work"
    return "close_work" if wanted & _role_words(who.role) else None


@lru_cache(maxsize=8_192)
def _role_words(role: str) -> frozenset[str]:
    return goal_words(role)


@lru_cache(maxsize=8_192)
def _skills_of(role: str) -> frozenset[UUID]:
    return frozenset(found.skill_id for found in our_matcher().find(role))


def _shown(who: Somebody, reason: Reason) -> CouldTell:
    return CouldTell(
        whom(who.id, who.name, who.given_name),
        who.role,
        who.employer,
        reason,
        who.thread_id,
        who.conversation_id,
        who.starts_at,
    )
