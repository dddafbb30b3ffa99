"""Goals are set, worded anew, looked at again, and end; every wording is kept."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import (
    Date,
    Uuid,
    all_,
    any_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.goals.models import Goal, GoalRevision, Milestone, RevisionCause
from api.goals.reading import WORDING, read_goal
from api.goals.schemas import GoalChange, GoalRead, MilestonesWrite, ThreadGoal, Wording
from api.insights.models import Insight
from api.journal.record import record
from api.threads.models import Thread

MOST: Final = 20
"""Goals of one person: more are wishes."""

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_GOAL: Final = bindparam("the_goal", type_=Uuid())
_NOW: Final = bindparam("now", type_=Goal.revised_at.type)
_WORDS: Final = {name: bindparam(f"new_{name}", type_=getattr(Goal, name).type) for name in WORDING}

KNOWN: Final = hot(
    select(*(getattr(GoalRevision, name) for name in ("goal_id", *WORDING))).where(
        GoalRevision.owner_id == _OWNER, GoalRevision.id == bindparam("revision_id", type_=Uuid())
    )
)
COUNT: Final = hot(
    select(func.count(Goal.id), func.coalesce(func.max(Goal.position) + 1, 0)).where(
        Goal.owner_id == _OWNER, Goal.deleted_at.is_(None)
    )
)
MAKE: Final = hot(
    insert(Goal).values(
        owner_id=_OWNER,
        id=_GOAL,
        position=bindparam("position"),
        revised_at=_NOW,
        reviewed_at=_NOW,
        **_WORDS,
    )
)
REVISE: Final = hot(
    insert(GoalRevision)
    .values(
        owner_id=_OWNER,
        id=bindparam("revision_id", type_=Uuid()),
        goal_id=_GOAL,
        at=_NOW,
        conversation_id=bindparam("conversation_id", type_=Uuid()),
        **_WORDS,
    )
    .on_conflict_do_nothing(index_elements=["owner_id", "id"])
)
WORD: Final = hot(
    update(Goal)
    .where(Goal.owner_id == _OWNER, Goal.id == _GOAL)
    .values(revised_at=_NOW, reviewed_at=bindparam("seen_at", type_=Goal.revised_at.type), **_WORDS)
)
_CLAIMS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))
CLAIMS: Final = hot(
    select(func.count(Insight.id)).where(
        Insight.owner_id == _OWNER, Insight.id == _CLAIMS, Insight.deleted_at.is_(None)
    )
)
CAUSE: Final = hot(
    insert(RevisionCause).from_select(
        ["owner_id", "revision_id", "insight_id"],
        select(_OWNER, bindparam("revision_id", type_=Uuid()), Insight.id).where(
            Insight.owner_id == _OWNER, Insight.id == _CLAIMS
        ),
    )
)
TALK: Final = hot(
    select(Conversation.id).where(
        Conversation.owner_id == _OWNER,
        Conversation.id == bindparam("conversation_id", type_=Uuid()),
        Conversation.state == literal_column("'held'"),
        Conversation.deleted_at.is_(None),
    )
)
LAST_TWO: Final = hot(
    select(GoalRevision.id, GoalRevision.at, *(getattr(GoalRevision, name) for name in WORDING))
    .where(
        GoalRevision.owner_id == _OWNER,
        GoalRevision.goal_id == _GOAL,
        GoalRevision.deleted_at.is_(None),
    )
    .order_by(GoalRevision.at.desc(), GoalRevision.id.desc())
    .limit(literal_column("2"))
)
TAKE_BACK: Final = hot(
    update(GoalRevision)
    .where(
        GoalRevision.owner_id == _OWNER,
        GoalRevision.id == bindparam("revision_id", type_=Uuid()),
    )
    .values(deleted_at=_NOW)
)
CHANGE: Final = hot(
    update(Goal)
    .where(Goal.owner_id == _OWNER, Goal.id == _GOAL)
    .values(
        {
            name: bindparam(f"new_{name}", type_=getattr(Goal, name).type)
            for name in ("state", "position", "ended_at")
        }
    )
)
SEEN: Final = hot(
    update(Goal).where(Goal.owner_id == _OWNER, Goal.id == _GOAL).values(reviewed_at=_NOW)
)
REMOVE: Final = hot(
    update(Goal).where(Goal.owner_id == _OWNER, Goal.id == _GOAL).values(deleted_at=_NOW)
)
DROP_MARKS: Final = hot(
    update(Milestone)
    .where(
        Milestone.owner_id == _OWNER,
        Milestone.goal_id == _GOAL,
        Milestone.id != all_(bindparam("ids", type_=ARRAY(Uuid()))),
        Milestone.deleted_at.is_(None),
    )
    .values(deleted_at=_NOW)
)
KEEP_MARK: Final = hot(
    insert(Milestone)
    .values(
        owner_id=_OWNER,
        id=bindparam("id", type_=Uuid()),
        goal_id=_GOAL,
        text=bindparam("text"),
        due_on=bindparam("due_on", type_=Date()),
        position=bindparam("position"),
        done_at=bindparam("done_at", type_=Milestone.done_at.type),
    )
    .on_conflict_do_update(
        index_elements=["owner_id", "id"],
        set_={
            "text": bindparam("text"),
            "due_on": bindparam("due_on", type_=Date()),
            "position": bindparam("position"),
            "done_at": bindparam("done_at", type_=Milestone.done_at.type),
            "deleted_at": None,
        },
        where=Milestone.goal_id == _GOAL,
    )
    .returning(Milestone.id)
)
SERVED: Final = hot(
    select(Thread.goal_id).where(
        Thread.owner_id == bindparam("the_owner"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
)
SERVE: Final = hot(
    update(Thread)
    .where(
        Thread.owner_id == _OWNER,
        Thread.id == bindparam("thread_id", type_=Uuid()),
        Thread.deleted_at.is_(None),
    )
    .values(goal_id=bindparam("goal", type_=Uuid()))
    .returning(Thread.id)
)


def _words(data: Wording | GoalRead) -> dict[str, str | date | None]:
    return {f"new_{name}": getattr(data, name) for name in WORDING}


async def set_goal(work: Work, data: Wording) -> tuple[GoalRead, bool]:
    """Set a goal; says whether it is new. Its first wording has the same id.

    Raises InvalidInput (an unknown talk or claim), Conflict (the id is used for something else),
    LimitReached (at most 20).
    """
    if await _known(work, data, data.id):
        return await read_goal(work, data.id), False
    await _check_causes(work, data)
    owner = work.subject.person_id
    row = await work.fetchrow(COUNT, the_owner=owner)
    assert row is not None
    if row[0] >= MOST:
        raise LimitReached(f"There can be {MOST} goals at most.")
    await work.execute(
        MAKE, the_owner=owner, the_goal=data.id, now=work.now, position=row[1], **_words(data)
    )
    await _keep_revision(work, data.id, data)
    return await read_goal(work, data.id), True


async def revise_goal(work: Work, goal_id: UUID, data: Wording) -> tuple[GoalRead, bool]:
    """Word a goal anew, with the talk and the claims that led to it; says whether that is new.

    Raises NotFound, InvalidInput (an unknown talk or claim), Conflict (the id is another's).
    """
    await read_goal(work, goal_id)
    if await _known(work, data, goal_id):
        return await read_goal(work, goal_id), False
    await _check_causes(work, data)
    await work.execute(
        WORD,
        the_owner=work.subject.person_id,
        the_goal=goal_id,
        now=work.now,
        seen_at=work.now,
        **_words(data),
    )
    await _keep_revision(work, goal_id, data)
    return await read_goal(work, goal_id), True


async def take_revision_back(work: Work, goal_id: UUID) -> GoalRead:
    """The last wording was none: the one before stands again. Raises NotFound, Conflict (there is
    no wording before)."""
    await read_goal(work, goal_id)
    owner = work.subject.person_id
    rows = await work.fetch(LAST_TWO, the_owner=owner, the_goal=goal_id)
    if len(rows) < 2:
        raise Conflict("This is how the goal began.")
    last, before = rows
    await work.execute(TAKE_BACK, the_owner=owner, revision_id=last["id"], now=work.now)
    await work.execute(
        WORD,
        the_owner=owner,
        the_goal=goal_id,
        now=before["at"],
        seen_at=work.now,
        **{f"new_{name}": before[name] for name in WORDING},
    )
    await record(work, "goal.moved", subject_id=goal_id, codes={"revision": False})
    return await read_goal(work, goal_id)


async def change_goal(
    work: Work, goal_id: UUID, change: GoalChange, *, if_match: str | None
) -> GoalRead:
    """Park it, take it up again, reach it or give it up; or put it elsewhere among the others.

    Raises NotFound, PreconditionRequired, PreconditionFailed.
    """
    shown = await read_goal(work, goal_id)
    require_version(if_match, shown.version)
    state = shown.state if change.state is UNSET else change.state
    position = shown.position if change.position is UNSET else change.position
    if (state, position) == (shown.state, shown.position):
        return shown
    ended = state in {"reached", "given_up"}
    await work.execute(
        CHANGE,
        the_owner=work.subject.person_id,
        the_goal=goal_id,
        new_state=state,
        new_position=position,
        new_ended_at=(shown.ended_at or work.now) if ended else None,
    )
    if state != shown.state:
        await record(work, "goal.moved", subject_id=goal_id, codes={"state": state})
    return await read_goal(work, goal_id)


async def say_still_right(work: Work, goal_id: UUID) -> GoalRead:
    """The person looked at it again, and it is still right. Raises NotFound."""
    await read_goal(work, goal_id)
    await work.execute(SEEN, the_owner=work.subject.person_id, the_goal=goal_id, now=work.now)
    return await read_goal(work, goal_id)


async def remove_goal(work: Work, goal_id: UUID) -> None:
    """It was no goal. Raises NotFound."""
    await read_goal(work, goal_id)
    await work.execute(REMOVE, the_owner=work.subject.person_id, the_goal=goal_id, now=work.now)


async def keep_milestones(work: Work, goal_id: UUID, data: MilestonesWrite) -> GoalRead:
    """Keep these marks of a goal, and no others. Raises NotFound, Conflict (an id of another goal's
    mark)."""
    owner = work.subject.person_id
    there = {one.id: one.done_at for one in (await read_goal(work, goal_id)).milestones}
    ids = [one.id for one in data.milestones]
    await work.execute(DROP_MARKS, the_owner=owner, the_goal=goal_id, ids=ids, now=work.now)
    for position, one in enumerate(data.milestones):
        kept = await work.fetchval(
            KEEP_MARK,
            the_owner=owner,
            the_goal=goal_id,
            id=one.id,
            text=one.text,
            due_on=one.due_on,
            position=position,
            done_at=(there.get(one.id) or work.now) if one.done else None,
        )
        if kept is None:
            raise Conflict("This id was used for something else.")
    return await read_goal(work, goal_id)


async def serve(work: Work, thread_id: UUID, data: ThreadGoal) -> None:
    """Say which goal an ask serves. Raises NotFound (the ask), InvalidInput (the goal)."""
    if data.goal_id is not None:
        await require_goal(work, data.goal_id)
    done = await work.fetchval(
        SERVE, the_owner=work.subject.person_id, thread_id=thread_id, goal=data.goal_id
    )
    if done is None:
        raise NotFound()


async def served(work: Work, thread_id: UUID) -> ThreadGoal:
    """Which goal an ask serves. Raises NotFound."""
    row = await work.fetchrow(SERVED, the_owner=work.subject.person_id, thread_id=thread_id)
    if row is None:
        raise NotFound()
    return ThreadGoal(row["goal_id"])


async def require_goal(work: Work, goal_id: UUID) -> None:
    """Raise InvalidInput unless there is this goal."""
    try:
        await read_goal(work, goal_id)
    except NotFound:
        raise InvalidInput.field("body.goal_id", "unknown-goal", "There is no such goal.") from None


async def _keep_revision(work: Work, goal_id: UUID, data: Wording) -> None:
    owner = work.subject.person_id
    made = await work.execute(
        REVISE,
        the_owner=owner,
        revision_id=data.id,
        the_goal=goal_id,
        now=work.now,
        conversation_id=data.conversation_id,
        **_words(data),
    )
    assert made == "INSERT 0 1"
    if data.insight_ids:
        await work.execute(CAUSE, the_owner=owner, revision_id=data.id, ids=data.insight_ids)
    await record(
        work,
        "goal.revised",
        conversation_id=data.conversation_id,
        subject_id=goal_id,
        codes={"first": goal_id == data.id, "causes": len(set(data.insight_ids))},
    )


async def _known(work: Work, data: Wording, goal_id: UUID) -> bool:
    row = await work.fetchrow(KNOWN, the_owner=work.subject.person_id, revision_id=data.id)
    if row is None:
        return False
    told: list[Any] = [goal_id, *(getattr(data, name) for name in WORDING)]
    if list(row) != told:
        raise Conflict("This id was used for something else.")
    return True


async def _check_causes(work: Work, data: Wording) -> None:
    owner = work.subject.person_id
    if data.conversation_id is not None:
        talk = await work.fetchval(TALK, the_owner=owner, conversation_id=data.conversation_id)
        if talk is None:
            raise InvalidInput.field(
                "body.conversation_id", "unknown-talk", "There was no such talk."
            )
    ids = list(set(data.insight_ids))
    if ids and await work.fetchval(CLAIMS, the_owner=owner, ids=ids) != len(ids):
        raise InvalidInput.field("body.insight_ids", "unknown-claim", "There is no such claim.")
