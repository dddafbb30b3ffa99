"""A landing as it is shown: what ended, the path to it, and an update to everybody who helped."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
from sqlalchemy import ColumnElement, Uuid, and_, bindparam, case, func, literal_column, or_, select

from api.accounts.models import Profile
from api.contacts.models import Contact, Employer
from api.database import Work, among, hot
from api.errors import NotFound
from api.goals.models import Goal, Outcome
from api.goals.outcomes import list_outcomes
from api.goals.plan_schemas import OutcomeRead, PathStep
from api.landings.drafts import draft
from api.landings.gathering import Gave, gifts
from api.landings.models import Landing, Telling
from api.landings.schemas import (
    LandingKind,
    LandingList,
    LandingRead,
    LandingRow,
    Standing,
    TellingRead,
)
from api.localtime import local_date
from api.threads.keeping import whom
from api.threads.models import Message, Thread
from api.threads.schemas import Whom
from api.ties.keeping import REACHABLE
from api.ties.models import Cadence

MOST: Final = 100
ENDED: Final = ("reached", "given_up")

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_LANDING: Final[Any] = bindparam("landing_id", type_=Uuid())
WITH_GOAL: Final = and_(
    Goal.owner_id == Landing.owner_id,
    Goal.id == Landing.goal_id,
    Goal.deleted_at.is_(None),
)
WITH_OUTCOME: Final = and_(
    Outcome.owner_id == Landing.owner_id,
    Outcome.id == Landing.outcome_id,
    Outcome.deleted_at.is_(None),
)
STANDS: Final = and_(
    Landing.deleted_at.is_(None),
    or_(Outcome.id.is_not(None), among(Goal.state, ENDED)),
)
"""Of a landing beside its goal and outcome: an outcome that was taken back leaves none, nor does a
goal that is open again."""
REACHED_BY: Final = and_(
    Contact.owner_id == Telling.owner_id, Contact.id == Telling.contact_id, REACHABLE
)
TOLD_BY_UPDATE: Final[ColumnElement[bool]] = (
    select(literal_column("true"))
    .select_from(Message)
    .join(Thread, and_(Thread.owner_id == Message.owner_id, Thread.id == Message.thread_id))
    .where(
        Message.owner_id == Telling.owner_id,
        Thread.contact_id == Telling.contact_id,
        Thread.deleted_at.is_(None),
        Message.kind == literal_column("'update'"),
        Message.state == literal_column("'sent'"),
        Message.sent_at >= Landing.created_at,
        Message.deleted_at.is_(None),
    )
    .exists()
)
"""An update that was sent to them since the landing tells of it, whatever else it says."""

LANDINGS: Final = hot(
    select(
        Landing.id,
        Landing.goal_id,
        Landing.outcome_id,
        Landing.news,
        Landing.planned_at,
        Landing.version,
        Goal.what,
        Goal.state,
        Goal.ended_at,
        Outcome.id.label("outcome"),
        Outcome.at,
        Outcome.note,
        Employer.name.label("employer"),
        Profile.time_zone,
        Profile.name.label("sender"),
        select(func.count(Cadence.id))
        .where(
            Cadence.owner_id == _OWNER,
            Cadence.every_days_before.is_not(None),
            Cadence.deleted_at.is_(None),
        )
        .scalar_subquery()
        .label("eased"),
    )
    .select_from(Landing)
    .join(Profile, Profile.owner_id == Landing.owner_id)
    .outerjoin(Goal, WITH_GOAL)
    .outerjoin(Outcome, WITH_OUTCOME)
    .outerjoin(
        Employer, and_(Employer.owner_id == Outcome.owner_id, Employer.id == Outcome.employer_id)
    )
    .where(
        Landing.owner_id == _OWNER,
        STANDS,
        or_(_LANDING.is_(None), Landing.id == _LANDING),
    )
    .order_by(Landing.id.desc())
    .limit(literal_column(str(MOST)))
)
_TOLD: Final = or_(Telling.told_at.is_not(None), TOLD_BY_UPDATE)
TOLD: Final = hot(
    select(
        Telling.landing_id,
        func.count(Telling.id).label("people"),
        func.count(Telling.id).filter(_TOLD).label("told"),
    )
    .join(Landing, and_(Landing.owner_id == Telling.owner_id, Landing.id == Telling.landing_id))
    .join(Contact, REACHED_BY)
    .where(Telling.owner_id == _OWNER, Telling.deleted_at.is_(None), Telling.left_out.is_(False))
    .group_by(Telling.landing_id)
)
_TELLING: Final[Any] = bindparam("telling_id", type_=Uuid())
TELLINGS: Final = hot(
    select(
        Telling.id,
        Telling.landing_id,
        Telling.contact_id,
        Telling.on_path,
        Telling.due_on,
        Telling.version,
        case(
            (_TOLD, literal_column("'told'")),
            (Telling.left_out, literal_column("'left_out'")),
            else_=literal_column("'waiting'"),
        ).label("standing"),
        Contact.name,
        Contact.given_name,
        Contact.family_name,
        Contact.role,
        Contact.thread_id,
        Employer.name.label("employer_name"),
    )
    .join(Landing, and_(Landing.owner_id == Telling.owner_id, Landing.id == Telling.landing_id))
    .join(Contact, REACHED_BY)
    .outerjoin(
        Employer, and_(Employer.owner_id == Contact.owner_id, Employer.id == Contact.employer_id)
    )
    .where(
        Telling.owner_id == _OWNER,
        Telling.deleted_at.is_(None),
        or_(_LANDING.is_(None), Telling.landing_id == _LANDING),
        or_(_TELLING.is_(None), Telling.id == _TELLING),
    )
    .order_by(Telling.position, Telling.id)
)


async def list_landings(work: Work) -> LandingList:
    """All of them, in two statements."""
    owner = work.subject.person_id
    told = {row["landing_id"]: row for row in await work.fetch(TOLD, the_owner=owner)}
    return LandingList(
        [
            LandingRow(
                id=row["id"],
                kind=kind_of(row),
                goal_id=row["goal_id"],
                outcome_id=row["outcome"],
                what=_what(row),
                at=_at(row),
                people=told[row["id"]]["people"] if row["id"] in told else 0,
                told=told[row["id"]]["told"] if row["id"] in told else 0,
            )
            for row in await work.fetch(LANDINGS, the_owner=owner, landing_id=None)
        ]
    )


async def read_landing(work: Work, landing_id: UUID) -> LandingRead:
    """One of them with everybody who helped: some statements, however many these are. Raises
    NotFound, also where the goal is open again or the new role was taken back."""
    row = await _landing(work, landing_id)
    path, since = way_to(row, (await list_outcomes(work)).items)
    is_open = row["outcome"] is not None and row["state"] == "open"
    return LandingRead(
        id=row["id"],
        kind=kind_of(row),
        goal_id=row["goal_id"],
        outcome_id=row["outcome"],
        open_goal_id=row["goal_id"] if is_open else None,
        what=_what(row),
        at=_at(row),
        since=since,
        path=path,
        news=row["news"],
        planned=row["planned_at"] is not None,
        eased=row["eased"],
        people=await _people(work, row, landing_id=landing_id, telling_id=None),
        version=row["version"],
    )


async def read_telling(work: Work, telling_id: UUID) -> TellingRead:
    """One person who is told, with the update. Raises NotFound."""
    owner = work.subject.person_id
    rows = await work.fetch(TELLINGS, the_owner=owner, landing_id=None, telling_id=telling_id)
    if not rows:
        raise NotFound()
    landing = await _landing(work, rows[0]["landing_id"])
    (told,) = await _people(work, landing, landing_id=None, telling_id=telling_id)
    return told


def kind_of(row: asyncpg.Record) -> LandingKind:
    """A new role says more than that a goal was reached."""
    return "new_role" if row["outcome"] is not None else cast(LandingKind, row["state"])


def way_to(row: asyncpg.Record, outcomes: list[OutcomeRead]) -> tuple[list[PathStep], date | None]:
    """The way back: that of the new role, else of the latest outcome on the way to the goal (which
    is its first step then); and the day on which it began."""
    for one in outcomes:
        if one.id == row["outcome"]:
            return one.path, one.path[-1].at if one.path else None
    for one in outcomes:
        if row["goal_id"] is not None and one.goal_id == row["goal_id"]:
            path = [PathStep("outcome", one.kind, one.contact, one.at), *one.path]
            return path, path[-1].at
    return [], None


def on_the_way(row: asyncpg.Record, outcomes: list[OutcomeRead]) -> Iterator[UUID]:
    """Whoever is on the path: named by an outcome that belongs to it, or on its way back."""
    for one in outcomes:
        if one.id != row["outcome"] and (row["goal_id"] is None or one.goal_id != row["goal_id"]):
            continue
        for somebody in (one.contact, *(step.contact for step in one.path)):
            if somebody is not None:
                yield somebody.id


async def _landing(work: Work, landing_id: UUID) -> asyncpg.Record:
    rows = await work.fetch(LANDINGS, the_owner=work.subject.person_id, landing_id=landing_id)
    if not rows:
        raise NotFound()
    return rows[0]


async def _people(work: Work, landing: asyncpg.Record, **which: UUID | None) -> list[TellingRead]:
    rows = await work.fetch(TELLINGS, the_owner=work.subject.person_id, **which)
    gave = await gifts(work, [row["contact_id"] for row in rows])
    return [_telling(row, gave[row["contact_id"]], landing) for row in rows]


def _telling(row: asyncpg.Record, gave: Gave, landing: asyncpg.Record) -> TellingRead:
    names = [one for one in (row["given_name"], row["family_name"]) if one] or [row["name"]]
    drafted = draft(gave.gift, landing["news"], names, landing["sender"])
    return TellingRead(
        **{
            name: row[name]
            for name in ("id", "landing_id", "role", "employer_name", "thread_id", "on_path")
        },
        contact=_whom(row),
        help=gave.gift.help,
        words=gave.gift.words,
        conversation_id=gave.conversation_id,
        advice_id=gave.advice_id,
        introduced=gave.introduced,
        summary=drafted.summary,
        subject=drafted.subject,
        body=drafted.body,
        standing=cast(Standing, row["standing"]),
        due_on=row["due_on"],
        version=row["version"],
    )


def _whom(row: asyncpg.Record) -> Whom:
    return whom(row["contact_id"], row["name"], row["given_name"])


def _what(row: asyncpg.Record) -> str:
    return row["note"] or row["what"] or "" if row["outcome"] is not None else row["what"]


def _at(row: asyncpg.Record) -> date:
    if row["outcome"] is not None:
        return cast(date, row["at"])
    return local_date(row["ended_at"], row["time_zone"])
