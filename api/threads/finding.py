"""Whom to ask: the likeliest to say yes first, and who could introduce one.

Nobody is named who is not to be contacted, who works where the person works, or who said no within
half a year (`cooling.py`); and nobody at an employer where somebody else is being asked.
"""

from typing import Any, Final, get_args
from uuid import UUID

import asyncpg
from sqlalchemy import (
    ColumnElement,
    Integer,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from api.contacts.models import Contact, Employer, Introduction
from api.database import Work, among, hot
from api.errors import InvalidInput, NotFound
from api.journal.models import Event
from api.threads.cooling import cooling_since
from api.threads.finding_schemas import (
    Bridge,
    BridgeReason,
    Bridges,
    EasyAsk,
    EasyAsks,
    EasyReason,
    Findable,
)
from api.threads.planning import left_in_peace

SHOWN_BRIDGES: Final = 5
_BUSY: Final = ("asked", "said_yes", "date_set")
_TALKED: Final = ("talked", "in_touch")
_OWNER: Final = bindparam("owner_id", type_=Uuid())
_OTHER: Final = Contact.__table__.alias("colleague")


def _is(column: Any, value: str) -> ColumnElement[bool]:
    return column == literal_column(f"'{value}'")  # type: ignore[no-any-return]


def _weight(weight: int, when: ColumnElement[bool]) -> ColumnElement[int]:
    return case((when, literal_column(str(weight), Integer)), else_=literal_column("0"))


# What makes a yes likely, with its weight; the order is that of the schema. A volunteer offered it;
# who knows one well, or was told of one, hardly says no; a shared school or place opens more doors
# than none (DOMAIN.md section 7 compares introduced and cold asks on one's own numbers later).
_EASY: Final[dict[EasyReason, tuple[int, ColumnElement[bool]]]] = {
    "volunteers": (50, _is(Contact.source, "host")),
    "knows_well": (45, _is(Contact.tie, "well")),
    "introduced": (35, _is(Contact.source, "referral")),
    "known": (30, _is(Contact.source, "known")),
    "same_school": (25, _is(Contact.source, "alumni")),
    "same_association": (20, _is(Contact.source, "association")),
    "met_at_event": (15, _is(Contact.source, "event")),
    "knows_a_bit": (10, _is(Contact.tie, "bit")),
}
_LIKELY: Final[ColumnElement[int]] = sum(
    (_weight(weight, when) for weight, when in _EASY.values()),
    start=literal_column("0", Integer),
)
_PLACE: Final = (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
_MAY_BE_NAMED: Final = (
    Contact.owner_id == _OWNER,
    Contact.deleted_at.is_(None),
    ~Contact.archived,
    ~Contact.do_not_contact,
    or_(Employer.present.is_(None), ~Employer.present),
    ~left_in_peace(Contact.__table__.c.id, Contact.__table__.c.owner_id),
)
_WHO: Final = (
    Contact.id,
    Contact.name,
    Contact.given_name,
    Contact.role,
    Employer.name.label("employer_name"),
    Contact.thread_id,
)
EASY: Final = hot(
    select(*_WHO, *(when.label(reason) for reason, (_, when) in _EASY.items()))
    .outerjoin(Employer, _PLACE)
    .where(
        *_MAY_BE_NAMED,
        or_(Contact.lane.is_(None), _is(Contact.lane, "want_to_ask")),
        literal_column("0") < _LIKELY,
        ~exists().where(
            _OTHER.c.owner_id == Contact.owner_id,
            _OTHER.c.employer_id == Contact.employer_id,
            _OTHER.c.id != Contact.id,
            _OTHER.c.deleted_at.is_(None),
            among(_OTHER.c.lane, _BUSY),
        ),
    )
    .order_by(
        _LIKELY.desc(),
        (Contact.why == literal_column("''")),
        (Contact.role == literal_column("''")),
        Contact.name_norm,
        Contact.id,
    )
    .limit(bindparam("most", type_=Integer()))
)
ASKED: Final = hot(
    select(func.count(Event.thread_id.distinct())).where(
        Event.owner_id == _OWNER, Event.name == literal_column("'thread.asked'")
    )
)

_FIELD: Final[ColumnElement[Any]] = bindparam("function", type_=Contact.function.type)
_INDUSTRY: Final[ColumnElement[Any]] = bindparam("industry", type_=Contact.industry.type)
_THERE: Final[ColumnElement[Any]] = bindparam("employer_id", type_=Uuid())
_WANTED: Final[ColumnElement[Any]] = bindparam("contact_id", type_=Uuid())
_SAME_FIELD: Final = func.coalesce(
    or_(Contact.function == _FIELD, Contact.industry == _INDUSTRY), literal_column("false")
)
_HAS_TALKED: Final = func.coalesce(
    among(Contact.__table__.c.lane, _TALKED), literal_column("false")
)
_BRIDGE: Final[dict[BridgeReason, tuple[int, ColumnElement[bool]]]] = {
    "named_them": (
        80,
        exists().where(
            Introduction.owner_id == Contact.owner_id,
            Introduction.introducer_id == Contact.id,
            Introduction.introduced_id == _WANTED,
            Introduction.deleted_at.is_(None),
        ),
    ),
    "works_there": (40, func.coalesce(Contact.employer_id == _THERE, literal_column("false"))),
    "talked_same_field": (30, and_(_HAS_TALKED, _SAME_FIELD)),
    "knows_well_same_field": (
        20,
        and_(func.coalesce(_is(Contact.tie, "well"), literal_column("false")), _SAME_FIELD),
    ),
}
_BRIDGES: Final[ColumnElement[int]] = sum(
    (_weight(weight, when) for weight, when in _BRIDGE.values()),
    start=literal_column("0", Integer),
)
_CLOSE: Final = _weight(10, _HAS_TALKED) + _weight(5, _is(Contact.tie, "well"))
BRIDGES: Final = hot(
    select(*_WHO, *(when.label(reason) for reason, (_, when) in _BRIDGE.items()))
    .outerjoin(Employer, _PLACE)
    .where(
        *_MAY_BE_NAMED,
        or_(_WANTED.is_(None), Contact.id != _WANTED),
        # Whoever has not answered an ask yet is not asked for a second thing.
        or_(Contact.lane.is_(None), Contact.lane != literal_column("'asked'")),
        literal_column("0") < _BRIDGES,
    )
    .order_by((_BRIDGES + _CLOSE).desc(), Contact.name_norm, Contact.id)
    .limit(literal_column(str(SHOWN_BRIDGES)))
)
WANTED: Final = hot(
    select(Contact.employer_id, Contact.function, Contact.industry).where(
        Contact.owner_id == _OWNER,
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
EMPLOYER: Final = hot(
    select(Employer.id).where(
        Employer.owner_id == _OWNER,
        Employer.id == bindparam("employer_id"),
        Employer.deleted_at.is_(None),
    )
)


async def easy_asks(work: Work, *, limit: int) -> EasyAsks:
    """The people most likely to say yes among those who were not asked. Two statements."""
    owner = work.subject.person_id
    rows = await work.fetch(EASY, owner_id=owner, cooling_since=cooling_since(work.now), most=limit)
    asked = await work.fetchval(ASKED, owner_id=owner)
    items = [
        EasyAsk(_findable(row), [reason for reason in get_args(EasyReason) if row[reason]])
        for row in rows
    ]
    return EasyAsks(items, int(asked))


async def bridges(work: Work, *, contact_id: UUID | None, employer_id: UUID | None) -> Bridges:
    """Who could introduce one to somebody, or to somebody at an employer. Two statements.

    Raises NotFound, and InvalidInput unless exactly one of the two is named.
    """
    owner = work.subject.person_id
    if (contact_id is None) == (employer_id is None):
        raise InvalidInput.field("query.contact_id", "say-one", "Send contact_id or employer_id.")
    if contact_id is not None:
        wanted = await work.fetchrow(WANTED, owner_id=owner, contact_id=contact_id)
        around = dict(wanted) if wanted is not None else None
    else:
        found = await work.fetchval(EMPLOYER, owner_id=owner, employer_id=employer_id)
        around = found and {"employer_id": found, "function": None, "industry": None}
    if around is None:
        raise NotFound()
    rows = await work.fetch(
        BRIDGES,
        owner_id=owner,
        cooling_since=cooling_since(work.now),
        contact_id=contact_id,
        **around,
    )
    return Bridges(
        [
            Bridge(_findable(row), [reason for reason in get_args(BridgeReason) if row[reason]])
            for row in rows
        ]
    )


def _findable(row: asyncpg.Record) -> Findable:
    return Findable(
        id=row["id"],
        name=row["name"],
        first_name=row["given_name"] or row["name"],
        role=row["role"],
        employer_name=row["employer_name"],
        thread_id=row["thread_id"],
    )
