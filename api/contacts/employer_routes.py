"""Routes of employers and of introductions."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from api.contacts import employers as employer_service
from api.contacts import introductions as introduction_service
from api.contacts.employer_schemas import (
    EmployerChange,
    EmployerCreate,
    EmployerPage,
    EmployerRead,
    IntroductionChange,
    IntroductionCreate,
    IntroductionPage,
    IntroductionRead,
)
from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Cursors, Limit

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}


@get("/", opt=READ)
async def list_employers(
    work: NamedDependency[Work], state: State, limit: Limit = 50, cursor: Cursor = None
) -> EmployerPage:
    """Employers, by name."""
    return await employer_service.list_employers(
        work, cast(Cursors, state.cursors), limit=limit, cursor=cursor
    )


@post("/", opt=WRITE, status_code=201)
async def create_employer(
    work: NamedDependency[Work], data: JSONBody[EmployerCreate]
) -> Response[EmployerRead]:
    """Add an employer. The same request again answers 200."""
    employer, new = await employer_service.create_employer(work, data)
    return with_etag(employer, status=201 if new else 200)


@get("/{employer_id:uuid}", opt=READ)
async def read_employer(
    work: NamedDependency[Work], employer_id: FromPath[UUID]
) -> Response[EmployerRead]:
    """One employer."""
    return with_etag(await employer_service.read_employer(work, employer_id))


@patch("/{employer_id:uuid}", opt=WRITE)
async def change_employer(
    work: NamedDependency[Work],
    employer_id: FromPath[UUID],
    data: JSONBody[EmployerChange],
    if_match: IfMatch = None,
) -> Response[EmployerRead]:
    """Rename an employer, or say whether it is one's own."""
    return with_etag(
        await employer_service.change_employer(work, employer_id, data, if_match=if_match)
    )


@delete("/{employer_id:uuid}", opt=WRITE)
async def delete_employer(
    work: NamedDependency[Work], employer_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take an employer away; its people stay, without one."""
    await employer_service.delete_employer(work, employer_id, if_match=if_match)


@get("/", opt=READ)
async def list_introductions(
    work: NamedDependency[Work],
    state: State,
    contact_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> IntroductionPage:
    """Who led to whom, newest first; of one person or all."""
    return await introduction_service.list_introductions(
        work, cast(Cursors, state.cursors), contact_id=contact_id, limit=limit, cursor=cursor
    )


@post("/", opt=WRITE, status_code=201)
async def create_introduction(
    work: NamedDependency[Work], data: JSONBody[IntroductionCreate]
) -> Response[IntroductionRead]:
    """Say who led to whom. The same request again answers 200."""
    introduction, new = await introduction_service.create_introduction(work, data)
    return with_etag(introduction, status=201 if new else 200)


@get("/{introduction_id:uuid}", opt=READ)
async def read_introduction(
    work: NamedDependency[Work], introduction_id: FromPath[UUID]
) -> Response[IntroductionRead]:
    """One introduction."""
    return with_etag(await introduction_service.read_introduction(work, introduction_id))


@patch("/{introduction_id:uuid}", opt=WRITE)
async def change_introduction(
    work: NamedDependency[Work],
    introduction_id: FromPath[UUID],
    data: JSONBody[IntroductionChange],
    if_match: IfMatch = None,
) -> Response[IntroductionRead]:
    """Say when the introducer was told what came of it."""
    return with_etag(
        await introduction_service.change_introduction(
            work, introduction_id, data, if_match=if_match
        )
    )


@delete("/{introduction_id:uuid}", opt=WRITE)
async def delete_introduction(
    work: NamedDependency[Work], introduction_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take an introduction away."""
    await introduction_service.delete_introduction(work, introduction_id, if_match=if_match)


employers: Final = Router(
    "/employers",
    route_handlers=[
        list_employers, create_employer, read_employer, change_employer, delete_employer,
    ],
)  # fmt: skip
introductions: Final = Router(
    "/introductions",
    route_handlers=[
        list_introductions, create_introduction, read_introduction, change_introduction,
        delete_introduction,
    ],
)  # fmt: skip
