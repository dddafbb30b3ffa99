"""Routes of what a person wants to find out, of the development plan, and of outcomes."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.goals import assumptions, outcomes, plan
from api.goals.assumption_schemas import (
    AssumptionChange,
    AssumptionCreate,
    AssumptionList,
    AssumptionRead,
    FindingWrite,
)
from api.goals.plan_schemas import (
    OutcomeChange,
    OutcomeCreate,
    OutcomeList,
    OutcomeRead,
    PlanItemChange,
    PlanItemCreate,
    PlanItemList,
    PlanItemRead,
)

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/assumptions", opt=READ)
async def list_assumptions(work: NamedDependency[Work]) -> AssumptionList:
    """What the person wants to find out: the open ones first, with the lines for and against."""
    return await assumptions.list_assumptions(work)


@post("/assumptions", opt=WRITE)
async def make_assumption(
    work: NamedDependency[Work], data: JSONBody[AssumptionCreate]
) -> Response[AssumptionRead]:
    """Keep something to find out, put as a question; the same again answers 200."""
    made, new = await assumptions.make_assumption(work, data)
    return with_etag(made, status=201 if new else 200)


@get("/assumptions/{assumption_id:uuid}", opt=READ)
async def read_assumption(
    work: NamedDependency[Work], assumption_id: FromPath[UUID]
) -> Response[AssumptionRead]:
    """One thing to find out."""
    return with_etag(await assumptions.read_assumption(work, assumption_id))


@patch("/assumptions/{assumption_id:uuid}", opt=WRITE)
async def change_assumption(
    work: NamedDependency[Work],
    assumption_id: FromPath[UUID],
    data: JSONBody[AssumptionChange],
    if_match: IfMatch = None,
) -> Response[AssumptionRead]:
    """Say what the answer is, or that it is open after all; or word it anew."""
    return with_etag(
        await assumptions.change_assumption(work, assumption_id, data, if_match=if_match)
    )


@delete("/assumptions/{assumption_id:uuid}", opt=WRITE)
async def remove_assumption(work: NamedDependency[Work], assumption_id: FromPath[UUID]) -> None:
    """It need not be found out any more."""
    await assumptions.remove_assumption(work, assumption_id)


@put("/assumptions/{assumption_id:uuid}/findings/{evidence_id:uuid}", opt=WRITE)
async def find(
    work: NamedDependency[Work],
    assumption_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
    data: JSONBody[FindingWrite],
) -> Response[AssumptionRead]:
    """A line speaks for it, or against it."""
    return with_etag(await assumptions.find(work, assumption_id, evidence_id, data.says))


@delete("/assumptions/{assumption_id:uuid}/findings/{evidence_id:uuid}", opt=WRITE, status_code=200)
async def forget(
    work: NamedDependency[Work], assumption_id: FromPath[UUID], evidence_id: FromPath[UUID]
) -> Response[AssumptionRead]:
    """A line says nothing about it after all."""
    return with_etag(await assumptions.forget(work, assumption_id, evidence_id))


@get("/plan-items", opt=READ)
async def list_plan(work: NamedDependency[Work]) -> PlanItemList:
    """The development plan: what is open by its date, then what was done."""
    return await plan.list_plan(work)


@post("/plan-items", opt=WRITE)
async def plan_item(
    work: NamedDependency[Work], data: JSONBody[PlanItemCreate]
) -> Response[PlanItemRead]:
    """Put a step into the plan; the same again answers 200."""
    made, new = await plan.plan_item(work, data)
    return with_etag(made, status=201 if new else 200)


@get("/plan-items/{item_id:uuid}", opt=READ)
async def read_item(work: NamedDependency[Work], item_id: FromPath[UUID]) -> Response[PlanItemRead]:
    """One step of the plan."""
    return with_etag(await plan.read_item(work, item_id))


@patch("/plan-items/{item_id:uuid}", opt=WRITE)
async def change_item(
    work: NamedDependency[Work],
    item_id: FromPath[UUID],
    data: JSONBody[PlanItemChange],
    if_match: IfMatch = None,
) -> Response[PlanItemRead]:
    """Word a step anew, move its date, or say what became of it, with what shows it."""
    return with_etag(await plan.change_item(work, item_id, data, if_match=if_match))


@delete("/plan-items/{item_id:uuid}", opt=WRITE)
async def remove_item(work: NamedDependency[Work], item_id: FromPath[UUID]) -> None:
    """Take a step out of the plan."""
    await plan.remove_item(work, item_id)


@get("/outcomes", opt=READ)
async def list_outcomes(work: NamedDependency[Work]) -> OutcomeList:
    """What came of it, the latest first, each with the way back to the ask with which it began."""
    return await outcomes.list_outcomes(work)


@post("/outcomes", opt=WRITE)
async def record_outcome(
    work: NamedDependency[Work], data: JSONBody[OutcomeCreate]
) -> Response[OutcomeRead]:
    """Keep what came of it; the same again answers 200."""
    made, new = await outcomes.record_outcome(work, data)
    return with_etag(made, status=201 if new else 200)


@get("/outcomes/{outcome_id:uuid}", opt=READ)
async def read_outcome(
    work: NamedDependency[Work], outcome_id: FromPath[UUID]
) -> Response[OutcomeRead]:
    """One outcome, with its way back."""
    return with_etag(await outcomes.read_outcome(work, outcome_id))


@patch("/outcomes/{outcome_id:uuid}", opt=WRITE)
async def change_outcome(
    work: NamedDependency[Work],
    outcome_id: FromPath[UUID],
    data: JSONBody[OutcomeChange],
    if_match: IfMatch = None,
) -> Response[OutcomeRead]:
    """Put it right."""
    return with_etag(await outcomes.change_outcome(work, outcome_id, data, if_match=if_match))


@delete("/outcomes/{outcome_id:uuid}", opt=WRITE)
async def take_outcome_back(work: NamedDependency[Work], outcome_id: FromPath[UUID]) -> None:
    """It did not come of it."""
    await outcomes.take_outcome_back(work, outcome_id)


router: Final = Router(
    "/",
    route_handlers=[
        list_assumptions,
        make_assumption,
        read_assumption,
        change_assumption,
        remove_assumption,
        find,
        forget,
        list_plan,
        plan_item,
        read_item,
        change_item,
        remove_item,
        list_outcomes,
        record_outcome,
        read_outcome,
        change_outcome,
        take_outcome_back,
    ],
    tags=["Growth"],
)
