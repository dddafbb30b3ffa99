"""The cards that the rows of a file may be about, read by what identifies people.

Each statement looks at one table, by lists of values that are planned as constants: at worst it
goes once through the owner's rows. In a database that has just been filled nothing is known of
their number, and a join would be planned for a handful of them (50,000 rows took minutes).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Text, Uuid, and_, any_, bindparam, cast, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.employers import KNOWN
from api.contacts.identity import Identity
from api.contacts.matching import Cards, Known, Match, identity_on, is_alone
from api.contacts.merge_models import Merge
from api.contacts.models import Contact, ContactPoint, Employer
from api.database import Work, hot

PLAN_BY_VALUES: Final = hot(
    select(
        func.set_config(
            literal_column("'plan_cache_mode'"),
            literal_column("'force_custom_plan'"),
            literal_column("true"),
        )
    )
)
_OWNER: Final = bindparam("owner_id", type_=Uuid())
_IDS: Final = bindparam("ids", type_=ARRAY(Uuid()))


def _texts(name: str) -> Any:
    return any_(bindparam(name, type_=ARRAY(Text())))


BY_POINT: Final = hot(
    select(ContactPoint.contact_id).where(
        ContactPoint.owner_id == _OWNER,
        ContactPoint.deleted_at.is_(None),
        or_(
            and_(ContactPoint.kind == "url", ContactPoint.value_norm == _texts("slugs")),
            and_(ContactPoint.kind == "email", ContactPoint.value_norm == _texts("emails")),
        ),
    )
)
_pair = Contact.name_norm + "|" + cast(Contact.employer_id, Text)
BY_NAME: Final = hot(
    select(Contact.id).where(
        Contact.owner_id == _OWNER,
        Contact.name_norm == _texts("names"),
        or_(_pair == _texts("pairs"), Contact.name_norm == _texts("alone")),
    )
)
_AS_THEY_ARE: Final = (
    "id", "given_name", "family_name", "name", "name_norm", "role", "employer_id", "function",
    "function_guessed", "seniority", "seniority_guessed", "country", "source", "notes",
    "profile_slug", "connected_on", "deleted_at",
)  # fmt: skip
CARDS: Final = hot(
    select(
        *(Contact.__table__.c[name] for name in _AS_THEY_ARE),
        Contact.tags,
        Contact.typed,
        Contact.thread_id.is_not(None).label("pursued"),
    )
    .where(Contact.owner_id == _OWNER, Contact.id == any_(_IDS), Contact.erased_at.is_(None))
    .order_by(Contact.id)
)
POINTS: Final = hot(
    select(
        ContactPoint.contact_id, ContactPoint.kind, ContactPoint.value, ContactPoint.value_norm
    ).where(
        ContactPoint.owner_id == _OWNER,
        ContactPoint.contact_id == any_(_IDS),
        ContactPoint.deleted_at.is_(None),
    )
)
EMPLOYERS: Final = hot(
    select(Employer.id, Employer.name, Employer.name_norm).where(
        Employer.owner_id == _OWNER, Employer.id == any_(_IDS)
    )
)
MERGED: Final = hot(
    select(Merge.merged_id, Merge.kept_id).where(
        Merge.owner_id == _OWNER, Merge.merged_id == any_(_IDS), Merge.undone_at.is_(None)
    )
)


async def cards_of(work: Work, people: Sequence[Identity]) -> Cards:
    """The cards that these people may have. At most eight statements, and three more for each step
    of merges that followed each other."""
    cards = Cards()
    read = await read_cards(work, await _hits(work, people))
    led = await _merged_into(work, (card for card, _ in read.values() if card.deleted_at))
    found = dict(read)
    wanted = set(led.values()) - found.keys()
    while wanted:
        more = await read_cards(work, wanted)
        found |= more
        led |= await _merged_into(work, (card for card, _ in more.values() if card.deleted_at))
        wanted = set(led.values()) - found.keys() - wanted
    for card, who in read.values():
        end = card.id
        for _ in led:
            end = led.get(end, end)
        if end == card.id:
            cards.add(who, Match(card, alias=False))
        elif end in found:
            cards.add(who, Match(found[end][0], alias=True))
    return cards


async def _hits(work: Work, people: Sequence[Identity]) -> set[UUID]:
    owner = work.subject.person_id
    await work.execute(PLAN_BY_VALUES)
    slugs = {slug for who in people for slug in who.profiles}
    emails = {email for who in people for email in who.emails}
    hits: set[UUID] = set()
    if slugs or emails:
        rows = await work.fetch(BY_POINT, owner_id=owner, slugs=list(slugs), emails=list(emails))
        hits |= {row["contact_id"] for row in rows}
    named = {(who.name, who.employer) for who in people if who.name and who.employer}
    norms = {employer for _, employer in named}
    rows = await work.fetch(KNOWN, owner_id=owner, norms=list(norms)) if norms else []
    ids = {row["name_norm"]: row["id"] for row in rows}
    pairs = [f"{name}|{ids[employer]}" for name, employer in named if employer in ids]
    alone = {who.name for who in people if is_alone(who)}
    if pairs or alone:
        names = alone | {name for name, employer in named if employer in ids}
        rows = await work.fetch(
            BY_NAME, owner_id=owner, names=list(names), pairs=pairs, alone=list(alone)
        )
        hits |= {row["id"] for row in rows}
    return hits


async def read_cards(work: Work, ids: Iterable[UUID]) -> dict[UUID, tuple[Known, Identity]]:
    """These cards, deleted ones too, and what they say about who they are. Three statements."""
    owner, wanted = work.subject.person_id, list(ids)
    if not wanted:
        return {}
    rows = await work.fetch(CARDS, owner_id=owner, ids=wanted)
    points: dict[UUID, list[asyncpg.Record]] = {}
    for point in await work.fetch(POINTS, owner_id=owner, ids=wanted):
        points.setdefault(point["contact_id"], []).append(point)
    at = list({row["employer_id"] for row in rows if row["employer_id"] is not None})
    employers = {
        one["id"]: (one["name"], one["name_norm"])
        for one in (await work.fetch(EMPLOYERS, owner_id=owner, ids=at) if at else [])
    }
    nowhere = ("", "")
    return {
        row["id"]: _read(
            row, points.get(row["id"], []), *employers.get(row["employer_id"], nowhere)
        )
        for row in rows
    }


async def _merged_into(work: Work, cards: Iterable[Known]) -> dict[UUID, UUID]:
    ids = [card.id for card in cards]
    if not ids:
        return {}
    rows = await work.fetch(MERGED, owner_id=work.subject.person_id, ids=ids)
    return {row["merged_id"]: row["kept_id"] for row in rows}


def _read(
    row: asyncpg.Record, points: Sequence[asyncpg.Record], employer: str, employer_norm: str
) -> tuple[Known, Identity]:
    known = Known(
        **{name: row[name] for name in _AS_THEY_ARE},
        employer=employer,
        employer_norm=employer_norm,
        tags=tuple(row["tags"]),
        typed=frozenset(row["typed"]),
        pursued=row["pursued"],
        points=tuple((point["kind"], point["value"]) for point in points),
        point_keys=frozenset((point["kind"], point["value_norm"]) for point in points),
    )
    return known, identity_on(known)
