"""The gap as it stands now, for the screen that shows it."""

from typing import Final
from uuid import UUID

from api.database import Work
from api.errors import NotFound
from api.skills.asking import could_tell, read_people
from api.skills.gap import confidence
from api.skills.measuring import Material, Measured, measure, read_material, talks_of
from api.skills.schemas import CouldTell, GapRead, Named, OpenGoal, SkillGap, SkillStep

MOST: Final = 100
"""Skills that are shown; nobody hears of more."""


async def read_gap(work: Work, goal_id: UUID | None) -> GapRead:
    """Where the person stands with every skill that was named: for one goal, or over all talks.
    Six statements. Raises NotFound for a goal that is not there."""
    owner = work.subject.person_id
    material = (await read_material(work, [owner]))[owner]
    goal = material.goal(goal_id) if goal_id else None
    if goal_id is not None and goal is None:
        raise NotFound()
    people = (await read_people(work, [owner]))[owner]
    measured = measure(material, goal_id, work.now)[:MOST]
    words = material.words(goal_id)
    return GapRead(
        goal_id=goal_id,
        goals=[OpenGoal(one.id, one.what) for one in material.goals if one.open],
        talks=talks_of(material, goal_id),
        skills=[
            skill_gap(one, material, could_tell(one, people, words))
            if one.standing == "ask"
            else skill_gap(one, material, [])
            for one in measured
        ],
    )


def skill_gap(one: Measured, material: Material, whom: list[CouldTell]) -> SkillGap:
    """What is shown of one skill."""
    return SkillGap(
        skill=Named(one.skill_id, one.own.name),
        standing=one.standing,
        required=one.found.required,
        level_said=one.found.level_said,
        own=one.own.level,
        proof_kind=one.own.proof_kind,
        proof=one.own.proof,
        sources=one.found.sources,
        against=one.found.against,
        people=one.people,
        confidence=confidence(one.found),
        plan=[SkillStep(**step) for step in material.plan.get(one.skill_id, ())],
        whom=whom,
    )
