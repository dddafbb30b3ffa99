"""Routes of the page that a link in a mail opens: look, do, undo, without signing in.

The link travels in the body, never in an address: no log and no referrer keeps it.
"""

from typing import Final

from litestar import Router, delete, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.credentials import PUBLIC
from api.database import Work
from api.reminders import tapping
from api.reminders.schemas import TapDo, TapLink, TapRead

OPEN: Final = {"scope": PUBLIC}


@post("/taps/look", opt=OPEN, status_code=200)
async def look_at_tap(work: NamedDependency[Work], data: JSONBody[TapLink]) -> TapRead:
    """What a link of a mail would do, or did. Changes nothing."""
    return await tapping.look(work, data.token)


@post("/taps", opt=OPEN, status_code=200)
async def tap(work: NamedDependency[Work], data: JSONBody[TapDo]) -> TapRead:
    """Do what the link is for: once, however often it is sent."""
    return await tapping.do(work, data.token, data.when)


@delete("/taps", opt=OPEN, status_code=200)
async def take_tap_back(work: NamedDependency[Work], data: JSONBody[TapLink]) -> TapRead:
    """Take back what this link did, within a day."""
    return await tapping.undo(work, data.token)


router: Final = Router("/", route_handlers=[look_at_tap, tap, take_tap_back], tags=["Reminders"])
