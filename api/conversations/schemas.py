"""What the conversation routes take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.threads.schemas import Whom

State = Literal["planned", "held", "no_show", "cancelled", "resting"]
Medium = Literal["in_person", "phone", "video", "chat"]
Tag = Literal["insight", "skill", "name", "promise", "advice", "resource", "quote", "plain"]
Promiser = Literal["mine", "theirs"]
Happened = Literal["talked", "moved", "no_show", "cancelled"]

Zone = Annotated[str, Meta(max_length=64)]
Place = Annotated[str, Meta(max_length=500, pattern=NO_NUL)]
LineText = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]


class Thanks(msgspec.Struct, frozen=True):
    """The thank-you of a talk: due 24 hours after its end. `on_time` is null while it is not due
    and not sent."""

    due_at: datetime
    sent_at: datetime | None
    on_time: bool | None


class Debrief(msgspec.Struct, frozen=True):
    """How far "how was it?" got: 0 not begun, 1 to 3 the question last answered, 4 done."""

    step: int
    done_at: datetime | None


class ConversationRead(msgspec.Struct, frozen=True):
    """A talk. `needs_answer`: its planned end has passed and nobody said whether it took place."""

    id: UUID
    thread_id: UUID
    contact: Whom
    state: State
    starts_at: datetime
    ends_at: datetime
    zone: str
    medium: Medium
    place: str
    schedule_version: int
    ended_at: datetime | None
    needs_answer: bool
    thanks: Thanks | None
    debrief: Debrief
    version: int
    created_at: datetime


class ConversationPage(msgspec.Struct, frozen=True):
    """Talks: coming ones soonest first, past ones latest first."""

    items: list[ConversationRead]
    next_cursor: str | None


class TalkPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date for a talk, under an id of the client's making."""

    id: UUID
    thread_id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: Zone
    medium: Medium
    place: Place = ""


class ConversationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change; another time is a new schedule."""

    starts_at: datetime | UnsetType = UNSET
    ends_at: datetime | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    medium: Medium | UnsetType = UNSET
    place: Place | UnsetType = UNSET


class HappenedTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How was it? `ended_at` is the real end of a talk that was held (left out: the planned one, or
    now); `starts_at` and `ends_at` the new date of one that was moved (left out: not known yet)."""

    id: UUID
    what: Happened
    ended_at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


class PastTalk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ "I already talked with somebody": with whom, when it ended, and what stayed. The thread is
    started under `thread_id` unless it is there; `line_id` is the id of the line `heard`."""

    id: UUID
    thread_id: UUID
    contact_id: UUID
    ended_at: datetime
    medium: Medium = "in_person"
    heard: LineText = ""
    line_id: UUID | None = None


class LineWritten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of notes with an id made on the device; it never changes. `supersedes` names the line
    it replaces, `gone` says that this one takes that line away."""

    id: UUID
    tag: Tag = "plain"
    text: LineText = ""
    at: datetime
    supersedes: UUID | None = None
    gone: bool = False
    promiser: Promiser | None = None
    due_on: date | None = None


class LinesWritten(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most 100 lines, in the order they were written."""

    lines: Annotated[list[LineWritten], Meta(min_length=1, max_length=100)]


class LineResult(msgspec.Struct, frozen=True):
    """What became of one line: kept (also when it was there already), or refused and why."""

    id: UUID
    status: Literal["kept", "refused"]
    code: str | None


class LineResults(msgspec.Struct, frozen=True):
    """One result for each line, in the same order."""

    items: list[LineResult]


class LineRead(msgspec.Struct, frozen=True):
    """A line as it stands: superseded and taken-away lines are not shown."""

    id: UUID
    tag: Tag
    text: str
    at: datetime
    promiser: Promiser | None
    due_on: date | None


class Lines(msgspec.Struct, frozen=True):
    """The lines of one talk in their order; a talk has at most 2,000."""

    items: list[LineRead]


class DebriefChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far the three questions got (1 to 3), or 4 when they are done."""

    step: Annotated[int, Meta(ge=1, le=4)]


class ThanksStart(msgspec.Struct, frozen=True):
    """What a thank-you can begin from: the lines of the talk, what was promised, the time left."""

    contact: Whom
    chips: list[LineRead]
    promises: list[LineRead]
    due_at: datetime
    held_at: datetime


class HappenedRead(msgspec.Struct, frozen=True):
    """The talk and what it means for the thread's lane."""

    conversation: ConversationRead
    lane: str
