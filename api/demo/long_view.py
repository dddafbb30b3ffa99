"""Tells what Nora let go, whom she told of it, and how sure she was before some of her asks."""

from collections.abc import Mapping
from typing import Final

from api.debrief.reflections import answer
from api.debrief.schemas import ReflectionCreate
from api.demo.growing import Tale
from api.goals.schemas import GoalChange, Wording
from api.goals.wording import change_goal, set_goal
from api.landings.keeping import change_telling, open_landing
from api.landings.schemas import LandingOpen, Standing, TellingChange
from api.tables import new_id

LET_GO: Final = "Ward manager, on a ward of my own"
TOLD_OF_IT: Final[Mapping[str, Standing]] = {
    "Ana Ferreira": "told",
    "Ben Adeyemi": "told",
    "Peter Hallam": "left_out",
}
SURE: Final = (
    ("Ana Ferreira", 150, 1),
    ("Ben Adeyemi", 128, 2),
    ("Victor Hale", 120, 4),
    ("Grace Obi", 112, 2),
    ("Hugo Petit", 92, 3),
    ("Helen Marsh", 84, 3),
    ("Susan Pike", 70, 4),
    ("Sam Okonkwo", 66, 3),
    ("Maya Lindgren", 49, 1),
    ("Ewan Ross", 14, 4),
    ("Ingrid Sorensen", 1, 4),
)
"""Who, asked how many days ago, and how sure she felt before (1 to 5)."""


async def tell_long_view(tale: Tale) -> None:
    """All of it, the earliest first."""
    await _let_go(tale)
    for name, days, rating in SURE:
        async with tale.at(tale.on(days, 8)) as work:
            felt = ReflectionCreate(
                id=new_id(), aspect="confidence", thread_id=tale.threads[name], rating=rating
            )
            await answer(work, felt)


async def _let_go(tale: Tale) -> None:
    goal_id = new_id()
    async with tale.at(tale.on(168, 20)) as work:
        await set_goal(work, Wording(id=goal_id, what=LET_GO))
    async with tale.at(tale.on(116, 19)) as work:
        await change_goal(work, goal_id, GoalChange(state="given_up"), if_match="*")
    async with tale.at(tale.on(116, 20)) as work:
        landing, _ = await open_landing(work, LandingOpen(id=new_id(), goal_id=goal_id))
        for one in landing.people:
            standing = TOLD_OF_IT.get(one.contact.name)
            if standing is not None:
                await change_telling(work, one.id, TellingChange(standing), if_match="*")
