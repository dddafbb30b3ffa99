"""The plan of an open ask: what comes up when, and the second person as an idea.

A second person is an idea, never a reminder (DOMAIN.md section 5): only at a target employer, only
when somebody else is known there who is free to be asked, and in no cautious plan.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import ColumnElement, bindparam, exists, func, literal_column, or_, select, true

from api.contacts.models import Contact, Employer
from api.contacts.target_models import TargetEmployer
from api.database import Work, among, hot
from api.threads.clocks import AskClockKind
from api.threads.cooling import cooling_since
from api.threads.due import plan_of
from api.threads.keeping import load, whom
from api.threads.models import Thread
from api.threads.schemas import PlanRead, PlanStep, SecondPerson, Whom

SHOWN: Final = 3
"""How many are named as a second person."""
_IDEAS: Final = 20

_FREE: Final = ("want_to_ask", "not_this_time")
"""Lanes of people who may be thought of beside whoever is being asked."""

_NO: Final = Thread.__table__.alias("no")
_OTHER: Final = Contact.__table__.alias("second")
_COOLING: Final = bindparam("cooling_since", type_=Thread.closed_at.type)


def left_in_peace(contact: ColumnElement[UUID], owner: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether a contact said no, or nothing, so lately that they are suggested nowhere
    (`cooling_since`)."""
    return exists().where(
        _NO.c.owner_id == owner,
        _NO.c.contact_id == contact,
        _NO.c.deleted_at.is_(None),
        among(_NO.c.stage, ("declined", "silent_closed")),
        _NO.c.closed_at > _COOLING,
    )


_SECOND: Final = (
    select(
        _OTHER.c.id,
        _OTHER.c.name,
        _OTHER.c.given_name,
        _OTHER.c.role,
        _OTHER.c.name_norm,
        func.row_number().over(order_by=(_OTHER.c.name_norm, _OTHER.c.id)).label("place"),
    )
    .where(
        _OTHER.c.owner_id == Contact.owner_id,
        _OTHER.c.employer_id == Contact.employer_id,
        _OTHER.c.id != Contact.id,
        _OTHER.c.deleted_at.is_(None),
        ~_OTHER.c.archived,
        ~_OTHER.c.do_not_contact,
        or_(_OTHER.c.lane.is_(None), among(_OTHER.c.lane, _FREE)),
        ~left_in_peace(_OTHER.c.id, _OTHER.c.owner_id),
    )
    .order_by(_OTHER.c.name_norm, _OTHER.c.id)
    .limit(literal_column(str(SHOWN)))
    .correlate(Contact)
    .lateral("other")
)
_AT_TARGET: Final = (
    select(
        Thread.id.label("thread_id"),
        Thread.contact_id,
        Thread.second_at,
        Contact.name,
        Contact.given_name,
        Employer.name.label("employer_name"),
        _SECOND.c.id.label("second_id"),
        _SECOND.c.name.label("second_name"),
        _SECOND.c.given_name.label("second_given_name"),
        _SECOND.c.role.label("second_role"),
    )
    .select_from(Thread)
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .join(
        Employer,
        (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
    )
    .join(
        TargetEmployer,
        (TargetEmployer.owner_id == Employer.owner_id)
        & (TargetEmployer.employer_id == Employer.id)
        & TargetEmployer.deleted_at.is_(None),
    )
    .join(_SECOND, true())
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.deleted_at.is_(None),
        Thread.second_at <= bindparam("now", type_=Thread.second_at.type),
        Employer.deleted_at.is_(None),
        ~Employer.present,
    )
    .order_by(Thread.second_at, Thread.id, _SECOND.c.place)
)
IDEAS: Final = hot(_AT_TARGET.limit(literal_column(str(_IDEAS * SHOWN))))
OF_THREAD: Final = hot(_AT_TARGET.where(Thread.id == bindparam("thread_id")))


class Idea(msgspec.Struct, frozen=True, kw_only=True):
    """An ask without an answer, and whom else at that employer one might ask."""

    thread_id: UUID
    contact: Whom
    employer_name: str
    since: datetime
    people: list[SecondPerson]


async def second_person_ideas(work: Work) -> list[Idea]:
    """Every open ask for which a second person may be thought of now, the oldest first. One
    statement."""
    rows = await work.fetch(
        IDEAS,
        owner_id=work.subject.person_id,
        now=work.now,
        cooling_since=cooling_since(work.now),
    )
    found: dict[UUID, Idea] = {}
    for row in rows:
        idea = found.setdefault(
            row["thread_id"],
            Idea(
                thread_id=row["thread_id"],
                contact=whom(row["contact_id"], row["name"], row["given_name"]),
                employer_name=row["employer_name"],
                since=row["second_at"],
                people=[],
            ),
        )
        idea.people.append(_second(row))
    return list(found.values())


async def read_plan(work: Work, thread_id: UUID) -> PlanRead:
    """What comes up when of an ask; empty when none is open. Raises NotFound. Two statements."""
    thread = await load(work, thread_id)
    rows = await work.fetch(
        OF_THREAD,
        owner_id=work.subject.person_id,
        thread_id=thread_id,
        now=work.now,
        cooling_since=cooling_since(work.now),
    )
    clocks = plan_of(thread.state, thread.terms)
    return PlanRead(
        template=thread.terms.template,
        paused_at=thread.state.paused_at,
        steps=[
            PlanStep(
                kind=clock.kind,
                at=clock.due_at,
                local=clock.due_local.isoformat(),
                zone=clock.due_zone,
                past=clock.due_at <= work.now,
            )
            for clock in clocks
            if clock.kind is not AskClockKind.SECOND_PERSON or rows
        ],
        employer_name=rows[0]["employer_name"] if rows else None,
        second=[_second(row) for row in rows],
        version=thread.version,
    )


def _second(row: asyncpg.Record) -> SecondPerson:
    someone = whom(row["second_id"], row["second_name"], row["second_given_name"])
    return SecondPerson(someone.id, someone.name, someone.first_name, row["second_role"])
