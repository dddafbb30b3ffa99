"""Tells what Nora was after and what came of it: goals with each change, what she is not sure of,
her plan, outcomes; each on its own day (SCREENS.md section 6)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from api.demo.aftermath import At
from api.goals.assumption_schemas import AssumptionCreate, Says
from api.goals.assumptions import find, make_assumption
from api.goals.outcomes import record_outcome
from api.goals.plan import change_item, plan_item
from api.goals.plan_schemas import OutcomeCreate, PlanItemChange, PlanItemCreate
from api.goals.schemas import GoalChange, MilestonesWrite, MilestoneWrite, Wording
from api.goals.supporting import heard_in
from api.goals.wording import change_goal, keep_milestones, revise_goal, say_still_right, set_goal
from api.skills.vocabulary import id_of
from api.tables import new_id

BECAUSE_OF_BEN: Final = "We have two data scientists and forty analysts."
BECAUSE_OF_HELEN: Final = "A clean definition beats a clever chart."
DEGREE: Final = "Do I need a second degree?"
SQL: Final = id_of("askwell", "sql")


class Tale(msgspec.Struct, frozen=True):
    """What the story needs: the product at a moment, the day so many days ago, whom she talked to."""

    at: At
    on: Callable[[int, int], datetime]
    today: date
    talks: Mapping[str, UUID]
    contacts: Mapping[str, UUID]
    threads: Mapping[str, UUID]


async def tell_growth(tale: Tale) -> None:
    """All of it, the earliest first."""
    goal_id = await _goals(tale)
    await _not_sure(tale, goal_id)
    await _plan(tale, goal_id)
    await _outcomes(tale, goal_id)


async def _goals(tale: Tale) -> UUID:
    goal_id = new_id()
    async with tale.at(tale.on(170, 19)) as work:
        await set_goal(work, Wording(id=goal_id, what="Data scientist in health"))
    product = new_id()
    async with tale.at(tale.on(95, 19)) as work:
        await set_goal(work, Wording(id=product, what="Product manager for software in wards"))
    async with tale.at(tale.on(86, 19)) as work:
        await change_goal(work, product, GoalChange(state="parked"), if_match="*")
    ben = await _claim(tale, "Ben Adeyemi", BECAUSE_OF_BEN)
    helen = await _claim(tale, "Helen Marsh", BECAUSE_OF_HELEN)
    async with tale.at(tale.on(117, 19)) as work:
        revision = Wording(
            id=new_id(),
            what="Health data analyst",
            why="They need forty of them, and I speak ward.",
            conversation_id=tale.talks["Ben Adeyemi"],
            insight_ids=[ben],
        )
        await revise_goal(work, goal_id, revision)
    async with tale.at(tale.on(70, 19)) as work:
        revision = Wording(
            id=new_id(),
            what="Clinical informatics analyst, in a hospital or public body",
            why="The wards and the numbers need somebody who speaks both.",
            how_known="Somebody uses a definition of mine.",
            measure="One table that a ward asks for",
            due_on=_september(tale.today),
            conversation_id=tale.talks["Helen Marsh"],
            insight_ids=[helen],
        )
        await revise_goal(work, goal_id, revision)
        marks = [
            MilestoneWrite(id=new_id(), text="Five talks with people who do it", done=True),
            MilestoneWrite(id=new_id(), text="A table of my own, in public", done=True),
            MilestoneWrite(id=new_id(), text="A day beside an analyst", done=True),
            MilestoneWrite(id=new_id(), text="An interview"),
        ]
        await keep_milestones(work, goal_id, MilestonesWrite(marks))
    async with tale.at(tale.on(20, 19)) as work:
        await say_still_right(work, goal_id)
    return goal_id


async def _not_sure(tale: Tale, goal_id: UUID) -> None:
    assumption_id = new_id()
    async with tale.at(tale.on(57, 20)) as work:
        question = AssumptionCreate(id=assumption_id, text=DEGREE, goal_id=goal_id)
        await make_assumption(work, question)
    said: tuple[tuple[str, str, Says, int], ...] = (
        ("Sam Okonkwo", "No second degree. A small project, in public.", "refutes", 57),
        (
            "Maya Lindgren",
            "The certificate got me the interview, not the job.",
            "supports",
            37,
        ),
    )
    for name, text, says, days in said:
        async with tale.at(tale.on(days, 20)) as work:
            for line in (await heard_in(work, tale.talks[name])).items:
                if line.text == text:
                    await find(work, assumption_id, line.evidence_id, says)


async def _plan(tale: Tale, goal_id: UUID) -> None:
    first, second = new_id(), new_id()
    async with tale.at(tale.on(40, 19)) as work:
        step = PlanItemCreate(
            id=first,
            text="First half of the ward table",
            kind="project",
            goal_id=goal_id,
            skill_id=SQL,
        )
        await plan_item(work, step)
    async with tale.at(tale.on(12, 19)) as work:
        done = PlanItemChange(state="done", proof="The bed list by ward and night, six evenings")
        await change_item(work, first, done, if_match="*")
    async with tale.at(tale.on(1, 19)) as work:
        step = PlanItemCreate(
            id=second,
            text="Second half of the ward table",
            kind="project",
            goal_id=goal_id,
            skill_id=SQL,
            due_on=tale.today + timedelta(days=17),
        )
        await plan_item(work, step)


async def _outcomes(tale: Tale, goal_id: UUID) -> None:
    ben = tale.contacts["Ben Adeyemi"]
    grace = tale.threads["Grace Obi"]
    referral = new_id()
    for outcome, days in (
        (
            OutcomeCreate(
                id=new_id(),
                kind="mentorship",
                at=tale.on(60, 19).date(),
                note="An hour each month.",
                thread_id=grace,
                goal_id=goal_id,
            ),
            60,
        ),
        (
            OutcomeCreate(
                id=new_id(),
                kind="project",
                at=tale.on(45, 19).date(),
                note="A day beside his analysts.",
                contact_id=ben,
                goal_id=goal_id,
            ),
            45,
        ),
        (
            OutcomeCreate(
                id=referral,
                kind="referral",
                at=tale.on(8, 19).date(),
                note="He named me for the analyst post.",
                contact_id=ben,
                goal_id=goal_id,
            ),
            8,
        ),
        (
            OutcomeCreate(
                id=new_id(),
                kind="interview",
                at=tale.on(2, 19).date(),
                note="In nine days, at Northern Public Health Board.",
                led_by_id=referral,
                goal_id=goal_id,
            ),
            2,
        ),
    ):
        async with tale.at(tale.on(days, 20)) as work:
            await record_outcome(work, outcome)


async def _claim(tale: Tale, name: str, text: str) -> UUID:
    async with tale.at(tale.on(1, 12)) as work:
        lines = (await heard_in(work, tale.talks[name])).items
    return next(line.insight_id for line in lines if line.text == text)


def _september(today: date) -> date:
    """The end of the September that comes next."""
    this = date(today.year, 9, 30)
    return this if this > today else date(today.year + 1, 9, 30)
