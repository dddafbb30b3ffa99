"""Report routes: ask for one, come back for it, read it, take it as a page, see what changed."""

from typing import Final, Literal, cast
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.database import Work
from api.etags import with_etag
from api.files import attachment
from api.paging import Cursor, Cursors, Limit
from api.reports import making, printing, reading
from api.reports.schemas import ReportPage, ReportRead, ReportWish

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
Sources = Literal["named", "counted"]


@post("/", opt=WRITE, status_code=202)
async def ask_for_report(
    work: NamedDependency[Work], data: JSONBody[ReportWish]
) -> Response[ReportRead]:
    """Have a report made: the gap between what people asked for and what I can do, or the year with
    people that ends today. It takes a moment:
    look again, or leave. Asked for again under the same id it is the same report."""
    await making.ask_for_report(work, data)
    return Response(await reading.read_report(work, data.id), status_code=202)


@get("/", opt=READ)
async def list_reports(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> ReportPage:
    """Reports, the newest first."""
    cursors = cast(Cursors, state.cursors)
    return await reading.list_reports(work, cursors, limit=limit, cursor=cursor)


@get("/{report_id:uuid}", opt=READ)
async def read_report(
    work: NamedDependency[Work], report_id: FromPath[UUID]
) -> Response[ReportRead]:
    """One report, with every line behind it, and what changed since the one before."""
    return with_etag(await reading.read_report(work, report_id))


@get("/{report_id:uuid}/report.pdf", opt=READ, media_type=printing.MEDIA["pdf"])
async def print_report(
    work: NamedDependency[Work],
    report_id: FromPath[UUID],
    sources: FromQuery[Sources] = "named",
) -> Response[bytes]:
    """A report to print or to hand over (PDF/UA). With `sources=counted` it names nobody and quotes
    nobody: it says how many employers and people stand behind each claim."""
    made = await printing.print_report(work, report_id, "pdf", counted=sources == "counted")
    return Response(made.content, media_type=made.media_type, headers=attachment(made.name))


@get("/{report_id:uuid}/report.png", opt=READ, media_type=printing.MEDIA["png"])
async def picture_report(
    work: NamedDependency[Work],
    report_id: FromPath[UUID],
    sources: FromQuery[Sources] = "named",
) -> Response[bytes]:
    """The same as one picture."""
    made = await printing.print_report(work, report_id, "png", counted=sources == "counted")
    return Response(made.content, media_type=made.media_type, headers=attachment(made.name))


@delete("/{report_id:uuid}", opt=WRITE)
async def forget_report(work: NamedDependency[Work], report_id: FromPath[UUID]) -> None:
    """Take a report away."""
    await reading.forget_report(work, report_id)


router: Final = Router(
    "/reports",
    route_handlers=[
        ask_for_report,
        list_reports,
        read_report,
        print_report,
        picture_report,
        forget_report,
    ],
    tags=["Reports"],
)
