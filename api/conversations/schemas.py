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
Kind = Literal["line", "mark", "asked"]
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
    """A talk. `needs_answer`: its planned end has passed and nobody said whether it took place.
    `heard`: the first thing that was heard in it, as it stands now."""

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
    heard: str | None
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
    """An entry of a talk with an id made on the device; it never changes. `supersedes` names the
    entry it replaces, `gone` says that this one takes that entry away. `kind`: words, a `mark` (a
    moment to remember, whose words come later as a line that supersedes it), or a question that was
    `asked`; `question_id` names that question, or the one that a line answers."""

    id: UUID
    tag: Tag = "plain"
    text: LineText = ""
    at: datetime
    supersedes: UUID | None = None
    gone: bool = False
    promiser: Promiser | None = None
    due_on: date | None = None
    kind: Kind = "line"
    question_id: UUID | None = None


class EntryWritten(LineWritten, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry with the talk it belongs to. A text over 2,000 characters refuses this entry alone."""

    conversation_id: UUID
    text: Annotated[str, Meta(pattern=NO_NUL)] = ""


class EntriesWritten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At most 200 entries of any talks, in the order they were written. `format` is their shape:
    each is accepted for a year after the next one came."""

    entries: Annotated[list[EntryWritten], Meta(min_length=1, max_length=200)]
    format: Literal[1] = 1


class LinesWritten(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most 100 lines, in the order they were written."""

    lines: Annotated[list[LineWritten], Meta(min_length=1, max_length=100)]


Refusal = Literal[
    "no-talk", "erased", "other-line", "too-many", "too-long", "no-zone", "no-question"
]


class LineResult(msgspec.Struct, frozen=True):
    """What became of one entry: kept (also when it was there already), or refused and why."""

    id: UUID
    status: Literal["kept", "refused"]
    code: Refusal | None


class LineResults(msgspec.Struct, frozen=True):
    """One result for each entry, in the same order."""

    items: list[LineResult]


class LineRead(msgspec.Struct, frozen=True):
    """An entry as it stands: superseded and taken-away ones are not shown."""

    id: UUID
    kind: Kind
    tag: Tag
    text: str
    at: datetime
    promiser: Promiser | None
    due_on: date | None
    question_id: UUID | None


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
