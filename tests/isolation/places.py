"""Every place of an operation in which an id can stand, found in the OpenAPI document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation and its places: `path.contact_id`, `query.employer_id`, `body.lines[].id`."""

    id: str
    method: str
    path: str
    places: tuple[str, ...]
    if_match: bool
    cursor: str | None
    body: bool
    form: bool


def operations(document: Json) -> list[Operation]:
    """All operations of the document."""
    return [
        _operation(document, path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def is_id(name: str, schema: Json) -> bool:
    """Whether a parameter or field holds an id: by its name, or because it is a UUID."""
    if name in {"id", "ids"} or name.endswith(("_id", "_ids")):
        return True
    return any(one.get("format") == "uuid" for one in (schema, *schema.get("oneOf", ())))


def _operation(document: Json, path: str, method: str, operation: Json) -> Operation:
    parameters = operation.get("parameters", [])
    named = [
        f"{one['in']}.{one['name']}" for one in parameters if is_id(one["name"], one["schema"])
    ]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        named += _fields(document, "body", content["schema"])
    cursors = [one["name"] for one in parameters if one["name"] in {"cursor", "since"}]
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        places=tuple(dict.fromkeys(named)),
        if_match=any(one["name"] == "If-Match" for one in parameters),
        cursor=cursors[0] if cursors else None,
        body="requestBody" in operation,
        form="multipart/form-data" in operation.get("requestBody", {}).get("content", {}),
    )


def _fields(document: Json, at: str, schema: Json) -> Iterator[str]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for choice in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from _fields(document, at, choice)
    if "items" in schema:
        yield from _fields(document, f"{at}[]", schema["items"])
    for name, field in schema.get("properties", {}).items():
        inside = list(_fields(document, f"{at}.{name}", field))
        if is_id(name, field):
            yield f"{at}.{name}"
        else:
            yield from inside


def put(example: Json, place: str, value: str) -> Json | None:
    """The example with `value` in one place, or None where the example has no such place."""
    head, _, rest = place.partition(".")
    part = example.get(head)
    changed = _put(part, rest.split("."), value) if part is not None else None
    return None if changed is None else {**example, head: changed}


def _put(node: Any, steps: list[str], value: str) -> Any:
    name, *others = steps
    name, many, _ = name.partition("[]")
    if not isinstance(node, dict) or name not in node:
        return None
    if not others:
        return {**node, name: [value] if isinstance(node[name], list) else value}
    if not many:
        inside = _put(node[name], others, value)
        return None if inside is None else {**node, name: inside}
    first, *more = node[name]
    inside = _put(first, others, value)
    return None if inside is None else {**node, name: [inside, *more]}
