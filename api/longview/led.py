"""Who led to whom, how wide the circle is, and who would widen it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Uuid, and_, bindparam, exists, func, literal_column, or_, select

from api.accounts.place import read_zone
from api.contacts.models import Contact, Employer, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.localtime import local_date
from api.longview.schemas import Led, NextGap, WhoLed
from api.longview.spread import Spread, spread
from api.longview.tree import forest
from api.threads.keeping import whom
from api.ties.dormant import HOW_MANY, PEOPLE
from api.ties.keeping import REACHABLE

MOST: Final = 2_000
GAP: Final = 3

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
_WITH_EMPLOYER: Final = and_(
    Employer.owner_id == Contact.owner_id, Employer.id == Contact.employer_id
)
_HELD: Final = and_(
    Conversation.owner_id == Contact.owner_id,
    Conversation.contact_id == Contact.id,
    Conversation.state == literal_column("'held'"),
    Conversation.deleted_at.is_(None),
)
LED: Final = hot(
    select(Introduction.introducer_id, Introduction.introduced_id)
    .where(Introduction.owner_id == _OWNER, Introduction.deleted_at.is_(None))
    .order_by(Introduction.created_at, Introduction.id)
)
IN_IT: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Employer.name.label("employer_name"),
        Contact.function.label("field"),
        Contact.source,
        select(func.min(Conversation.ended_at)).where(_HELD).scalar_subquery().label("talked_at"),
    )
    .outerjoin(Employer, _WITH_EMPLOYER)
    .where(
        Contact.owner_id == _OWNER,
        Contact.deleted_at.is_(None),
        exists().where(
            Introduction.owner_id == Contact.owner_id,
            or_(Introduction.introducer_id == Contact.id, Introduction.introduced_id == Contact.id),
            Introduction.deleted_at.is_(None),
        ),
    )
    .order_by(literal_column("talked_at").asc().nulls_last(), Contact.id)
    .limit(literal_column(str(MOST + 1)))
)
_FACTS: Final = (
    Contact.employer_id.label("employer"),
    Contact.industry,
    Contact.function,
    Contact.seniority,
    Contact.tie,
)
TALKED: Final = hot(
    select(*_FACTS).where(
        Contact.owner_id == _OWNER, Contact.deleted_at.is_(None), exists().where(_HELD)
    )
)
OTHERS: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Employer.name.label("employer_name"),
        *_FACTS,
    )
    .outerjoin(Employer, _WITH_EMPLOYER)
    .where(
        Contact.owner_id == _OWNER,
        REACHABLE,
        or_(Contact.lane.is_(None), Contact.lane == literal_column("'want_to_ask'")),
        or_(Employer.present.is_(None), Employer.present.is_(False)),
        ~exists().where(_HELD),
    )
    .order_by(
        (Contact.tie == literal_column("'bit'")).desc().nulls_last(),
        Contact.lane.asc().nulls_last(),
        Contact.id,
    )
    .limit(literal_column(str(MOST)))
)
"""Whom one might ask, those known a little first."""


async def read_led(work: Work) -> WhoLed:
    """All of it: at most six statements, however many people there are."""
    owner = work.subject.person_id
    rows = await work.fetch(IN_IT, owner_id=owner)
    items = []
    if rows:
        pairs = await work.fetch(LED, owner_id=owner)
        items = _tree({row["id"]: row for row in rows[:MOST]}, pairs, await read_zone(work))
    found: Spread | None = None
    gap: list[NextGap] = []
    if await work.fetchval(HOW_MANY, owner_id=owner) >= PEOPLE:
        talked = [dict(row) for row in await work.fetch(TALKED, owner_id=owner)]
        found = spread(talked)
        if found is not None and found.narrowest is not None:
            others = [dict(row) for row in await work.fetch(OTHERS, owner_id=owner)]
            gap = next_gap(found.narrowest, talked, others)
    return WhoLed(items, len(rows) > MOST, found, gap)


def next_gap(
    narrowest: str,
    talked: Sequence[Mapping[str, object]],
    others: Sequence[Mapping[str, Any]],
) -> list[NextGap]:
    """Who stands where nobody does with whom there was a talk, one of each place; whoever one knows
    well widens nothing. Pure."""
    seen = {"well", *(one[narrowest] for one in talked)}
    found = []
    for one in others:
        if one[narrowest] is None or one[narrowest] in seen:
            continue
        seen.add(one[narrowest])
        person = whom(one["id"], one["name"], one["given_name"])
        found.append(NextGap(person, one["role"], one["employer_name"], one["function"]))
        if len(found) == GAP:
            break
    return found


def _tree(
    people: Mapping[UUID, asyncpg.Record], pairs: Sequence[asyncpg.Record], zone: str
) -> list[Led]:
    led_by: dict[UUID, UUID] = {}
    for pair in pairs:
        if pair["introducer_id"] in people and pair["introduced_id"] in people:
            led_by.setdefault(pair["introduced_id"], pair["introducer_id"])
    return [
        Led(
            contact=whom(row["id"], row["name"], row["given_name"]),
            role=row["role"],
            employer_name=row["employer_name"],
            field=row["field"],
            source=row["source"],
            depth=depth,
            led_by_id=led_by.get(contact_id) if depth else None,
            talked_on=local_date(row["talked_at"], zone) if row["talked_at"] else None,
        )
        for contact_id, depth in forest(led_by, list(people))
        if (row := people[contact_id])
    ]
