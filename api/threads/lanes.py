"""The hot reads: the eight lanes in one statement, and lists of threads with what is due first."""

from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
    tuple_,
    values,
)

from api.contacts.models import Contact, Employer
from api.database import Hot, Work, hot
from api.journal.models import Counter
from api.paging import Cursors
from api.threads.due import shown_due
from api.threads.keeping import whom
from api.threads.models import Thread
from api.threads.schemas import LaneRead, Lanes, ThreadCard, ThreadPage
from api.threads.stages import Lane, LaneNote, Stage

FIRST: Final = 20
"""How many cards of a lane come with the lanes."""

UNDATED: Final = "'infinity'::timestamptz"
"""Where `Thread.due_order` has what is not due."""

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
    "propose_close_at",
    "version",
)
_OWNER: Final[ColumnElement[UUID]] = bindparam("owner_id", type_=Uuid())


class Place(msgspec.Struct, frozen=True):
    """Where a page ended: when its last thread is due (None: not at all), and its id."""

    due_at: datetime | None
    id: UUID


def _first_due(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The person's own live threads, what is due first."""
    return (
        select(*(getattr(Thread, name) for name in _CARD), Thread.due_order)
        .where(Thread.owner_id == _OWNER, Thread.deleted_at.is_(None), *conditions)
        .order_by(Thread.due_order, Thread.id)
        .limit(bindparam("first", type_=Integer()))
    )


def _with_names(source: FromClause, cards: FromClause) -> Select[Any]:
    """The cards with the names on them: the contact, their employer, and whom they led to.

    People are joined to the few cards of a page, never the other way round.
    """
    whom, led_to = Contact.__table__.alias("whom"), Contact.__table__.alias("led_to")
    place = Employer.__table__.alias("place")
    return (
        select(
            *(cards.c[name] for name in _CARD),
            whom.c.name.label("whom_name"),
            whom.c.given_name,
            whom.c.role,
            place.c.name.label("employer_name"),
            led_to.c.name.label("led_to_name"),
        )
        .select_from(
            source.outerjoin(whom, (whom.c.owner_id == _OWNER) & (whom.c.id == cards.c.contact_id))
            .outerjoin(place, (place.c.owner_id == _OWNER) & (place.c.id == whom.c.employer_id))
            .outerjoin(led_to, (led_to.c.owner_id == _OWNER) & (led_to.c.id == cards.c.led_to_id))
        )
        .order_by(cards.c.due_order, cards.c.id)
    )


def _lanes() -> Hot:
    lane = values(
        column("lane", Text), column("place", Integer), name="lanes", literal_binds=True
    ).data([(name.value, place) for place, name in enumerate(Lane)])
    cards = _first_due(Thread.lane == lane.c.lane).lateral("cards")
    counted = lane.outerjoin(
        Counter,
        (Counter.owner_id == _OWNER)
        & (Counter.kind == literal_column("'lane'"))
        & (Counter.key == lane.c.lane),
    ).outerjoin(cards, true())
    return hot(
        _with_names(counted, cards)
        .add_columns(lane.c.lane.label("of_lane"), func.coalesce(Counter.n, 0).label("n"))
        .order_by(None)
        .order_by(lane.c.place, cards.c.due_order, cards.c.id)
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
            bindparam("after_due", type_=DateTime(timezone=True)), literal_column(UNDATED)
        )
        place = tuple_(Thread.due_order, Thread.id)
        conditions.append(place > tuple_(end, bindparam("after_id", type_=Uuid())))
    cards = _first_due(*conditions).lateral("cards")
    return hot(_with_names(cards, cards))


async def read_lanes(work: Work, cursors: Cursors) -> Lanes:
    """All lanes: counts, and the first cards of each, in one statement."""
    rows: dict[Lane, list[asyncpg.Record]] = {lane: [] for lane in Lane}
    for row in await work.fetch(LANES, owner_id=work.subject.person_id, first=FIRST):
        rows[row["of_lane"]].append(row)
    return Lanes([_lane(work, cursors, lane, found) for lane, found in rows.items()])


def _lane(work: Work, cursors: Cursors, lane: Lane, rows: list[asyncpg.Record]) -> LaneRead:
    # An empty lane is one row without a card.
    count, rows = rows[0]["n"], [row for row in rows if row["id"] is not None]
    behind = rows[-1] if count > len(rows) > 0 else None
    return LaneRead(
        lane=lane,
        count=count,
        items=[_card(row, work.now) for row in rows],
        next_cursor=_cursor(work, cursors, _name_of_list(lane, None, None), behind),
    )


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
    name = _name_of_list(lane, stage, contact_id)
    filters = {"lane": lane, "stage": stage, "contact_id": contact_id}
    given: dict[str, object] = {key: value for key, value in filters.items() if value is not None}
    if cursor is not None:
        after = cursors.read(cursor, work.subject.person_id, name, Place)
        given |= {"after_due": after.due_at, "after_id": after.id}
    statement = _threads(frozenset(given))
    rows = await work.fetch(statement, owner_id=work.subject.person_id, first=limit + 1, **given)
    page = rows[:limit]
    behind = page[-1] if len(rows) > limit else None
    return ThreadPage(
        items=[_card(row, work.now) for row in page],
        next_cursor=_cursor(work, cursors, name, behind),
    )


def _name_of_list(lane: Lane | None, stage: Stage | None, contact_id: UUID | None) -> str:
    return f"threads|{lane or ''}|{stage or ''}|{contact_id or ''}"


def _cursor(work: Work, cursors: Cursors, name: str, behind: asyncpg.Record | None) -> str | None:
    if behind is None:
        return None
    return cursors.write(work.subject.person_id, name, Place(behind["due_at"], behind["id"]))


def _card(row: asyncpg.Record, now: datetime) -> ThreadCard:
    note = row["lane_note"]
    return ThreadCard(
        id=row["id"],
        contact=whom(row["contact_id"], row["whom_name"], row["given_name"]),
        role=row["role"],
        employer_name=row["employer_name"],
        stage=Stage(row["stage"]),
        lane=Lane(row["lane"]),
        lane_note=None if note is None else LaneNote(note),
        led_to=row["led_to_name"],
        since=row["since"],
        due=shown_due(
            row["due_kind"],
            row["due_at"],
            row["due_local"],
            row["due_zone"],
            row["propose_close_at"],
            now,
        ),
        touches=row["touches"],
        version=row["version"],
    )
