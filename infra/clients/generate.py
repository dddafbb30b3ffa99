"""Writes the generated parts of the clients from `api/openapi.json`; `--check` says whether they are
current. `python infra/clients/generate.py`, also a part of `npm run client`."""

import argparse
import json
import keyword
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PYTHON = HERE / "python" / "askwell_client"
TYPESCRIPT = HERE / "typescript" / "src"
HEADER = '"""{about}\n\nWritten by infra/clients/generate.py: change that, not this.\n"""\n\n# ruff: noqa\n'
TEXTS = {"uuid": "str | UUID", "date-time": "str | datetime", "date": "str | date"}
"""What a caller may give for a text of this format; an answer has it as `str`."""

Json = dict[str, Any]


def for_programs(document: Json) -> Json:
    """What a token can ask for, without what every refusal looks like."""
    paths: Json = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            tokens = [one for one in operation["security"] if "token" in one]
            if not tokens and operation["tags"] != ["For other tools"]:
                continue
            answers = {
                status: {name: part for name, part in answer.items() if name != "headers"}
                for status, answer in operation["responses"].items()
                if status.startswith("2")
            }
            kept = {**operation, "responses": answers, "security": tokens}
            paths.setdefault(path, {})[method] = kept
    schemas = document["components"]["schemas"]
    named = sorted(_named(paths, schemas) | {"EventRead", "ProblemDocument"} | _inside(schemas))
    security = {"token": document["components"]["securitySchemes"]["token"]}
    components = {"schemas": {name: schemas[name] for name in named}, "securitySchemes": security}
    return {**document, "paths": paths, "components": components}


def _inside(schemas: Json) -> set[str]:
    return _named([schemas["EventRead"], schemas["ProblemDocument"]], schemas)


def _named(part: Any, schemas: Json) -> set[str]:
    found: set[str] = set()
    waiting = [part]
    while waiting:
        match waiting.pop():
            case {"$ref": str(reference)}:
                name = reference.rpartition("/")[2]
                if name not in found:
                    found.add(name)
                    waiting.append(schemas[name])
            case dict(one):
                waiting += one.values()
            case list(many):
                waiting += many
    return found


def kind_of(schema: Json, prefix: str = "", *, given: bool = False) -> str:
    """The type of a value in Python; `given` by a caller it may be more than JSON."""
    if "$ref" in schema:
        return prefix + str(schema["$ref"]).rpartition("/")[2]
    if "oneOf" in schema:
        kinds = (kind_of(one, prefix, given=given) for one in schema["oneOf"])
        return " | ".join(sorted(dict.fromkeys(kinds), key="None".__eq__))
    if "enum" in schema:
        values = [one for one in schema["enum"] if one is not None]
        literal = f"Literal[{', '.join(repr(one) for one in values)}]"
        return literal + " | None" * (None in schema["enum"])
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    match schema.get("type"):
        case "string" if schema.get("contentEncoding") or schema.get("format") == "binary":
            return "bytes"
        case "string":
            return TEXTS.get(schema.get("format", ""), "str") if given else "str"
        case "array":
            return f"list[{kind_of(schema.get('items', {}), prefix, given=given)}]"
        case "object" if "additionalProperties" in schema and "properties" not in schema:
            more = schema["additionalProperties"]
            inside = kind_of(more, prefix, given=given) if isinstance(more, dict) else "Any"
            return f"dict[str, {inside}]"
        case "object":
            return "dict[str, Any]"
    names = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}
    return names.get(str(schema.get("type")), "Any")


def models(document: Json) -> str:
    """`models.py`: what is taken and given, as TypedDicts."""
    schemas: Json = document["components"]["schemas"]
    lines = [HEADER.format(about="What the API takes and gives.")]
    lines += ["from typing import Any, Literal, NotRequired, TypedDict\n"]
    for name, schema in schemas.items():
        if "properties" not in schema and schema.get("type") != "object":
            lines.append(f"{name} = {kind_of(schema)}")
            lines += [f'"""{_about(schema)}"""'] * ("description" in schema)
    for name, schema in schemas.items():
        if schema.get("type") == "object":
            lines += ["", "", *_typed_dict(name, schema)]
    return "\n".join(lines) + "\n"


def _typed_dict(name: str, schema: Json) -> Iterator[str]:
    required = schema.get("required", [])
    fields = {
        field: kind if field in required else f"NotRequired[{kind}]"
        for field, inside in schema.get("properties", {}).items()
        for kind in [_quoted(kind_of(inside))]
    }
    if any(keyword.iskeyword(field) for field in fields):
        pairs = ", ".join(f"{field!r}: {kind}" for field, kind in fields.items())
        yield f"{name} = TypedDict({name!r}, {{{pairs}}})"
        return
    yield f"class {name}(TypedDict):"
    about = _about(schema) or f"{name}."
    yield f'    """{about}"""'
    yield from (f"    {field}: {kind}" for field, kind in fields.items())


def _quoted(kind: str) -> str:
    return json.dumps(kind) if re.search(r"[A-Z]\w+", kind.replace("Literal", "")) else kind


def _about(schema: Json) -> str:
    text = " ".join(str(schema.get("description", "")).split())
    return text.replace("\\", "\\\\").replace('"""', "'''")


def operations(document: Json) -> str:
    """`operations.py`: a method for each request, once for programs that wait and once for those
    that don't."""
    lines = [HEADER.format(about="Every request of the API as a method.")]
    lines += ['# mypy: disable-error-code="no-any-return"\n']
    lines += [
        "from datetime import date, datetime",
        "from typing import Any, Literal",
        "from uuid import UUID",
        "",
        "from askwell_client import models as m",
        "from askwell_client.calling import OMITTED, AsyncCaller, Caller, Omitted, part",
        "from askwell_client.pages import AsyncPages, Pages",
    ]
    for waits in (True, False):
        lines += [
            "",
            "",
            f"class {'' if waits else 'Async'}Operations({'' if waits else 'Async'}Caller):",
        ]
        lines += [f'    """Every request{"" if waits else ", awaited"}."""']
        for path, item in document["paths"].items():
            for method, operation in item.items():
                lines += ["", *_method(document, path, method.upper(), operation, waits=waits)]
    return "\n".join(lines) + "\n"


def _method(
    document: Json, path: str, method: str, operation: Json, *, waits: bool
) -> Iterator[str]:
    schemas = document["components"]["schemas"]
    content = operation.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    body = _resolved(content[media]["schema"], schemas) if content else {}
    fields, required = body.get("properties", {}), set(body.get("required", ()))
    makes_id = method == "POST" and "201" in operation["responses"] and "id" in fields
    answer = _answer(operation)
    row = _row_of(answer, schemas)
    places: list[str] = []
    options: dict[str, str] = {}
    query: list[tuple[str, str]] = []
    sent: list[str] = []
    for one in operation.get("parameters", []):
        name = one["name"]
        if one["in"] == "path":
            # A field of the body may have the name of its place.
            place = f"the_{name}" if name in fields else name
            path = path.replace(f"{{{name}}}", f"{{{place}}}")
            places.append(f"{place}: {kind_of(one['schema'], 'm.', given=True)}")
        elif one["in"] == "query" and not (row and name == "cursor"):
            kind = kind_of(one["schema"], "m.", given=True)
            options[_safe(name)] = f"{kind} | Omitted = OMITTED"
            query.append((name, _safe(name)))
        elif name == "If-Match":
            options["if_match"] = "int | str"
            sent.append("if_match=if_match")
        elif name == "Idempotency-Key":
            options["idempotency_key"] = "str | None = None"
            sent.append("idempotency_key=idempotency_key, keyed=True")
    for name, schema in fields.items():
        kind = kind_of(schema, "m.", given=True)
        optional = name not in required or (makes_id and name == "id")
        options[_safe(name)] = f"{kind} | Omitted = OMITTED" if optional else kind
    if query:
        sent.insert(0, f"query={{{', '.join(f'{name!r}: {value}' for name, value in query)}}}")
    if fields:
        pairs = ", ".join(f"{name!r}: {_safe(name)}" for name in fields)
        sent.append(f"{'form' if media.startswith('multipart') else 'body'}={{{pairs}}}")
    sent += ["makes_id=True"] * makes_id
    sent += ["raw=True"] * (answer == {} and "204" not in operation["responses"])
    signature = ", ".join(
        ["self", *places, *["/"] * bool(places), *["*"] * bool(options)]
        + [f"{name}: {kind}" for name, kind in options.items()]
    )
    address = re.sub(r"\{(\w+)\}", r"{part(\1)}", path)
    address = f"f{address!r}" if "{" in path else repr(address)
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation["operationId"]).lower()
    about = _about(operation)
    if row:
        yield f"    def {name}({signature}) -> {'' if waits else 'Async'}Pages[{row}, {kind_of(answer, 'm.')}]:"
        yield f'        """{about}"""'
        yield f"        return self._pages({', '.join([address, *sent])})"
        return
    gives = (
        kind_of(answer, "m.")
        if answer
        else ("None" if "204" in operation["responses"] else "bytes")
    )
    yield f"    {'' if waits else 'async '}def {name}({signature}) -> {gives}:"
    yield f'        """{about}"""'
    call = f"self._call({', '.join([repr(method), address, *sent])})"
    wait = "" if waits else "await "
    yield f"        {wait}{call}" if gives == "None" else f"        return {wait}{call}"


def _safe(name: str) -> str:
    name = name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _answer(operation: Json) -> Json:
    for answer in operation["responses"].values():
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema:
            return dict(schema)
    return {}


def _row_of(answer: Json, schemas: Json) -> str:
    fields = _resolved(answer, schemas).get("properties", {}) if answer else {}
    if {"items", "next_cursor"} <= fields.keys():
        return kind_of(fields["items"]["items"], "m.")
    return ""


def _resolved(schema: Json, schemas: Json) -> Json:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def typescript(document: Json) -> str:
    """`schema.d.ts`, by the program that writes the web app's."""
    program = ROOT / "frontend" / "node_modules" / ".bin" / "openapi-typescript"
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "openapi.json", Path(folder) / "schema.d.ts"
        source.write_text(json.dumps(document))
        command = [str(program), str(source), "--default-non-nullable=false", "-o", str(made)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)  # noqa: S603
        return made.read_text()


def keyed(document: Json) -> str:
    """`keyed.ts`: where an Idempotency-Key is read."""
    names = [
        f"\t'{path}'"
        for path, item in document["paths"].items()
        for operation in item.values()
        if any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", []))
    ]
    listed = ",\n".join(names)
    return (
        "// Where an Idempotency-Key is read. Written by infra/clients/generate.py: change that, not this.\n"
        f"export const KEYED: ReadonlySet<string> = new Set([\n{listed}\n]);\n"
    )


def formatted(text: str) -> str:
    """Python as the repository formats it."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--no-cache",
        "--stdin-filename",
        "made.py",
        "-",
    ]
    done = subprocess.run(command, input=text, text=True, check=True, capture_output=True, cwd=ROOT)  # noqa: S603
    return done.stdout


def main() -> None:
    """Write, or compare."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument(
        "--check", action="store_true", help="write nothing, say what is not current"
    )
    check = words.parse_args().check
    document = for_programs(json.loads((ROOT / "api" / "openapi.json").read_text()))
    made = {
        PYTHON / "models.py": formatted(models(document)),
        PYTHON / "operations.py": formatted(operations(document)),
        TYPESCRIPT / "schema.d.ts": typescript(document),
        TYPESCRIPT / "keyed.ts": keyed(document),
    }
    stale = [path for path, text in made.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is not current' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path])
    if check and stale:
        sys.exit("Run `python infra/clients/generate.py`.")


if __name__ == "__main__":
    main()
