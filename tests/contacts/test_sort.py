"""Sort: the order of the cards, the answers and their undo, how many wait."""

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio


@pytest.fixture
async def nora(http: httpx.AsyncClient, person: MakePerson) -> Somebody:
    """Somebody who would like to find out about data in health."""
    made = await person()
    me = await http.get("/v1/me", headers=made.bearer)
    answer = await http.patch(
        "/v1/me/profile",
        json={"wish_line": "health data analyst", "field_words": []},
        headers={**made.bearer, "if-match": f'"{me.json()["profile"]["version"]}"'},
    )
    assert answer.status_code == 200, answer.text
    return made


async def cards(http: httpx.AsyncClient, who: Somebody, limit: int = 20) -> dict[str, object]:
    answer = await http.get(f"/v1/sort?limit={limit}", headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def tell(
    http: httpx.AsyncClient, who: Somebody, contact_id: object, answer: str | None
) -> dict[str, object]:
    told = await http.post(
        "/v1/sort", headers=who.bearer, json={"id": str(contact_id), "answer": answer}
    )
    assert told.status_code == 200, told.text
    return dict(told.json())


async def test_most_promising_first_and_present_employer_last(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    employer = str(new_id())
    await http.post(
        "/v1/employers",
        json={"id": employer, "name": "Northgate Hospital", "present": True},
        headers=nora.bearer,
    )
    await make_contact(http, nora, "Jean Holt", role="Health data analyst", employer_id=employer)
    await make_contact(http, nora, "Tom Whitaker", role="Plumber")
    await make_contact(http, nora, "Gwen Parry", role="Plumber", source="alumni")
    await make_contact(http, nora, "Aisha Malik", role="Senior analyst")
    await make_contact(http, nora, "Kofi Mensah", role="Analyst", do_not_contact=True)
    page = await cards(http, nora)
    names = [item["contact"]["name"] for item in page["items"]]
    assert names == ["Aisha Malik", "Gwen Parry", "Tom Whitaker", "Jean Holt"]
    assert [item["suggested"] for item in page["items"]] == [True, True, True, False]
    assert page["items"][0]["reasons"][0] == {"code": "goal_word", "word": "analyst"}
    assert page["items"][1]["reasons"] == [{"code": "same_school", "word": None}]
    assert page["items"][3]["reasons"] == []
    assert page["remaining"] == 4


async def test_a_word_in_another_script_of_the_role_counts_too(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    await make_contact(http, nora, "Ana Silva", role="Cook")
    await make_contact(http, nora, "Ben Obi", role="Cook", notes="He knows our analysts well.")
    first, second = (await cards(http, nora))["items"]
    assert (first["contact"]["name"], second["contact"]["name"]) == ("Ben Obi", "Ana Silva")
    assert first["reasons"] == [{"code": "goal_word", "word": "analyst"}]


async def test_answers_and_their_undo(http: httpx.AsyncClient, nora: Somebody) -> None:
    maya = await make_contact(http, nora, "Maya Lindgren", tie="bit")
    ewan = await make_contact(http, nora, "Ewan Ross")
    assert (await cards(http, nora))["remaining"] == 2
    told = await tell(http, nora, maya["id"], "well")
    assert told == {"id": maya["id"], "sort": "sorted", "tie": "well", "remaining": 1}
    again = await tell(http, nora, maya["id"], "well")
    assert again == told
    assert (await tell(http, nora, maya["id"], "later"))["sort"] == "later"
    undone = await tell(http, nora, maya["id"], None)
    assert undone == {"id": maya["id"], "sort": "unsorted", "tie": "bit", "remaining": 2}
    assert (await tell(http, nora, ewan["id"], "bit"))["tie"] == "bit"
    assert (await tell(http, nora, ewan["id"], None))["tie"] is None
    assert len((await cards(http, nora))["items"]) == 2


async def test_an_answer_that_is_there_writes_nothing(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    maya = await make_contact(http, nora, "Maya Lindgren")
    await tell(http, nora, maya["id"], "bit")
    before = (await http.get(f"/v1/contacts/{maya['id']}", headers=nora.bearer)).json()
    await tell(http, nora, maya["id"], "bit")
    after = (await http.get(f"/v1/contacts/{maya['id']}", headers=nora.bearer)).json()
    assert before == after


async def test_who_has_a_thread_or_is_archived_does_not_wait(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    maya = await make_contact(http, nora, "Maya Lindgren")
    ewan = await make_contact(http, nora, "Ewan Ross")
    await make_contact(http, nora, "Ana Ferreira")
    chosen = await http.post("/v1/sort/choose", json={"ids": [maya["id"]]}, headers=nora.bearer)
    assert chosen.status_code == 200, chosen.text
    assert chosen.json()["items"][0]["lane"] == "want_to_ask"
    await http.patch(
        f"/v1/contacts/{ewan['id']}", json={"archived": True}, headers=if_match(nora, ewan)
    )
    page = await cards(http, nora)
    assert [item["contact"]["name"] for item in page["items"]] == ["Ana Ferreira"]
    assert page["remaining"] == 1


async def test_the_words_of_the_goal_are_texts_not_patterns(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    me = (await http.get("/v1/me", headers=nora.bearer)).json()["profile"]
    await http.patch(
        "/v1/me/profile",
        json={"wish_line": "100% _nurse_ \\ '; --"},
        headers={**nora.bearer, "if-match": f'"{me["version"]}"'},
    )
    await make_contact(http, nora, "Ana Ferreira", role="Cook")
    await make_contact(http, nora, "Ben Obi", role="Ward nurse")
    names = [item["contact"]["name"] for item in (await cards(http, nora))["items"]]
    assert names == ["Ben Obi", "Ana Ferreira"]


async def test_a_page_takes_six_statements_however_many_wait(
    http: httpx.AsyncClient, app: Litestar, nora: Somebody, admin: asyncpg.Connection
) -> None:
    for number in range(30):
        await make_contact(http, nora, f"Person {number}", role="Analyst")
    async with statements(app) as seen:
        page = await cards(http, nora)
    assert len(page["items"]) == 20
    assert len(seen) == 6


async def test_who_may_not(http: httpx.AsyncClient, person: MakePerson, nora: Somebody) -> None:
    maya = await make_contact(http, nora, "Maya Lindgren")
    narrow = await person(scopes=["threads:read"])
    stranger = await person()
    reader = await person(scopes=["contacts:read"])
    body = {"id": maya["id"], "answer": "well"}
    assert (await http.get("/v1/sort")).status_code == 401
    assert (await http.post("/v1/sort", json=body)).status_code == 401
    assert (await http.get("/v1/sort", headers=narrow.bearer)).status_code == 403
    assert (await http.post("/v1/sort", json=body, headers=reader.bearer)).status_code == 403
    assert (await cards(http, stranger))["items"] == []
    refused = await http.post("/v1/sort", json=body, headers=stranger.bearer)
    unknown = await http.post(
        "/v1/sort", json={"id": str(new_id()), "answer": "well"}, headers=stranger.bearer
    )
    assert refused.status_code == unknown.status_code == 404
    assert {**refused.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
