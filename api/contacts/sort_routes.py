"""Sort routes: cards of people nobody has looked at yet, and how well they are known."""

from typing import Final

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.contacts import sorting
from api.contacts.sort_schemas import SortAnswer, SortDeal
from api.database import Work
from api.paging import Limit


@get("/", opt={"scope": "contacts:read"})
async def deal_cards(work: NamedDependency[Work], limit: Limit = 20) -> SortDeal:
    """People who wait to be sorted, the most promising first, each with the reason."""
    return await sorting.deal(work, limit=limit)


@post("/", opt={"scope": "contacts:write"}, status_code=204)
async def answer_card(work: NamedDependency[Work], data: JSONBody[SortAnswer]) -> None:
    """How well somebody is known, or not now; null takes it back."""
    await sorting.answer(work, data)


router: Final = Router("/sort", route_handlers=[deal_cards, answer_card], tags=["People"])
