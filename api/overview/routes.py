"""Overview routes: today, what is shown when, and the person's own numbers."""

from typing import Final

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.database import Work
from api.overview import numbers, shows, today
from api.overview.measure_schemas import MeasuresRead
from api.overview.schemas import Shows, TodayDone, TodayRead, TodaySnooze

READ: Final = {"scope": "threads:read"}
WRITE: Final = {"scope": "threads:write"}


@get("/today", opt=READ)
async def read_today(work: NamedDependency[Work]) -> TodayRead:
    """The single next thing, at most three more, and what can wait."""
    return await today.read_today(work)


@post("/today/done", opt=WRITE, status_code=204)
async def mark_done(work: NamedDependency[Work], data: JSONBody[TodayDone]) -> None:
    """Done, or not to be shown again."""
    await today.mark_done(work, data)


@delete("/today/done", opt=WRITE)
async def mark_undone(work: NamedDependency[Work], data: JSONBody[TodayDone]) -> None:
    """Not done after all."""
    await today.mark_undone(work, data)


@post("/today/snooze", opt=WRITE, status_code=204)
async def snooze(work: NamedDependency[Work], data: JSONBody[TodaySnooze]) -> None:
    """Not before a time."""
    await today.snooze(work, data)


@delete("/today/snooze", opt=WRITE)
async def wake(work: NamedDependency[Work], data: JSONBody[TodayDone]) -> None:
    """Show it again."""
    await today.take_back(work, data)


@get("/shows", opt=READ)
async def read_shows(work: NamedDependency[Work]) -> Shows:
    """Which parts of the app have something to say yet."""
    return await shows.read_shows(work)


@get("/measures", opt=READ)
async def read_measures(work: NamedDependency[Work]) -> MeasuresRead:
    """Answers, talks, thanks and introductions, each with its size; nothing before ten asks."""
    return await numbers.read_measures(work)


router: Final = Router(
    "/",
    route_handlers=[read_today, mark_done, mark_undone, snooze, wake, read_shows, read_measures],
    tags=["Overview"],
)
