"""Routes of a host's own page. Whoever has its secret needs no account; it travels in the body, never
in an address: no log and no referrer keeps it, and what opens links by itself does nothing."""

from typing import Final

from litestar import Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.accounts.access import AnyRequest, means_of
from api.credentials import PUBLIC
from api.database import Work
from api.hosting import pages
from api.hosting.page_schemas import (
    HostAgrees,
    HostAnswer,
    HostNewLink,
    HostSecret,
    OwnHostChange,
    OwnHostPage,
)

OPEN: Final = {"scope": PUBLIC, "refuses": ("404",)}
OR_CONFLICT: Final = {"scope": PUBLIC, "refuses": ("404", "409")}


@post("/host-page/read", opt=OPEN, status_code=200)
async def read_host_page(work: NamedDependency[Work], data: JSONBody[HostSecret]) -> OwnHostPage:
    """Everything that is held about a host, for themselves. Changes nothing."""
    return await pages.read_page(work, data.secret)


@post("/host-page/agree", opt=OR_CONFLICT, status_code=200)
async def agree_to_host(work: NamedDependency[Work], data: JSONBody[HostAgrees]) -> OwnHostPage:
    """Agree to the words of this version: they are a host from now on."""
    return await pages.agree(work, data)


@post("/host-page/change", opt=OPEN, status_code=200)
async def change_host_page(
    work: NamedDependency[Work], data: JSONBody[OwnHostChange]
) -> OwnHostPage:
    """Say it in other words, be asked more or less often, pause, or be there again."""
    return await pages.change_page(work, data)


@post("/host-page/answer", opt=OPEN, status_code=200)
async def answer_host_request(
    work: NamedDependency[Work], data: JSONBody[HostAnswer]
) -> OwnHostPage:
    """Say yes or no to a request. The first answer counts; after it, or too late, nothing changes and
    the page says how it stands."""
    return await pages.answer(work, data)


@post("/host-page/link", opt=OPEN, status_code=200)
async def renew_host_link(
    work: NamedDependency[Work], data: JSONBody[HostSecret], request: AnyRequest
) -> HostNewLink:
    """Another secret for this page; those from before open nothing any more."""
    return await pages.renew_link(work, means_of(request).keys, data.secret)


@post("/host-page/erase", opt=OPEN, status_code=204)
async def erase_host(work: NamedDependency[Work], data: JSONBody[HostSecret]) -> None:
    """Delete everything that is held about a host. Whoever waits for an answer is told."""
    await pages.erase(work, data.secret)


router: Final = Router(
    "/",
    route_handlers=[
        read_host_page,
        agree_to_host,
        change_host_page,
        answer_host_request,
        renew_host_link,
        erase_host,
    ],
    tags=["Hosts"],
)
