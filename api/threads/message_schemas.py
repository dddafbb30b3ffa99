"""What the routes of messages, checks and templates take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL, Line
from api.threads.checks import CheckResult, Draft, ThanksDraft, UpdateDraft
from api.threads.checks.draft import Channel
from api.threads.schemas import AtPrecision, DueRead, ThreadRead
from api.threads.templates import Connection

MessageKind = Literal["ask", "follow_up", "thanks", "answer_no", "update"]
TemplateKind = Literal["ask", "follow_up", "thanks", "answer_no", "update"]
MessageState = Literal["draft", "sent"]

Subject = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
Body = Annotated[str, Meta(max_length=20_000, pattern=NO_NUL)]
Lines = Annotated[list[Line], Meta(max_length=100)]


class MessageRead(msgspec.Struct, frozen=True):
    """A text to a contact. `check` is that of the text as it stands; null where no check belongs
    to the kind (follow-up, answer to a no) or the contact asked to be deleted."""

    id: UUID
    thread_id: UUID
    kind: MessageKind
    channel: Channel
    state: MessageState
    subject: str
    body: str
    check: CheckResult | None
    sent_at: datetime | None
    sent_changed: bool | None
    version: int
    created_at: datetime
    updated_at: datetime


class MessageList(msgspec.Struct, frozen=True):
    """The messages of a thread, oldest first."""

    items: list[MessageRead]


class MessageStart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new draft, under an id of the client's making.

    `insights` and `promises` are lines of the talk that a thank-you is checked against, `advice`
    those that an update is; they are not kept here.
    """

    id: UUID
    thread_id: UUID
    kind: MessageKind
    channel: Channel
    subject: Subject | None = None
    body: Body = ""
    insights: Lines = []
    promises: Lines = []
    advice: Lines = []


class MessageChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A save of a draft; what is not sent stays. Each one that changes the text is a version."""

    channel: Channel | UnsetType = UNSET
    subject: Subject | None | UnsetType = UNSET
    body: Body | UnsetType = UNSET
    insights: Lines = []
    promises: Lines = []
    advice: Lines = []


class MessageVersionRead(msgspec.Struct, frozen=True):
    """A text as it once stood."""

    number: int
    channel: Channel
    subject: str
    body: str
    check: CheckResult | None
    created_at: datetime


class MessageVersionPage(msgspec.Struct, frozen=True):
    """The versions of a message, newest first."""

    items: list[MessageVersionRead]
    next_cursor: str | None


class MessageSent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ "Did you send it?" yes, or with changes. `id` is that of the telling."""

    id: UUID
    changed: bool = False
    at: datetime | None = None
    at_precision: AtPrecision = "now"


class SentRead(msgspec.Struct, frozen=True):
    """What follows from a sent message: `next` is when the thread comes up again, if it does."""

    message: MessageRead
    thread: ThreadRead
    next: DueRead | None


class TemplateRead(msgspec.Struct, frozen=True):
    """A draft to begin with. What is not known is a gap, `{{who you are}}`; `connection` and its
    `label` say how an ask begins."""

    kind: TemplateKind
    connection: Connection | None
    label: str | None
    subject: str | None
    body: str


class TemplateList(msgspec.Struct, frozen=True):
    """Drafts to begin with, the likeliest first."""

    items: list[TemplateRead]


class AskToCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ask to look at; nothing is kept."""

    draft: Draft


class ThanksToCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thank-you to look at; nothing is kept."""

    draft: ThanksDraft


class UpdateToCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An update to look at; nothing is kept."""

    draft: UpdateDraft
