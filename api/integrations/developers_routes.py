"""Routes of the developers' page: no sign-in, no script, and an address for each kind of problem."""

from typing import Final, cast

from litestar import Response, Router, get
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Redirect

from api.config import Settings
from api.credentials import PUBLIC
from api.docs import POLICY
from api.errors import NotFound
from api.integrations import developers


@get("/developers", opt={"scope": PUBLIC}, include_in_schema=False)
async def show_developers(state: State) -> Response[bytes]:
    """The page."""
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    made = developers.page(cast(Settings, state.settings))
    return Response(made, media_type="text/html", headers=headers)


@get("/problems/{code:str}", opt={"scope": PUBLIC}, include_in_schema=False, status_code=303)
async def explain_problem(code: FromPath[str]) -> Redirect:
    """Where the last part of a problem's `type` leads: to what it means and what to do. Raises NotFound."""
    place = developers.entry_of(code)
    if place is None:
        raise NotFound()
    return Redirect(place, status_code=303)


router: Final = Router("/", route_handlers=[show_developers, explain_problem])
