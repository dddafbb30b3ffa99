"""The document of the API: kept current, complete, and true in what is asked and what is answered."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from jsonschema_rs import Draft202012Validator

from api.app import V1
from api.credentials import SCOPES
from api.openapi import FILE, document, encode

Json = dict[str, Any]
DOCUMENT: Json = document([V1])
OPERATIONS = [
    (method, path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def test_the_kept_document_is_current() -> None:
    assert FILE.read_bytes() == encode(DOCUMENT), "run: askwell openapi --write"


def test_it_is_a_valid_openapi_3_1_document() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(DOCUMENT).validate()
    for name, schema in DOCUMENT["components"]["schemas"].items():
        whole = {**schema, "components": DOCUMENT["components"]}
        assert Draft202012Validator(whole), name


def test_every_reference_leads_somewhere() -> None:
    for reference in set(re.findall(r'"\$ref": ?"#/([^"]+)"', encode(DOCUMENT).decode())):
        node: Any = DOCUMENT
        for step in reference.split("/"):
            node = node[step]


def test_names_can_be_read() -> None:
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-zA-Z]+", one) for one in ids)
    for name in DOCUMENT["components"]["schemas"]:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", name), name


@pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[one["operationId"] for *_, one in OPERATIONS]
)
def test_every_operation_says_who_may_and_what_comes(
    method: str, path: str, operation: Json
) -> None:
    responses = operation["responses"]
    assert operation["summary"]
    assert operation["description"], "a sentence of the handler"
    assert operation["tags"]
    credentials = {name for one in operation["security"] for name in one}
    assert credentials <= {"token", "session"}
    if credentials:
        assert {"401", "403"} <= responses.keys()
        scopes = [one["token"] for one in operation["security"] if "token" in one]
        assert all(len(named) == 1 and named[0] in SCOPES for named in scopes)
    else:
        assert "401" not in responses
    assert any(status < "400" for status in responses)
    for status, response in responses.items():
        if status >= "400":
            assert list(response["content"]) == ["application/problem+json"]
        if status in {"204", "303"}:
            assert "content" not in response
        assert "X-Request-Id" in response["headers"]
    assert ("412" in responses) == any(
        one["name"] == "If-Match" for one in operation.get("parameters", [])
    )
    assert ("415" in responses) == ("requestBody" in operation)


def test_an_own_id_makes_a_create_idempotent() -> None:
    creates = [one for _, _, one in OPERATIONS if "201" in one["responses"]]
    assert len([one for one in creates if "200" in one["responses"]]) >= 7


def test_the_frontends_client_knows_every_path() -> None:
    schema = (FRONTEND / "src/lib/client/schema.d.ts").read_text()
    assert [path for path in DOCUMENT["paths"] if f'"{path}": {{' not in schema] == []


def test_the_document_is_served(tmp_path: Path) -> None:
    assert msgspec.json.decode(FILE.read_bytes())["info"]["title"] == "Askwell"
