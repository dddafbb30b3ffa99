"""What one card takes over from another that goes into it, and how that is taken back."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from api.contacts.models import Contact
from api.contacts.updating import MOST_TAGS

_NOTES_LIMIT: Final = 20_000
_FILLED: Final = (
    "why", "role", "employer_id", "industry", "country", "time_zone", "source", "tie", "notes",
    "retain_until", "external_id", "profile_slug",
)  # fmt: skip
"""Fields that are taken over where the card says nothing."""
_GUESSED: Final = ("function", "seniority")
_SAID: Final = {
    "name": "name",
    "role": "role",
    "employer_id": "employer",
    "country": "country",
    "notes": "notes",
}
"""What an import may change, and under which name the person has it typed."""


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every column of a card that a merge may change."""

    why: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    employer_id: UUID | None | UnsetType = UNSET
    function: str | None | UnsetType = UNSET
    function_guessed: bool | UnsetType = UNSET
    industry: str | None | UnsetType = UNSET
    seniority: str | None | UnsetType = UNSET
    seniority_guessed: bool | UnsetType = UNSET
    country: str | None | UnsetType = UNSET
    time_zone: str | None | UnsetType = UNSET
    source: str | None | UnsetType = UNSET
    tie: str | None | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    do_not_contact: bool | UnsetType = UNSET
    retain_until: date | None | UnsetType = UNSET
    external_id: str | None | UnsetType = UNSET
    profile_slug: str | None | UnsetType = UNSET
    sort: str | UnsetType = UNSET
    connected_on: date | None | UnsetType = UNSET
    last_contact_at: datetime | None | UnsetType = UNSET
    typed: list[str] | UnsetType = UNSET


def state_of(card: Contact) -> dict[str, Any]:
    """The columns of a card that a merge may change, as they are remembered."""
    told = State(**{name: getattr(card, name) for name in State.__struct_fields__})
    state: dict[str, Any] = msgspec.to_builtins(told)
    return state


def blended(keep: Contact, goes: Contact) -> dict[str, Any]:
    """What the card that stays gets from the one that goes. Nobody is asked again who is not to be
    contacted on either; where both cards differ, an import no longer decides."""
    changes: dict[str, Any] = {
        name: getattr(goes, name)
        for name in _FILLED
        if not getattr(keep, name) and getattr(goes, name)
    }
    for name in _GUESSED:
        told, guessed = getattr(goes, name), getattr(goes, f"{name}_guessed")
        if told is not None and (
            getattr(keep, name) is None or (getattr(keep, f"{name}_guessed") and not guessed)
        ):
            changes |= {name: told, f"{name}_guessed": guessed}
    if keep.notes and goes.notes and goes.notes not in keep.notes:
        changes["notes"] = f"{keep.notes}\n\n{goes.notes}"[:_NOTES_LIMIT]
    known = {tag.casefold() for tag in keep.tags}
    tags = [*keep.tags, *(tag for tag in goes.tags if tag.casefold() not in known)][:MOST_TAGS]
    if len(tags) > len(keep.tags):
        changes["tags"] = tags
    if goes.do_not_contact:
        changes["do_not_contact"] = True
    if keep.sort == "unsorted" and goes.sort != "unsorted":
        changes["sort"] = goes.sort
    for name, first in (("connected_on", min), ("last_contact_at", max)):
        times = [one for one in (getattr(keep, name), getattr(goes, name)) if one is not None]
        if times:
            changes[name] = first(times)
    changes["typed"] = sorted({*keep.typed, *_decided(keep, goes)})
    return changes


def taken_back(keep: Contact, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What the card gets back: the fields that the merge changed and nobody changed since."""
    now = state_of(keep)
    same = {name: value for name, value in before.items() if now[name] == after.get(name)}
    told = msgspec.convert(same, State)
    return {name: getattr(told, name) for name in same}


def _decided(keep: Contact, goes: Contact) -> set[str]:
    decided = {
        typed
        for name, typed in _SAID.items()
        if getattr(keep, name)
        and getattr(goes, name)
        and getattr(keep, name) != getattr(goes, name)
    }
    taken = {typed for name, typed in _SAID.items() if not getattr(keep, name)}
    return decided | (taken & set(goes.typed))
