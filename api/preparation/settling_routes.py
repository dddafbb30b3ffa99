"""Routes of the board: what is to be found out, who was asked, and whom to ask next."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.database import Work
from api.preparation import settling
from api.preparation.settling_schemas import Board, CouldSettleList

READ: Final = {"scope": "conversations:read"}
People = Annotated[
    list[UUID],
    QueryParameter(
        name="contact_id", min_items=1, max_items=50, description="People who might be asked"
    ),
]


@get("/assumptions/board", opt=READ)
async def read_board(work: NamedDependency[Work]) -> Board:
    """What the person wants to find out: who was asked about it, whether they disagree, where it is
    planned to be asked, whom to ask next and why, and answers to look at."""
    return await settling.read_board(work)


@get("/assumptions/could-settle", opt=READ)
async def could_settle(work: NamedDependency[Work], contact_ids: People) -> CouldSettleList:
    """Of each of these people the open question to which their answer is worth most; who could add
    to none is left out."""
    return await settling.could_settle(work, contact_ids)


router: Final = Router("/", route_handlers=[read_board, could_settle], tags=["Growth"])
