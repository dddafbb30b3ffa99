"""Routes of applications, of consent and of connected apps; all for a signed-in browser only."""

from typing import Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.accounts.access import AnyRequest, session_hash_of, settings_of
from api.database import Work
from api.etags import IfMatch, with_etag
from api.oauth import applications, authorizing, connections
from api.oauth.schemas import (
    ApplicationChange,
    ApplicationCreate,
    ApplicationCreated,
    ApplicationList,
    ApplicationRead,
    ApplicationSecret,
    AuthorizationAsk,
    AuthorizationDecided,
    AuthorizationDecision,
    AuthorizationRead,
    ConnectionList,
)
from api.secrets import Keys


def means_of(request: AnyRequest) -> authorizing.Means:
    """What consent works with, from the application."""
    return authorizing.Means(settings_of(request).public_url, cast(Keys, request.app.state["keys"]))


@get("/", opt={"scope": "session"})
async def list_applications(work: NamedDependency[Work]) -> ApplicationList:
    """The applications that I registered, newest first."""
    return ApplicationList(await applications.list_applications(work))


@post("/", opt={"scope": "session"}, status_code=201)
async def register_application(
    work: NamedDependency[Work], data: JSONBody[ApplicationCreate], request: AnyRequest
) -> Response[ApplicationCreated]:
    """Register an application, soon after signing in. Its secret is in this answer only."""
    made = await applications.register(work, means_of(request).keys, data, session_hash_of(request))
    return with_etag(made, status=201)


@get("/{application_id:uuid}", opt={"scope": "session"})
async def read_application(
    work: NamedDependency[Work], application_id: FromPath[UUID]
) -> Response[ApplicationRead]:
    """One application that I registered."""
    return with_etag(await applications.read_application(work, application_id))


@patch("/{application_id:uuid}", opt={"scope": "session"})
async def change_application(
    work: NamedDependency[Work],
    application_id: FromPath[UUID],
    data: JSONBody[ApplicationChange],
    request: AnyRequest,
    if_match: IfMatch = None,
) -> Response[ApplicationRead]:
    """Change an application, soon after signing in; what is not sent stays."""
    return with_etag(
        await applications.change(
            work, application_id, data, session_hash_of(request), if_match=if_match
        )
    )


@delete("/{application_id:uuid}", opt={"scope": "session"})
async def delete_application(work: NamedDependency[Work], application_id: FromPath[UUID]) -> None:
    """Delete an application; everybody who connected it is rid of it at once."""
    await applications.delete(work, application_id)


@post("/{application_id:uuid}/secret", opt={"scope": "session"}, status_code=200)
async def rotate_secret(
    work: NamedDependency[Work], application_id: FromPath[UUID], request: AnyRequest
) -> ApplicationSecret:
    """Give an application a new secret, soon after signing in; the one before is refused at once."""
    return ApplicationSecret(
        await applications.rotate(work, application_id, session_hash_of(request))
    )


@post("/", opt={"scope": "session"}, status_code=200)
async def ask_for_authorization(
    work: NamedDependency[Work], data: JSONBody[AuthorizationAsk], request: AnyRequest
) -> AuthorizationRead:
    """What an application asks of me, by the address it sent me to."""
    return await authorizing.ask(work, means_of(request), data, session_hash_of(request))


@post("/decision", opt={"scope": "session"}, status_code=200)
async def decide_authorization(
    work: NamedDependency[Work], data: JSONBody[AuthorizationDecision], request: AnyRequest
) -> AuthorizationDecided:
    """Let an application in, or don't: the address to go back to."""
    return await authorizing.decide(work, means_of(request), data, session_hash_of(request))


@get("/", opt={"scope": "session"})
async def list_connections(work: NamedDependency[Work]) -> ConnectionList:
    """The applications that I let in, newest first."""
    return ConnectionList(await connections.list_connections(work))


@delete("/{connection_id:uuid}", opt={"scope": "session"})
async def cut_off(work: NamedDependency[Work], connection_id: FromPath[UUID]) -> None:
    """Cut an application off: none of its codes and tokens for me is good any more."""
    await connections.cut_off(work, connection_id)


applications_router: Final = Router(
    "/applications",
    route_handlers=[
        list_applications,
        register_application,
        read_application,
        change_application,
        delete_application,
        rotate_secret,
    ],
    tags=["Applications"],
)
authorizations_router: Final = Router(
    "/authorizations",
    route_handlers=[ask_for_authorization, decide_authorization],
    tags=["Applications"],
)
connections_router: Final = Router(
    "/connections", route_handlers=[list_connections, cut_off], tags=["Applications"]
)
