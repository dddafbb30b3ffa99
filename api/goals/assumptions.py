"""Assumptions: put as questions, kept with the lines that speak for and against them, and settled."""

from collections import defaultdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Uuid, and_, bindparam, case, delete, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.goals.assumption_schemas import (
    AssumptionChange,
    AssumptionCreate,
    AssumptionList,
    AssumptionRead,
    FindingRead,
    Says,
)
from api.goals.models import Assumption, Finding
from api.goals.wording import require_goal
from api.insights.models import Evidence, Insight
from api.threads.keeping import whom

MOST: Final = 200
_SHOWN: Final = ("id", "goal_id", "text", "state", "settled_at", "version", "created_at")

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ONE: Final[Any] = bindparam("assumption_id", type_=Uuid())
_OPEN: Final[Any] = literal_column("'open'")

LIST: Final = hot(
    select(*(getattr(Assumption, name) for name in _SHOWN))
    .where(
        Assumption.owner_id == _OWNER,
        Assumption.deleted_at.is_(None),
        or_(_ONE.is_(None), Assumption.id == _ONE),
    )
    .order_by(case((Assumption.state == _OPEN, 0), else_=1), Assumption.id.desc())
    .limit(literal_column(str(MOST)))
)
FINDINGS: Final = hot(
    select(
        Finding.assumption_id,
        Finding.evidence_id,
        Finding.says,
        Evidence.conversation_id,
        Evidence.at,
        NoteLine.text,
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(Finding)
    .join(Evidence, and_(Evidence.owner_id == Finding.owner_id, Evidence.id == Finding.evidence_id))
    .join(
        Conversation,
        and_(
            Conversation.owner_id == Evidence.owner_id, Conversation.id == Evidence.conversation_id
        ),
    )
    .join(NoteLine, and_(NoteLine.owner_id == Evidence.owner_id, NoteLine.id == Evidence.line_id))
    .join(Contact, and_(Contact.owner_id == Evidence.owner_id, Contact.id == Evidence.contact_id))
    .where(
        Finding.owner_id == _OWNER,
        Evidence.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
        or_(_ONE.is_(None), Finding.assumption_id == _ONE),
    )
    .order_by(Evidence.at, Evidence.id)
)
COUNT: Final = hot(
    select(literal_column("count(*)"))
    .select_from(Assumption)
    .where(Assumption.owner_id == _OWNER, Assumption.deleted_at.is_(None))
)
AS_MADE: Final = hot(
    select(Assumption.text, Assumption.goal_id, Assumption.deleted_at).where(
        Assumption.owner_id == _OWNER, Assumption.id == _ONE
    )
)
_VALUES: Final[dict[str, Any]] = {
    "goal_id": bindparam("goal_id", type_=Uuid()),
    "text": bindparam("text"),
}
MAKE: Final = hot(insert(Assumption).values(owner_id=_OWNER, id=_ONE, **_VALUES))
CHANGE: Final = hot(
    update(Assumption)
    .where(Assumption.owner_id == _OWNER, Assumption.id == _ONE)
    .values(
        **_VALUES,
        state=bindparam("state"),
        settled_at=bindparam("settled_at", type_=Assumption.created_at.type),
    )
)
REMOVE: Final = hot(
    update(Assumption)
    .where(Assumption.owner_id == _OWNER, Assumption.id == _ONE)
    .values(deleted_at=bindparam("now", type_=Assumption.created_at.type))
)
CLAIM: Final = hot(
    select(Insight.id).where(
        Insight.owner_id == _OWNER,
        Insight.id == bindparam("insight_id", type_=Uuid()),
        Insight.deleted_at.is_(None),
    )
)
TAKE_LINES: Final = hot(
    insert(Finding)
    .from_select(
        ["owner_id", "assumption_id", "evidence_id", "says"],
        select(
            _OWNER,
            _ONE,
            Evidence.id,
            case(
                (
                    Evidence.polarity == literal_column("'supports'"),
                    literal_column("'supports'"),
                ),
                else_=literal_column("'refutes'"),
            ),
        ).where(
            Evidence.owner_id == _OWNER,
            Evidence.insight_id == bindparam("insight_id", type_=Uuid()),
            Evidence.deleted_at.is_(None),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["owner_id", "assumption_id", "evidence_id"])
)
_LINE: Final = bindparam("evidence_id", type_=Uuid())
LINE: Final = hot(
    select(Evidence.id).where(
        Evidence.owner_id == _OWNER, Evidence.id == _LINE, Evidence.deleted_at.is_(None)
    )
)
FIND: Final = hot(
    insert(Finding)
    .values(owner_id=_OWNER, assumption_id=_ONE, evidence_id=_LINE, says=bindparam("says"))
    .on_conflict_do_update(
        index_elements=["owner_id", "assumption_id", "evidence_id"],
        set_={"says": bindparam("says")},
    )
)
FORGET: Final = hot(
    delete(Finding)
    .where(Finding.owner_id == _OWNER, Finding.assumption_id == _ONE, Finding.evidence_id == _LINE)
    .returning(Finding.evidence_id)
)


async def list_assumptions(work: Work) -> AssumptionList:
    """What the person wants to find out, in two statements."""
    return AssumptionList(await _read(work, None))


async def read_assumption(work: Work, assumption_id: UUID) -> AssumptionRead:
    """One of them. Raises NotFound."""
    found = await _read(work, assumption_id)
    if not found:
        raise NotFound()
    return found[0]


async def _read(work: Work, assumption_id: UUID | None) -> list[AssumptionRead]:
    about = {"the_owner": work.subject.person_id, "assumption_id": assumption_id}
    rows = await work.fetch(LIST, **about)
    findings: dict[UUID, list[FindingRead]] = defaultdict(list)
    for row in await work.fetch(FINDINGS, **about) if rows else ():
        findings[row["assumption_id"]].append(
            FindingRead(
                evidence_id=row["evidence_id"],
                conversation_id=row["conversation_id"],
                contact=whom(row["contact_id"], row["name"], row["given_name"]),
                text=row["text"],
                says=row["says"],
                at=row["at"],
            )
        )
    return [
        AssumptionRead(**{name: row[name] for name in _SHOWN}, findings=findings[row["id"]])
        for row in rows
    ]


async def make_assumption(work: Work, data: AssumptionCreate) -> tuple[AssumptionRead, bool]:
    """Keep something to find out; says whether it is new.

    Raises InvalidInput (an unknown goal or claim), Conflict (the id is used for something else),
    LimitReached (at most 200).
    """
    owner = work.subject.person_id
    known = await work.fetchrow(AS_MADE, the_owner=owner, assumption_id=data.id)
    if known is not None:
        if tuple(known) != (data.text, data.goal_id, None):
            raise Conflict("This id was used for something else.")
        return await read_assumption(work, data.id), False
    if data.goal_id is not None:
        await require_goal(work, data.goal_id)
    if data.insight_id is not None:
        claim = await work.fetchval(CLAIM, the_owner=owner, insight_id=data.insight_id)
        if claim is None:
            raise InvalidInput.field("body.insight_id", "unknown-claim", "There is no such claim.")
    if await work.fetchval(COUNT, the_owner=owner) >= MOST:
        raise LimitReached(f"There can be {MOST} of them at most.")
    await work.execute(
        MAKE, the_owner=owner, assumption_id=data.id, goal_id=data.goal_id, text=data.text
    )
    if data.insight_id is not None:
        await work.execute(
            TAKE_LINES, the_owner=owner, assumption_id=data.id, insight_id=data.insight_id
        )
    return await read_assumption(work, data.id), True


async def change_assumption(
    work: Work, assumption_id: UUID, change: AssumptionChange, *, if_match: str | None
) -> AssumptionRead:
    """Say what the answer is, or that it is open after all; or word it anew.

    Raises NotFound, PreconditionRequired, PreconditionFailed, InvalidInput (an unknown goal).
    """
    shown = await read_assumption(work, assumption_id)
    require_version(if_match, shown.version)
    state = shown.state if change.state is UNSET else change.state
    text = shown.text if change.text is UNSET else change.text
    goal_id = shown.goal_id if change.goal_id is UNSET else change.goal_id
    if (state, text, goal_id) == (shown.state, shown.text, shown.goal_id):
        return shown
    if goal_id is not None and goal_id != shown.goal_id:
        await require_goal(work, goal_id)
    settled_at: datetime | None = None
    if state != "open":
        settled_at = shown.settled_at if state == shown.state else work.now
    await work.execute(
        CHANGE,
        the_owner=work.subject.person_id,
        assumption_id=assumption_id,
        state=state,
        text=text,
        goal_id=goal_id,
        settled_at=settled_at,
    )
    return await read_assumption(work, assumption_id)


async def remove_assumption(work: Work, assumption_id: UUID) -> None:
    """It need not be found out any more. Raises NotFound."""
    await read_assumption(work, assumption_id)
    await work.execute(
        REMOVE, the_owner=work.subject.person_id, assumption_id=assumption_id, now=work.now
    )


async def find(work: Work, assumption_id: UUID, evidence_id: UUID, says: Says) -> AssumptionRead:
    """A line speaks for it or against it. Raises NotFound (the assumption, or the line)."""
    owner = work.subject.person_id
    await read_assumption(work, assumption_id)
    if await work.fetchval(LINE, the_owner=owner, evidence_id=evidence_id) is None:
        raise NotFound()
    await work.execute(
        FIND, the_owner=owner, assumption_id=assumption_id, evidence_id=evidence_id, says=says
    )
    return await read_assumption(work, assumption_id)


async def forget(work: Work, assumption_id: UUID, evidence_id: UUID) -> AssumptionRead:
    """A line says nothing about it after all. Raises NotFound."""
    await read_assumption(work, assumption_id)
    gone = await work.fetchval(
        FORGET,
        the_owner=work.subject.person_id,
        assumption_id=assumption_id,
        evidence_id=evidence_id,
    )
    if gone is None:
        raise NotFound()
    return await read_assumption(work, assumption_id)
