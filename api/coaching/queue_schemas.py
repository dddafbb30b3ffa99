"""What the route of a coach's queue gives."""

from datetime import datetime
from uuid import UUID

import msgspec

from api.coaching.flag_schemas import FlagSeen
from api.coaching.schemas import Stuck


class QueuePerson(msgspec.Struct, frozen=True):
    """Somebody whom the caller coaches."""

    enrolment_id: UUID
    name: str


class WaitingItems(msgspec.Struct, frozen=True):
    """Somebody who waits for an answer about what they shared: how many items, which is the oldest, and
    since when."""

    person: QueuePerson
    item_id: UUID
    n: int
    since: datetime


class StuckGroup(msgspec.Struct, frozen=True):
    """Who is stuck for one reason: how many, and the first hundred of them by name."""

    reason: Stuck
    n: int
    people: list[QueuePerson]


class SessionToday(msgspec.Struct, frozen=True):
    """A session of today, in its own zone, of a cohort that the caller coaches."""

    id: UUID
    title: str
    cohort: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """Who needs the caller, over all cohorts that they coach. First those who need help now (`urgent`),
    whoever waits longest first; for owners and admins also those whom nobody coaches. Then how many `people` in how many `cohorts`,
    how many of them share progress; `waiting` items, by who waits longest (at most a hundred); who is
    stuck, by reason; how many of those who share are `moving`, how many joined and share `only_name`,
    and how many have `not_joined`; and the `sessions` of today."""

    urgent: list[FlagSeen]
    cohorts: int
    people: int
    sharing: int
    waiting: int
    drafts: list[WaitingItems]
    stuck: list[StuckGroup]
    moving: int
    only_name: int
    not_joined: int
    sessions: list[SessionToday]
