"""The hot reads: the eight lanes in one statement, and lists of threads with what is due first.

Cards become JSON in the database: 160 of them cost the one API process 1.2 ms as rows and structs,
0.3 ms as text, and the database 0.3 ms more (ARCHITECTURE.md section 6).
"""

from datetime import datetime
from functools import cache
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Text,
    Uuid,
    bindparam,
    case,
    column,
    func,
    literal_column,
    null,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from api.contacts.models import Contact, Employer
from api.database import Hot, Work, hot
from api.journal.models import Counter
from api.paging import Cursors
from api.threads.due import DueKind
from api.threads.models import Thread
from api.threads.schemas import LaneRead, Lanes, ThreadCard, ThreadPage
from api.threads.stages import Lane, Stage

FIRST: Final = 20
"""How many cards of a lane come with the lanes."""

_CARD: Final = (
    "id",
    "contact_id",
    "stage",
    "lane",
    "lane_note",
    "led_to_id",
    "since",
    "touches",
    "due_kind",
    "due_at",
    "due_local",
    "due_zone",
    "due_order",
    "propose_close_at",
    "version",
)
_OWNER: Final[ColumnElement[UUID]] = bindparam("owner_id", type_=Uuid())
_NOW: Final[ColumnElement[datetime]] = bindparam("now", type_=DateTime(timezone=True))


def _constant(value: str | int) -> ColumnElement[Any]:
    """A constant of ours inside a statement: unlike a parameter the planner knows it."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


class Place(msgspec.Struct, frozen=True):
    """Where a page ended: when its last thread is due (None: not at all), and its id."""

    due_at: datetime | None
    id: UUID


class _Cards:
    """Cards of threads, and the names on them: the contact, their employer, whom they led to.

    Each name is looked up by its key: LIMIT 1 keeps the planner from hashing all people of
    somebody who has 50,000, which a plan made for everybody would.
    """

    def __init__(
        self,
        first: ColumnElement[int],
        *conditions: ColumnElement[bool],
        within: FromClause | None = None,
    ) -> None:
        self.threads = (
            select(*(getattr(Thread, name) for name in _CARD))
            .where(Thread.owner_id == _OWNER, Thread.deleted_at.is_(None), *conditions)
            .order_by(Thread.due_order, Thread.id)
            .limit(first)
            .correlate(within)
            .lateral("cards")
        )
        self.order = (self.threads.c.due_order, self.threads.c.id)
        contact, place = Contact.__table__.alias("contact"), Employer.__table__.alias("place")
        at_place = (place.c.owner_id == _OWNER) & (place.c.id == contact.c.employer_id)
        self.whom = (
            select(contact.c.name, contact.c.given_name, contact.c.role, place.c.name.label("at"))
            .select_from(contact.outerjoin(place, at_place))
            .where(contact.c.owner_id == _OWNER, contact.c.id == self.threads.c.contact_id)
            .limit(_constant(1))
            .lateral("whom")
        )
        other = Contact.__table__.alias("other")
        self.led_to = (
            select(other.c.name)
            .where(other.c.owner_id == _OWNER, other.c.id == self.threads.c.led_to_id)
            .limit(_constant(1))
            .lateral("led_to")
        )

    @property
    def named(self) -> FromClause:
        """The cards joined with their names."""
        return self.threads.outerjoin(self.whom, true()).outerjoin(self.led_to, true())

    @property
    def json(self) -> ColumnElement[Any]:
        """Each card as JSON of the shape of `ThreadCard`."""
        thread, whom, led_to = self.threads.c, self.whom.c, self.led_to.c
        first_name = func.coalesce(func.nullif(whom.given_name, _constant("")), whom.name)
        card = (
            select(
                thread.id,
                _object(id=thread.contact_id, name=whom.name, first_name=first_name).label(
                    "contact"
                ),
                whom.role,
                whom.at.label("employer_name"),
                thread.stage,
                thread.lane,
                thread.lane_note,
                led_to.name.label("led_to"),
                thread.since,
                self._due().label("due"),
                thread.touches,
                thread.version,
            )
            .correlate(self.threads, self.whom, self.led_to)
            .lateral("card")
        )
        return select(func.row_to_json(card.table_valued())).scalar_subquery()

    def _due(self) -> ColumnElement[Any]:
        """`due.shown_due` in SQL; a test holds the two together."""
        thread = self.threads.c
        closing = (thread.due_kind == _constant(DueKind.FOLLOW_UP.value)) & (
            thread.propose_close_at <= _NOW
        )
        proposed = _object(
            kind=_constant(DueKind.CLOSE_PROPOSED.value),
            at=thread.propose_close_at,
            local=func.timezone(thread.due_zone, thread.propose_close_at),
            zone=thread.due_zone,
        )
        due = _object(
            kind=thread.due_kind, at=thread.due_at, local=thread.due_local, zone=thread.due_zone
        )
        return case((thread.due_kind.is_(None), null()), (closing, proposed), else_=due)


def _object(**parts: ColumnElement[Any]) -> ColumnElement[Any]:
    pairs = [(_constant(name), part) for name, part in parts.items()]
    return func.json_build_object(*(item for pair in pairs for item in pair))


def _lanes() -> Hot:
    lane = values(
        column("lane", Text), column("place", Integer), name="lanes", literal_binds=True
    ).data([(name.value, place) for place, name in enumerate(Lane)])
    cards = _Cards(_constant(FIRST), Thread.lane == lane.c.lane, within=lane)

    def ordered(part: ColumnElement[Any]) -> ColumnElement[Any]:
        return aggregate_order_by(part, *cards.order)

    def last(name: str) -> ColumnElement[Any]:
        part = cards.threads.c[name]
        every = func.array_agg(ordered(part), type_=ARRAY(part.type))
        return every[_constant(FIRST)].label(f"last_{name}")

    page = (
        select(
            sql_cast(func.json_agg(ordered(cards.json)), Text).label("items"),
            last("id"),
            last("due_at"),
        )
        .select_from(cards.named)
        .lateral("page")
    )
    counted = lane.outerjoin(
        Counter,
        (Counter.owner_id == _OWNER)
        & (Counter.kind == _constant("lane"))
        & (Counter.key == lane.c.lane),
    )
    return hot(
        select(
            lane.c.lane,
            func.coalesce(Counter.n, _constant(0)).label("n"),
            page.c["items"],
            page.c.last_id,
            page.c.last_due_at,
        )
        .select_from(counted.outerjoin(page, true()))
        .order_by(lane.c.place)
    )


LANES: Final = _lanes()


@cache
def _threads(given: frozenset[str]) -> Hot:
    """The list under each set of filters: each its own statement, so that each has its own plan."""
    conditions: list[ColumnElement[bool]] = [
        getattr(Thread, name) == bindparam(name)
        for name in ("lane", "stage", "contact_id")
        if name in given
    ]
    if "after_id" in given:
        end = func.coalesce(
            bindparam("after_due", type_=DateTime(timezone=True)),
            literal_column("'infinity'::timestamptz"),
        )
        place = tuple_(Thread.due_order, Thread.id)
        conditions.append(place > tuple_(end, bindparam("after_id", type_=Uuid())))
    cards = _Cards(bindparam("first", type_=Integer()), *conditions)
    return hot(
        select(sql_cast(cards.json, Text).label("card"), cards.threads.c.id, cards.threads.c.due_at)
        .select_from(cards.named)
        .order_by(*cards.order)
    )


async def read_lanes(work: Work, cursors: Cursors) -> Lanes:
    """All lanes: counts, and the first cards of each, in one statement."""
    rows = await work.fetch(LANES, owner_id=work.subject.person_id, now=work.now)
    return Lanes([_lane(work, cursors, row) for row in rows])


def _lane(work: Work, cursors: Cursors, row: asyncpg.Record) -> LaneRead:
    lane, count, items, last_id, last_due_at = row
    cursor = None
    if count > FIRST and last_id is not None:
        name = _name_of_list(lane, None, None)
        cursor = cursors.write(work.subject.person_id, name, Place(last_due_at, last_id))
    return LaneRead(lane, count, _as_cards(msgspec.Raw(items or b"[]")), cursor)


async def list_threads(
    work: Work,
    cursors: Cursors,
    *,
    lane: Lane | None,
    stage: Stage | None,
    contact_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> ThreadPage:
    """A page of threads, what is due first. Raises InvalidInput for a cursor of another list."""
    owner_id, name = work.subject.person_id, _name_of_list(lane, stage, contact_id)
    filters = {"lane": lane, "stage": stage, "contact_id": contact_id}
    given: dict[str, object] = {key: value for key, value in filters.items() if value is not None}
    if cursor is not None:
        after = cursors.read(cursor, owner_id, name, Place)
        given |= {"after_due": after.due_at, "after_id": after.id}
    statement = _threads(frozenset(given))
    rows = await work.fetch(statement, owner_id=owner_id, now=work.now, first=limit + 1, **given)
    behind = None
    if len(rows) > limit:
        last = rows[limit - 1]
        behind = cursors.write(owner_id, name, Place(last["due_at"], last["id"]))
    cards = [msgspec.Raw(row["card"]) for row in rows[:limit]]
    return ThreadPage(_as_cards(cards), behind)


def _name_of_list(lane: Lane | None, stage: Stage | None, contact_id: UUID | None) -> str:
    return f"threads|{lane or ''}|{stage or ''}|{contact_id or ''}"


def _as_cards(written: object) -> list[ThreadCard]:
    """JSON that the database wrote, where the schema says cards: msgspec passes it on as it is."""
    return cast(list[ThreadCard], written)
