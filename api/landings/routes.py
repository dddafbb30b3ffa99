"""Routes of landings: opened, told over two weeks, printed as a story, taken back."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.database import Work
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.landings import keeping, printing, reading
from api.landings.schemas import (
    LandingChange,
    LandingList,
    LandingOpen,
    LandingRead,
    TellingChange,
    TellingRead,
)
from api.typeset import PDF

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/landings", opt=READ)
async def list_landings(work: NamedDependency[Work]) -> LandingList:
    """New roles, and goals that were reached or given up, the latest first."""
    return await reading.list_landings(work)


@post("/landings", opt=WRITE)
async def open_landing(
    work: NamedDependency[Work], data: JSONBody[LandingOpen]
) -> Response[LandingRead]:
    """Open the page of an end: everybody on the path to it and everybody who helped, each with an
    update drafted from what they gave. With a new role or the last open goal, people are kept in
    touch with once a year from then on. Opened again it answers 200, with whoever helped since."""
    landing, new = await keeping.open_landing(work, data)
    return with_etag(landing, status=201 if new else 200)


@get("/landings/{landing_id:uuid}", opt=READ)
async def read_landing(
    work: NamedDependency[Work], landing_id: FromPath[UUID]
) -> Response[LandingRead]:
    """One landing; there is none while the goal is open again."""
    return with_etag(await reading.read_landing(work, landing_id))


@patch("/landings/{landing_id:uuid}", opt=WRITE)
async def say_it(
    work: NamedDependency[Work],
    landing_id: FromPath[UUID],
    data: JSONBody[LandingChange],
    if_match: IfMatch = None,
) -> Response[LandingRead]:
    """Say the news in other words; every draft follows."""
    return with_etag(await keeping.say(work, landing_id, data, if_match=if_match))


@delete("/landings/{landing_id:uuid}", opt=WRITE)
async def take_landing_back(work: NamedDependency[Work], landing_id: FromPath[UUID]) -> None:
    """It was none: nobody is told, and people are kept in touch with as often as before."""
    await keeping.take_back(work, landing_id)


@post("/landings/{landing_id:uuid}/plan", opt=WRITE, status_code=200)
async def plan_telling(
    work: NamedDependency[Work], landing_id: FromPath[UUID]
) -> Response[LandingRead]:
    """Tell them over two weeks, 15 minutes at a time, at the person's own half hours. Whoever was
    told or left out has no day."""
    return with_etag(await keeping.plan(work, landing_id))


@delete("/landings/{landing_id:uuid}/plan", opt=WRITE, status_code=200)
async def unplan_telling(
    work: NamedDependency[Work], landing_id: FromPath[UUID]
) -> Response[LandingRead]:
    """Not over two weeks after all."""
    return with_etag(await keeping.unplan(work, landing_id))


@get("/landings/{landing_id:uuid}/story.pdf", opt=READ, media_type=PDF)
async def print_story(work: NamedDependency[Work], landing_id: FromPath[UUID]) -> Response[bytes]:
    """How it came to this, to print (PDF/UA): the goal as it changed, the way, and who helped."""
    made = await printing.print_story(work, landing_id)
    return Response(made.content, media_type=PDF, headers=attachment(made.name))


@get("/tellings/{telling_id:uuid}", opt=READ)
async def read_telling(
    work: NamedDependency[Work], telling_id: FromPath[UUID]
) -> Response[TellingRead]:
    """One person who is told, with the update to them."""
    return with_etag(await reading.read_telling(work, telling_id))


@patch("/tellings/{telling_id:uuid}", opt=WRITE)
async def change_telling(
    work: NamedDependency[Work],
    telling_id: FromPath[UUID],
    data: JSONBody[TellingChange],
    if_match: IfMatch = None,
) -> Response[TellingRead]:
    """They were told some other way, or are not to be told; or neither after all. An update that was
    sent since tells it by itself."""
    return with_etag(await keeping.change_telling(work, telling_id, data, if_match=if_match))


router: Final = Router(
    "/",
    route_handlers=[
        list_landings,
        open_landing,
        read_landing,
        say_it,
        take_landing_back,
        plan_telling,
        unplan_telling,
        print_story,
        read_telling,
        change_telling,
    ],
    tags=["The long view"],
)
