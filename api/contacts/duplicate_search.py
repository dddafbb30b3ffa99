"""Which cards of the list may be one person.

Candidates share an address, a number or a profile, or parts of a name at employers of one first
word: likeness of names alone never suffices (`duplicates.SHOWN_FROM`). So equal keys find them, by
grouping and without comparing everybody with everybody.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array, insert

from api.contacts.card_lookup import read_cards
from api.contacts.cards import any_contact_of
from api.contacts.duplicates import SHOWN_FROM, Reason, duplicate_reasons, likeness
from api.contacts.identity import Identity
from api.contacts.listing import ROW
from api.contacts.matching import Known
from api.contacts.merge_models import DifferentPeople
from api.contacts.merge_schemas import (
    DuplicateDismissed,
    DuplicatePage,
    DuplicatePair,
    DuplicateReason,
)
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.schemas import ContactRow
from api.database import Work, hot
from api.errors import InvalidInput, NotFound
from api.paging import Cursors

MOST_PAIRS: Final = 5_000
"""Candidates that are compared; those who share an address come first."""
_MOST_ALIKE: Final = 40
"""More cards under one key say nothing of each other: a mailbox of an office, a frequent name."""
_LIST: Final = "duplicates"

_OWNER: Final = bindparam("owner_id", type_=Uuid())
# Before the database has counted the rows it plans joins for a handful of them (card_lookup.py).
PLAN_FOR_MANY: Final = hot(
    select(
        func.set_config(
            literal_column("'enable_nestloop'"), literal_column("'off'"), literal_column("true")
        )
    )
)


def _part(text: SQLColumnExpression[str], place: int) -> ColumnElement[str]:
    return func.split_part(text, literal_column("' '"), literal_column(str(place)))


def _key(kind: str, *parts: ColumnElement[str]) -> ColumnElement[str]:
    return func.concat_ws(literal_column("'|'"), literal_column(f"'{kind}'"), *parts)


_FIRST: Final = _part(Contact.name_norm, 1)
_LAST: Final = _part(Contact.name_norm, -1)
_AT: Final = _part(Employer.name_norm, 1)
_TWO: Final[ColumnElement[int]] = literal_column("2")
_NAMED: Final = (
    select(
        Contact.id,
        Contact.profile_slug,
        func.unnest(
            array(
                [
                    _key("last", _AT, _LAST),
                    _key("first", _AT, _FIRST),
                    _key("turned", _AT, func.least(_FIRST, _LAST), func.greatest(_FIRST, _LAST)),
                    _key("begin", _AT, func.left(_FIRST, _TWO), func.left(_LAST, _TWO)),
                ]
            )
        ).label("key"),
    )
    .join(Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id))
    .where(
        Contact.owner_id == _OWNER,
        Employer.owner_id == _OWNER,
        Contact.deleted_at.is_(None),
        Contact.name_norm.like(literal_column("'% %'")),
    )
    .subquery()
)
# Two profiles are two people, whatever their names: a group needs somebody without one.
BY_NAME: Final = hot(
    select(
        func.array_agg(_NAMED.c.id).label("ids"),
        func.array_agg(_NAMED.c.profile_slug.is_not(None)).label("profiles"),
    )
    .group_by(_NAMED.c.key)
    .having(
        func.count().between(_TWO, literal_column(str(_MOST_ALIKE))),
        func.count(_NAMED.c.profile_slug) < func.count(),
    )
)
BY_POINT: Final = hot(
    select(func.array_agg(ContactPoint.contact_id).label("ids"))
    .join(
        Contact,
        (Contact.owner_id == ContactPoint.owner_id) & (Contact.id == ContactPoint.contact_id),
    )
    .where(
        ContactPoint.owner_id == _OWNER,
        Contact.owner_id == _OWNER,
        ContactPoint.deleted_at.is_(None),
        Contact.deleted_at.is_(None),
    )
    .group_by(ContactPoint.kind, ContactPoint.value_norm)
    .having(func.count().between(_TWO, literal_column(str(_MOST_ALIKE))))
)
DISMISSED: Final = hot(
    select(DifferentPeople.one_id, DifferentPeople.other_id).where(
        DifferentPeople.owner_id == _OWNER
    )
)
ROWS: Final = hot(
    select(*ROW)
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(
        Contact.owner_id == _OWNER,
        Contact.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)

Pair = tuple[UUID, UUID]


class _Position(msgspec.Struct, frozen=True):
    likeness: int
    keep: UUID
    merge: UUID


class _Found(msgspec.Struct, frozen=True):
    keep: UUID
    merge: UUID
    likeness: int
    reasons: list[Reason]

    @property
    def place(self) -> tuple[int, UUID, UUID]:
        return -self.likeness, self.keep, self.merge


async def list_duplicates(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> DuplicatePage:
    """Pairs that may be one person, the likeliest first. At most eight statements."""
    owner = work.subject.person_id
    pairs = await _candidates(work)
    cards = await read_cards(work, {one for pair in pairs for one in pair})
    found = sorted(_alike(pairs, cards), key=lambda one: one.place)
    if cursor:
        after = cursors.read(cursor, owner, _LIST, _Position)
        place = (-after.likeness, after.keep, after.merge)
        found = [one for one in found if one.place > place]
    shown = found[:limit]
    ids = list({one for pair in shown for one in (pair.keep, pair.merge)})
    rows = {row["id"]: row for row in await work.fetch(ROWS, owner_id=owner, ids=ids)}
    last = shown[-1] if len(found) > limit else None
    return DuplicatePage(
        [_as_read(one, rows) for one in shown if one.keep in rows and one.merge in rows],
        cursors.write(owner, _LIST, _Position(last.likeness, last.keep, last.merge))
        if last
        else None,
    )


DISMISS: Final = hot(
    insert(DifferentPeople)
    .values({name: bindparam(name, type_=Uuid()) for name in ("owner_id", "one_id", "other_id")})
    .on_conflict_do_nothing()
)
SHOW_AGAIN: Final = hot(
    delete(DifferentPeople).where(
        DifferentPeople.owner_id == _OWNER,
        DifferentPeople.one_id == bindparam("one_id", type_=Uuid()),
        DifferentPeople.other_id == bindparam("other_id", type_=Uuid()),
    )
)


async def dismiss(work: Work, data: DuplicateDismissed) -> None:
    """Say that two cards are two people: they are not shown as a pair again. Raises NotFound and
    InvalidInput (one card twice)."""
    if data.keep_id == data.merge_id:
        raise InvalidInput.field("body.merge_id", "same-card", "Name two cards.")
    session = await work.session()
    both = any_contact_of(work.subject).where(
        Contact.id.in_((data.keep_id, data.merge_id)), Contact.deleted_at.is_(None)
    )
    if len(list(await session.scalars(both))) < 2:
        raise NotFound()
    one, other = sorted((data.keep_id, data.merge_id))
    await work.execute(DISMISS, owner_id=work.subject.person_id, one_id=one, other_id=other)


async def show_again(work: Work, keep_id: UUID, merge_id: UUID) -> None:
    """Take it back. Raises NotFound where it was not said."""
    one, other = sorted((keep_id, merge_id))
    tag = await work.execute(
        SHOW_AGAIN, owner_id=work.subject.person_id, one_id=one, other_id=other
    )
    if tag == "DELETE 0":
        raise NotFound()


async def _candidates(work: Work) -> list[Pair]:
    owner = work.subject.person_id
    await work.execute(PLAN_FOR_MANY)
    pairs: dict[Pair, None] = {}
    for row in await work.fetch(BY_POINT, owner_id=owner):
        pairs.update(dict.fromkeys(_pairs(row["ids"])))
    for row in await work.fetch(BY_NAME, owner_id=owner):
        pairs.update(dict.fromkeys(_with_somebody_unknown(row)))
    for row in await work.fetch(DISMISSED, owner_id=owner):
        pairs.pop((row["one_id"], row["other_id"]), None)
    return list(pairs)[:MOST_PAIRS]


def _pairs(ids: Sequence[UUID]) -> Iterator[Pair]:
    yield from combinations(sorted(set(ids)), 2)


def _with_somebody_unknown(row: asyncpg.Record) -> Iterator[Pair]:
    """The pairs of a group in which one has no profile."""
    has: dict[UUID, bool] = dict(zip(row["ids"], row["profiles"], strict=True))
    for one, other in _pairs(row["ids"]):
        if not (has[one] and has[other]):
            yield one, other


def _alike(pairs: Iterable[Pair], cards: dict[UUID, tuple[Known, Identity]]) -> Iterator[_Found]:
    for one, other in pairs:
        if one not in cards or other not in cards:
            continue
        reasons = duplicate_reasons(cards[one][1], cards[other][1])
        alike = likeness(reasons)
        if alike >= SHOWN_FROM:
            keep, merge = sorted((one, other), key=lambda id_: _worth(cards[id_][0]), reverse=True)
            yield _Found(keep, merge, alike, reasons)


def _worth(card: Known) -> tuple[bool, int, int, int]:
    """Which card rather stays: one with a thread, one that was typed, one that says more, the
    older one."""
    said = sum(bool(one) for one in (card.role, card.employer, card.notes, *card.tags))
    return card.pursued, len(card.typed), said + len(card.points), -card.id.int


def _as_read(found: _Found, rows: dict[UUID, asyncpg.Record]) -> DuplicatePair:
    return DuplicatePair(
        ContactRow(*rows[found.keep]),
        ContactRow(*rows[found.merge]),
        found.likeness,
        [DuplicateReason(one.code, one.shared or None) for one in found.reasons],
    )
