"""What the routes of reports take and give."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from api.goals.plan_schemas import OutcomeKind
from api.skills.schemas import Says, SkillGap
from api.threads.schemas import Whom

ReportKind = Literal["skill_gap", "year"]
ReportState = Literal["waiting", "ready", "failed"]


class ReportWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report, under an id of the client's making: of skills, for a goal or over all talks; or of the
    twelve months that end today (`year`), which belongs to no goal."""

    id: UUID
    goal_id: UUID | None = None
    kind: ReportKind = "skill_gap"


class SaidLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line that carries a claim of the report: whose it is, where they work, what it asks for."""

    line_id: UUID
    conversation_id: UUID
    contact: Whom
    role: str
    employer: str
    text: str
    says: Says
    level: int | None
    at: datetime


class ReportSkill(msgspec.Struct, frozen=True):
    """A skill of the report, and every line behind it."""

    gap: SkillGap
    lines: list[SaidLine]


class ReportChange(msgspec.Struct, frozen=True):
    """What became different since an earlier report about the same: the names of skills."""

    since: datetime
    report_id: UUID
    closed: list[str]
    new: list[str]
    narrower: list[str]


class YearWording(msgspec.Struct, frozen=True):
    """How a goal was worded from a day of the year on."""

    what: str
    at: datetime


class YearTalk(msgspec.Struct, frozen=True):
    """A talk of the year."""

    conversation_id: UUID
    contact: Whom
    role: str
    employer: str
    at: datetime


class YearClaim(msgspec.Struct, frozen=True):
    """What several places said; `own` words, or those of the oldest line."""

    insight_id: UUID
    text: str
    own: bool
    employers: int
    people: int


class YearOutcome(msgspec.Struct, frozen=True):
    """Something that came of it, and from whom."""

    id: UUID
    kind: OutcomeKind
    at: date
    contact: Whom | None


class YearRead(msgspec.Struct, frozen=True, kw_only=True):
    """A year with people, from `begins` to `ends`: how many were asked and answered, the talks, how
    many `people` and `employers` these were, who was introduced, what several said, how the goal was
    worded, what came of it; and what went back: thanks, promises kept, advice told of, things given."""

    begins: date
    ends: date
    asked: int
    answered: int
    people: int
    employers: int
    introductions: int
    thanked: int
    kept: int
    told: int
    given: int
    talks: list[YearTalk]
    wordings: list[YearWording]
    claims: list[YearClaim]
    outcomes: list[YearOutcome]


class ReportRead(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was when it was made. While it is `waiting` it has no skills yet; you may leave
    and come back. `change` compares it with the one before about the same goal. `credits` name the
    lists that words of its skills are from, each with version and licence: show them with it. `year` is
    what a report of a year tells; it has no skills."""

    id: UUID
    kind: ReportKind
    goal_id: UUID | None
    goal: str
    state: ReportState
    made_at: datetime | None
    talks: int
    people: int
    employers: int
    lines: int
    skills: list[ReportSkill]
    change: ReportChange | None
    credits: list[str]
    year: YearRead | None
    version: int
    created_at: datetime


class ReportRow(msgspec.Struct, frozen=True):
    """A report in the list."""

    id: UUID
    kind: ReportKind
    goal_id: UUID | None
    goal: str
    state: ReportState
    made_at: datetime | None
    gaps: int
    created_at: datetime


class ReportPage(msgspec.Struct, frozen=True):
    """Reports, the newest first."""

    items: list[ReportRow]
    next_cursor: str | None
