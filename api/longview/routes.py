"""Routes of the long view: who led to whom, and what went to and fro."""

from typing import Final

from litestar import Router, get
from litestar.di import NamedDependency

from api.database import Work
from api.longview import balance, led
from api.longview.schemas import Balance, WhoLed

READ: Final = {"scope": "contacts:read"}


@get("/who-led", opt=READ)
async def who_led(work: NamedDependency[Work]) -> WhoLed:
    """Who led to whom as a tree, how wide the circle of people talked to is, and who would widen it."""
    return await led.read_led(work)


@get("/balance", opt={"scope": "conversations:read"})
async def read_balance(work: NamedDependency[Work]) -> Balance:
    """What came from people and what went to them: talks, advice, introductions, promises kept, what
    was shared and told."""
    return await balance.read_balance(work)


router: Final = Router("/", route_handlers=[who_led, read_balance], tags=["The long view"])
