"""What the routes of the roster of a cohort take and give."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.organizations.invitation_schemas import Days

ProblemCode = Literal[
    "no_external_id",
    "no_name",
    "bad_email",
    "twice",
    "email_twice",
    "left",
    "too_many_columns",
    "unclosed_quote",
]
Field = Literal["name", "email", "app", "status"]


class RosterProblem(msgspec.Struct, frozen=True):
    """Something in a table that was not taken: the row as a spreadsheet counts it, and its text. With
    `kept` the rest of the row is."""

    row: int
    code: ProblemCode
    text: str
    kept: bool


class RosterLine(msgspec.Struct, frozen=True):
    """Somebody of the table, or of the roster. `changes` names what is other than in the roster;
    `enrolment_id` is null for somebody new."""

    enrolment_id: UUID | None
    external_id: str
    name: str
    email: str | None
    changes: list[Field]


class RosterCounts(msgspec.Struct, frozen=True):
    """How many rows of the table are new, change something, or change nothing; how many of the roster
    are absent from it; and how many problems it has."""

    new: int
    changed: int
    same: int
    absent: int
    problems: int


class RosterPreview(msgspec.Struct, frozen=True):
    """What would become of a table: who is new, what would change, and who is absent from it, who stays
    as they are. Each list has its first 500. `version` names just this, and is sent to apply it."""

    counts: RosterCounts
    new: list[RosterLine]
    changed: list[RosterLine]
    absent: list[RosterLine]
    problems: list[RosterProblem]
    version: str


class RosterApplied(msgspec.Struct, frozen=True):
    """What became of it."""

    counts: RosterCounts


class RosterInvite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom of the roster to invite by mail: these, or without names the first hundred who were not
    invited yet and have an address."""

    enrolment_ids: Annotated[list[UUID], Meta(min_length=1, max_length=100)] | None = None
    days: Days = 14


class RosterInvited(msgspec.Struct, frozen=True):
    """How many mails are on their way, and how many of the roster have an address and were not invited
    yet."""

    sent: int
    left: int
