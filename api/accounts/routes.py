"""Account routes: who I am, and what I settled for myself."""

from typing import Final

from litestar import Response, Router, get, patch
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.accounts import service
from api.accounts.schemas import MeRead, ProfileChange, ProfileRead
from api.database import Work
from api.etags import IfMatch, with_etag


@get("/", opt={"scope": "profile:read"})
async def read_me(work: NamedDependency[Work]) -> MeRead:
    """Who is signed in."""
    return await service.read_me(work)


@patch("/profile", opt={"scope": "profile:write"})
async def change_profile(
    work: NamedDependency[Work], data: JSONBody[ProfileChange], if_match: IfMatch = None
) -> Response[ProfileRead]:
    """Change the profile; what is not sent stays."""
    return with_etag(await service.change_profile(work, data, if_match=if_match))


router: Final = Router("/me", route_handlers=[read_me, change_profile], tags=["Account"])
