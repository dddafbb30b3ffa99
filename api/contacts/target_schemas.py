"""What the routes of target employers take and give."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import FullName, Lane, Line

Alumni = Literal["none", "alumni", "advocate"]
Motivation = Annotated[int, Meta(ge=1, le=5)]
Posting = Annotated[int, Meta(ge=1, le=3)]


class TargetEmployerName(msgspec.Struct, frozen=True):
    """The employer on the list."""

    id: UUID
    name: str


class KnownThere(msgspec.Struct, frozen=True):
    """Somebody the person knows there, with the lane of the latest ask to them, if any."""

    id: UUID
    name: str
    role: str
    thread_id: UUID | None
    lane: Lane | None


class TargetRead(msgspec.Struct, frozen=True):
    """An employer on the list: `known` are the first of the `people` known there, `active` the one
    who is being asked or answered now; nobody else there should be asked meanwhile."""

    id: UUID
    employer: TargetEmployerName
    alumni: Alumni
    motivation: int
    posting: int
    note: str
    people: int
    known: list[KnownThere]
    active: KnownThere | None
    version: int


class TargetList(msgspec.Struct, frozen=True):
    """The whole list in the order of the method: what one would like most first, then what is
    advertised, then who speaks for one. It begins with `begin` employers and holds `most`."""

    items: list[TargetRead]
    begin: int
    most: int


class TargetCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An employer for the list, by its id or by its name, under an id of the client's making."""

    id: UUID
    employer_id: UUID | UnsetType = UNSET
    employer: FullName | UnsetType = UNSET
    alumni: Alumni = "none"
    motivation: Motivation = 3
    posting: Posting = 1
    note: Line = ""


class TargetChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change of what is noted of an employer on the list; what is not sent stays."""

    alumni: Alumni | UnsetType = UNSET
    motivation: Motivation | UnsetType = UNSET
    posting: Posting | UnsetType = UNSET
    note: Line | UnsetType = UNSET
