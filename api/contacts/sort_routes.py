"""Sort routes: the next cards, and what is said of one. Choosing whom to ask belongs to threads."""

from typing import Annotated, Final

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from api.contacts import sorting
from api.contacts.sort_schemas import Sorted, SortPage, SortTold
from api.database import Work

SortLimit = Annotated[int, QueryParameter(ge=1, le=50, description="How many cards at most")]


@get("/", opt={"scope": "contacts:read"})
async def next_cards(work: NamedDependency[Work], state: State, limit: SortLimit = 20) -> SortPage:
    """The next cards to be sorted, most promising first, with the reasons."""
    # Goals are a later feature: what reads their words comes from the application.
    goals = await state.goal_texts(work)
    return await sorting.next_cards(work, limit=limit, goals=goals)


@post("/", opt={"scope": "contacts:write"}, status_code=200)
async def sort_contact(work: NamedDependency[Work], data: JSONBody[SortTold]) -> Sorted:
    """Say how well you know somebody, or take it back."""
    return await sorting.sort_contact(work, data)


router: Final = Router("/sort", route_handlers=[next_cards, sort_contact], tags=["People"])
