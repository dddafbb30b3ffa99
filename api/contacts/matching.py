"""Whom a row of a file is about: somebody of an earlier row, somebody in the list, or nobody yet."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from api.contacts.formats.rows import ImportedRow
from api.contacts.identity import Identity, identity_of, same_person, same_person_keys


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
