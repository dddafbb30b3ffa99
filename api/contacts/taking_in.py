"""A piece of a file comes into the list, or is only looked at: the same decisions for both."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import DateTime, Uuid, bindparam, column, exists, func, or_, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import aliased

from api.contacts.card_lookup import cards_of
from api.contacts.changing import UNDO
from api.contacts.creating import NewContact, NewPoint, add_points, create_contacts
from api.contacts.employers import comparable, employer_ids
from api.contacts.erasing import suppressed
from api.contacts.formats.rows import ImportedRow
from api.contacts.identity import Identity
from api.contacts.import_schemas import Counts
from api.contacts.matching import Cards, Known, Match, Places, is_alone, is_guess, who_is
from api.contacts.models import Contact
from api.contacts.updating import Update, as_row, joined, new_contact, updated
from api.database import Work, hot
from api.journal.record import record_of_contacts
from api.secrets import Keys


class Memory:
    """What the pieces of a file before this one said: whom its rows are about, in the file and in
    the list. A piece that is taken again finds what it found before."""

    def __init__(self, seen: Iterable[UUID] = ()) -> None:
        self.places = Places()
        self._seen = dict.fromkeys(seen, 0)

    def is_first(self, contact_id: UUID, number: int) -> bool:
        """Whether no row but this one was about this contact so far."""
        return self._seen.setdefault(contact_id, number) == number


class Options(msgspec.Struct, frozen=True):
    """How a file is taken in: the source its people get, and whether deleted ones come back."""

    source: str | None
    bring_back: bool


class _Arrival(NamedTuple):
    row: ImportedRow
    who: Identity
    late: bool
    """About somebody of an earlier piece."""


class _Plan:
    """What a piece does to the list."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.new: list[NewContact] = []
        self.updates: dict[UUID, Update] = {}
        self.back: list[UUID] = []
        self.met: list[UUID] = []


async def take_in(
    work: Work,
    keys: Keys,
    rows: Sequence[ImportedRow],
    memory: Memory,
    options: Options,
    *,
    write: bool,
) -> tuple[Counts, list[UUID]]:
    """Take these rows into the list, or with `write` off only say what would become of them.

    Returns what became of each row, and the contacts they are about. About a dozen statements,
    however many rows: a few thousand at a time.
    """
    plan = _Plan()
    arrivals = _arrivals(rows, memory, plan.counts)
    cards = await cards_of(work, [one.who for one in arrivals])
    gone = await suppressed(work, keys, [one.who for one in arrivals])
    for arrival, left_out in zip(arrivals, gone, strict=True):
        if left_out:
            plan.counts.suppressed += not arrival.late
        else:
            _decide(work, plan, arrival, cards, memory, options)
    if write:
        await _write(work, plan)
    return plan.counts, plan.met


def _arrivals(rows: Sequence[ImportedRow], memory: Memory, counts: Counts) -> list[_Arrival]:
    """One for each person; a further row about somebody of this piece adds to the first."""
    found: dict[int, _Arrival] = {}
    late: list[_Arrival] = []
    people = [(row, who_is(row)) for row in rows]
    # A name alone may be anybody's of that name: whoever says more is known before.
    people.sort(key=lambda one: is_alone(one[1]))
    for row, who in people:
        first = memory.places.first(who, row.number)
        counts.rows += 1
        if first == row.number:
            found[first] = _Arrival(row, who, late=False)
            continue
        counts.duplicates += 1
        if first in found:
            both = joined(found[first].row, row)
            found[first] = _Arrival(both, who_is(both), late=False)
            memory.places.add(found[first].who, first, row.number)
        else:
            late.append(_Arrival(row, who, late=True))
    return [*found.values(), *late]


def _decide(
    work: Work, plan: _Plan, arrival: _Arrival, cards: Cards, memory: Memory, options: Options
) -> None:
    row, who, late = arrival
    matches = cards.find(who)
    match = _chosen(plan, matches, row, options)
    if match is None:
        if not late:
            made = new_contact(row, options.source)
            plan.new.append(made)
            plan.counts.new += 1
            plan.met.append(made.id)
            memory.is_first(made.id, row.number)
        return
    card = match.card
    if card.deleted_at is not None:
        if options.bring_back and card.deleted_at >= work.now - UNDO:
            _bring_back(plan, arrival, match, cards, memory, options)
        else:
            plan.counts.deleted += not late
        return
    if is_guess(who, card):
        # It may be about a namesake: it takes nobody's place, and of several it fills none.
        sure = len(matches) == 1
        change = sure and _update(plan, card, row, options, cards, only_fill=True)
        plan.counts.changed += change and not late
        plan.counts.unchanged += not (change or late)
        return
    first = memory.is_first(card.id, row.number)
    if first:
        plan.met.append(card.id)
    only_fill = late or match.alias or not first
    change = _update(plan, card, row, options, cards, only_fill=only_fill)
    if late:
        return
    if not first:
        plan.counts.duplicates += 1
    elif change:
        plan.counts.changed += 1
    else:
        plan.counts.unchanged += 1


def _bring_back(
    plan: _Plan,
    arrival: _Arrival,
    match: Match,
    cards: Cards,
    memory: Memory,
    options: Options,
) -> None:
    row, _, late = arrival
    first = memory.is_first(match.card.id, row.number)
    if first:
        plan.back.append(match.card.id)
        plan.met.append(match.card.id)
    only_fill = late or match.alias or not first
    _update(plan, match.card, row, options, cards, only_fill=only_fill)
    if not late:
        plan.counts.new += first
        plan.counts.duplicates += not first


def _update(
    plan: _Plan, card: Known, row: ImportedRow, options: Options, cards: Cards, *, only_fill: bool
) -> bool:
    """Note what the row changes, beside what an earlier row changes; whether it is anything.

    Later rows find the card by what it says then: so would the same file a second time.
    """
    before = plan.updates.get(card.id)
    change = updated(before.card if before else card, row, options.source, only_fill=only_fill)
    if change is not None and before is not None:
        change = replace(
            change,
            points=(*before.points, *change.points),
            moved=before.moved or change.moved,
        )
    if change is not None:
        plan.updates[card.id] = change
        cards.change(change.card)
    return change is not None


def _chosen(plan: _Plan, matches: list[Match], row: ImportedRow, options: Options) -> Match | None:
    """Of several cards the one that says already what the row says: else a file that comes twice
    could go to another one the second time."""
    if len(matches) > 1:
        for match in matches:
            before = plan.updates.get(match.card.id)
            card = before.card if before else match.card
            if updated(card, row, options.source, only_fill=False) is None:
                return match
    return matches[0] if matches else None


_WRITTEN: Final = (
    "given_name", "family_name", "name", "name_norm", "search", "role", "employer_id", "function",
    "function_guessed", "seniority", "seniority_guessed", "country", "source", "tags", "notes",
    "profile_slug", "connected_on",
)  # fmt: skip
_ROWS: Final[Any] = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(
        *(column(name, Contact.__table__.c[name].type) for name in ("id", *_WRITTEN)),
    )
    .render_derived("rows", with_types=True)
)
UPDATE: Final = hot(
    update(Contact)
    .values({name: _ROWS.c[name] for name in _WRITTEN})
    .where(
        Contact.owner_id == bindparam("owner_id", type_=Uuid()),
        # Named twice: without the list the join is over all cards of the owner (card_lookup.py).
        Contact.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
        Contact.id == _ROWS.c.id,
        Contact.deleted_at.is_(None),
    )
)
_OTHER: Final = aliased(Contact)
BRING_BACK: Final = hot(
    update(Contact)
    .values(deleted_at=None)
    .where(
        Contact.owner_id == bindparam("owner_id", type_=Uuid()),
        Contact.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
        Contact.erased_at.is_(None),
        Contact.deleted_at >= bindparam("since", type_=DateTime(timezone=True)),
        or_(
            Contact.external_id.is_(None),
            ~exists().where(
                _OTHER.owner_id == Contact.owner_id,
                _OTHER.external_id == Contact.external_id,
                _OTHER.deleted_at.is_(None),
            ),
        ),
    )
)


async def _write(work: Work, plan: _Plan) -> None:
    owner = work.subject.person_id
    await create_contacts(work, plan.new)
    if plan.back:
        await work.execute(BRING_BACK, owner_id=owner, ids=plan.back, since=work.now - UNDO)
    if plan.updates:
        moved = [one.card.employer for one in plan.updates.values() if one.moved]
        employers = await employer_ids(work, moved)
        rows = [as_row(_settled(one, employers)) for one in plan.updates.values()]
        await work.execute(
            UPDATE, owner_id=owner, ids=list(plan.updates), rows=msgspec.json.encode(rows).decode()
        )
        await add_points(work, dict(_points(plan.updates)))
    back = set(plan.back)
    await record_of_contacts(work, "contact.updated", plan.back, codes={"restored": True})
    await record_of_contacts(
        work, "contact.updated", [one for one in plan.updates if one not in back]
    )


def _settled(change: Update, employers: dict[str, UUID]) -> Known:
    """The card with the id of the employer that it moved to."""
    if not change.moved:
        return change.card
    return replace(change.card, employer_id=employers[comparable(change.card.employer)])


def _points(updates: dict[UUID, Update]) -> Iterator[tuple[UUID, tuple[NewPoint, ...]]]:
    for contact_id, one in updates.items():
        if one.points:
            yield contact_id, one.points
