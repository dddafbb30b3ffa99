"""What the thread routes take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import Line, Name, Zone
from api.threads.clocks import AskClockKind, TemplateName
from api.threads.due import DueKind
from api.threads.stages import Happening, Lane, LaneNote, Stage

AtPrecision = Literal["now", "earlier_today", "yesterday", "picked"]
CloseReason = Literal["wrong_moment", "wrong_person", "my_message", "cannot_know"]
Medium = Literal["in_person", "phone", "video", "chat"]
Hint = Literal["do_not_contact", "present_employer", "active_at_employer", "said_no_lately"]


class Whom(msgspec.Struct, frozen=True, gc=False):
    """The contact of a thread."""

    id: UUID
    name: str
    first_name: str


class DueRead(msgspec.Struct, frozen=True):
    """What a thread is due for: the instant, and the time on the wall (ISO 8601, without a zone)
    that is meant in `zone`."""

    kind: DueKind
    at: datetime
    local: str
    zone: str


class ThreadCard(msgspec.Struct, frozen=True, gc=False):
    """A thread in a lane. `led_to` is the name of the person they referred to."""

    id: UUID
    contact: Whom
    role: str
    employer_name: str | None
    stage: Stage
    lane: Lane
    lane_note: LaneNote | None
    led_to: str | None
    since: datetime
    due: DueRead | None
    touches: int
    version: int


class ThreadPage(msgspec.Struct, frozen=True):
    """Threads, what is due first."""

    items: list[ThreadCard]
    next_cursor: str | None


class LaneRead(msgspec.Struct, frozen=True):
    """A lane: how many threads are in it, and the first of them."""

    lane: Lane
    count: int
    items: list[ThreadCard]
    next_cursor: str | None


class Lanes(msgspec.Struct, frozen=True):
    """The eight lanes in their order."""

    lanes: list[LaneRead]


class ThreadRead(msgspec.Struct, frozen=True):
    """One pursuit of a talk. `may` is everything that can be said to have happened now; `hints` is
    what the person may want to know before they go on; `paused_at` since when its plan rests;
    `peace_until` until when whoever said no is suggested nowhere."""

    id: UUID
    contact: Whom
    stage: Stage
    lane: Lane
    lane_note: LaneNote | None
    led_to: Whom | None
    since: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    held_at: datetime | None
    thanked_at: datetime | None
    closed_at: datetime | None
    close_reason: CloseReason | None
    peace_until: datetime | None
    touches: int
    due: DueRead | None
    paused_at: datetime | None
    may: list[Happening]
    hints: list[Hint]
    version: int
    created_at: datetime


class ThreadStart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new thread, under an id of the client's making."""

    id: UUID
    contact_id: UUID


class SortChoose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The people to ask next."""

    ids: Annotated[list[UUID], Meta(min_length=1, max_length=20)]


class ThreadList(msgspec.Struct, frozen=True):
    """Threads, in the order of what was asked for."""

    items: list[ThreadRead]


class ThreadChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The optional tap after a no or a silence (null takes it back); whether the plan of an open
    ask rests; whether they are asked beside somebody else there on purpose."""

    close_reason: CloseReason | None | UnsetType = UNSET
    paused: bool | UnsetType = UNSET
    beside_ok: bool | UnsetType = UNSET


class PlanStep(msgspec.Struct, frozen=True):
    """A step of the plan of an open ask: what for, and when; `past` once its time has come."""

    kind: AskClockKind
    at: datetime
    local: str
    zone: str
    past: bool


class SecondPerson(msgspec.Struct, frozen=True):
    """Somebody else at the same employer, whom an ask to may be thought of."""

    id: UUID
    name: str
    first_name: str
    role: str


class PlanRead(msgspec.Struct, frozen=True):
    """The plan of an open ask: its template, its steps (none when no ask is open), since when it
    rests; and, once its time has come, whom else at this employer, one of the person's targets,
    they know."""

    template: TemplateName
    paused_at: datetime | None
    steps: list[PlanStep]
    employer_name: str | None
    second: list[SecondPerson]
    version: int


class Introduced(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody they referred to: a known contact by `id`, or a new one (the id, if any, is of the
    client's making)."""

    id: UUID | None = None
    given_name: Name | None = None
    family_name: Name | None = None
    role: Name | None = None
    employer_name: Name | None = None


class ConversationPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The date that was set, told together with "We have a date"."""

    starts_at: datetime
    ends_at: datetime
    zone: Zone
    medium: Medium
    id: UUID | None = None
    place: Line | None = None


class HappeningTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened, and when: `at` may be left out for now."""

    id: UUID
    what: Happening
    at: datetime | None = None
    at_precision: AtPrecision = "now"
    note: Line | None = None
    introduced: Introduced | None = None
    conversation: ConversationPlan | None = None


class CorrectionTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stage that a wrong step is put right to."""

    id: UUID
    stage: Stage
    at: datetime | None = None
    at_precision: AtPrecision = "now"


class MoveTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ "Move to…": the lane a card was put into."""

    id: UUID
    lane: Lane
    at: datetime | None = None
    at_precision: AtPrecision = "now"


class ThanksTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ "Did it already": the person thanked without a message kept here."""

    id: UUID
    at: datetime | None = None
    at_precision: AtPrecision = "now"
