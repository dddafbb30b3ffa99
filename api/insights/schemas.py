"""What the routes of promises, advice and what was given take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.threads.schemas import Whom

Promiser = Literal["mine", "theirs"]
PromiseState = Literal["open", "kept", "released"]
Settled = Literal["open", "settled"]
AdviceState = Literal["new", "trying", "parked", "not_for_me", "done", "told"]
GivenKind = Literal["share", "introduce", "answer", "other"]
Text = Annotated[str, Meta(min_length=1, max_length=2000, pattern=NO_NUL)]
Result = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]


class PromiseRead(msgspec.Struct, frozen=True):
    """A promise: `mine`, or `theirs` to me. `conversation_id` and `thread_id` are null for one that was
    not made in a talk. It is due by the end of `due_on`, which is `due_at`; `comes_up_at` is when it is
    worth a thought. `on_time` is null while nobody can say, and for one that was released."""

    id: UUID
    promiser: Promiser
    text: str
    contact: Whom
    thread_id: UUID | None
    conversation_id: UUID | None
    state: PromiseState
    due_on: date
    due_at: datetime
    comes_up_at: datetime
    settled_at: datetime | None
    on_time: bool | None
    version: int
    created_at: datetime


class PromisePage(msgspec.Struct, frozen=True):
    """Promises: open ones what is due first, settled ones the latest first."""

    items: list[PromiseRead]
    next_cursor: str | None


class PromiseCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A promise that was not made in a talk, under an id of the client's making. `due_on` left out is
    three business days from now."""

    id: UUID
    contact_id: UUID
    promiser: Promiser = "mine"
    text: Text
    due_on: date | None = None


class PromiseChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of it, and when (left out: now); `open` takes back what was said. Or other words,
    or another day. What is not sent stays."""

    state: PromiseState | UnsetType = UNSET
    at: datetime | None = None
    text: Text | UnsetType = UNSET
    due_on: date | UnsetType = UNSET


class AdviceRead(msgspec.Struct, frozen=True):
    """Something they advised, what came of it, and whether they were told. `talked_at` is the end of
    the talk, `message_id` the update that tells of it."""

    id: UUID
    text: str
    contact: Whom
    thread_id: UUID
    conversation_id: UUID
    talked_at: datetime
    state: AdviceState
    decided_at: datetime | None
    done_at: datetime | None
    result: str
    told_at: datetime | None
    message_id: UUID | None
    version: int
    created_at: datetime


class AdvicePage(msgspec.Struct, frozen=True):
    """Advice, the latest first."""

    items: list[AdviceRead]
    next_cursor: str | None


class AdviceChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person makes of it: what is not sent stays. `at` is when it was done or told (left
    out: now)."""

    state: AdviceState | UnsetType = UNSET
    result: Result | UnsetType = UNSET
    at: datetime | None = None


class GivenCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something given or offered to somebody, under an id of the client's making; `at` left out is
    now."""

    id: UUID
    contact_id: UUID
    kind: GivenKind
    text: Text
    at: datetime | None = None


class GivenRead(msgspec.Struct, frozen=True):
    """Something the person gave or offered."""

    id: UUID
    contact: Whom
    kind: GivenKind
    text: str
    at: datetime
    version: int
    created_at: datetime


class GivenPage(msgspec.Struct, frozen=True):
    """What was given, the latest first."""

    items: list[GivenRead]
    next_cursor: str | None


class UpdateTells(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The message with this id tells its receiver what came of these pieces of advice and of these
    introductions. Said again it takes the place of what was said before."""

    id: UUID
    advice_ids: Annotated[list[UUID], Meta(max_length=20)] = []
    introduction_ids: Annotated[list[UUID], Meta(max_length=20)] = []
