"""Routes of goals: their wording over time, their marks, looking at them again, what serves them."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.goals import history, reading, supporting, wording
from api.goals.schemas import (
    GoalChange,
    GoalHistory,
    GoalList,
    GoalRead,
    GoalSupport,
    HeardLines,
    MilestonesWrite,
    ThreadGoal,
    Wording,
)

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/goals", opt=READ)
async def list_goals(work: NamedDependency[Work]) -> GoalList:
    """All goals: the open ones in the person's order, then those parked, reached and given up."""
    return await reading.list_goals(work)


@post("/goals", opt=WRITE)
async def set_goal(work: NamedDependency[Work], data: JSONBody[Wording]) -> Response[GoalRead]:
    """Set a goal; the same again answers 200. Its first wording has the same id."""
    goal, new = await wording.set_goal(work, data)
    return with_etag(goal, status=201 if new else 200)


@get("/goals/{goal_id:uuid}", opt=READ)
async def read_goal(work: NamedDependency[Work], goal_id: FromPath[UUID]) -> Response[GoalRead]:
    """One goal as it is worded now."""
    return with_etag(await reading.read_goal(work, goal_id))


@patch("/goals/{goal_id:uuid}", opt=WRITE)
async def change_goal(
    work: NamedDependency[Work],
    goal_id: FromPath[UUID],
    data: JSONBody[GoalChange],
    if_match: IfMatch = None,
) -> Response[GoalRead]:
    """Park it, take it up again, reach it, give it up; or put it elsewhere among the others."""
    return with_etag(await wording.change_goal(work, goal_id, data, if_match=if_match))


@delete("/goals/{goal_id:uuid}", opt=WRITE)
async def remove_goal(work: NamedDependency[Work], goal_id: FromPath[UUID]) -> None:
    """It was no goal."""
    await wording.remove_goal(work, goal_id)


@get("/goals/{goal_id:uuid}/revisions", opt=READ)
async def read_history(work: NamedDependency[Work], goal_id: FromPath[UUID]) -> GoalHistory:
    """Every wording of a goal, the present one first, with the talk and the claims that led to it."""
    return await history.read_history(work, goal_id)


@post("/goals/{goal_id:uuid}/revisions", opt=WRITE)
async def revise_goal(
    work: NamedDependency[Work], goal_id: FromPath[UUID], data: JSONBody[Wording]
) -> Response[GoalRead]:
    """Word a goal anew; the wording before is kept. The same again answers 200."""
    goal, new = await wording.revise_goal(work, goal_id, data)
    return with_etag(goal, status=201 if new else 200)


@delete("/goals/{goal_id:uuid}/revisions/last", opt=WRITE, status_code=200)
async def take_revision_back(
    work: NamedDependency[Work], goal_id: FromPath[UUID]
) -> Response[GoalRead]:
    """The last wording was none: the one before stands again."""
    return with_etag(await wording.take_revision_back(work, goal_id))


@post("/goals/{goal_id:uuid}/still-right", opt=WRITE, status_code=200)
async def say_still_right(
    work: NamedDependency[Work], goal_id: FromPath[UUID]
) -> Response[GoalRead]:
    """The person looked at it again, and it is still right."""
    return with_etag(await wording.say_still_right(work, goal_id))


@get("/goals/{goal_id:uuid}/support", opt=READ)
async def read_support(work: NamedDependency[Work], goal_id: FromPath[UUID]) -> GoalSupport:
    """The lines that support a goal, the latest first, at most 50."""
    return await supporting.read_support(work, goal_id)


@put("/goals/{goal_id:uuid}/milestones", opt=WRITE)
async def keep_milestones(
    work: NamedDependency[Work], goal_id: FromPath[UUID], data: JSONBody[MilestonesWrite]
) -> Response[GoalRead]:
    """Keep these marks on the way, in their order, and no others."""
    return with_etag(await wording.keep_milestones(work, goal_id, data))


@get("/conversations/{conversation_id:uuid}/evidence", opt=READ)
async def heard_in(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> HeardLines:
    """The lines of one talk that stand behind claims: what may have changed a goal, or speaks for or
    against what is to be found out."""
    return await supporting.heard_in(work, conversation_id)


@get("/threads/{thread_id:uuid}/goal", opt=READ)
async def read_served(work: NamedDependency[Work], thread_id: FromPath[UUID]) -> ThreadGoal:
    """Which goal an ask serves, if one was named."""
    return await wording.served(work, thread_id)


@put("/threads/{thread_id:uuid}/goal", opt=WRITE, status_code=204)
async def serve_goal(
    work: NamedDependency[Work], thread_id: FromPath[UUID], data: JSONBody[ThreadGoal]
) -> None:
    """Say which goal an ask serves, or that it serves none in particular."""
    await wording.serve(work, thread_id, data)


router: Final = Router(
    "/",
    route_handlers=[
        list_goals,
        set_goal,
        read_goal,
        change_goal,
        remove_goal,
        read_history,
        revise_goal,
        take_revision_back,
        say_still_right,
        read_support,
        keep_milestones,
        heard_in,
        read_served,
        serve_goal,
    ],
    tags=["Growth"],
)
