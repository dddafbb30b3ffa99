"""What the routes of programme reports give."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

What = Literal[
    "enrolled",
    "sharing",
    "moved",
    "steps.none",
    "steps.asked",
    "steps.talked",
    "asks",
    "talks",
    "thanked",
    "answered",
    "outcomes.work",
    "outcomes.interview",
    "outcomes.other",
    "outcomes.none",
]


class ReportLine(msgspec.Struct, frozen=True):
    """One number, as it was at the end of the week that began on `week`: the last one in which it could
    be told. `n` is null where it never could: it would say something about fewer than five people.
    `before` is the same of the term before."""

    what: What
    n: int | None
    week: date | None
    before: int | None


class ProgrammeReport(msgspec.Struct, frozen=True):
    """A cohort for whoever does not coach it; `week` is the last that was counted, `before` the name of
    the cohort of the same programme that began before it."""

    cohort_id: UUID
    cohort: str
    programme: str
    starts_on: date
    ends_on: date
    week: date | None
    before: str | None
    lines: list[ReportLine]
