"""Routes of assistants: the address they call, and the person's switch and log."""

from typing import Any, Final, cast

from litestar import Request, Response, Router, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency

from api.assistants import letting_in
from api.assistants.protocol import Failed, answered, read_message, refused
from api.assistants.schemas import AssistantCallPage, AssistantsRead
from api.assistants.serving import FIRST, serve
from api.assistants.tools import Means
from api.config import Settings
from api.credentials import PUBLIC, SCOPES, SESSION, Credential
from api.database import Database, Work
from api.errors import Unauthenticated
from api.paging import Cursor, Limit
from api.refusals import refuse

METADATA: Final = "/.well-known/oauth-protected-resource"

AnyRequest = Request[object, object, State]


def point_to_sign_in(request: AnyRequest, error: Exception) -> Response[bytes]:
    """Tell who called without a good token where to get one (RFC 9728, section 5.1)."""
    answer = refuse(request, error)
    own = cast(Settings, request.app.state.settings).public_url
    answer.headers["WWW-Authenticate"] = (
        f'Bearer realm="askwell", resource_metadata="{own}{METADATA}{letting_in.PATH}"'
    )
    return answer


# It opens a transaction with the scope of the tool that is called, which stands in the body.
@post(
    letting_in.PATH,
    opt={"scope": FIRST},
    status_code=200,
    include_in_schema=False,
    exception_handlers={Unauthenticated: point_to_sign_in},
)
async def call_assistants(request: AnyRequest, state: State) -> Response[Any]:
    """One message of the Model Context Protocol."""
    credential = cast("Credential", request.state["credential"])
    message_id = None
    try:
        message = read_message(await request.body())
        if not isinstance(message.method, str) or not isinstance(message.id, str | int):
            # A notification, or an answer to what was never asked.
            return Response(b"", status_code=202, media_type="text/plain")
        message_id = message.id
        result = await serve(
            cast(Database, state["database"]),
            credential,
            Means(state["cursors"]),
            message.method,
            message.params,
        )
    except Failed as failed:
        return Response(
            refused(message_id, failed), status_code=200 if message_id is not None else 400
        )
    return Response(answered(message_id, result))


@get(
    [METADATA, METADATA + letting_in.PATH],
    opt={"scope": PUBLIC},
    include_in_schema=False,
)
async def read_resource(state: State) -> Response[dict[str, Any]]:
    """Who gives out tokens for the address that assistants call (RFC 9728)."""
    own = cast(Settings, state["settings"]).public_url
    return Response(
        {
            "resource": own + letting_in.PATH,
            "authorization_servers": [own],
            "scopes_supported": SCOPES,
            "bearer_methods_supported": ["header"],
            "resource_name": "Askwell",
            "resource_documentation": f"{own}/developers",
        },
        headers={"Cache-Control": "public, max-age=3600"},
    )


@get("/", opt={"scope": "profile:read"})
async def read_assistants(work: NamedDependency[Work], state: State) -> AssistantsRead:
    """Whether I let assistants in, and where they call."""
    return await letting_in.read_assistants(work, state["settings"].public_url)


@put("/", opt={"scope": SESSION})
async def let_assistants_in(work: NamedDependency[Work], state: State) -> AssistantsRead:
    """Let assistants in that come with a token of mine, or as an app that I connected."""
    return await letting_in.let_in(work, state["settings"].public_url)


@delete("/", opt={"scope": "profile:write"})
async def keep_assistants_out(work: NamedDependency[Work]) -> None:
    """Keep assistants out, from the next call on."""
    await letting_in.keep_out(work)


@get("/calls", opt={"scope": "profile:read"})
async def list_assistant_calls(
    work: NamedDependency[Work], state: State, limit: Limit = 50, cursor: Cursor = None
) -> AssistantCallPage:
    """What assistants called, by the hour, the latest first; kept for two years."""
    return await letting_in.list_calls(work, state["cursors"], limit=limit, cursor=cursor)


router: Final = Router(
    "/me/assistants",
    route_handlers=[read_assistants, let_assistants_in, keep_assistants_out, list_assistant_calls],
    tags=["Assistants"],
)
