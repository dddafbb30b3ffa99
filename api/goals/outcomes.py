"""Outcomes: recorded at the moment, put right, taken back; each with the way back to its ask."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import Uuid, and_, bindparam, func, literal_column, or_, select, union_all, update
from sqlalchemy.dialects.postgresql import insert

from api.accounts.place import read_zone
from api.contacts.models import Contact, Employer, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.etags import require_version
from api.goals.models import Goal, Outcome
from api.goals.path import Back, Begun, Came, days_of, path_of
from api.goals.plan_schemas import (
    EmployerNamed,
    OutcomeChange,
    OutcomeCreate,
    OutcomeList,
    OutcomeRead,
    PathStep,
)
from api.journal.record import record
from api.localtime import local_date, to_utc
from api.threads.keeping import whom
from api.threads.models import Thread
from api.threads.schemas import Whom

MOST: Final = 200
_SHOWN: Final = (
    "id",
    "kind",
    "at",
    "note",
    "thread_id",
    "led_by_id",
    "goal_id",
    "version",
    "created_at",
)
_KEYS: Final = ("contact_id", "employer_id", "thread_id", "led_by_id", "goal_id")
_SAID: Final = ("kind", "at", "note", *_KEYS)

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ONE: Final[Any] = bindparam("outcome_id", type_=Uuid())

LIST: Final = hot(
    select(
        *(getattr(Outcome, name) for name in _SHOWN),
        Outcome.contact_id,
        Contact.name,
        Contact.given_name,
        Outcome.employer_id,
        Employer.name.label("employer_name"),
    )
    .select_from(Outcome)
    .outerjoin(
        Contact, and_(Contact.owner_id == Outcome.owner_id, Contact.id == Outcome.contact_id)
    )
    .outerjoin(
        Employer, and_(Employer.owner_id == Outcome.owner_id, Employer.id == Outcome.employer_id)
    )
    .where(Outcome.owner_id == _OWNER, Outcome.deleted_at.is_(None))
    .order_by(Outcome.at.desc(), Outcome.id.desc())
    .limit(literal_column(str(MOST)))
)
LED: Final = hot(
    select(Introduction.introduced_id, Introduction.introducer_id)
    .where(Introduction.owner_id == _OWNER, Introduction.deleted_at.is_(None))
    .order_by(Introduction.created_at.desc(), Introduction.id.desc())
)
"""The latest first, so that in a dictionary the first introduction of somebody stays."""
_BEGUN: Final = union_all(
    select(
        Thread.contact_id,
        Thread.asked_at.label("asked_at"),
        literal_column("NULL::timestamptz").label("talked_at"),
    ).where(Thread.owner_id == _OWNER, Thread.asked_at.is_not(None), Thread.deleted_at.is_(None)),
    select(
        Conversation.contact_id, literal_column("NULL::timestamptz"), Conversation.ended_at
    ).where(
        Conversation.owner_id == _OWNER,
        Conversation.state == literal_column("'held'"),
        Conversation.deleted_at.is_(None),
    ),
).subquery("begun")
BEGUN: Final = hot(
    select(
        _BEGUN.c.contact_id,
        func.min(_BEGUN.c.asked_at).label("asked_at"),
        func.min(_BEGUN.c.talked_at).label("talked_at"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(_BEGUN)
    .join(Contact, and_(Contact.owner_id == _OWNER, Contact.id == _BEGUN.c.contact_id))
    .group_by(_BEGUN.c.contact_id, Contact.name, Contact.given_name)
)
NAMES: Final = hot(
    select(Contact.id, Contact.name, Contact.given_name)
    .select_from(Contact)
    .join(
        Introduction,
        and_(
            Introduction.owner_id == Contact.owner_id,
            or_(Introduction.introducer_id == Contact.id, Introduction.introduced_id == Contact.id),
        ),
    )
    .where(Contact.owner_id == _OWNER, Introduction.deleted_at.is_(None))
)
AS_MADE: Final = hot(
    select(*(getattr(Outcome, name) for name in _SAID), Outcome.deleted_at).where(
        Outcome.owner_id == _OWNER, Outcome.id == _ONE
    )
)
_VALUES: Final = {
    name: bindparam(f"new_{name}", type_=getattr(Outcome, name).type) for name in _SAID
}
MAKE: Final = hot(insert(Outcome).values(owner_id=_OWNER, id=_ONE, **_VALUES))
CHANGE: Final = hot(
    update(Outcome).where(Outcome.owner_id == _OWNER, Outcome.id == _ONE).values(**_VALUES)
)
REMOVE: Final = hot(
    update(Outcome)
    .where(Outcome.owner_id == _OWNER, Outcome.id == _ONE)
    .values(deleted_at=bindparam("now", type_=Outcome.created_at.type))
)
_THERE: Final = {
    f"{name}_id": hot(
        select(table.id).where(
            table.owner_id == _OWNER,
            table.id == bindparam("one_id", type_=Uuid()),
            table.deleted_at.is_(None),
        )
    )
    for name, table in (
        ("contact", Contact),
        ("employer", Employer),
        ("thread", Thread),
        ("led_by", Outcome),
        ("goal", Goal),
    )
}
FROM_THREAD: Final = hot(
    select(Thread.contact_id).where(
        Thread.owner_id == _OWNER, Thread.id == bindparam("one_id", type_=Uuid())
    )
)


async def list_outcomes(work: Work) -> OutcomeList:
    """What came of it, each with its way back: five statements, whatever their number."""
    owner = work.subject.person_id
    rows = await work.fetch(LIST, the_owner=owner)
    if not rows:
        return OutcomeList([])
    zone = await read_zone(work)
    people: dict[UUID, Whom] = {
        row["contact_id"]: whom(row["contact_id"], row["name"], row["given_name"])
        for row in rows
        if row["contact_id"] is not None
    }
    for row in await work.fetch(NAMES, the_owner=owner):
        people[row["id"]] = whom(row["id"], row["name"], row["given_name"])
    led = {
        row["introduced_id"]: row["introducer_id"] for row in await work.fetch(LED, the_owner=owner)
    }
    begun = {
        row["contact_id"]: Begun(_day(row["asked_at"], zone), _day(row["talked_at"], zone))
        for row in await work.fetch(BEGUN, the_owner=owner)
    }
    came = {row["id"]: _came(row) for row in rows}
    return OutcomeList([_read(row, came, led, begun, people) for row in rows])


async def read_outcome(work: Work, outcome_id: UUID) -> OutcomeRead:
    """One outcome. Raises NotFound."""
    for one in (await list_outcomes(work)).items:
        if one.id == outcome_id:
            return one
    raise NotFound()


async def record_outcome(work: Work, data: OutcomeCreate) -> tuple[OutcomeRead, bool]:
    """Keep what came of it; says whether it is new.

    Raises InvalidInput (a day to come, or something it points to that is not there), Conflict (the
    id is used for something else).
    """
    owner = work.subject.person_id
    said = {name: getattr(data, name) for name in _SAID}
    if data.contact_id is None and data.thread_id is not None:
        said["contact_id"] = await work.fetchval(
            FROM_THREAD, the_owner=owner, one_id=data.thread_id
        )
    known = await work.fetchrow(AS_MADE, the_owner=owner, outcome_id=data.id)
    if known is not None:
        if tuple(known) != (*said.values(), None):
            raise Conflict("This id was used for something else.")
        return await read_outcome(work, data.id), False
    await _check(work, said)
    await work.execute(MAKE, the_owner=owner, outcome_id=data.id, **_new(said))
    await record(
        work,
        "outcome.recorded",
        at=await _moment(work, data.at),
        contact_id=said["contact_id"],
        thread_id=data.thread_id,
        subject_id=data.id,
        codes={"kind": data.kind},
    )
    return await read_outcome(work, data.id), True


async def change_outcome(
    work: Work, outcome_id: UUID, change: OutcomeChange, *, if_match: str | None
) -> OutcomeRead:
    """Put it right.

    Raises NotFound, PreconditionRequired, PreconditionFailed, InvalidInput (as recording).
    """
    owner = work.subject.person_id
    shown = await read_outcome(work, outcome_id)
    require_version(if_match, shown.version)
    before = await work.fetchrow(AS_MADE, the_owner=owner, outcome_id=outcome_id)
    assert before is not None
    told = {
        name: value
        for name, value in msgspec.structs.asdict(change).items()
        if value is not UNSET and value != before[name]
    }
    if not told:
        return shown
    if told.get("led_by_id") is not None:
        await _refuse_circle(work, outcome_id, told["led_by_id"])
    await _check(work, told)
    said = {name: told.get(name, before[name]) for name in _SAID}
    await work.execute(CHANGE, the_owner=owner, outcome_id=outcome_id, **_new(said))
    await record(
        work,
        "outcome.moved",
        contact_id=said["contact_id"],
        thread_id=said["thread_id"],
        subject_id=outcome_id,
        codes={"kind": said["kind"]},
    )
    return await read_outcome(work, outcome_id)


async def take_outcome_back(work: Work, outcome_id: UUID) -> None:
    """It did not come of it. What came out of it stands for itself then. Raises NotFound."""
    shown = await read_outcome(work, outcome_id)
    await work.execute(
        REMOVE, the_owner=work.subject.person_id, outcome_id=outcome_id, now=work.now
    )
    await record(
        work,
        "outcome.moved",
        contact_id=shown.contact.id if shown.contact else None,
        thread_id=shown.thread_id,
        subject_id=outcome_id,
        codes={"kind": shown.kind, "gone": True},
    )


async def _check(work: Work, said: dict[str, Any]) -> None:
    if "at" in said and said["at"] > local_date(work.now, await read_zone(work)) + timedelta(
        days=1
    ):
        raise InvalidInput.field("body.at", "in-the-future", "Say when it was.")
    for name in _KEYS:
        if said.get(name) is None:
            continue
        there = await work.fetchval(
            _THERE[name], the_owner=work.subject.person_id, one_id=said[name]
        )
        if there is None:
            raise InvalidInput.field(f"body.{name}", "unknown", "There is no such thing.")


async def _refuse_circle(work: Work, outcome_id: UUID, led_by_id: UUID) -> None:
    led_by = {one.id: one.led_by_id for one in (await list_outcomes(work)).items}
    above: UUID | None = led_by_id
    while above is not None:
        if above == outcome_id:
            raise InvalidInput.field(
                "body.led_by_id", "circle", "What came out of it can't have led to it."
            )
        above = led_by.get(above)


async def _moment(work: Work, day: date) -> datetime:
    """Noon of that day where the person is, or now: an event is never in the future."""
    noon = to_utc(datetime(day.year, day.month, day.day, 12), await read_zone(work))  # noqa: DTZ001 - on the wall
    return min(noon, work.now)


def _new(said: dict[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": said[name] for name in _SAID}


def _day(at: datetime | None, zone: str) -> date | None:
    return None if at is None else local_date(at, zone)


def _came(row: asyncpg.Record) -> Came:
    return Came(**{name: row[name] for name in ("id", "kind", "at", "contact_id", "led_by_id")})


def _read(
    row: asyncpg.Record,
    came: dict[UUID, Came],
    led: dict[UUID, UUID],
    begun: dict[UUID, Begun],
    people: dict[UUID, Whom],
) -> OutcomeRead:
    steps = path_of(came[row["id"]], came, led, begun)
    employer = row["employer_name"]
    return OutcomeRead(
        **{name: row[name] for name in _SHOWN},
        contact=people.get(row["contact_id"]),
        employer=EmployerNamed(row["employer_id"], employer) if employer is not None else None,
        path=list(_steps(steps, people)),
        days=days_of(came[row["id"]], steps),
    )


def _steps(steps: Sequence[Back], people: dict[UUID, Whom]) -> Iterator[PathStep]:
    for one in steps:
        contact = people.get(one.contact_id) if one.contact_id is not None else None
        yield PathStep(cast(Any, one.what), cast(Any, one.kind), contact, one.at)
