"""Many people at once: a result for each, by a fixed number of statements."""

import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact
from tests.statements import statements

pytestmark = pytest.mark.anyio


async def do(http: httpx.AsyncClient, headers: dict[str, str], **body: object) -> list[str]:
    answer = await http.post("/v1/contacts/bulk", headers=headers, json=body)
    assert answer.status_code == 200, answer.text
    assert [one["id"] for one in answer.json()["items"]] == body["ids"]
    return [one["result"] for one in answer.json()["items"]]


async def test_each_gets_its_result(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    ana = await make_contact(http, nora, "Ana", tags=["Leeds"])
    ben = await make_contact(http, nora, "Ben")
    hers = await make_contact(http, ruth, "Not Noras")
    ids = [ana["id"], str(new_id()), ben["id"], hers["id"]]
    there = ["unchanged", "not_found", "done", "not_found"]
    assert await do(http, nora.bearer, ids=ids, action="tag", tag=" leeds ") == there
    done = ["done", "not_found", "done", "not_found"]
    assert await do(http, nora.bearer, ids=ids, action="untag", tag="LEEDS") == done
    assert await do(http, nora.bearer, ids=ids, action="archive") == done
    nothing = ["unchanged", "not_found", "unchanged", "not_found"]
    assert await do(http, nora.bearer, ids=ids, action="archive") == nothing
    assert await do(http, nora.bearer, ids=ids, action="unarchive") == done
    assert await do(http, nora.bearer, ids=ids, action="delete") == done
    assert await do(http, nora.bearer, ids=ids, action="delete") == ["not_found"] * 4
    shown = await http.get(f"/v1/contacts/{hers['id']}", headers=ruth.bearer)
    assert shown.json() == hers
    timeline = await http.get(f"/v1/contacts/{ana['id']}/timeline", headers=nora.bearer)
    assert timeline.status_code == 404


async def test_a_tag_needs_its_word(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    answer = await http.post(
        "/v1/contacts/bulk", headers=nora.bearer, json={"ids": [str(new_id())], "action": "tag"}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("action", ["tag", "archive", "delete"])
async def test_many_cost_as_many_statements_as_two(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson, action: str
) -> None:
    nora = await person()
    ids = [(await make_contact(http, nora, f"Person {n}"))["id"] for n in range(8)]
    counts = []
    for some in (ids[:2], ids[2:]):
        async with statements(app) as seen:
            await do(http, nora.bearer, ids=some, action=action, tag="x")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


async def test_tags_are_listed_with_their_people(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    await make_contact(http, ruth, "Not Noras", tags=["secret"])
    await make_contact(http, nora, "Ana", tags=["leeds", "alumni"])
    ben = await make_contact(http, nora, "Ben", tags=["leeds", "gone"])
    assert (await http.get("/v1/tags", headers=nora.bearer)).json()["items"] == [
        {"tag": "alumni", "count": 1},
        {"tag": "gone", "count": 1},
        {"tag": "leeds", "count": 2},
    ]
    await do(http, nora.bearer, ids=[ben["id"]], action="archive")
    assert (await http.get("/v1/tags", headers=nora.bearer)).json()["items"] == [
        {"tag": "alumni", "count": 1},
        {"tag": "leeds", "count": 1},
    ]
