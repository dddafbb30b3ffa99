"""A refusal names where the wrong thing stands, wherever that is."""

import httpx
import pytest

from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("method", "path", "body", "place"),
    [
        ("GET", "/v1/contacts?limit=0", None, "query.limit"),
        ("GET", "/v1/contacts?sort=colour", None, "query.sort"),
        ("GET", "/v1/choices/colours", None, "path.which"),
        ("POST", "/v1/contacts/bulk", {"ids": [], "action": "tag"}, "body.ids"),
        ("POST", "/v1/contacts/guess", {}, "body.text"),
        ("POST", "/v1/contacts/guess", {"text": "Ana", "colour": "red"}, "body.colour"),
        ("POST", "/v1/contacts/guess", ["Ana"], "body"),
        ("POST", "/v1/contacts/batch", {"items": [{"name": "Ana"}]}, "body.items[0].external_id"),
    ],
)
async def test_the_place_is_named(
    http: httpx.AsyncClient,
    person: MakePerson,
    method: str,
    path: str,
    body: object,
    place: str,
) -> None:
    nora = await person()
    answer = await http.request(method, path, json=body, headers=nora.bearer)
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["field"] == place, answer.text
