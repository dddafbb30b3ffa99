"""Routes of times: what to offer to somebody, what was offered, which of it they took."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api.conversations import slot_reading, slot_times, slots
from api.conversations.schemas import ConversationRead
from api.conversations.slot_schemas import (
    OfferPage,
    OfferRead,
    OfferSent,
    OfferWrite,
    SlotTaken,
    TimesRead,
)
from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Limit

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}

Minutes = Annotated[int, QueryParameter(ge=10, le=180, description="How long a talk to find")]
After = Annotated[
    date | None, QueryParameter(description="Look behind this day of theirs for other times")
]


@get("/threads/{thread_id:uuid}/times", opt=READ)
async def suggest_times(
    work: NamedDependency[Work],
    thread_id: FromPath[UUID],
    minutes: Minutes = 30,
    after: After = None,
) -> TimesRead:
    """Three times to offer, in their zone and working hours, when you are free."""
    return await slot_times.suggest_times(work, thread_id, minutes=minutes, after=after)


@get("/slot-offers", opt=READ)
async def list_offers(
    work: NamedDependency[Work],
    state: State,
    thread_id: FromQuery[UUID | None] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> OfferPage:
    """Times that were offered, the latest first."""
    return await slot_reading.list_offers(
        work, state.cursors, thread_id=thread_id, limit=limit, cursor=cursor
    )


@post("/slot-offers", opt=WRITE)
async def offer_times(
    work: NamedDependency[Work], data: JSONBody[OfferWrite]
) -> Response[OfferRead]:
    """Offer times; the same again answers 200."""
    offered, new = await slots.offer(work, data)
    return with_etag(offered, status=201 if new else 200)


@get("/slot-offers/{offer_id:uuid}", opt=READ)
async def read_offer(work: NamedDependency[Work], offer_id: FromPath[UUID]) -> Response[OfferRead]:
    """Times that were offered together."""
    return with_etag(await slot_reading.read_offer(work, offer_id))


@delete("/slot-offers/{offer_id:uuid}", opt=WRITE)
async def withdraw_times(
    work: NamedDependency[Work], offer_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take offered times back: they are free again."""
    await slots.withdraw(work, offer_id, if_match=if_match)


@post("/slot-offers/{offer_id:uuid}/restore", opt=WRITE, status_code=200)
async def bring_times_back(
    work: NamedDependency[Work], offer_id: FromPath[UUID]
) -> Response[OfferRead]:
    """Undo the taking back."""
    return with_etag(await slots.bring_back(work, offer_id))


@post("/slot-offers/{offer_id:uuid}/sent", opt=WRITE, status_code=200)
async def mark_offered(
    work: NamedDependency[Work], offer_id: FromPath[UUID], data: JSONBody[OfferSent]
) -> Response[OfferRead]:
    """Say that the times were sent: from then on they are held."""
    return with_etag(await slots.mark_offered(work, offer_id, data))


@post("/slot-offers/{offer_id:uuid}/taken", opt=WRITE, status_code=200)
async def take_time(
    work: NamedDependency[Work], offer_id: FromPath[UUID], data: JSONBody[SlotTaken]
) -> Response[ConversationRead]:
    """They took this one: the talk is planned in one go; its id is that of the time."""
    talk, _ = await slots.take(work, offer_id, data)
    return with_etag(talk)


@delete("/slot-offers/{offer_id:uuid}/taken", opt=WRITE, status_code=200)
async def take_time_back(
    work: NamedDependency[Work], offer_id: FromPath[UUID]
) -> Response[OfferRead]:
    """Undo: they did not take it. The talk goes and the times are offered as before."""
    return with_etag(await slots.not_taken(work, offer_id))


router: Final = Router(
    "/",
    route_handlers=[
        suggest_times,
        list_offers,
        offer_times,
        read_offer,
        withdraw_times,
        bring_times_back,
        mark_offered,
        take_time,
        take_time_back,
    ],
    tags=["Times"],
)
