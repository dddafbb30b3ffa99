"""The development plan: steps from gaps and advice, with dates, and proof when they are done."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import Uuid, and_, bindparam, case, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.contacts.models import Contact
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.goals.models import PlanItem
from api.goals.plan_schemas import (
    PlanItemChange,
    PlanItemCreate,
    PlanItemList,
    PlanItemRead,
)
from api.goals.wording import require_goal
from api.insights.advice import change_advice, read_advice
from api.insights.models import Advice
from api.insights.schemas import AdviceChange
from api.threads.keeping import whom

MOST: Final = 200
_SHOWN: Final = (
    "id",
    "kind",
    "text",
    "due_on",
    "state",
    "done_at",
    "proof",
    "goal_id",
    "skill_id",
    "advice_id",
    "version",
    "created_at",
)
_SAID: Final = ("text", "kind", "due_on", "goal_id", "skill_id", "advice_id")

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ONE: Final[Any] = bindparam("item_id", type_=Uuid())
_OPEN: Final[Any] = literal_column("'open'")

LIST: Final = hot(
    select(
        *(getattr(PlanItem, name) for name in _SHOWN),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
        (Advice.state == literal_column("'told'")).label("told"),
    )
    .select_from(PlanItem)
    .outerjoin(
        Advice,
        and_(
            Advice.owner_id == PlanItem.owner_id,
            Advice.id == PlanItem.advice_id,
            Advice.deleted_at.is_(None),
        ),
    )
    .outerjoin(Contact, and_(Contact.owner_id == Advice.owner_id, Contact.id == Advice.contact_id))
    .where(
        PlanItem.owner_id == _OWNER,
        PlanItem.deleted_at.is_(None),
        or_(_ONE.is_(None), PlanItem.id == _ONE),
    )
    .order_by(
        case((PlanItem.state == _OPEN, literal_column("0")), else_=literal_column("1")),
        PlanItem.done_at.desc().nulls_last(),
        PlanItem.due_on.asc().nulls_last(),
        PlanItem.id,
    )
    .limit(literal_column(str(MOST)))
)
COUNT: Final = hot(
    select(literal_column("count(*)"))
    .select_from(PlanItem)
    .where(PlanItem.owner_id == _OWNER, PlanItem.deleted_at.is_(None))
)
AS_MADE: Final = hot(
    select(*(getattr(PlanItem, name) for name in _SAID), PlanItem.deleted_at).where(
        PlanItem.owner_id == _OWNER, PlanItem.id == _ONE
    )
)
MAKE: Final = hot(
    insert(PlanItem).values(
        owner_id=_OWNER,
        id=_ONE,
        **{name: bindparam(name, type_=getattr(PlanItem, name).type) for name in _SAID},
    )
)
_CHANGED: Final = ("text", "kind", "due_on", "state", "proof", "done_at")
CHANGE: Final = hot(
    update(PlanItem)
    .where(PlanItem.owner_id == _OWNER, PlanItem.id == _ONE)
    .values(
        {name: bindparam(f"new_{name}", type_=getattr(PlanItem, name).type) for name in _CHANGED}
    )
)
REMOVE: Final = hot(
    update(PlanItem)
    .where(PlanItem.owner_id == _OWNER, PlanItem.id == _ONE)
    .values(deleted_at=bindparam("now", type_=PlanItem.created_at.type))
)


async def list_plan(work: Work) -> PlanItemList:
    """The plan, in one statement."""
    rows = await work.fetch(LIST, the_owner=work.subject.person_id, item_id=None)
    return PlanItemList([_read(row) for row in rows])


async def read_item(work: Work, item_id: UUID) -> PlanItemRead:
    """One step. Raises NotFound."""
    row = await work.fetchrow(LIST, the_owner=work.subject.person_id, item_id=item_id)
    if row is None:
        raise NotFound()
    return _read(row)


async def plan_item(work: Work, data: PlanItemCreate) -> tuple[PlanItemRead, bool]:
    """Put a step into the plan; says whether it is new. Advice that it follows is being tried then.

    Raises InvalidInput (an unknown goal, skill or advice), Conflict (the id is used for something
    else), LimitReached (at most 200).
    """
    owner = work.subject.person_id
    said = {name: getattr(data, name) for name in _SAID}
    known = await work.fetchrow(AS_MADE, the_owner=owner, item_id=data.id)
    if known is not None:
        if tuple(known) != (*said.values(), None):
            raise Conflict("This id was used for something else.")
        return await read_item(work, data.id), False
    if data.goal_id is not None:
        await require_goal(work, data.goal_id)
    if data.advice_id is not None:
        await _try(work, data.advice_id)
    if await work.fetchval(COUNT, the_owner=owner) >= MOST:
        raise LimitReached(f"A plan has at most {MOST} steps.")
    try:
        await work.execute(MAKE, the_owner=owner, item_id=data.id, **said)
    except asyncpg.ForeignKeyViolationError:
        raise InvalidInput.field(
            "body.skill_id", "unknown-skill", "There is no such skill."
        ) from None
    return await read_item(work, data.id), True


async def change_item(
    work: Work, item_id: UUID, change: PlanItemChange, *, if_match: str | None
) -> PlanItemRead:
    """Word it anew, move its date, or say what became of it.

    Raises NotFound, PreconditionRequired, PreconditionFailed.
    """
    shown = await read_item(work, item_id)
    require_version(if_match, shown.version)
    values = {
        name: told
        for name in ("text", "kind", "due_on", "state", "proof")
        if (told := getattr(change, name)) is not UNSET
    }
    changed = msgspec.structs.replace(shown, **values)
    if changed == shown:
        return shown
    done_at: datetime | None = None
    if changed.state == "done":
        done_at = shown.done_at or work.now
    await work.execute(
        CHANGE,
        the_owner=work.subject.person_id,
        item_id=item_id,
        new_done_at=done_at,
        **{f"new_{name}": getattr(changed, name) for name in _CHANGED if name != "done_at"},
    )
    if shown.advice_id is not None and shown.advised_by is not None:
        await _tell_advice(work, shown, changed)
    return await read_item(work, item_id)


async def remove_item(work: Work, item_id: UUID) -> None:
    """Take a step out of the plan. Raises NotFound."""
    await read_item(work, item_id)
    await work.execute(REMOVE, the_owner=work.subject.person_id, item_id=item_id, now=work.now)


async def _try(work: Work, advice_id: UUID) -> None:
    try:
        advice = await read_advice(work, advice_id)
    except NotFound:
        raise InvalidInput.field(
            "body.advice_id", "unknown-advice", "There is no such advice."
        ) from None
    if advice.state in {"new", "parked", "not_for_me"}:
        await change_advice(work, advice_id, AdviceChange(state="trying"), if_match="*")


async def _tell_advice(work: Work, before: PlanItemRead, after: PlanItemRead) -> None:
    """Done, the advice has a result for whoever gave it; open again, it is being tried."""
    assert before.advice_id is not None
    advice = await read_advice(work, before.advice_id)
    if after.state == "done" and advice.state != "told":
        result = after.proof or UNSET
        change = AdviceChange(state="done", result=result)
        await change_advice(work, before.advice_id, change, if_match="*")
    elif before.state == "done" and after.state == "open" and advice.state == "done":
        await change_advice(work, before.advice_id, AdviceChange(state="trying"), if_match="*")


def _read(row: asyncpg.Record) -> PlanItemRead:
    advised = row["contact_id"] is not None
    return PlanItemRead(
        **{name: row[name] for name in _SHOWN},
        advised_by=whom(row["contact_id"], row["name"], row["given_name"]) if advised else None,
        told=row["told"] if advised else None,
    )
