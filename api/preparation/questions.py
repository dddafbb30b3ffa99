"""The question plan of a talk: read, filled, changed, ordered, and what became of each question."""

from typing import Any, Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Integer, Select, Uuid, bindparam, column, exists, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.conversations.models import Conversation, NoteLine
from api.conversations.standing import STANDS
from api.credentials import Subject
from api.database import Work, hot
from api.errors import Conflict, LimitReached, NotFound
from api.etags import require_version
from api.goals.assumptions import read_assumption
from api.preparation import closed
from api.preparation.bank import BY_ID
from api.preparation.facts import read_facts
from api.preparation.models import QuestionUse
from api.preparation.schemas import (
    QuestionChange,
    QuestionList,
    QuestionOrder,
    QuestionPlanned,
    QuestionRead,
)
from api.preparation.suggesting import USUAL_MINUTES, core_of

MOST: Final = 30
"""Questions in one plan: no talk has room for more."""
BUDGET: Final = 20
"""Minutes of questions in a talk: DOMAIN.md section 5, requested length 20 min."""

_SHOWN: Final = (
    "id",
    "conversation_id",
    "text",
    "framework",
    "cell",
    "minutes",
    "state",
    "bank",
    "rests_on",
    "moved_from_id",
    "assumption_id",
    "position",
    "version",
)


def _entry(*more: Any) -> Any:
    """Whether an entry of the talk that stands speaks of this question."""
    return exists().where(
        NoteLine.owner_id == QuestionUse.owner_id,
        NoteLine.question_id == QuestionUse.id,
        STANDS,
        *more,
    )


_USES: Final = (
    select(
        *(getattr(QuestionUse, name) for name in _SHOWN),
        _entry().label("was_asked"),
        _entry(NoteLine.kind == "line", NoteLine.text != "").label("was_answered"),
    )
    .join(
        Conversation,
        (Conversation.owner_id == QuestionUse.owner_id)
        & (Conversation.id == QuestionUse.conversation_id),
    )
    .where(
        QuestionUse.owner_id == bindparam("owner_id"),
        QuestionUse.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
OF_TALK: Final = hot(
    _USES.where(QuestionUse.conversation_id == bindparam("conversation_id")).order_by(
        QuestionUse.position, QuestionUse.id
    )
)
ONE: Final = hot(_USES.where(QuestionUse.id == bindparam("question_id")))
_WRITTEN: Final = (
    "owner_id",
    "id",
    "conversation_id",
    "position",
    "text",
    "framework",
    "cell",
    "minutes",
    "bank",
    "rests_on",
    "moved_from_id",
    "assumption_id",
)
PLAN: Final = hot(
    insert(QuestionUse)
    .values({name: bindparam(name) for name in _WRITTEN})
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
MOVE_ON: Final = hot(
    update(QuestionUse)
    .where(
        QuestionUse.owner_id == bindparam("the_owner"),
        QuestionUse.id == bindparam("moved_id"),
        QuestionUse.deleted_at.is_(None),
        QuestionUse.state == "planned",
    )
    .values(state="moved")
)
MOVE_BACK: Final = hot(
    update(QuestionUse)
    .where(
        QuestionUse.owner_id == bindparam("the_owner"),
        QuestionUse.id == bindparam("moved_id"),
        QuestionUse.state == "moved",
    )
    .values(state="planned")
)
_WANTED: Final = (
    func.unnest(bindparam("ids", type_=ARRAY(Uuid())), bindparam("places", type_=ARRAY(Integer())))
    .table_valued(column("id", Uuid()), column("place", Integer()))
    .render_derived("wanted")
)
ORDER: Final = hot(
    update(QuestionUse)
    .where(
        QuestionUse.owner_id == bindparam("the_owner"),
        QuestionUse.conversation_id == bindparam("talk"),
        QuestionUse.id == _WANTED.c.id,
    )
    .values(position=_WANTED.c.place)
)


def question_of(subject: Subject) -> Select[QuestionUse]:
    """The one way to planned questions by the ORM."""
    return select(QuestionUse).where(
        QuestionUse.owner_id == subject.person_id, QuestionUse.deleted_at.is_(None)
    )


async def rows_of(work: Work, conversation_id: UUID) -> list[asyncpg.Record]:
    """The questions of a plan in their order; none for a talk that is not there."""
    return await work.fetch(
        OF_TALK, owner_id=work.subject.person_id, conversation_id=conversation_id
    )


async def list_questions(work: Work, conversation_id: UUID) -> QuestionList:
    """The plan of one talk. Raises NotFound."""
    await read_facts(work, conversation_id)
    return question_list(await rows_of(work, conversation_id))


def question_list(rows: list[asyncpg.Record]) -> QuestionList:
    """What is shown of the rows of a plan."""
    core = core_of(
        [
            (
                row["id"],
                row["rests_on"] is not None,
                row["framework"] == "own" or row["moved_from_id"] is not None,
            )
            for row in rows
        ]
    )
    items = [question_read(row, core=row["id"] in core) for row in rows]
    return QuestionList(
        items=items,
        minutes=sum(one.minutes for one in items if one.state == "planned"),
        budget=BUDGET,
        rests=any(one.rests_on for one in items),
    )


def question_read(row: asyncpg.Record, *, core: bool) -> QuestionRead:
    """What is shown of a row. What was told of it wins over the plan: an entry of the talk that
    names it says that it was asked, a line with words that it was answered."""
    state = row["state"]
    if state != "moved":
        state = "answered" if row["was_answered"] else state
        state = "asked" if row["was_asked"] and state == "planned" else state
    return QuestionRead(
        id=row["id"],
        conversation_id=row["conversation_id"],
        text=row["text"],
        framework=row["framework"],
        cell=row["cell"] or None,
        minutes=row["minutes"],
        state=state,
        core=core,
        bank=row["bank"],
        rests_on=row["rests_on"],
        moved_from_id=row["moved_from_id"],
        assumption_id=row["assumption_id"],
        # The bank is open by its tests; only what somebody typed is looked at.
        closed=closed.look_at(row["text"]) if row["framework"] == "own" else None,
        version=row["version"],
    )


async def plan_questions(
    work: Work, conversation_id: UUID, planned: list[QuestionPlanned]
) -> QuestionList:
    """Put questions behind those of the plan; the same id again changes nothing.

    Raises NotFound (no such talk, question to take up or assumption), Conflict (an id that is another
    question's) and LimitReached (a plan has at most 30).
    """
    await read_facts(work, conversation_id)
    rows = await rows_of(work, conversation_id)
    there = {row["id"] for row in rows}
    position = max((row["position"] for row in rows), default=0)
    for one in planned:
        if one.id in there:
            continue
        if len(there) >= MOST:
            raise LimitReached(f"A plan has at most {MOST} questions.")
        position += 1
        await _plan(work, conversation_id, one, position)
        there.add(one.id)
    return question_list(await rows_of(work, conversation_id))


async def _plan(work: Work, conversation_id: UUID, one: QuestionPlanned, position: int) -> None:
    owner = work.subject.person_id
    source = None
    if one.moved_from_id is not None:
        source = await work.fetchrow(ONE, owner_id=owner, question_id=one.moved_from_id)
        if source is None or source["conversation_id"] == conversation_id:
            raise NotFound()
    assumption_id = one.assumption_id
    if assumption_id is not None:
        await read_assumption(work, assumption_id)
    elif source is not None:
        assumption_id = source["assumption_id"]
    known = BY_ID.get(one.bank or (source["bank"] if source else None) or "")
    minutes = known.minutes if known else source["minutes"] if source else USUAL_MINUTES
    made = await work.execute(
        PLAN,
        owner_id=owner,
        id=one.id,
        conversation_id=conversation_id,
        position=position,
        text=one.text,
        framework=known.framework if known else source["framework"] if source else "own",
        cell=known.cell if known else source["cell"] if source else "",
        minutes=one.minutes or minutes,
        bank=known.id if known else None,
        rests_on=one.rests_on,
        moved_from_id=one.moved_from_id,
        assumption_id=assumption_id,
    )
    if made != "INSERT 0 1":
        raise Conflict("This id was used for another question.")
    if one.moved_from_id is not None:
        await work.execute(MOVE_ON, the_owner=owner, moved_id=one.moved_from_id)


async def change_question(
    work: Work, question_id: UUID, data: QuestionChange, *, if_match: str | None
) -> QuestionRead:
    """Other words or minutes, or what became of it. Words of one's own make it an own question.

    Raises NotFound, PreconditionRequired, PreconditionFailed, Conflict (it has moved on).
    """
    use = await _load(work, question_id)
    require_version(if_match, use.version)
    if data.text is not UNSET and data.text != use.text:
        use.text = data.text
        use.framework, use.cell, use.bank = "own", "", None
    if data.minutes is not UNSET:
        use.minutes = data.minutes
    if data.state is not UNSET and data.state != use.state:
        if use.state == "moved":
            raise Conflict("It was taken up in a later talk.")
        use.state = data.state
    await work.flush()
    return await read_question(work, question_id)


async def remove_question(work: Work, question_id: UUID, *, if_match: str | None) -> None:
    """Take a question out of the plan; one it took up from an earlier talk is open again there.

    Raises NotFound, PreconditionRequired, PreconditionFailed.
    """
    use = await _load(work, question_id)
    require_version(if_match, use.version)
    use.deleted_at = work.now
    await work.flush()
    if use.moved_from_id is not None:
        await work.execute(MOVE_BACK, the_owner=work.subject.person_id, moved_id=use.moved_from_id)


async def order_questions(work: Work, conversation_id: UUID, data: QuestionOrder) -> QuestionList:
    """Put the questions of a plan in this order. Raises NotFound (the talk, or one of them)."""
    await read_facts(work, conversation_id)
    there = [row["id"] for row in await rows_of(work, conversation_id)]
    if set(data.ids) - set(there):
        raise NotFound()
    wanted = list(dict.fromkeys([*data.ids, *there]))
    await work.execute(
        ORDER,
        the_owner=work.subject.person_id,
        talk=conversation_id,
        ids=wanted,
        places=list(range(1, len(wanted) + 1)),
    )
    return question_list(await rows_of(work, conversation_id))


async def read_question(work: Work, question_id: UUID) -> QuestionRead:
    """One question of a plan. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, question_id=question_id)
    if row is None:
        raise NotFound()
    plan = question_list(await rows_of(work, row["conversation_id"]))
    return next(one for one in plan.items if one.id == question_id)


async def _load(work: Work, question_id: UUID) -> QuestionUse:
    session = await work.session()
    found = await session.scalar(
        question_of(work.subject)
        .join(
            Conversation,
            (Conversation.owner_id == QuestionUse.owner_id)
            & (Conversation.id == QuestionUse.conversation_id),
        )
        .where(QuestionUse.id == question_id, Conversation.deleted_at.is_(None))
    )
    if found is None:
        raise NotFound()
    return found
