"""The one guard and the one dependency: who may call a route, and the transaction it runs in."""

from collections.abc import AsyncGenerator
from typing import cast
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from api.config import Settings
from api.credentials import (
    BEARERS,
    EXAMPLE_COOKIE,
    PUBLIC,
    SCOPES,
    SESSION,
    SESSION_COOKIE,
    STAFF_ROLES,
    Credential,
    Entering,
    read_credential,
)
from api.database import Database, Work
from api.errors import Forbidden, Unauthenticated
from api.idempotency import keep, replay

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ORGANIZATION = "organization_id"
"""The name of the parameter by which an address says whose it is."""
KNOWN = frozenset({PUBLIC, SESSION, *SCOPES})


def scope_of(handler: BaseRouteHandler) -> str:
    """The scope a route declares by `opt={"scope": …}`; a route without one is a programming error."""
    scope = handler.opt.get("scope")
    if scope not in KNOWN:
        raise RuntimeError(f"{handler} must declare opt={{'scope': …}}, one of {sorted(KNOWN)}")
    return cast(str, scope)


def roles_of(handler: BaseRouteHandler, *, of_organization: bool = True) -> tuple[str, ...]:
    """The roles that a route declares by `opt={"roles": …}`. One `of_organization` (its address names
    it) declares some, any other none: else it is a programming error."""
    roles = tuple(handler.opt.get("roles", ()))
    if bool(roles) != of_organization or not set(roles) <= set(STAFF_ROLES):
        raise RuntimeError(f"{handler} must declare opt={{'roles': …}}, some of {STAFF_ROLES}")
    return roles


def session_cookie(settings: Settings) -> str:
    """The name of the session cookie: `__Host-` wherever people reach us by https."""
    return f"__Host-{SESSION_COOKIE}" if settings.secure else SESSION_COOKIE


def example_cookie(settings: Settings) -> str:
    """The name of the cookie of somebody who looks at the example; while there is one it wins over
    the session of their own, which waits unharmed."""
    return f"__Host-{EXAMPLE_COOKIE}" if settings.secure else EXAMPLE_COOKIE


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Refuse callers without a credential and cross-site writes; the scope itself is checked by
    `door.enter` when the transaction opens."""
    # It awaits nothing, but Litestar sends a plain function through a thread on every request.
    settings = cast(Settings, connection.app.state.settings)
    method = str(connection.scope.get("method", "GET"))
    if method == "OPTIONS":  # Litestar answers these by itself: they only name the methods
        return
    bearer = connection.headers.get("authorization")
    if bearer is None and method not in SAFE_METHODS:
        _refuse_cross_site(connection, settings)
    if scope_of(handler) == PUBLIC:
        return
    credential = _credential(connection, settings, bearer)
    if credential is None:
        raise Unauthenticated()
    connection.state.credential = credential


def _credential(
    connection: ASGIConnection,  # type: ignore[type-arg]
    settings: Settings,
    bearer: str | None,
) -> Credential | None:
    if bearer is not None:
        scheme, _, text = bearer.partition(" ")
        credential = read_credential(text.strip()) if scheme.lower() == "bearer" else None
        return credential if credential and credential.subject.kind in BEARERS else None
    cookies = connection.cookies
    text = cookies.get(example_cookie(settings)) or cookies.get(session_cookie(settings), "")
    credential = read_credential(text)
    return credential if credential and credential.subject.kind == "session" else None


def _refuse_cross_site(connection: ASGIConnection, settings: Settings) -> None:  # type: ignore[type-arg]
    site = connection.headers.get("sec-fetch-site")
    if site in {"same-origin", "none"}:
        return
    origin = connection.headers.get("origin")
    if site is None and (origin is None or _same_origin(origin, connection, settings)):
        return
    raise Forbidden("This was sent by another site.")


def _same_origin(origin: str, connection: ASGIConnection, settings: Settings) -> bool:  # type: ignore[type-arg]
    return origin == settings.public_url or (
        not settings.production and urlsplit(origin).netloc == connection.headers.get("host")
    )


async def provide_work(request: Request[object, object, State]) -> AsyncGenerator[Work, None]:
    """The transaction of this request. Litestar ends it after the response is rendered and before
    its bytes leave, so a COMMIT that fails is an error, never a lie."""
    database = cast(Database, request.app.state.database)
    credential = cast("Credential | None", request.state.get("credential"))
    scope = scope_of(request.route_handler)
    writing = request.method not in SAFE_METHODS
    async with database.enter(
        credential, scope, writing=writing, organization=_organization(request)
    ) as work:
        if writing:
            await replay(work, request)
        yield work
        if writing:
            await keep(work, request)


def _organization(request: Request[object, object, State]) -> Entering | None:
    organization_id = request.path_params.get(ORGANIZATION)
    if organization_id is None:
        return None
    request_id = cast(str, request.scope.get("state", {}).get("request_id", ""))
    return Entering(organization_id, roles_of(request.route_handler), request_id)
