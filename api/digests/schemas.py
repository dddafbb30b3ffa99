"""What is read of a digest."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from api.digests.periods import Ending, Period
from api.digests.telling import Compared
from api.overview.schemas import Kind

What = Literal[
    "talked", "heard", "said_yes", "answered", "said_no", "thanked", "kept", "tried", "told"
]


class ToldOf(msgspec.Struct, frozen=True):
    """Somebody as they were called then; no name once the contact was erased."""

    id: UUID
    first_name: str


class DigestLineRead(msgspec.Struct, frozen=True):
    """Somebody who is named in it, and for what: `words` is what they said (`heard`), else empty."""

    what: What
    contact: ToldOf
    words: str


class DigestStepRead(msgspec.Struct, frozen=True):
    """Something that could be done next, as it stood when the digest was made; kinds are those of
    Today, `words` is what was promised, or whom they led to."""

    kind: Kind
    subject_id: UUID
    contact: ToldOf
    words: str
    due_at: datetime | None


class DigestRead(msgspec.Struct, frozen=True):
    """How a week, a month or the way to a goal went, as it was told at `at`. `begins` and `ends` are
    its first and last local date; `goal` are the words of a goal that ended, and `ending` how.

    Counts: `answered` are all answers, of them `said_yes` and `said_no`; `heard` lines that were
    written down as insight or quote; `thanked_in_time` within 24 hours; `kept` own promises; `tried`
    advice that was followed, `told` people who heard what came of it; `goals` how often one was put
    into words. `lines`
    name at most three people for each. `steps` are the person's own in the times before, up to
    this one; `compared` says it in a word, or nothing before there are three to compare with. Where
    nothing `happened` it is a quiet word.
    """

    id: UUID
    period: Period
    begins: date
    ends: date
    at: datetime
    goal: str
    ending: Ending | None
    asked: int
    answered: int
    said_yes: int
    said_no: int
    talks: int
    heard: int
    thanked: int
    thanked_in_time: int
    kept: int
    tried: int
    told: int
    goals: int
    steps: list[int]
    compared: Compared | None
    happened: bool
    lines: list[DigestLineRead]
    next: list[DigestStepRead]


class DigestPage(msgspec.Struct, frozen=True):
    """Digests, the latest first."""

    items: list[DigestRead]
    next_cursor: str | None
