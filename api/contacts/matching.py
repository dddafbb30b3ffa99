"""Whom a row of a file is about: somebody of an earlier row, somebody in the list, or nobody yet."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from api.contacts.formats.rows import ImportedRow
from api.contacts.identity import Identity, identity_of, profile_slug, same_person, same_person_keys


def who_is(row: ImportedRow) -> Identity:
    """What a row says about who it is."""
    return identity_of(row.full_name, row.employer, row.emails, row.phones, row.urls)


def is_alone(who: Identity) -> bool:
    """Whether nothing but a name, or a name and numbers, is known of them."""
    return bool(who.name) and not (who.profiles or who.emails or who.employer)


def _looked_for(who: Identity) -> Iterator[str]:
    """Under which keys somebody is looked for, the strongest first."""
    yield from same_person_keys(who)
    if is_alone(who):
        yield f"alone:{who.name}"


def _kept_under(who: Identity) -> Iterator[str]:
    """Under which keys somebody is found."""
    yield from same_person_keys(who)
    if who.name:
        yield f"alone:{who.name}"


def _is_same(who: Identity, other: Identity) -> bool:
    """Whether a row is about `other`. One with nothing but a name is about whoever has it, unless
    their numbers differ: else it would come in once more with each import."""
    if same_person(who, other):
        return True
    other_numbers = who.phones and other.phones and not who.phones & other.phones
    return is_alone(who) and who.name == other.name and not other_numbers


class Places:
    """Which row of a file first spoke of somebody."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[int, int, Identity]]] = {}

    def first(self, who: Identity, number: int) -> int:
        """The number of the first row about this person, which may be this very one.

        Rows come in their order, those with nothing but a name behind the others of their piece;
        a piece that comes again finds the same.
        """
        root = next(
            (
                first
                for key in _looked_for(who)
                for first, own, other in self._by_key.get(key, ())
                if (own < number or is_alone(who) > is_alone(other)) and _is_same(who, other)
            ),
            number,
        )
        self.add(who, root, number)
        return root

    def add(self, who: Identity, root: int, number: int) -> None:
        """Have the person of row `root` found by what row `number` told about them."""
        for key in _kept_under(who):
            self._by_key.setdefault(key, []).append((root, number, who))


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A card as an import looks at it: what may change, and what the person wrote themselves."""

    id: UUID
    given_name: str
    family_name: str
    name: str
    name_norm: str
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
    pursued: bool
    """Whether there is a thread with them."""
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


class Cards:
    """The cards that some rows may be about, as they are and as rows change them."""

    def __init__(self) -> None:
        self._alive: dict[str, list[tuple[Identity, Match]]] = {}
        self._aliases: dict[str, list[tuple[Identity, Match]]] = {}
        self._deleted: dict[str, list[tuple[Identity, Match]]] = {}
        self._now: dict[UUID, Identity] = {}

    def find(self, who: Identity) -> list[Match]:
        """The cards of this person: those by the strongest key they share, and those that are
        there before those that were deleted."""
        for cards in (self._alive, self._aliases, self._deleted):
            for key in _looked_for(who):
                found = [
                    match
                    for other, match in cards.get(key, ())
                    if self._now.get(match.card.id, other) is other and _is_same(who, other)
                ]
                if found:
                    return sorted(found, key=lambda one: is_guess(who, one.card))
        return []

    def add(self, who: Identity, match: Match) -> None:
        """Have this card found by what it says about who it is."""
        cards = self._deleted if match.card.deleted_at else self._alive
        cards = self._aliases if match.alias else cards
        for key in _kept_under(who):
            cards.setdefault(key, []).append((who, match))

    def change(self, card: Known) -> None:
        """Have a card found by what it says now, and no longer by what it said."""
        who = identity_on(card)
        self._now[card.id] = who
        self.add(who, Match(card, alias=False))


def is_guess(who: Identity, card: Known) -> bool:
    """Whether nothing but the name speaks for this card, and it says more than that."""
    other = identity_on(card)
    return is_alone(who) and not (is_alone(other) or who.phones & other.phones)


def identity_on(card: Known) -> Identity:
    """What a card says about who it is."""

    def norms(kind: str) -> frozenset[str]:
        return frozenset(norm for one, norm in card.point_keys if one == kind)

    urls = (value for kind, value in card.points if kind == "url")
    return Identity(
        profiles=frozenset(slug for url in urls if (slug := profile_slug(url))),
        emails=norms("email"),
        phones=norms("phone"),
        name=card.name_norm,
        employer=card.employer_norm,
    )
