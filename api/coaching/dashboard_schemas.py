"""What the routes of dashboards give."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.coaching.schemas import ActivityInShort, InTime, Stuck
from api.coaching.told_schemas import ToldSums

Sort = Literal["name", "quiet"]
Show = Literal[
    "all",
    "stuck",
    "moved",
    "private",
    "not_started",
    "no_ask_sent",
    "no_answers",
    "talk_not_thanked",
    "quiet",
]


class StuckCount(msgspec.Struct, frozen=True):
    """How many are stuck for one reason."""

    reason: Stuck
    n: int


class DashboardWeek(msgspec.Struct, frozen=True):
    """What those who share did in the week that begins on `week` (a Monday, in UTC): `active` of them
    took a step. `wanted_asks` and `wanted_talks` are what the programme hopes for from so many
    people, null where it hopes for nothing."""

    week: date
    asked: int
    answered: int
    talks: int
    thanked_in_time: int
    active: int
    wanted_asks: int | None
    wanted_talks: int | None


class Dashboard(msgspec.Struct, frozen=True):
    """A cohort as its coach sees it at this moment. Of `people`, `using_app` have an account and
    `sharing` share how it is going: everything else counts only them. `moved` recorded something in the
    last seven days. `told` are talks of those without the app, as they told them: in no other number."""

    people: int
    using_app: int
    sharing: int
    moved: int
    stuck: list[StuckCount]
    asked: int
    answered: int
    talks: int
    thanks: InTime
    days_to_answer: int | None
    days_to_talk: int | None
    weeks: list[DashboardWeek]
    told: ToldSums


class PersonWeek(msgspec.Struct, frozen=True):
    """What one did in a week."""

    week: date
    asked: int
    talks: int


class DashboardPerson(msgspec.Struct, frozen=True):
    """One who takes part. What they did is null where they do not share it (`shares`)."""

    id: UUID
    name: str
    uses_askwell: bool
    shares: bool
    last_week: date | None
    moved: bool
    activity: ActivityInShort | None
    thanks: InTime | None
    weeks: list[PersonWeek] | None


class DashboardPeople(msgspec.Struct, frozen=True):
    """Who takes part, by name or by how long nothing was recorded."""

    items: list[DashboardPerson]
    next_cursor: str | None


class PersonPlace(msgspec.Struct, frozen=True):
    """Where a page of people ended."""

    place: int
    name_norm: str
    id: UUID
