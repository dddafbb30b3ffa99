"""Sort over HTTP: the promising first, the present employer never, an answer that can be undone."""

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.people import Somebody

pytestmark = pytest.mark.anyio


async def add(http: httpx.AsyncClient, who: Somebody, name: str, **fields: object) -> str:
    contact_id = str(new_id())
    made = await http.post(
        "/v1/contacts", headers=who.bearer, json={"id": contact_id, "name": name, **fields}
    )
    assert made.status_code == 201, made.text
    return contact_id


async def deal(http: httpx.AsyncClient, who: Somebody, limit: int = 20) -> dict[str, list[dict]]:  # type: ignore[type-arg]
    answer = await http.get(f"/v1/sort?limit={limit}", headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_words_of_the_wish_come_first_with_their_reason(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    await http.patch(
        "/v1/me/profile",
        headers={**nora.bearer, "if-match": "*"},
        json={"wish_line": "health data"},
    )
    await add(http, nora, "Aaron Plain", role="Florist")
    analyst = await add(http, nora, "Zoe Stark", role="Data analyst")
    dealt = await deal(http, nora)
    assert dealt["remaining"] == 2
    assert dealt["items"][0]["contact"]["id"] == analyst
    assert {"code": "goal_word", "word": "data"} in dealt["items"][0]["reasons"]


async def test_the_present_employer_and_whoever_must_not_be_written_to_are_never_dealt(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    employer_id = str(new_id())
    made = await http.post(
        "/v1/employers",
        headers=nora.bearer,
        json={"id": employer_id, "name": "Northgate", "present": True},
    )
    assert made.status_code == 201, made.text
    await add(http, nora, "Jean Holt", employer_id=employer_id)
    kofi = await add(http, nora, "Kofi Mensah")
    await http.patch(
        f"/v1/contacts/{kofi}",
        headers={**nora.bearer, "if-match": "*"},
        json={"do_not_contact": True},
    )
    assert await deal(http, nora) == {"items": [], "remaining": 0}


@pytest.mark.parametrize("said", ["well", "bit", "later"])
async def test_an_answer_takes_the_card_away_and_null_brings_it_back(
    http: httpx.AsyncClient, person: MakePerson, said: str
) -> None:
    nora = await person()
    maya = await add(http, nora, "Maya Lindgren")
    for answer, left in ((said, 0), (None, 1)):
        done = await http.post("/v1/sort", headers=nora.bearer, json={"id": maya, "answer": answer})
        assert done.status_code == 204, done.text
        assert (await deal(http, nora))["remaining"] == left
    shown = (await http.get(f"/v1/contacts/{maya}", headers=nora.bearer)).json()
    assert shown["tie"] is None


async def test_strangers_nobody_and_narrow_tokens(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    maya = await add(http, nora, "Maya Lindgren")
    assert (await http.get("/v1/sort")).status_code == 401
    body = {"id": maya, "answer": "well"}
    foreign = await http.post("/v1/sort", headers=ruth.bearer, json=body)
    unknown = await http.post("/v1/sort", headers=ruth.bearer, json={**body, "id": str(new_id())})
    assert foreign.status_code == unknown.status_code == 404
    narrow = await person(scopes=["profile:read"])
    assert (await http.get("/v1/sort", headers=narrow.bearer)).status_code == 403
    assert (await http.post("/v1/sort", headers=narrow.bearer, json=body)).status_code == 403
