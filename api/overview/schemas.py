"""What the overview routes take and give."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from api.threads.schemas import Whom

Kind = Literal[
    "ask_first",
    "write_thanks",
    "did_you_talk",
    "debrief",
    "date_soon",
    "prepare",
    "promise_mine",
    "any_answers",
    "choose_time",
    "find_time",
    "follow_up",
    "tell_introducer",
    "new_time",
    "advice_told",
    "tell_landed",
    "first_update",
    "finish_draft",
    "ask",
    "promise_theirs",
    "keep_in_touch",
    "plan_item",
    "goal_review",
    "token_ends",
    "second_person",
    "close",
    "keep_person",
    "sort",
]
SubjectType = Literal[
    "person",
    "contact",
    "thread",
    "conversation",
    "promise",
    "introduction",
    "advice",
    "goal",
    "plan_item",
    "telling",
    "token",
]
Action = Literal["done", "snooze", "let_go"]
LaterWhen = Literal["half_hour", "week", "in_time"]


class ItemSubject(msgspec.Struct, frozen=True):
    """What a thing to do is about."""

    type: SubjectType
    id: UUID


class ItemDue(msgspec.Struct, frozen=True):
    """When it is due: the instant, and what the clock on the wall shows then in `zone`."""

    at: datetime
    local: datetime
    zone: str


class ItemLater(msgspec.Struct, frozen=True):
    """A sensible time to be told again: at the next half hour of another day, at the first one a week
    from now, or in time before it is too late; the instant, and what the clock on the wall shows."""

    when: LaterWhen
    at: datetime
    local: datetime


class TodayItem(msgspec.Struct, frozen=True):
    """One thing to do. `names` are the people asked for together ("Any answers?"), or who else could
    be asked there; `line` is a line that somebody said, `about` what was promised, advised, planned
    or aimed at, the name of a key, or the first name of the person one was led to; `minutes` is about how long it takes.
    `up_at` is since when it is there, where that is known: its clock, or the time it was put off to;
    `later` are sensible times to put it off to. `let_go` is the other answer to `keep_person`: the
    contact is deleted, which can be taken back."""

    kind: Kind
    subject: ItemSubject
    contact: Whom | None
    names: list[Whom]
    due: ItemDue | None
    minutes: int
    line: str | None
    about: str | None
    up_at: datetime | None
    later: list[ItemLater]
    actions: list[Action]


class LookingBack(msgspec.Struct, frozen=True):
    """What there was this month."""

    talks: int
    asked: int


class DayPlan(msgspec.Struct, frozen=True):
    """Today by the person's half hours: whether it has one, about how many minutes the card and the
    rows beside it take together, and when the next half hour is (this one, until it begins)."""

    half_hour: bool
    minutes: int
    next: ItemDue


class TodayRead(msgspec.Struct, frozen=True):
    """One large card, at most three rows, and what can wait. Never a count of what is overdue. The
    rows are what fits into the half hour; on a day without one, what can't wait for the next, and what takes three minutes at most."""

    date: date
    zone: str
    weekday: int
    plan: DayPlan
    card: TodayItem | None
    then: list[TodayItem]
    can_wait: list[TodayItem]
    looking_back: LookingBack
    first_day: bool


class TodayDone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that is done, or shall not be shown again."""

    kind: Kind
    subject_id: UUID


class TodaySnooze(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that shall not be shown before `until`."""

    kind: Kind
    subject_id: UUID
    until: datetime


class Shows(msgspec.Struct, frozen=True):
    """Which parts have something to say yet ("what is shown when", DOMAIN.md section 1). `asked` is
    whether an ask was ever sent, `led` whether somebody led to somebody, `answers` whether one said
    enough about oneself for a trend; `said` whether there is anything under `/v1/notices`, `unread`
    whether some of it was not seen; `takes_part` whether one is in a cohort, which may meet."""

    asked: bool
    talks: bool
    growth: bool
    measures: bool
    ties: bool
    led: bool
    answers: bool
    said: bool
    unread: bool
    takes_part: bool
