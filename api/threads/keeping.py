"""Reads one thread with everything its rules look at, and writes it back with what follows: lane,
clock, and the clock that closes it by itself."""

from datetime import datetime
from typing import Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, bindparam, exists, func, literal_column, select, update

from api.accounts.models import Profile
from api.contacts.models import Contact, Employer
from api.database import Work, hot
from api.deliveries.clocks import set_clock, stop_clock
from api.errors import NotFound
from api.threads.clocks import TemplateName
from api.threads.cooling import cooling_since, peace_until
from api.threads.due import Clock, Due, Terms, clock_of, shown_due, terms_of
from api.threads.models import OPEN, Thread, Told
from api.threads.schemas import CloseReason, DueRead, Hint, ThreadRead, Whom
from api.threads.stages import Stage
from api.threads.state import State, may_be_said

CLOSES: Final = "thread_closes"
"""The kind of the clock (api/deliveries) by which a silent ask closes."""

_STATE: Final = State.__struct_fields__
_FOLLOWS: Final = (
    "lane",
    "lane_note",
    "led_to_id",
    "template",
    "due_kind",
    "due_local",
    "due_zone",
    "due_at",
    "propose_close_at",
    "close_at",
    "second_at",
)
_LED_TO: Final = Contact.__table__.alias("led_to")
_OTHER: Final = Contact.__table__.alias("other")
_EARLIER: Final = Thread.__table__.alias("earlier")

_KEPT: Final = (
    select(
        Thread.id,
        Thread.contact_id,
        Thread.version,
        Thread.created_at,
        *(getattr(Thread, name) for name in (*_STATE, *_FOLLOWS)),
        Contact.name,
        Contact.given_name,
        Contact.country.label("contact_country"),
        Contact.do_not_contact,
        Employer.present.label("present_employer"),
        exists()
        .where(
            _OTHER.c.owner_id == Thread.owner_id,
            _OTHER.c.employer_id == Contact.employer_id,
            _OTHER.c.id != Contact.id,
            _OTHER.c.deleted_at.is_(None),
            _OTHER.c.lane.in_(OPEN),
        )
        .label("active_at_employer"),
        select(func.max(_EARLIER.c.closed_at))
        .where(
            _EARLIER.c.owner_id == Thread.owner_id,
            _EARLIER.c.contact_id == Thread.contact_id,
            _EARLIER.c.id != Thread.id,
            _EARLIER.c.deleted_at.is_(None),
            _EARLIER.c.stage == literal_column("'declined'"),
            _EARLIER.c.closed_at > bindparam("cooling_since", type_=Thread.closed_at.type),
        )
        .scalar_subquery()
        .label("said_no_at"),
        _LED_TO.c.name.label("led_to_name"),
        _LED_TO.c.given_name.label("led_to_given_name"),
        Profile.time_zone,
        Profile.country,
        Profile.working_days,
        Profile.clock_template,
        Told.digest,
    )
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .join(Profile, Profile.owner_id == Thread.owner_id)
    .outerjoin(
        Employer,
        (Employer.owner_id == Thread.owner_id) & (Employer.id == Contact.employer_id),
    )
    .outerjoin(
        _LED_TO, (_LED_TO.c.owner_id == Thread.owner_id) & (_LED_TO.c.id == Thread.led_to_id)
    )
    .outerjoin(
        Told,
        (Told.owner_id == Thread.owner_id) & (Told.id == bindparam("told_id", type_=Uuid())),
    )
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.deleted_at.is_(None),
    )
)
LOAD: Final = hot(_KEPT.where(Thread.id == bindparam("thread_id")))
LOAD_RUNNING: Final = hot(_KEPT.where(Thread.due_at.is_not(None)).order_by(Thread.id))
SAVE: Final = hot(
    update(Thread)
    .where(Thread.owner_id == bindparam("owner_id"), Thread.id == bindparam("thread_id"))
    .values({name: bindparam(f"new_{name}") for name in (*_STATE, *_FOLLOWS)})
    .returning(Thread.version)
)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A thread as it is kept, with what its rules look at. `digest` is that of what was told under
    the asked-for id, if anything was."""

    id: UUID
    contact: Whom
    led_to: Whom | None
    state: State
    terms: Terms
    due: Due | None
    propose_close_at: datetime | None
    close_at: datetime | None
    second_at: datetime | None
    hints: list[Hint]
    version: int
    created_at: datetime
    digest: bytes | None


async def load(work: Work, thread_id: UUID, *, told_id: UUID | None = None) -> Kept:
    """One thread of this person. Raises NotFound."""
    row = await work.fetchrow(
        LOAD,
        owner_id=work.subject.person_id,
        thread_id=thread_id,
        told_id=told_id,
        cooling_since=cooling_since(work.now),
    )
    if row is None:
        raise NotFound()
    return _kept(row)


async def load_running(work: Work) -> list[Kept]:
    """All threads of this person that have a clock."""
    rows = await work.fetch(
        LOAD_RUNNING,
        owner_id=work.subject.person_id,
        told_id=None,
        cooling_since=cooling_since(work.now),
    )
    return [_kept(row) for row in rows]


def _kept(row: asyncpg.Record) -> Kept:
    led_to = row["led_to_id"]
    return Kept(
        id=row["id"],
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
        led_to=led_to and whom(led_to, row["led_to_name"], row["led_to_given_name"]),
        state=_state(row),
        terms=terms_of(
            zone=row["time_zone"],
            country=row["country"],
            working_days=row["working_days"],
            template=row["clock_template"],
            contact_country=row["contact_country"],
        ),
        due=shown_due(
            row["due_kind"], row["due_at"], row["due_local"], row["due_zone"], None, row["since"]
        ),
        propose_close_at=row["propose_close_at"],
        close_at=row["close_at"],
        second_at=row["second_at"],
        hints=_hints(row),
        version=row["version"],
        created_at=row["created_at"],
        digest=row["digest"],
    )


def _hints(row: asyncpg.Record) -> list[Hint]:
    hints: list[Hint] = []
    if row["do_not_contact"]:
        hints.append("do_not_contact")
    if row["present_employer"]:
        hints.append("present_employer")
    if row["active_at_employer"] and not row["beside_ok"]:
        hints.append("active_at_employer")
    if row["said_no_at"] is not None:
        hints.append("said_no_lately")
    return hints


def whom(contact_id: UUID, name: str, given_name: str) -> Whom:
    """A contact by their names; whoever has no given name is called by the whole."""
    return Whom(id=contact_id, name=name, first_name=given_name or name)


def _state(row: asyncpg.Record) -> State:
    rested_from = row["rested_from"]
    facts = {name: row[name] for name in _STATE}
    facts["stage"] = Stage(row["stage"])
    facts["rested_from"] = rested_from and Stage(rested_from)
    return State(**facts)


async def save(work: Work, thread: Kept, state: State, *, led_to: Whom | None = None) -> Kept:
    """Write a thread in a new state: everything that follows from it is computed here, once."""
    clock = clock_of(state, thread.terms)
    led_to = led_to or thread.led_to
    values: dict[str, object] = {name: getattr(state, name) for name in _STATE}
    values |= _following(state, clock, thread.terms.template)
    values["led_to_id"] = led_to and led_to.id
    version = await work.fetchval(
        SAVE,
        owner_id=work.subject.person_id,
        thread_id=thread.id,
        **{f"new_{name}": value for name, value in values.items()},
    )
    await _set_closing(work, thread, clock)
    return msgspec.structs.replace(
        thread,
        state=state,
        led_to=led_to,
        due=clock.due,
        propose_close_at=clock.propose_close_at,
        close_at=clock.close and clock.close.due_at,
        second_at=clock.second and clock.second.due_at,
        version=cast(int, version),
    )


def _following(state: State, clock: Clock, template: TemplateName) -> dict[str, object]:
    due = clock.due
    return {
        "lane": state.lane,
        "lane_note": state.lane_note,
        "template": template,
        "due_kind": due and due.kind,
        "due_local": due and due.local,
        "due_zone": due and due.zone,
        "due_at": due and due.at,
        "propose_close_at": clock.propose_close_at,
        "close_at": clock.close and clock.close.due_at,
        "second_at": clock.second and clock.second.due_at,
    }


async def _set_closing(work: Work, thread: Kept, clock: Clock) -> None:
    close = clock.close
    if close is None:
        if thread.close_at is not None:
            await stop_clock(work, CLOSES, thread.id)
    elif close.due_at != thread.close_at:
        await set_clock(
            work,
            CLOSES,
            thread.id,
            close.due_local.date().isoformat(),
            due_local=close.due_local,
            due_zone=close.due_zone,
            due_at=close.due_at,
            channel="job",
        )


def thread_read(thread: Kept, now: datetime) -> ThreadRead:
    """What the routes show of a thread at `now`."""
    state, due = thread.state, thread.due
    if due is not None:
        due = shown_due(due.kind, due.at, due.local, due.zone, thread.propose_close_at, now)
    return ThreadRead(
        id=thread.id,
        contact=thread.contact,
        stage=state.stage,
        lane=state.lane,
        lane_note=state.lane_note,
        led_to=thread.led_to,
        since=state.since,
        asked_at=state.asked_at,
        answered_at=state.answered_at,
        held_at=state.held_at,
        thanked_at=state.thanked_at,
        closed_at=state.closed_at,
        close_reason=cast("CloseReason | None", state.close_reason),
        peace_until=peace_until(state),
        touches=state.touches,
        due=None if due is None else DueRead(due.kind, due.at, due.local.isoformat(), due.zone),
        paused_at=state.paused_at,
        may=may_be_said(state),
        hints=thread.hints,
        version=thread.version,
        created_at=thread.created_at,
    )
