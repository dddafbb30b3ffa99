"""Routes of the report of a cohort, for everybody who works in the organization: numbers that tell
nothing about fewer than five people."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api.coaching import reporting
from api.coaching.report_schemas import ProgrammeReport
from api.database import Work
from api.files import attachment
from api.organizations.allowed import EVERYBODY, READ
from api.spreadsheets import CSV
from api.typeset import PDF

SEE: Final = {"scope": READ, "roles": EVERYBODY}


@get("/report", opt=SEE)
async def read_programme_report(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> ProgrammeReport:
    """A cohort in numbers that may be told: closed weeks, each counted once, beside the term before."""
    return await reporting.read_report(work, organization_id, cohort_id)


@get("/report.csv", opt=SEE, media_type="text/csv")
async def save_programme_report(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> Response[bytes]:
    """The report as a file."""
    report = await reporting.read_report(work, organization_id, cohort_id)
    return Response(
        reporting.report_file(report),
        media_type=CSV,
        headers=attachment(f"{report.cohort}.csv"),
    )


@get("/report.pdf", opt=SEE, media_type=PDF)
async def print_programme_report(
    work: NamedDependency[Work], organization_id: FromPath[UUID], cohort_id: FromPath[UUID]
) -> Response[bytes]:
    """The report on one page, to print (PDF/UA)."""
    report = await reporting.read_report(work, organization_id, cohort_id)
    return Response(
        await reporting.print_report(work, report),
        media_type=PDF,
        headers=attachment(f"{report.cohort}.pdf"),
    )


router: Final = Router(
    "/organizations/{organization_id:uuid}/cohorts/{cohort_id:uuid}",
    route_handlers=[read_programme_report, save_programme_report, print_programme_report],
    tags=["Dashboards"],
)
