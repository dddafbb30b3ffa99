"""The API's own pages at /v1/docs: rendered here from `api/openapi.json`, without any script."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State

from api.config import Settings
from api.credentials import PUBLIC
from api.openapi import FILE

TEXTS: Final = Path(__file__).with_name("texts") / "docs"
POLICY: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)

ORDER: Final = ("People", "Threads", "Messages", "Talks", "Overview")
"""The tags that a reader comes for, first."""

Json = dict[str, Any]


class Field(msgspec.Struct, frozen=True):
    """A parameter or a field of a body: its place, its kind in words, what it is for."""

    name: str
    place: str
    kind: str
    required: bool
    description: str


class Answer(msgspec.Struct, frozen=True):
    """One answer: its status, what it means, and what it carries."""

    status: str
    description: str
    kind: str


class Operation(msgspec.Struct, frozen=True):
    """One thing that can be asked for."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    who: str
    parameters: list[Field]
    fields: list[Field]
    answers: list[Answer]
    curl: str


class Group(msgspec.Struct, frozen=True):
    """The operations of one tag."""

    name: str
    anchor: str
    operations: list[Operation]


def groups(document: Json, address: str) -> list[Group]:
    """All operations of an OpenAPI document by tag, with examples for the server at `address`."""
    found: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            (tag, *_) = operation.get("tags") or ["Other"]
            shown = _operation(document, address, method.upper(), path, operation)
            found.setdefault(tag, []).append(shown)
    known = [tag for tag in ORDER if tag in found]
    return [
        Group(tag, f"about-{tag.lower().replace(' ', '-')}", found[tag])
        for tag in (*known, *sorted(found.keys() - set(ORDER)))
    ]


@lru_cache(maxsize=1)
def page(address: str) -> bytes:
    """The page, rendered once per process."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    document = msgspec.json.decode(FILE.read_bytes())
    text = made.get_template("page.html.jinja").render(
        groups=groups(document, address), address=address, about=document["info"]
    )
    return text.encode()


def _operation(document: Json, address: str, method: str, path: str, operation: Json) -> Operation:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    scopes = [scope for one in operation["security"] for scope in one.get("token", ())]
    return Operation(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        # Who may is said once, in its own line.
        description=operation["description"].rpartition("\n\nNeeds ")[0]
        or operation["description"],
        who=f"a token with {scopes[0]}" if scopes else _without_token(operation),
        parameters=[
            Field(
                one["name"],
                one["in"],
                _kind(document, one["schema"]),
                one.get("required", False),
                one.get("description", ""),
            )
            for one in operation.get("parameters", [])
        ],
        fields=[*_fields(document, body[1]["schema"])] if body else [],
        answers=[_answer(document, *one) for one in sorted(operation["responses"].items())],
        curl=_curl(document, address, method, path, operation, body),
    )


def _without_token(operation: Json) -> str:
    return "a browser that is signed in" if operation["security"] else "everybody"


def _answer(document: Json, status: str, answer: Json) -> Answer:
    contents: Json = answer.get("content", {})
    media_type: str = next(iter(contents), "")
    content: Json = contents.get(media_type, {})
    kind = _kind(document, content["schema"]) if media_type.endswith("json") else media_type
    return Answer(status, answer["description"], kind)


def _resolved(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _kind(document: Json, schema: Json) -> str:
    inside = _resolved(document, schema)
    if "oneOf" in inside:
        return " or ".join(dict.fromkeys(_kind(document, one) for one in inside["oneOf"]))
    if "enum" in inside:
        return ", ".join(str(one) for one in inside["enum"])
    if "const" in inside:
        return str(inside["const"])
    if "$ref" in schema:
        return cast(str, schema["$ref"].rpartition("/")[2])
    match inside.get("type"):
        case "array":
            return f"list of {_kind(document, inside.get('items', {}))}"
        case "null":
            return "null"
        case str(name):
            return cast(str, inside.get("format", name))
    return "anything"


def _fields(document: Json, schema: Json, before: str = "") -> Iterator[Field]:
    inside = _resolved(document, schema)
    required = inside.get("required", [])
    for name, field in inside.get("properties", {}).items():
        place = f"{before}{name}"
        kind, about = _kind(document, field), field.get("description", "")
        yield Field(place, "body", kind, name in required, about)
        for choice in (field, *field.get("oneOf", ())):
            deeper = choice.get("items", choice)
            if "$ref" in deeper and before.count(".") < 2:
                many = "[]" if "items" in choice else ""
                yield from _fields(document, deeper, f"{place}{many}.")


def _curl(
    document: Json,
    address: str,
    method: str,
    path: str,
    operation: Json,
    body: tuple[str, Json] | None,
) -> str:
    lines = [f"curl -X {method} '{address}{path}'"]
    if any("token" in one for one in operation["security"]):
        lines.append('-H "Authorization: Bearer $ASKWELL_TOKEN"')
    if any(one["name"] == "If-Match" for one in operation.get("parameters", [])):
        lines.append("-H 'If-Match: \"1\"'")
    if body and body[0] == "application/json":
        example = msgspec.json.encode(_example(document, body[1]["schema"])).decode()
        lines += ["-H 'Content-Type: application/json'", f"-d '{example}'"]
    elif body:
        lines.append("-F file=@Connections.csv")
    return " \\\n  ".join(lines)


def _example(document: Json, schema: Json) -> Any:
    inside = _resolved(document, schema)
    if "oneOf" in inside:
        return _example(document, inside["oneOf"][0])
    if "enum" in inside:
        return inside["enum"][0]
    match inside.get("type"), inside.get("format"):
        case "object", _:
            wanted = inside.get("required") or [*inside.get("properties", {})][:1]
            return {name: _example(document, inside["properties"][name]) for name in wanted}
        case "array", _:
            return [_example(document, inside.get("items", {}))]
        case "string", "uuid":
            return "01994b2e-7c00-7000-8000-000000000001"
        case "string", "date-time":
            return "2030-05-06T15:00:00Z"
        case "string", "date":
            return "2030-05-06"
        case "string", _:
            return "…"
        case "integer" | "number", _:
            return inside.get("minimum", 1)
        case "boolean", _:
            return True
    return None


@get("/", opt={"scope": PUBLIC}, include_in_schema=False)
async def show_page(state: State) -> Response[bytes]:
    """The page of the API."""
    settings = cast(Settings, state.settings)
    return _served(page(settings.public_url), "text/html")


@get("/docs.css", opt={"scope": PUBLIC}, include_in_schema=False)
async def show_style() -> Response[bytes]:
    """Its style, in the product's colours."""
    return _served((TEXTS / "docs.css").read_bytes(), "text/css")


def _served(content: bytes, media_type: str) -> Response[bytes]:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return Response(content, media_type=media_type, headers=headers)


router: Final = Router("/docs", route_handlers=[show_page, show_style])
