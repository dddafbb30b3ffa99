"""Reminder routes: switches, the history of mails, and stopping one kind without signing in."""

from typing import Final

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from api.credentials import PUBLIC
from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit
from api.reminders import service
from api.reminders.schemas import (
    DeliveryPage,
    RemindersChange,
    RemindersRead,
    Unsubscribed,
)
from api.reminders.unsubscribing import subscribe_again, unsubscribe

READ: Final = {"scope": "reminders:read"}
WRITE: Final = {"scope": "reminders:write"}


@get("/me/reminders", opt=READ)
async def read_reminders(work: NamedDependency[Work]) -> Response[RemindersRead]:
    """Which reminders may come by mail."""
    return with_etag(await service.read_reminders(work))


@patch("/me/reminders", opt=WRITE)
async def change_reminders(
    work: NamedDependency[Work], data: JSONBody[RemindersChange], if_match: IfMatch = None
) -> Response[RemindersRead]:
    """Switch kinds of reminders, or pause them all."""
    return with_etag(await service.change_reminders(work, data, if_match=if_match))


@get("/deliveries", opt=READ)
async def list_deliveries(
    work: NamedDependency[Work], state: State, limit: Limit = 50, cursor: Cursor = None
) -> DeliveryPage:
    """What was said to this person by which way, or why it was not. Days on which nothing was due
    are left out."""
    return await service.list_deliveries(work, state.cursors, limit=limit, cursor=cursor)


@post("/unsubscribe/{token:str}", opt={"scope": PUBLIC}, status_code=200)
async def stop_one_kind(
    work: NamedDependency[Work], state: State, token: FromPath[str]
) -> Unsubscribed:
    """Stop the kind of mail that this link came with. Mail programs post here by themselves."""
    return Unsubscribed(await unsubscribe(work, state.unsubscriber, token))  # type: ignore[arg-type]


@delete("/unsubscribe/{token:str}", opt={"scope": PUBLIC}, status_code=200)
async def take_stop_back(
    work: NamedDependency[Work], state: State, token: FromPath[str]
) -> Unsubscribed:
    """Have the kind of mail of this link come again, within a day after it was stopped."""
    return Unsubscribed(await subscribe_again(work, state.unsubscriber, token))  # type: ignore[arg-type]


@get("/unsubscribe/{token:str}", opt={"scope": PUBLIC}, include_in_schema=False)
async def show_unsubscribing(
    token: FromPath[str],
) -> Redirect:
    """Opened by hand: the page with the button. Prefetchers stop nothing here."""
    return Redirect(f"/unsubscribe#{token}", status_code=303)


router: Final = Router(
    "/",
    route_handlers=[
        read_reminders,
        change_reminders,
        list_deliveries,
        stop_one_kind,
        take_stop_back,
        show_unsubscribing,
    ],
    tags=["Reminders"],
)
