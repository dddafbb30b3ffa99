"""Digest routes: how the last weeks and months went."""

from typing import Final

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency

from api.database import Work
from api.digests import reading
from api.digests.schemas import DigestPage
from api.paging import Cursor, Limit


@get("/digests", opt={"scope": "threads:read"})
async def list_digests(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> DigestPage:
    """How each week went, the latest first, as it was told then; months and goals among them."""
    return await reading.list_digests(work, state.cursors, limit=limit, cursor=cursor)


router: Final = Router("/", route_handlers=[list_digests], tags=["Overview"])
