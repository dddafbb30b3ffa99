"""Is this process alive, can it work, and what does it measure."""

import asyncio
from typing import Final, Literal, cast

import msgspec
from litestar import Request, Response, Router, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.config import Settings
from api.credentials import PUBLIC
from api.database import Database, Hot
from api.deliveries.metrics import delivery_metrics
from api.errors import NotFound, Problem
from api.jobs import BrokerBell
from migrations import newest_revision

Standing = Literal["ok", "down", "behind", "off"]

REVISION: Final = Hot.of("SELECT version_num FROM app.alembic_version")


class Ready(msgspec.Struct, frozen=True):
    """What this process depends on, one word each."""

    database: Standing
    migrations: Standing
    broker: Standing


@get("/health/live", opt={"scope": PUBLIC}, include_in_schema=False)
async def live() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@get("/health/ready", opt={"scope": PUBLIC}, include_in_schema=False)
async def ready(request: Request[object, object, State]) -> Response[Ready]:
    """Whether it can work: 503 while the database or the migrations are not there. Without the
    broker it works on: reminders come later by the sweep."""
    revision = await _revision(cast(Database, request.app.state.database))
    broker = await _broker(cast("BrokerBell | None", request.app.state.bell))
    migrations: Standing = "ok" if revision == newest_revision() else "behind"
    standing = Ready("down" if revision is None else "ok", migrations, broker)
    works = standing.database == standing.migrations == "ok"
    return Response(standing, status_code=200 if works else 503)


@get("/metrics", opt={"scope": PUBLIC}, include_in_schema=False)
async def metrics(request: Request[object, object, State]) -> Response[bytes]:
    """Prometheus' text format, for whoever holds METRICS_TOKEN; without one there is nothing here."""
    settings = cast(Settings, request.app.state.settings)
    given = request.headers.get("authorization", "")
    if not settings.metrics_token or given != f"Bearer {settings.metrics_token}":
        raise NotFound()
    deliveries = await delivery_metrics(cast(Database, request.app.state.database))
    return Response(generate_latest() + deliveries, media_type=CONTENT_TYPE_LATEST)


async def _revision(database: Database) -> str | None:
    try:
        async with database.enter_nobody() as work:
            return str(await work.fetchval(REVISION))
    except Problem:
        return None


async def _broker(bell: BrokerBell | None) -> Standing:
    if bell is None:
        return "off"
    try:
        await asyncio.wait_for(asyncio.to_thread(bell.check), 2)
    except Exception:
        return "down"
    return "ok"


router: Final = Router("/", route_handlers=[live, ready, metrics])
