"""Dormant ties: people known once, unheard of for long, who would tell something new.

Novelty × willingness from what the person sorted and recorded; nothing is inferred about trust
(DOMAIN.md section 8, 15; Levin, Walter and Murnighan 2011).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Uuid, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Employer
from api.conversations.models import Conversation
from api.database import Work, hot
from api.threads.keeping import whom
from api.threads.models import Thread
from api.ties.keeping import LAST, REACHABLE
from api.ties.models import Cadence
from api.ties.schemas import DormantTie, DormantTies, Known, New

SILENT: Final = timedelta(days=365)
"""Nobody was in touch for a year, as far as is known."""
LOOKED_AT: Final = 500
SHOWN: Final = 10
PEOPLE: Final = 20
"""Shown after twenty people (DOMAIN.md section 1)."""

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
_TALKED: Final = aliased(Contact)
CANDIDATES: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Contact.tie,
        Contact.employer_id,
        Contact.industry,
        Contact.function,
        Contact.seniority,
        Employer.name.label("employer_name"),
        Cadence.held_at,
        func.greatest(LAST, Contact.last_contact_at).label("last_at"),
    )
    .outerjoin(
        Employer, and_(Employer.owner_id == Contact.owner_id, Employer.id == Contact.employer_id)
    )
    .outerjoin(
        Cadence,
        and_(
            Cadence.owner_id == Contact.owner_id,
            Cadence.contact_id == Contact.id,
            Cadence.deleted_at.is_(None),
        ),
    )
    .where(
        Contact.owner_id == _OWNER,
        REACHABLE,
        or_(Contact.tie.is_not(None), Cadence.held_at.is_not(None)),
        or_(Contact.lane.is_(None), Contact.lane == "in_touch"),
        ~exists().where(
            Thread.owner_id == Contact.owner_id,
            Thread.contact_id == Contact.id,
            func.greatest(Thread.asked_at, Thread.answered_at)
            > bindparam("since", type_=DateTime(timezone=True)),
        ),
        or_(Employer.present.is_(None), Employer.present.is_(False)),
        func.coalesce(
            func.greatest(LAST, Contact.last_contact_at),
            bindparam("long_ago", type_=DateTime(timezone=True)),
        )
        <= bindparam("since", type_=DateTime(timezone=True)),
    )
    .order_by(Contact.tie.desc().nulls_last(), Contact.id)
    .limit(LOOKED_AT)
)
MET: Final = hot(
    select(_TALKED.employer_id, _TALKED.industry, _TALKED.function, _TALKED.seniority)
    .distinct()
    .where(
        _TALKED.owner_id == _OWNER,
        exists().where(
            Conversation.owner_id == _TALKED.owner_id,
            Conversation.contact_id == _TALKED.id,
            Conversation.state == "held",
            Conversation.deleted_at.is_(None),
        ),
    )
)
HOW_MANY: Final = hot(
    select(func.count(Contact.id)).where(Contact.owner_id == _OWNER, Contact.deleted_at.is_(None))
)


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who may be a dormant tie; `met` is whether there was a talk."""

    id: UUID
    name: str
    given_name: str
    role: str
    employer_name: str | None
    tie: str | None
    met: bool
    last_at: datetime | None
    facts: tuple[object, object, object, object]


WILLING: Final[dict[Known, int]] = {"talked_before": 3, "knew_well": 3, "knew_a_bit": 2}
"""How ready to answer, by what was recorded."""
NEW: Final[tuple[tuple[New, int], ...]] = (
    ("new_employer", 1),
    ("new_field", 2),
    ("new_function", 2),
    ("new_level", 1),
)
"""What of employer, industry, function and seniority no talk has touched, and what it is worth."""


def rank(candidates: list[Candidate], met: Sequence[tuple[object, ...]]) -> list[DormantTie]:
    """The likeliest to tell something new and to answer, first; who would tell nothing new is left
    out, and so is what is not known. Pure."""
    seen = [{row[place] for row in met} for place in range(len(NEW))]
    ranked = []
    for one in candidates:
        new = [
            (name, worth)
            for place, (name, worth) in enumerate(NEW)
            if one.facts[place] is not None and one.facts[place] not in seen[place]
        ]
        if not new:
            continue
        known = _known(one)
        score = sum(worth for _, worth in new) * WILLING[known]
        ranked.append((-score, one.name, one, known, [name for name, _ in new]))
    ranked.sort(key=lambda entry: entry[:2])
    return [
        DormantTie(
            contact=whom(one.id, one.name, one.given_name),
            role=one.role,
            employer_name=one.employer_name,
            last_at=one.last_at,
            known=known,
            new=new,
        )
        for _, _, one, known, new in ranked[:SHOWN]
    ]


def _known(one: Candidate) -> Known:
    if one.met:
        return "talked_before"
    return "knew_well" if one.tie == "well" else "knew_a_bit"


async def read_dormant(work: Work) -> DormantTies:
    """Who may be worth a line after a long time; nobody before twenty people."""
    owner = work.subject.person_id
    if await work.fetchval(HOW_MANY, owner_id=owner) < PEOPLE:
        return DormantTies([])
    since = work.now - SILENT
    rows = await work.fetch(CANDIDATES, owner_id=owner, since=since, long_ago=since)
    met = [tuple(row) for row in await work.fetch(MET, owner_id=owner)]
    candidates = [
        Candidate(
            id=row["id"],
            name=row["name"],
            given_name=row["given_name"],
            role=row["role"],
            employer_name=row["employer_name"],
            tie=row["tie"],
            met=row["held_at"] is not None,
            last_at=row["last_at"],
            facts=cast(
                Any,
                tuple(row[name] for name in ("employer_id", "industry", "function", "seniority")),
            ),
        )
        for row in rows
    ]
    return DormantTies(rank(candidates, met))
