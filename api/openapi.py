"""The OpenAPI 3.1 document: Litestar's, completed with every refusal, header and scope.

It is kept in `api/openapi.json` (written by `askwell openapi --write`, its freshness is a test), so
that a process serves bytes and clients are generated without a server.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Litestar, Response, get
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from api.access import provide_work, scope_of
from api.credentials import PUBLIC, SESSION
from api.errors import PROBLEM_MEDIA_TYPE, ProblemDocument

FILE: Final = Path(__file__).with_name("openapi.json")

_WHY: Final = {
    "400": "Something that was sent can't be used; `errors` names the fields.",
    "401": "No credential, or one that is no longer valid.",
    "403": "The credential may not do this.",
    "404": "There is no such thing, or it is not yours.",
    "409": "It contradicts what is already there.",
    "412": "The version in If-Match is not the present one.",
    "413": "More was sent than is taken at once.",
    "415": "The body is of a kind that is not read here.",
    "428": "If-Match is missing.",
    "429": "Too often; Retry-After says when to come back.",
    "503": "A part of ours does not answer; nothing was changed.",
}

Json = dict[str, Any]


def document(routers: Sequence[ControllerRouterHandler]) -> Json:
    """The whole document of these routers."""
    bare = Litestar(
        [*routers],
        dependencies={"work": Provide(provide_work)},
        openapi_config=OpenAPIConfig(
            title="Askwell",
            version="1",
            description="Informational interviews: from a good ask to what came of it.",
            use_handler_docstrings=True,
        ),
    )
    schema: Json = bare.openapi_schema.to_schema()
    scopes = {
        (method.lower(), route.path_format): scope_of(handler)
        for route in bare.routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
        if handler.resolve_include_in_schema() and method != "OPTIONS"
    }
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                _complete(operation, path, method, scopes[(method, path)])
    components = schema.setdefault("components", {})
    (problem,), more = msgspec.json.schema_components(
        [ProblemDocument], ref_template="#/components/schemas/{name}"
    )
    assert "$ref" in problem
    components.setdefault("schemas", {}).update(more)
    components["headers"] = {
        "RequestId": {
            "schema": {"type": "string"},
            "description": "Name it when you ask for help.",
        },
        "RetryAfter": {"schema": {"type": "integer"}, "description": "Seconds to wait."},
    }
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A personal access token."},
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-askwell-session"},
    }
    return schema


def _complete(operation: Json, path: str, method: str, scope: str) -> None:
    responses: Json = operation["responses"]
    body = "requestBody" in operation
    if_match = any(one.get("name") == "If-Match" for one in operation.get("parameters", []))
    writes = method not in {"get", "head"}
    refusals = ["400", "429", "503"]
    refusals += ["401", "403"] if scope != PUBLIC else []
    refusals += ["403"] if scope == PUBLIC and writes else []
    refusals += ["404"] if "{" in path or body else []
    refusals += ["409"] if writes else []
    refusals += ["413", "415"] if body else []
    refusals += ["412", "428"] if if_match else []
    for answer in responses.values():
        answer.setdefault("headers", {})["X-Request-Id"] = {
            "$ref": "#/components/headers/RequestId"
        }
    for status in sorted(set(refusals)):
        headers: Json = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
        if status in {"429", "503"}:
            headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
        responses[status] = {
            "description": _WHY[status],
            "headers": headers,
            "content": {
                PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
            },
        }
    if scope == PUBLIC:
        operation["security"] = []
        return
    operation["security"] = (
        [{"session": []}] if scope == SESSION else [{"token": []}, {"session": []}]
    )
    needed = "a signed-in browser" if scope == SESSION else f"the scope `{scope}`"
    operation["description"] = f"{operation.get('description', '')}\n\nNeeds {needed}.".strip()


def encode(schema: Json) -> bytes:
    """The document as it is kept: sorted and indented, so that a change can be read."""
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=1) + b"\n"


@get("/openapi.json", opt={"scope": PUBLIC}, include_in_schema=False)
async def serve_document() -> Response[bytes]:
    """The document of this very API."""
    return Response(
        FILE.read_bytes(), media_type="application/json", headers={"Cache-Control": "no-cache"}
    )
