"""Whom a row of a file is about: somebody of an earlier row, somebody in the list, or nobody yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, Uuid, bindparam, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.formats.rows import ImportedRow
from api.contacts.identity import Identity, identity_of, profile_slug, same_person, same_person_keys
from api.contacts.merge_models import Merge
from api.contacts.models import Contact, ContactPoint, Employer
from api.database import Work, hot


def who_is(row: ImportedRow) -> Identity:
    """What a row says about who it is."""
    return identity_of(row.full_name, row.employer, row.emails, row.phones, row.urls)


class Places:
    """Which row of a file first spoke of somebody."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[int, int, Identity]]] = {}

    def first(self, who: Identity, number: int) -> int:
        """The number of the first row about this person, which may be this very one.

        Rows come in their order; one that comes again finds the same.
        """
        root = number
        keys = list(same_person_keys(who))
        for key in keys:
            for first, own, other in self._by_key.get(key, ()):
                if own < number and same_person(who, other):
                    root = first
                    break
            if root != number:
                break
        for key in keys:
            known = self._by_key.setdefault(key, [])
            if not known or known[-1][1] != number:
                known.append((root, number, who))
        return root


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A card as an import looks at it: what may change, and what the person wrote themselves."""

    id: UUID
    given_name: str
    family_name: str
    name: str
    role: str
    employer_id: UUID | None
    employer: str
    employer_norm: str
    function: str | None
    function_guessed: bool
    seniority: str | None
    seniority_guessed: bool
    country: str | None
    source: str | None
    tags: tuple[str, ...]
    notes: str
    profile_slug: str | None
    connected_on: date | None
    typed: frozenset[str]
    points: tuple[tuple[str, str], ...]
    """Kind and value of each."""
    point_keys: frozenset[tuple[str, str]]
    """Kind and comparable value of each."""
    deleted_at: datetime | None


class Match(NamedTuple):
    """A card that a row is about. Under an `alias`, the name of a card that was merged into it,
    the row fills what is empty and changes nothing."""

    card: Known
    alias: bool


_POINTS: Final = (
    select(
        func.coalesce(
            func.jsonb_agg(
                func.jsonb_build_array(
                    ContactPoint.kind, ContactPoint.value, ContactPoint.value_norm
                )
            ),
            func.jsonb_build_array(),
        )
    )
    .where(
        ContactPoint.owner_id == Contact.owner_id,
        ContactPoint.contact_id == Contact.id,
        ContactPoint.deleted_at.is_(None),
    )
    .correlate(Contact)
    .scalar_subquery()
)
_MERGED_INTO: Final = (
    select(Merge.kept_id)
    .where(
        Merge.owner_id == Contact.owner_id,
        Merge.merged_id == Contact.id,
        Merge.undone_at.is_(None),
    )
    .limit(1)
    .correlate(Contact)
    .scalar_subquery()
)
_AS_THEY_ARE: Final = (
    "id", "given_name", "family_name", "name", "role", "employer_id", "function",
    "function_guessed", "seniority", "seniority_guessed", "country", "source", "notes",
    "profile_slug", "connected_on", "deleted_at",
)  # fmt: skip
_CARD: Final = (
    select(
        *(Contact.__table__.c[name] for name in _AS_THEY_ARE),
        Contact.name_norm,
        Contact.tags,
        Contact.typed,
        func.coalesce(Employer.name, "").label("employer"),
        func.coalesce(Employer.name_norm, "").label("employer_norm"),
        _POINTS.label("points"),
        _MERGED_INTO.label("merged_into"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(Contact.owner_id == bindparam("owner_id"), Contact.erased_at.is_(None))
    .order_by(Contact.id)
)
_NAMES: Final = bindparam("names", type_=ARRAY(Text()))
_HITS: Final = union(
    *(
        select(ContactPoint.contact_id).where(
            ContactPoint.owner_id == bindparam("owner_id"),
            ContactPoint.kind == kind,
            ContactPoint.value_norm == func.any(bindparam(values, type_=ARRAY(Text()))),
            ContactPoint.deleted_at.is_(None),
        )
        for kind, values in (("url", "slugs"), ("email", "emails"))
    ),
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.archived.in_((True, False)),
        Contact.name_norm == func.any(_NAMES),
        Contact.deleted_at.is_(None),
    ),
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.name_norm == func.any(_NAMES),
        Contact.deleted_at.is_not(None),
    ),
).subquery()
CANDIDATES: Final = hot(_CARD.where(Contact.id.in_(select(_HITS.c[0]))))
BY_ID: Final = hot(_CARD.where(Contact.id == func.any(bindparam("ids", type_=ARRAY(Uuid())))))

_POINT_LIST: Final = msgspec.json.Decoder(list[tuple[str, str, str]])


class Cards:
    """The cards that some rows may be about."""

    def __init__(self) -> None:
        self._alive: dict[str, list[tuple[Identity, Match]]] = {}
        self._aliases: dict[str, list[tuple[Identity, Match]]] = {}
        self._deleted: dict[str, list[tuple[Identity, Match]]] = {}

    def find(self, who: Identity) -> Match | None:
        """The card of this person: by the strongest key they share, and one that is there before
        one that was deleted."""
        for cards in (self._alive, self._aliases, self._deleted):
            for key in same_person_keys(who):
                for other, match in cards.get(key, ()):
                    if same_person(who, other):
                        return match
        return None

    def add(self, who: Identity, match: Match) -> None:
        """Have this card found by what it says about who it is."""
        cards = self._deleted if match.card.deleted_at else self._alive
        cards = self._aliases if match.alias else cards
        for key in same_person_keys(who):
            cards.setdefault(key, []).append((who, match))


async def cards_of(work: Work, people: Iterable[Identity]) -> Cards:
    """The cards that these people may have: one statement, and more only for merged ones."""
    owner = work.subject.person_id
    every = list(people)
    rows = await work.fetch(
        CANDIDATES,
        owner_id=owner,
        slugs=list({slug for who in every for slug in who.profiles}),
        emails=list({email for who in every for email in who.emails}),
        names=list({who.name for who in every if who.name and who.employer}),
    )
    kept = await _kept(work, rows)
    cards = Cards()
    for row in rows:
        known, who = _read(row)
        if row["deleted_at"] is None or row["merged_into"] is None:
            cards.add(who, Match(known, alias=False))
        elif (target := kept.get(row["merged_into"])) is not None:
            cards.add(who, Match(target, alias=True))
    return cards


async def _kept(work: Work, rows: Sequence[asyncpg.Record]) -> dict[UUID, Known]:
    """The cards that merged ones went into, however often: by each id on the way, the last one."""
    led: dict[UUID, UUID] = {}
    found: dict[UUID, Known] = {}
    wanted = _wanted(rows)
    while wanted:
        some = await work.fetch(BY_ID, owner_id=work.subject.person_id, ids=list(wanted))
        for row in some:
            found[row["id"]] = _read(row)[0]
            if row["deleted_at"] is not None and row["merged_into"] is not None:
                led[row["id"]] = row["merged_into"]
        wanted = _wanted(some) - found.keys()
    ends: dict[UUID, Known] = {}
    for start in found:
        end = start
        for _ in range(len(led)):
            end = led.get(end, end)
        if end in found:
            ends[start] = found[end]
    return ends


def _wanted(rows: Sequence[asyncpg.Record]) -> set[UUID]:
    return {row["merged_into"] for row in rows if row["deleted_at"] and row["merged_into"]}


def _read(row: asyncpg.Record) -> tuple[Known, Identity]:
    points = _POINT_LIST.decode(row["points"])
    known = Known(
        **{name: row[name] for name in _AS_THEY_ARE},
        employer=row["employer"],
        employer_norm=row["employer_norm"],
        tags=tuple(row["tags"]),
        typed=frozenset(row["typed"]),
        points=tuple((kind, value) for kind, value, _ in points),
        point_keys=frozenset((kind, norm) for kind, _, norm in points),
    )
    return known, Identity(
        profiles=frozenset(_slugs(points)),
        emails=frozenset(norm for kind, _, norm in points if kind == "email"),
        phones=frozenset(),
        name=row["name_norm"],
        employer=row["employer_norm"],
    )


def _slugs(points: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for kind, value, _ in points:
        if kind == "url" and (slug := profile_slug(value)):
            yield slug
