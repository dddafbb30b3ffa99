"""What the preparation routes take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.preparation.closed import Closed
from api.threads.schemas import Whom

Framework = Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
Cell = Literal[
    "trends", "insights", "advice", "resources", "assignments",
    "story", "turning", "energy", "values", "next",
    "hours", "people", "tasks", "hard", "setting",
    "needed", "learned", "gap", "proof", "carried",
    "team", "decisions", "mistakes", "growth", "belonging",
    "ways", "first", "papers", "eyes", "switching",
]  # fmt: skip
QuestionState = Literal["planned", "asked", "answered", "moved"]
Prompt = Literal["made", "path", "employer", "news", "shared"]
Step = Literal["read", "goal", "offer", "view", "questions"]
Reason = Literal["left_open", "rests_on", "assumption", "wish", "field", "seniority"]

Note = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
QuestionText = Annotated[str, Meta(min_length=1, max_length=500, pattern=NO_NUL)]
Minutes = Annotated[int, Meta(ge=1, le=30)]
Link = Annotated[str, Meta(max_length=1000, pattern=r"^https?://[^\s\x00]+$")]
BankKey = Annotated[str, Meta(max_length=60, pattern=r"^[a-z0-9.-]+$")]


class HeardBefore(msgspec.Struct, frozen=True):
    """A line that was written down in a talk, with whom and when it was."""

    name: str
    text: str
    at: datetime


class OpenPromise(msgspec.Struct, frozen=True):
    """A promise between the two that is still open."""

    promiser: Literal["mine", "theirs"]
    text: str
    due_on: str


class Introducer(msgspec.Struct, frozen=True):
    """Who led to them, and the line in which they did."""

    contact: Whom
    line: str | None


class Brief(msgspec.Struct, frozen=True):
    """What is known already, from elsewhere in the account: who they are, what was said before,
    what is open, who led to them, what others at the same place said."""

    role: str
    employer: str
    why: str
    source: str | None
    talks_before: int
    introducers: list[Introducer]
    promises: list[OpenPromise]
    heard: list[HeardBefore]
    colleagues: list[HeardBefore]


class PreparationRead(msgspec.Struct, frozen=True):
    """What is prepared for a talk. Nothing is needed: `version` 0 is a sheet nobody has begun.

    `left` names the steps that are open and `minutes_left` how long they take together, of fifteen.
    """

    conversation_id: UUID
    contact: Whom
    starts_at: datetime
    goal: str
    offer: str
    view: str
    made: str
    path: str
    employer: str
    news: str
    shared: str
    links: list[str]
    brief: Brief
    left: list[Step]
    minutes_left: int
    version: int


class PreparationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change of the sheet; the first change begins it."""

    goal: Note | UnsetType = UNSET
    offer: Note | UnsetType = UNSET
    view: Note | UnsetType = UNSET
    made: Note | UnsetType = UNSET
    path: Note | UnsetType = UNSET
    employer: Note | UnsetType = UNSET
    news: Note | UnsetType = UNSET
    shared: Note | UnsetType = UNSET
    links: Annotated[list[Link], Meta(max_length=10)] | UnsetType = UNSET


class QuestionRead(msgspec.Struct, frozen=True):
    """One question of a plan. `core` marks the three that are enough for a short talk; `closed`
    says that a yes, a no or a number would answer it, and how it could be asked instead;
    `assumption_id` is what its answer would help to settle."""

    id: UUID
    conversation_id: UUID
    text: str
    framework: Framework
    cell: Cell | None
    minutes: int
    state: QuestionState
    core: bool
    bank: str | None
    rests_on: Prompt | None
    moved_from_id: UUID | None
    assumption_id: UUID | None
    closed: Closed | None
    version: int


class QuestionList(msgspec.Struct, frozen=True):
    """The plan of one talk in its order; `minutes` of those not asked yet. A plan has at most 30."""

    items: list[QuestionRead]
    minutes: int
    budget: int
    rests: bool


class QuestionPlanned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question for the plan, under an id of the client's making: from the bank (`bank`), left
    open in an earlier talk (`moved_from_id`), to settle what the person wants to find out
    (`assumption_id`), or their own words. Minutes not said are those
    of the bank or of the earlier talk, else three."""

    id: UUID
    text: QuestionText
    minutes: Minutes | None = None
    bank: BankKey | None = None
    rests_on: Prompt | None = None
    moved_from_id: UUID | None = None
    assumption_id: UUID | None = None


class QuestionsPlanned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Questions for the plan, in their order, behind those that are there."""

    questions: Annotated[list[QuestionPlanned], Meta(min_length=1, max_length=20)]


class QuestionChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other words, other minutes, or what became of it."""

    text: QuestionText | UnsetType = UNSET
    minutes: Minutes | UnsetType = UNSET
    state: Literal["planned", "asked", "answered"] | UnsetType = UNSET


class QuestionOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The questions of a plan in the order they are to stand in; those left out come behind."""

    ids: Annotated[list[UUID], Meta(min_length=1, max_length=30)]


class SuggestedQuestion(msgspec.Struct, frozen=True):
    """A question that could be asked, and why it is offered. `left_open_with` is the person it was
    planned for and not asked; `resting_note` what was read that it builds on; `assumption_id` what
    the person wants to find out that it would help to settle."""

    text: str
    framework: Framework
    cell: Cell | None
    minutes: int
    bank: str | None
    rests_on: Prompt | None
    resting_note: str | None
    moved_from_id: UUID | None
    assumption_id: UUID | None
    left_open_with: str | None
    reasons: list[Reason]


class Suggestions(msgspec.Struct, frozen=True):
    """A plan that fits the budget, in the order of a talk, and what else would fit well.

    `rests` is false while nothing was read that a question could rest on.
    """

    plan: list[SuggestedQuestion]
    more: list[SuggestedQuestion]
    minutes: int
    budget: int
    rests: bool


class BankQuestion(msgspec.Struct, frozen=True):
    """A question of the bank, in words that fit everywhere."""

    id: str
    framework: Framework
    cell: Cell
    text: str
    minutes: int
    rests_on: Prompt | None
    functions: list[str]


class Bank(msgspec.Struct, frozen=True):
    """The whole bank, or one framework of it."""

    items: list[BankQuestion]


class QuestionTyped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question as somebody types it."""

    text: Annotated[str, Meta(max_length=500, pattern=NO_NUL)]


class QuestionLooked(msgspec.Struct, frozen=True):
    """What closes it, or null where it is open."""

    closed: Closed | None


class PitchWritten(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The own story as it is told from now on, under an id of the client's making."""

    id: UUID
    text: Annotated[str, Meta(min_length=1, max_length=3000, pattern=NO_NUL)]


class PitchRead(msgspec.Struct, frozen=True):
    """One version of the story. `seconds` is about how long it takes to say; `practised` how often
    it was told against the clock, and `last_seconds` how long that took the last time."""

    id: UUID
    text: str
    words: int
    seconds: int
    practised: int
    last_seconds: int | None
    created_at: datetime
    version: int


class PitchPage(msgspec.Struct, frozen=True):
    """Versions of the story, the newest first: the first is the one that is told now."""

    items: list[PitchRead]
    next_cursor: str | None


class PracticeDone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The story was told aloud in so many seconds."""

    id: UUID
    seconds: Annotated[int, Meta(ge=1, le=600)]
