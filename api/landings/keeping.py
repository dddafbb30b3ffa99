"""Landings: opened once, said in other words, planned over two weeks, taken back."""

from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Integer,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.accounts.models import Profile
from api.contacts.models import Employer
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.goals.models import Goal, Outcome
from api.goals.outcomes import list_outcomes
from api.insights.ledger import place_of
from api.landings.drafts import news_of
from api.landings.gathering import helpers
from api.landings.models import Landing, Telling
from api.landings.reading import ENDED, kind_of, on_the_way, read_landing, read_telling
from api.landings.schemas import (
    LandingChange,
    LandingOpen,
    LandingRead,
    TellingChange,
    TellingRead,
)
from api.landings.spreading import half_hours, spread
from api.localtime import HalfHour, local_date, to_utc
from api.tables import new_id
from api.ties.models import Cadence

YEARLY: Final = 365
"""The long tier of keeping in touch (DOMAIN.md section 5)."""

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ONE: Final[Any] = bindparam("landing_id", type_=Uuid())
_NOW: Final[Any] = bindparam("now", type_=Landing.created_at.type)
_GOAL: Final[Any] = bindparam("goal_id", type_=Uuid())
_OUTCOME: Final[Any] = bindparam("outcome_id", type_=Uuid())

GOAL: Final = hot(
    select(
        Goal.id.label("goal_id"),
        Goal.what,
        Goal.state,
        literal_column("NULL::uuid").label("outcome"),
        literal_column("''").label("employer"),
    ).where(Goal.owner_id == _OWNER, Goal.id == _GOAL, Goal.deleted_at.is_(None))
)
OUTCOME: Final = hot(
    select(
        Outcome.id.label("outcome"),
        Outcome.kind,
        Goal.id.label("goal_id"),
        Goal.state,
        Outcome.note.label("what"),
        Employer.name.label("employer"),
    )
    .select_from(Outcome)
    .outerjoin(
        Goal,
        and_(
            Goal.owner_id == Outcome.owner_id,
            Goal.id == Outcome.goal_id,
            Goal.deleted_at.is_(None),
        ),
    )
    .outerjoin(
        Employer, and_(Employer.owner_id == Outcome.owner_id, Employer.id == Outcome.employer_id)
    )
    .where(Outcome.owner_id == _OWNER, Outcome.id == _OUTCOME, Outcome.deleted_at.is_(None))
)
KNOWN: Final = hot(
    select(Landing.id, Landing.goal_id, Landing.outcome_id)
    .where(
        Landing.owner_id == _OWNER,
        Landing.deleted_at.is_(None),
        or_(Landing.goal_id == _GOAL, Landing.outcome_id == _OUTCOME),
    )
    .order_by(Landing.outcome_id.is_(None), Landing.id)
    .limit(literal_column("1"))
)
"""Of a goal and its new role one landing, opened by whichever was first."""
USED: Final = hot(select(exists().where(Landing.owner_id == _OWNER, Landing.id == _ONE)))
OPEN: Final = hot(
    insert(Landing).values(
        owner_id=_OWNER,
        id=_ONE,
        goal_id=_GOAL,
        outcome_id=_OUTCOME,
        news=bindparam("news"),
    )
)
JOIN: Final = hot(
    update(Landing)
    .where(Landing.owner_id == _OWNER, Landing.id == _ONE)
    .values(goal_id=_GOAL, outcome_id=_OUTCOME)
)
_WHOM: Final = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid())),
        bindparam("contact_ids", type_=ARRAY(Uuid())),
        bindparam("on_paths", type_=ARRAY(Boolean())),
    )
    .table_valued("id", "contact_id", "on_path", with_ordinality="position")
    .render_derived(name="whom")
)
TELL: Final = hot(
    insert(Telling)
    .from_select(
        ["owner_id", "id", "landing_id", "contact_id", "on_path", "position"],
        select(
            _OWNER, _WHOM.c.id, _ONE, _WHOM.c.contact_id, _WHOM.c.on_path, _WHOM.c.position
        ).select_from(_WHOM),
    )
    .on_conflict_do_nothing(
        index_elements=["owner_id", "contact_id", "landing_id"],
        index_where=Telling.deleted_at.is_(None),
    )
)
STILL_OPEN: Final = hot(
    select(
        exists().where(
            Goal.owner_id == _OWNER,
            Goal.state == literal_column("'open'"),
            Goal.deleted_at.is_(None),
        )
    )
)
EASE: Final = hot(
    update(Cadence)
    .where(
        Cadence.owner_id == _OWNER,
        Cadence.every_days < bindparam("yearly", type_=Integer()),
        Cadence.deleted_at.is_(None),
    )
    .values(every_days_before=Cadence.every_days, every_days=bindparam("yearly", type_=Integer()))
)
TIGHTEN: Final = hot(
    update(Cadence)
    .where(
        Cadence.owner_id == _OWNER,
        Cadence.every_days_before.is_not(None),
        Cadence.deleted_at.is_(None),
    )
    .values(every_days=Cadence.every_days_before, every_days_before=null())
)
SAY: Final = hot(
    update(Landing)
    .where(Landing.owner_id == _OWNER, Landing.id == _ONE)
    .values(news=bindparam("news"))
)
PLAN: Final = hot(
    update(Landing)
    .where(Landing.owner_id == _OWNER, Landing.id == _ONE)
    .values(planned_at=bindparam("planned_at", type_=Landing.planned_at.type))
)
_DAYS: Final = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid())),
        bindparam("days", type_=ARRAY(Date())),
        bindparam("starts", type_=ARRAY(DateTime(timezone=True))),
    )
    .table_valued("id", "due_on", "due_at")
    .render_derived(name="planned")
)
DAYS: Final = hot(
    update(Telling)
    .where(Telling.owner_id == _OWNER, Telling.id == _DAYS.c.id)
    .values(due_on=_DAYS.c.due_on, due_at=_DAYS.c.due_at)
)
NO_DAYS: Final = hot(
    update(Telling)
    .where(
        Telling.owner_id == _OWNER,
        Telling.landing_id == _ONE,
        Telling.due_on.is_not(None),
        Telling.deleted_at.is_(None),
    )
    .values(due_on=null(), due_at=null())
)
STAND: Final = hot(
    update(Telling)
    .where(Telling.owner_id == _OWNER, Telling.id == bindparam("telling_id", type_=Uuid()))
    .values(
        told_at=bindparam("told_at", type_=Telling.told_at.type),
        left_out=bindparam("left_out", type_=Telling.left_out.type),
    )
)
GONE: Final = hot(
    update(Landing)
    .where(Landing.owner_id == _OWNER, Landing.id == _ONE, Landing.deleted_at.is_(None))
    .values(deleted_at=_NOW)
    .returning(Landing.id)
)
NOBODY: Final = hot(
    update(Telling)
    .where(Telling.owner_id == _OWNER, Telling.landing_id == _ONE, Telling.deleted_at.is_(None))
    .values(deleted_at=_NOW)
)
HOURS: Final = hot(
    select(
        Profile.time_zone,
        Profile.country,
        Profile.working_days,
        Profile.half_hour_days,
        Profile.half_hour_time,
    ).where(Profile.owner_id == _OWNER)
)


async def open_landing(work: Work, data: LandingOpen) -> tuple[LandingRead, bool]:
    """Open the page of an end; says whether it is new. Opened again it takes in whoever helped since.

    With a new role, or with the last open goal, people are kept in touch with once a year.

    Raises InvalidInput (nothing that ended), Conflict (the id is used for something else).
    """
    owner = work.subject.person_id
    ended = await _ended(work, data)
    goal_id, outcome_id = ended["goal_id"], ended["outcome"]
    known = await work.fetchrow(KNOWN, the_owner=owner, goal_id=goal_id, outcome_id=outcome_id)
    landing_id = data.id if known is None else known["id"]
    if known is None:
        if await work.fetchval(USED, the_owner=owner, landing_id=data.id):
            raise Conflict("This id was used for something else.")
        news = news_of(kind_of(ended), ended["what"], ended["employer"] or "")
        await work.execute(
            OPEN,
            the_owner=owner,
            landing_id=landing_id,
            goal_id=goal_id,
            outcome_id=outcome_id,
            news=news,
        )
        await _ease(work, ended)
    elif known["outcome_id"] is None and outcome_id is not None:
        values = {"goal_id": goal_id, "outcome_id": outcome_id}
        await work.execute(JOIN, the_owner=owner, landing_id=landing_id, **values)
    await _take_in(work, landing_id, ended)
    return await read_landing(work, landing_id), known is None


async def say(
    work: Work, landing_id: UUID, change: LandingChange, *, if_match: str | None
) -> LandingRead:
    """The news in other words. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    shown = await read_landing(work, landing_id)
    require_version(if_match, shown.version)
    if change.news == shown.news:
        return shown
    owner = work.subject.person_id
    await work.execute(SAY, the_owner=owner, landing_id=landing_id, news=change.news)
    return await read_landing(work, landing_id)


async def plan(work: Work, landing_id: UUID) -> LandingRead:
    """Tell them over two weeks, a quarter of an hour at a time, on the person's own days: whoever
    waits has a day then, on which Today names them. Raises NotFound."""
    shown = await read_landing(work, landing_id)
    owner = work.subject.person_id
    row = await work.fetchrow(HOURS, the_owner=owner)
    if row is None:
        raise NotFound()
    zone, calendar = place_of(row)
    hours = HalfHour(frozenset(row["half_hour_days"]), row["half_hour_time"], calendar)
    days = half_hours(hours, local_date(work.now, zone))
    waiting = [one.id for one in shown.people if one.standing == "waiting"]
    told = spread(waiting, days)
    await work.execute(
        DAYS,
        the_owner=owner,
        ids=list(told),
        days=list(told.values()),
        starts=[to_utc(datetime.combine(day, time()), zone) for day in told.values()],
    )
    await work.execute(PLAN, the_owner=owner, landing_id=landing_id, planned_at=work.now)
    return await read_landing(work, landing_id)


async def unplan(work: Work, landing_id: UUID) -> LandingRead:
    """Not over two weeks after all: Today names nobody for it. Raises NotFound."""
    await read_landing(work, landing_id)
    owner = work.subject.person_id
    await work.execute(NO_DAYS, the_owner=owner, landing_id=landing_id)
    await work.execute(PLAN, the_owner=owner, landing_id=landing_id, planned_at=None)
    return await read_landing(work, landing_id)


async def change_telling(
    work: Work, telling_id: UUID, change: TellingChange, *, if_match: str | None
) -> TellingRead:
    """They were told some other way, or are not to be told, or neither. Raises NotFound,
    PreconditionRequired, PreconditionFailed."""
    shown = await read_telling(work, telling_id)
    require_version(if_match, shown.version)
    await work.execute(
        STAND,
        the_owner=work.subject.person_id,
        telling_id=telling_id,
        told_at=work.now if change.standing == "told" else None,
        left_out=change.standing == "left_out",
    )
    return await read_telling(work, telling_id)


async def take_back(work: Work, landing_id: UUID) -> None:
    """It was no landing: nobody is told, and people are kept in touch with as often as before.
    Raises NotFound."""
    owner = work.subject.person_id
    values = {"the_owner": owner, "landing_id": landing_id, "now": work.now}
    if not await work.fetch(GONE, **values):
        raise NotFound()
    await work.execute(NOBODY, **values)
    await work.execute(TIGHTEN, the_owner=owner)


async def _ended(work: Work, data: LandingOpen) -> asyncpg.Record:
    owner = work.subject.person_id
    if (data.goal_id is None) == (data.outcome_id is None):
        raise InvalidInput.field("body.goal_id", "goal-or-role", "Name a goal or a new role.")
    if data.goal_id is not None:
        row = await work.fetchrow(GOAL, the_owner=owner, goal_id=data.goal_id)
        if row is None or row["state"] not in ENDED:
            raise InvalidInput.field("body.goal_id", "not-ended", "It has not ended.")
        return row
    row = await work.fetchrow(OUTCOME, the_owner=owner, outcome_id=data.outcome_id)
    if row is None or row["kind"] != "new_role":
        raise InvalidInput.field("body.outcome_id", "no-new-role", "Name a new role.")
    return row


async def _ease(work: Work, ended: asyncpg.Record) -> None:
    owner = work.subject.person_id
    if kind_of(ended) == "new_role" or not await work.fetchval(STILL_OPEN, the_owner=owner):
        await work.execute(EASE, the_owner=owner, yearly=YEARLY)


async def _take_in(work: Work, landing_id: UUID, ended: asyncpg.Record) -> None:
    owner = work.subject.person_id
    helped = await helpers(work)
    outcomes = (await list_outcomes(work)).items
    path = [one for one in dict.fromkeys(on_the_way(ended, outcomes)) if one in set(helped)]
    order = list(dict.fromkeys([*path, *helped]))
    await work.execute(
        TELL,
        the_owner=owner,
        landing_id=landing_id,
        ids=[new_id() for _ in order],
        contact_ids=order,
        on_paths=[one in set(path) for one in order],
    )
