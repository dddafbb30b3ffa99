"""What the routes of lists of skills take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

ListKind = Literal["esco", "onet_skills", "onet_tools"]
ListState = Literal["uploaded", "checked", "running", "done", "failed"]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
Release = Annotated[str, Meta(max_length=20, pattern=r"^[0-9A-Za-z .\-]*$")]


class ListCounts(msgspec.Struct, frozen=True):
    """What becomes, or would become, of the skills of a file: `new`, `changed`, `unchanged`; `gone`
    were in the list before and are in the file no more. Rows left out, by reason: `retired` by its
    makers, `other` than skills, `unreadable`, `repeated`, `beyond` what one list may hold."""

    rows: int
    new: int
    changed: int
    unchanged: int
    gone: int
    retired: int
    other: int
    unreadable: int
    repeated: int
    beyond: int


class SkillListRead(msgspec.Struct, frozen=True, kw_only=True):
    """A list of skills. `name` is what its makers call it, `release` its version as far as it is
    known, `licence` what is to be said where its words are used. `progress` is that of the present
    step, from 0 to 1; `problem` says why it failed. Words of a `done` one are found in notes."""

    id: UUID
    kind: ListKind
    name: str
    language: str
    release: str
    licence: str
    file_name: str
    state: ListState
    counts: ListCounts
    progress: float
    problem: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    version: int


class SkillListPage(msgspec.Struct, frozen=True):
    """Lists of skills, newest first."""

    items: list[SkillListRead]
    next_cursor: str | None


class SkillListChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file does not say itself. In another language it is looked at anew."""

    language: Language | UnsetType = UNSET
    release: Release | UnsetType = UNSET


class Credit(msgspec.Struct, frozen=True):
    """Whose words these are, and what they ask to be said there."""

    name: str
    licence: str
