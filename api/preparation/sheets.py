"""The sheet of one talk: read with its brief, changed field by field, and what to ask suggested."""

from typing import Any, Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from api.credentials import Subject
from api.database import Work, hot
from api.errors import NotFound
from api.etags import require_version
from api.preparation.facts import LEFT_OPEN, SHEET, USED, read_brief, read_facts
from api.preparation.models import PROMPTS, Preparation
from api.preparation.questions import BUDGET, rows_of
from api.preparation.remaining import minutes_left, steps_left
from api.preparation.schemas import PreparationChange, PreparationRead, Prompt, Suggestions
from api.preparation.settling import worth_of
from api.preparation.suggesting import Around, LeftOpen, Unsettled, suggest
from api.threads.schemas import Whom

BEGIN: Final = hot(
    insert(Preparation)
    .values(owner_id=bindparam("owner_id"), id=bindparam("id"))
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)


def preparation_of(subject: Subject) -> Select[Preparation]:
    """The one way to a sheet by the ORM."""
    return select(Preparation).where(
        Preparation.owner_id == subject.person_id, Preparation.deleted_at.is_(None)
    )


async def read_preparation(work: Work, conversation_id: UUID) -> PreparationRead:
    """The sheet of a talk with everything that is known. Raises NotFound."""
    facts = await read_facts(work, conversation_id)
    questions = await rows_of(work, conversation_id)
    left = steps_left(dict(facts), len(questions))
    return PreparationRead(
        conversation_id=conversation_id,
        contact=whom_of(facts),
        starts_at=facts["starts_at"],
        goal=facts["goal"] or "",
        offer=facts["offer"] or "",
        view=facts["view"] or "",
        made=facts["made"] or "",
        path=facts["path"] or "",
        employer=facts["employer"] or "",
        news=facts["news"] or "",
        shared=facts["shared"] or "",
        links=facts["links"] or [],
        brief=await read_brief(work, facts),
        left=left,
        minutes_left=minutes_left(left),
        version=facts["version"],
    )


def whom_of(facts: asyncpg.Record) -> Whom:
    """The person of the talk."""
    return Whom(
        id=facts["contact_id"],
        name=facts["name"],
        first_name=facts["given_name"] or facts["name"],
    )


async def change_preparation(
    work: Work, conversation_id: UUID, data: PreparationChange, *, if_match: str | None
) -> PreparationRead:
    """Write some fields of the sheet; the first change begins it.

    Raises NotFound, PreconditionRequired, PreconditionFailed.
    """
    facts = await read_facts(work, conversation_id)
    require_version(if_match, facts["version"])
    await work.execute(BEGIN, owner_id=work.subject.person_id, id=conversation_id)
    session = await work.session()
    sheet = await session.scalar(
        preparation_of(work.subject).where(Preparation.id == conversation_id)
    )
    if sheet is None:
        raise NotFound()
    for name in SHEET:
        value = getattr(data, name)
        if value is not UNSET:
            setattr(sheet, name, value if name == "links" else value.strip())
    await work.flush()
    return await read_preparation(work, conversation_id)


async def suggest_questions(
    work: Work, conversation_id: UUID, *, minutes: int = BUDGET
) -> Suggestions:
    """A plan for the minutes that are left of `minutes`, and what else would fit. Raises NotFound."""
    facts = await read_facts(work, conversation_id)
    owner, contact_id = work.subject.person_id, facts["contact_id"]
    planned = await rows_of(work, conversation_id)
    left_open = await work.fetch(
        LEFT_OPEN, owner_id=owner, contact_id=contact_id, conversation_id=conversation_id
    )
    used = await work.fetch(USED, owner_id=owner, contact_id=contact_id)
    asked_here = {row["assumption_id"] for row in planned}
    notes: dict[Prompt, str] = {name: facts[name] for name in PROMPTS if facts[name]}
    around = Around(
        conversation_id=conversation_id,
        employer=facts["at_employer"] or "",
        function=facts["function"],
        seniority=facts["seniority"],
        wish=facts["wish_kind"],
        notes=notes,
        left_open=[_left_open(row) for row in left_open],
        unsettled=[
            Unsettled(one.id, one.text, worth)
            for one, worth in await worth_of(work, contact_id)
            if one.id not in asked_here
        ],
        in_plan=frozenset(row["bank"] for row in used if row["with_them"]),
        elsewhere={row["bank"]: row["talks"] for row in used},
        planned_cells=frozenset(row["cell"] for row in planned if row["cell"]),
        planned_minutes=sum(row["minutes"] for row in planned),
        planned_rests=any(row["rests_on"] for row in planned),
    )
    plan, more = suggest(around, minutes)
    return Suggestions(
        plan=plan,
        more=more,
        minutes=sum(one.minutes for one in plan),
        budget=minutes,
        rests=bool(notes),
    )


def _left_open(row: asyncpg.Record) -> LeftOpen:
    values: dict[str, Any] = dict(row)
    return LeftOpen(**{**values, "cell": values["cell"] or None})
