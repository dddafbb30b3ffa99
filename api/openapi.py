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
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler, Method
from litestar.types.internal_types import PathParameterDefinition

from api.access import provide_work, scope_of
from api.credentials import PUBLIC, SESSION
from api.errors import PROBLEM_MEDIA_TYPE, ProblemDocument
from api.idempotency import HEADER, Key, Keyed

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
    "422": "The Idempotency-Key was used for another request.",
    "428": "If-Match is missing.",
    "429": "Too often; Retry-After says when to come back.",
    "503": "A part of ours does not answer; nothing was changed.",
}

_ALWAYS: Final = ("X-Request-Id", "RateLimit", "RateLimit-Policy")

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
            operation_id_creator=_operation_id,
        ),
    )
    schema: Json = bare.openapi_schema.to_schema()
    handlers = {
        (method.lower(), route.path_format): handler
        for route in bare.routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
        if handler.resolve_include_in_schema() and method != "OPTIONS"
    }
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                handler = handlers[(method, path)]
                if isinstance(handler, Keyed):
                    _offer_key(operation)
                declared = set(handler.opt.get("refuses", ()))
                _complete(operation, method, scope_of(handler), declared, schema["components"])
    components = schema["components"]
    for one in components["schemas"].values():
        _correct(one)
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
        "ETag": {"schema": {"type": "string"}, "description": "The version, for If-Match."},
        "RateLimit": {
            "schema": {"type": "string"},
            "description": "What is left (`r`) and in how many seconds all is back (`t`).",
        },
        "RateLimitPolicy": {
            "schema": {"type": "string"},
            "description": "How many (`q`) in how many seconds (`w`).",
        },
        "Location": {"schema": {"type": "string"}, "description": "Where it goes on."},
    }
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal access token, or the access token of an app that somebody let"
            " in (see /.well-known/oauth-authorization-server).",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-askwell-session"},
    }
    return schema


def _operation_id(
    handler: HTTPRouteHandler, method: Method, path_components: list[str | PathParameterDefinition]
) -> str:
    first, *others = handler.handler_name.split("_")
    return first + "".join(other.title() for other in others)


def _offer_key(operation: Json) -> None:
    (schema,), _ = msgspec.json.schema_components([Key])
    operation.setdefault("parameters", []).append(
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "schema": schema,
            "description": "Sent again with the same key within 24 hours, the request has no second"
            " effect and is answered with the same bytes.",
        }
    )


def _correct(schema: Json) -> None:
    for name, field in schema.get("properties", {}).items():
        if name == "local" and field.get("format") == "date-time":
            field.pop("format")  # which asks for an offset
            field["pattern"] = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$"
            field["description"] = "What a clock on the wall shows, without an offset"
        if {} in field.get("oneOf", ()):
            field.pop("oneOf")  # anything includes null


def _complete(
    operation: Json, method: str, scope: str, also_refused: set[str], components: Json
) -> None:
    responses: Json = operation["responses"]
    if "201" in responses and "id" in _fields(operation, components):
        # A client-made id makes it idempotent: the same again answers 200.
        responses["200"] = {
            **responses["201"],
            "description": "It was there already, just so; nothing was changed.",
        }
    responses.pop("400", None)  # Litestar's own, of another shape
    for status, answer in responses.items():
        answer["headers"] = {**_references(*_ALWAYS), **answer.get("headers", {})}
        if status in {"204", "303"}:
            answer.pop("content", None)
        if answer["description"] == "Stream Response":
            answer["description"] = "The file."
            answer["content"] = _file_kinds(answer["content"])
        if status == "303":
            answer["headers"] |= _references("Location")
        if _has_version(answer, components):
            answer["headers"] |= _references("ETag")
    for status in sorted(_refusals(operation, method, scope, components) | also_refused):
        more = ("Retry-After",) if status in {"429", "503"} else ()
        responses[status] = {
            "description": _WHY[status],
            "headers": _references(*_ALWAYS, *more),
            "content": {
                PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
            },
        }
    if scope == PUBLIC:
        operation["security"] = []
        return
    operation["security"] = (
        [{"session": []}] if scope == SESSION else [{"token": [scope]}, {"session": []}]
    )
    needed = "a signed-in browser" if scope == SESSION else f"the scope `{scope}`"
    operation["description"] = f"{operation.get('description', '')}\n\nNeeds {needed}.".strip()


def _refusals(operation: Json, method: str, scope: str, components: Json) -> set[str]:
    parameters = operation.get("parameters", [])
    body = "requestBody" in operation
    # A UUID in the path that is none leads to no route: that is a 404, never a 400.
    asked = [one for one in parameters if one["in"] != "path" or "format" not in one["schema"]]
    ids = {one["name"] for one in parameters} | _fields(operation, components)
    writes = method != "get"
    found = {"429", "503"}
    found |= {"400"} if asked or body else set()
    found |= {"401", "403"} if scope != PUBLIC else set()
    found |= {"403"} if writes else set()
    named = "ids" in ids or ("id" in ids and "201" not in operation["responses"])
    named = named or any(name.endswith(("_id", "token", "address")) for name in ids)
    found |= {"404"} if named else set()
    found |= {"409"} if writes and (not scope.endswith(":read") or "id" in ids) else set()
    found |= {"422"} if HEADER in ids else set()
    found |= {"413", "415"} if body else set()
    found |= {"412", "428"} if "If-Match" in ids else set()
    return found


def _file_kinds(content: Json) -> Json:
    kinds = ["text/csv", "text/vcard"] if "text/*" in content else [*content]
    return {kind: {"schema": {"type": "string"}} for kind in kinds}


def _references(*names: str) -> Json:
    return {
        name: {"$ref": f"#/components/headers/{name.replace('-', '').replace('X', '')}"}
        for name in names
    }


def _fields(operation: Json, components: Json) -> set[str]:
    """The names of all fields of the body, also of those inside others."""
    found: set[str] = set()
    contents = operation.get("requestBody", {}).get("content", {}).values()
    waiting = [content["schema"] for content in contents]
    while waiting:
        schema = _resolved(waiting.pop(), components)
        found |= schema.get("properties", {}).keys()
        waiting += [*schema.get("properties", {}).values(), *schema.get("oneOf", ())]
        waiting += [schema["items"]] if "items" in schema else []
    return found


def _has_version(answer: Json, components: Json) -> bool:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return "version" in _resolved(schema, components).get("required", ())


def _resolved(schema: Json, components: Json) -> Json:
    while "$ref" in schema:
        schema = components["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def encode(schema: Json) -> bytes:
    """The document as it is kept: sorted and indented, so that a change can be read."""
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=1) + b"\n"


@get("/openapi.json", opt={"scope": PUBLIC}, include_in_schema=False)
async def serve_document() -> Response[bytes]:
    """The document of this very API."""
    return Response(
        FILE.read_bytes(), media_type="application/json", headers={"Cache-Control": "no-cache"}
    )
