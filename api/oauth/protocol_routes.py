"""The endpoints that programs know by name: metadata, token, revocation, introspection.

They speak OAuth, not problem documents, and describe themselves by RFC 8414 instead of OpenAPI.
"""

from typing import Any, Final, cast

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from api.accounts.access import AnyRequest, settings_of
from api.credentials import PUBLIC, SCOPES
from api.database import Work
from api.oauth.exchanging import Answer, Endpoint, answer
from api.oauth.parameters import MOST_BYTES, Malformed, read_posted
from api.secrets import Keys

WITH_SECRET: Final = ("client_secret_basic", "client_secret_post")


@get("/.well-known/oauth-authorization-server", opt={"scope": PUBLIC}, include_in_schema=False)
async def read_metadata(request: AnyRequest) -> Response[dict[str, Any]]:
    """What this authorization server is able to do, and where (RFC 8414)."""
    own = settings_of(request).public_url
    return Response(
        {
            "issuer": own,
            "authorization_endpoint": f"{own}/authorize",
            "token_endpoint": f"{own}/v1/oauth/token",
            "revocation_endpoint": f"{own}/v1/oauth/revoke",
            "introspection_endpoint": f"{own}/v1/oauth/introspect",
            "service_documentation": f"{own}/v1/docs",
            "scopes_supported": SCOPES,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": [*WITH_SECRET, "none"],
            "revocation_endpoint_auth_methods_supported": [*WITH_SECRET, "none"],
            "introspection_endpoint_auth_methods_supported": WITH_SECRET,
            "authorization_response_iss_parameter_supported": True,
        },
        headers={"Cache-Control": "public, max-age=3600"},
    )


@post("/token", opt={"scope": PUBLIC}, include_in_schema=False)
async def token(work: NamedDependency[Work], request: AnyRequest) -> Response[Any]:
    """A code or a refresh token becomes an access token and the next refresh token."""
    return await _respond(work, request, "token")


@post("/revoke", opt={"scope": PUBLIC}, include_in_schema=False)
async def revoke(work: NamedDependency[Work], request: AnyRequest) -> Response[Any]:
    """An application gives a token back (RFC 7009)."""
    return await _respond(work, request, "revocation")


@post("/introspect", opt={"scope": PUBLIC}, include_in_schema=False)
async def introspect(work: NamedDependency[Work], request: AnyRequest) -> Response[Any]:
    """An application with a secret asks about a token of its own (RFC 7662)."""
    return await _respond(work, request, "introspection")


async def _respond(work: Work, request: AnyRequest, endpoint: Endpoint) -> Response[Any]:
    body = await request.body()
    try:
        if len(body) > MOST_BYTES:
            raise Malformed("That is more than any request of OAuth.")
        posted = read_posted(
            body,
            query=request.url.query,
            media_type=request.headers.get("content-type", ""),
            authorization=request.headers.get("authorization"),
        )
    except Malformed as error:
        refused: Answer = (400, {"error": "invalid_request", "error_description": str(error)}, [])
        return _response(refused)
    keys = cast(Keys, request.app.state["keys"])
    return _response(await answer(work, keys, posted, endpoint))


def _response(given: Answer) -> Response[Any]:
    status, body, headers = given
    return Response(
        body,
        status_code=status,
        headers={**dict(headers), "Cache-Control": "no-store", "Pragma": "no-cache"},
        media_type="application/json",
    )


router: Final = Router("/oauth", route_handlers=[token, revoke, introspect])
