"""What the routes of the look back at a talk take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts.schemas import NO_NUL
from api.debrief.tagging import Offered
from api.threads.schemas import Whom

Aspect = Literal["listening", "questions", "clarity", "follow_through", "confidence", "landed"]
Rating = Annotated[int, Meta(ge=1, le=5)]
Words = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]


class TagOffer(msgspec.Struct, frozen=True):
    """A line that may be something else than it is called; `promiser` only for a promise."""

    line_id: UUID
    text: str
    tag: Offered
    promiser: Literal["mine", "theirs"] | None


class Coverage(msgspec.Struct, frozen=True):
    """How many of the planned questions were asked, and the words of those that were not."""

    planned: int
    asked: int
    left: list[str]


class ReflectionRead(msgspec.Struct, frozen=True):
    """An answer about oneself: 1 to 5, or for `landed` words."""

    id: UUID
    thread_id: UUID
    conversation_id: UUID | None
    aspect: Aspect
    rating: int | None
    words: str
    at: datetime
    version: int


class DebriefRead(msgspec.Struct, frozen=True):
    """The look back at a talk: what its lines may be, the one question whose turn it is, what was
    answered, and how much of the plan was asked (null without a plan)."""

    offers: list[TagOffer]
    turn: Aspect
    answered: list[ReflectionRead]
    coverage: Coverage | None


class ReflectionPage(msgspec.Struct, frozen=True):
    """Answers about oneself, the latest first."""

    items: list[ReflectionRead]
    next_cursor: str | None


class ReflectionCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer about oneself, under an id of the client's making. After a talk name the
    `conversation_id`; `confidence` is felt before an ask and names the `thread_id`. Another answer to
    the same question about the same talk takes the place of the first."""

    id: UUID
    aspect: Aspect
    conversation_id: UUID | None = None
    thread_id: UUID | None = None
    rating: Rating | None = None
    words: Words = ""


Result = Literal["yes", "answered", "no", "open"]


class Rated(msgspec.Struct, frozen=True):
    """One answer about oneself after a talk."""

    aspect: Aspect
    rating: int
    at: datetime
    conversation_id: UUID | None
    contact: Whom


class Felt(msgspec.Struct, frozen=True):
    """How sure one was before an ask (1 to 5), and what came of it: a yes, another answer, a no or
    silence that is closed, or nothing yet."""

    rating: int
    asked_at: datetime
    result: Result
    contact: Whom


class Trends(msgspec.Struct, frozen=True):
    """The answers over time, the oldest first; each list is empty while there are fewer than five."""

    rated: list[Rated]
    felt: list[Felt]
