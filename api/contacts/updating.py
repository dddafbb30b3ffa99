"""What a row of a file changes on a card that is there: never what the person typed, never back to
nothing."""

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from api.contacts.creating import (
    NewContact,
    NewPoint,
    comparable_name,
    point_norm,
    slug_of,
    whole_name,
)
from api.contacts.employers import comparable
from api.contacts.formats.rows import ImportedRow
from api.contacts.guesses import guess_from_title
from api.contacts.matching import Known
from api.contacts.search import Found, search_text
from api.tables import new_id

MOST_POINTS: Final = 20
MOST_TAGS: Final = 50
"""What a card holds at most, typed or imported."""
_NAMES: Final = frozenset({"name", "given_name", "family_name"})
_EMPLOYER: Final = frozenset({"employer", "employer_id"})


class Update(msgspec.Struct, frozen=True, gc=False):
    """A card as a row leaves it. `employer` of the card is a name whose id is still looked up where
    `moved`; `points` are those that are new to it."""

    card: Known
    points: tuple[NewPoint, ...]
    moved: bool


def new_contact(row: ImportedRow, source: str | None) -> NewContact:
    """Somebody who was not in the list."""
    return NewContact(
        id=new_id(),
        given_name=row.first_name,
        family_name=row.last_name,
        name=row.full_name,
        role=row.role,
        employer=row.employer,
        country=row.country or None,
        source=source,
        tags=row.tags,
        points=tuple(_points(row))[:MOST_POINTS],
        notes=row.notes,
        connected_on=row.connected_on,
    )


def joined(first: ImportedRow, second: ImportedRow) -> ImportedRow:
    """Two rows about one person: what the first says, and of the second what it does not."""
    return replace(
        first,
        emails=_both(first.emails, second.emails),
        phones=_both(first.phones, second.phones),
        urls=_both(first.urls, second.urls),
        tags=_both(first.tags, second.tags),
        role=first.role or second.role,
        employer=first.employer or second.employer,
        connected_on=first.connected_on or second.connected_on,
        country=first.country or second.country,
        notes=first.notes or second.notes,
    )


def updated(card: Known, row: ImportedRow, source: str | None, *, only_fill: bool) -> Update | None:
    """The card with what the row says, or None where that is nothing new.

    A field that the person typed stays; what the row does not say stays; addresses and tags are
    added, never taken away. With `only_fill` nothing that the card says is changed.
    """
    changes: dict[str, object] = {}
    if not only_fill and not card.typed & _NAMES:
        changes |= _renamed(card, row)
    if row.role and row.role != card.role and _open(card, "role", card.role, only_fill):
        changes |= {"role": row.role} | _guessed(card, row.role)
    moved = (
        bool(row.employer)
        and comparable(row.employer) != card.employer_norm
        and not (card.typed & _EMPLOYER and card.employer_norm)
        and not (only_fill and card.employer_norm)
    )
    if moved:
        changes |= {"employer": row.employer, "employer_norm": comparable(row.employer)}
    for name, said in (
        ("country", row.country),
        ("connected_on", row.connected_on),
        ("notes", row.notes),
    ):
        has = getattr(card, name)
        if said and said != has and _open(card, name, has, only_fill):
            changes[name] = said
    if source and not card.source:
        changes["source"] = source
    tags = _both(card.tags, row.tags)[:MOST_TAGS] if "tags" not in card.typed else card.tags
    if len(tags) > len(card.tags):
        changes["tags"] = tags
    points = _new_points(card, row)
    if points:
        changes |= _with(card, points)
    if not changes:
        return None
    return Update(replace(card, **changes), points, moved)


def as_row(card: Known) -> dict[str, object]:
    """The card as the statement that writes it takes it."""
    return {
        "id": card.id,
        "given_name": card.given_name,
        "family_name": card.family_name,
        "name": card.name,
        "name_norm": card.name_norm,
        "search": search_text(Found(card.name, card.role, card.employer, card.tags, card.points)),
        "role": card.role,
        "employer_id": card.employer_id,
        "function": card.function,
        "function_guessed": card.function_guessed,
        "seniority": card.seniority,
        "seniority_guessed": card.seniority_guessed,
        "country": card.country,
        "source": card.source,
        "tags": card.tags,
        "notes": card.notes,
        "profile_slug": card.profile_slug,
        "connected_on": card.connected_on,
    }


def _open(card: Known, field: str, has: object, only_fill: bool) -> bool:
    return not has or (field not in card.typed and not only_fill)


def _renamed(card: Known, row: ImportedRow) -> dict[str, object]:
    told = {
        "given_name": row.first_name,
        "family_name": row.last_name,
        "name": whole_name(row.full_name, row.first_name, row.last_name),
    }
    changes: dict[str, object] = {
        field: value for field, value in told.items() if value != getattr(card, field)
    }
    if "name" in changes:
        changes["name_norm"] = comparable_name(told["name"])
    return changes


def _guessed(card: Known, role: str) -> dict[str, object]:
    """What the new role seems to mean, where the person has not said it themselves."""
    guess = guess_from_title(role)
    changes: dict[str, object] = {}
    for field, value in (("function", guess.function), ("seniority", guess.seniority)):
        if getattr(card, field) is None or getattr(card, f"{field}_guessed"):
            changes[field] = value.value if value else None
            changes[f"{field}_guessed"] = value is not None
    return changes


def _new_points(card: Known, row: ImportedRow) -> tuple[NewPoint, ...]:
    """What the card lacks. Where the person typed the points, only of kinds that it has none of."""
    typed = {kind for kind, _ in card.points} if "points" in card.typed else frozenset[str]()
    room = max(0, MOST_POINTS - len(card.points))
    found = {
        point.key: point
        for point in _points(row)
        if point.kind not in typed and point.key not in card.point_keys
    }
    return tuple(found.values())[:room]


def _with(card: Known, points: tuple[NewPoint, ...]) -> dict[str, object]:
    pairs = (*card.points, *((point.kind, point.value) for point in points))
    keys = {(point.kind, point_norm(point.kind, point.value)) for point in points}
    return {
        "points": pairs,
        "point_keys": card.point_keys | keys,
        "profile_slug": card.profile_slug or slug_of(pairs),
    }


def _points(row: ImportedRow) -> Iterable[NewPoint]:
    for kind, values in (("email", row.emails), ("phone", row.phones), ("url", row.urls)):
        yield from (NewPoint(kind, value) for value in values)


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if not second:
        return first
    known = {text.casefold() for text in first}
    return (*first, *(text for text in second if text.casefold() not in known))
