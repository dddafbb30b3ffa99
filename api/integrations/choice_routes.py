"""The route of the fixed lists."""

from typing import Final

from litestar import Router, get
from litestar.params import FromPath

from api.credentials import PUBLIC
from api.integrations.choices import ChoiceList, Choices, choices_of


@get("/choices/{which:str}", opt={"scope": PUBLIC})
async def list_choices(which: FromPath[Choices]) -> ChoiceList:
    """A fixed list in the product's own words, for drop-downs: `value` is what the API takes."""
    return choices_of(which)


router: Final = Router("/", route_handlers=[list_choices], tags=["For other tools"])
