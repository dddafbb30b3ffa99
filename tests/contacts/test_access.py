"""Who may not: nobody, somebody without the scope, and somebody else; a stranger's and an unknown
person are answered alike."""

from collections.abc import Iterator

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact
from tests.people import Somebody

pytestmark = pytest.mark.anyio

ONE = "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"
"""An id that nothing has: the same in each process, for it stands in the names of tests."""
ROUTES = [
    ("GET", "/v1/contacts", None),
    ("POST", "/v1/contacts", {"id": ONE, "name": "Maya"}),
    ("GET", f"/v1/contacts/{ONE}", None),
    ("PATCH", f"/v1/contacts/{ONE}", {"role": "x"}),
    ("DELETE", f"/v1/contacts/{ONE}", None),
    ("POST", f"/v1/contacts/{ONE}/restore", None),
    ("POST", f"/v1/contacts/{ONE}/erase", None),
    ("GET", f"/v1/contacts/{ONE}/timeline", None),
    ("POST", "/v1/contacts/bulk", {"ids": [ONE], "action": "archive"}),
    ("PUT", f"/v1/contacts/by-external-id/{ONE}", {"name": "Maya"}),
    ("POST", "/v1/contacts/batch", {"items": [{"external_id": ONE, "name": "Maya"}]}),
    ("POST", "/v1/contacts/guess", {"text": "Maya"}),
    ("GET", "/v1/contacts/export", None),
    ("GET", "/v1/tags", None),
    ("GET", "/v1/employers", None),
    ("POST", "/v1/employers", {"id": ONE, "name": "Openward"}),
    ("GET", f"/v1/employers/{ONE}", None),
    ("PATCH", f"/v1/employers/{ONE}", {"present": True}),
    ("DELETE", f"/v1/employers/{ONE}", None),
    ("GET", "/v1/introductions", None),
    (
        "POST",
        "/v1/introductions",
        {"id": ONE, "introducer_id": ONE, "introduced_id": ONE},
    ),
    ("GET", f"/v1/introductions/{ONE}", None),
    ("PATCH", f"/v1/introductions/{ONE}", {"closed_at": None}),
    ("DELETE", f"/v1/introductions/{ONE}", None),
    ("GET", "/v1/changes", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
async def test_nobody_and_the_wrong_scope(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str, body: object
) -> None:
    nobody = await http.request(method, path, json=body)
    assert nobody.status_code == 401
    nora = await person(scopes=["profile:read"])
    refused = await http.request(method, path, json=body, headers=nora.bearer)
    assert refused.status_code == 403


@pytest.mark.parametrize(("method", "path", "body"), [r for r in ROUTES if r[0] != "GET"])
async def test_reading_is_not_writing(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str, body: object
) -> None:
    nora = await person(scopes=["contacts:read"])
    answer = await http.request(method, path, json=body, headers=nora.bearer)
    assert answer.status_code == (200 if path.endswith("guess") else 403)


def _places(contact: str, employer: str, introduction: str) -> Iterator[tuple[str, str, object]]:
    match = {"role": "x"}
    yield "GET", f"/v1/contacts/{contact}", None
    yield "PATCH", f"/v1/contacts/{contact}", match
    yield "DELETE", f"/v1/contacts/{contact}", None
    yield "POST", f"/v1/contacts/{contact}/restore", None
    yield "POST", f"/v1/contacts/{contact}/erase", None
    yield "GET", f"/v1/contacts/{contact}/timeline", None
    yield "GET", f"/v1/contacts?employer_id={employer}", None
    yield "POST", "/v1/contacts/bulk", {"ids": [contact], "action": "delete"}
    yield "POST", "/v1/contacts", {"id": ONE, "name": "x", "employer_id": employer}
    yield "GET", f"/v1/employers/{employer}", None
    yield "PATCH", f"/v1/employers/{employer}", {"name": "x"}
    yield "DELETE", f"/v1/employers/{employer}", None
    yield "GET", f"/v1/introductions/{introduction}", None
    yield "PATCH", f"/v1/introductions/{introduction}", {"closed_at": None}
    yield "DELETE", f"/v1/introductions/{introduction}", None
    yield "GET", f"/v1/introductions?contact_id={contact}", None
    yield (
        "POST",
        "/v1/introductions",
        {"id": str(new_id()), "introducer_id": contact, "introduced_id": str(new_id())},
    )


async def test_what_is_not_yours_is_not_there(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    ana = await make_contact(http, nora, "Ana Ferreira", employer="Aire Health Data")
    ben = await make_contact(http, nora, "Ben Adeyemi")
    introduction = str(new_id())
    made = await http.post(
        "/v1/introductions",
        headers=nora.bearer,
        json={"id": introduction, "introducer_id": ana["id"], "introduced_id": ben["id"]},
    )
    assert made.status_code == 201
    hers = list(_places(ana["id"], ana["employer"]["id"], introduction))
    unknown = list(_places(*(str(new_id()) for _ in range(3))))
    for theirs, nobodys in zip(hers, unknown, strict=True):
        assert await _answer(http, ruth, theirs) == await _answer(http, ruth, nobodys)
    shown = await http.get(f"/v1/contacts/{ana['id']}", headers=nora.bearer)
    assert shown.json() == ana


async def _answer(
    http: httpx.AsyncClient, who: Somebody, request: tuple[str, str, object]
) -> tuple[int, str]:
    method, path, body = request
    answer = await http.request(method, path, json=body, headers={**who.bearer, "if-match": '"1"'})
    text = answer.text.replace(answer.headers.get("x-request-id", "-"), "…")
    for part in path.split("/")[-1:]:
        text = text.replace(part, "…")
    ids = body.get("ids", []) if isinstance(body, dict) else []
    for one in ids:
        text = text.replace(one, "…")
    return answer.status_code, text
