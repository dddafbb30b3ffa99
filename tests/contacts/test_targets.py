"""The list of target employers: its order, its limits, whom one knows there, and the shield."""

from typing import Any

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
URL = "/v1/target-employers"


@pytest.fixture
async def nora(person: MakePerson) -> Somebody:
    return await person()


async def put(http: httpx.AsyncClient, who: Somebody, name: str, **fields: object) -> Any:
    body = {"id": str(new_id()), "employer": name, **fields}
    answer = await http.post(URL, headers=who.bearer, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def names(http: httpx.AsyncClient, who: Somebody) -> list[str]:
    answer = await http.get(URL, headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return [item["employer"]["name"] for item in answer.json()["items"]]


async def test_the_order_is_motivation_then_posting_then_who_speaks_for_one(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    await put(http, nora, "Advertised", motivation=4, posting=3, alumni="none")
    await put(http, nora, "Dream", motivation=5, posting=1, alumni="none")
    await put(http, nora, "School", motivation=4, posting=2, alumni="alumni")
    await put(http, nora, "Advocate", motivation=4, posting=2, alumni="advocate")
    await put(http, nora, "Nobody B", motivation=4, posting=2)
    await put(http, nora, "Nobody A", motivation=4, posting=2)
    assert await names(http, nora) == [
        "Dream", "Advertised", "Advocate", "School", "Nobody A", "Nobody B",
    ]  # fmt: skip


async def test_it_says_whom_one_knows_there_and_who_is_being_asked(
    http: httpx.AsyncClient, nora: Somebody, app: Litestar
) -> None:
    target = await put(http, nora, "Openward", note="They build what wards use")
    here = {"employer_id": target["employer"]["id"]}
    await make_contact(http, nora, "Zoe Abel", tie="well", **here)
    asked = await make_contact(http, nora, "Yan Berg", **here)
    await make_contact(http, nora, "Xaver Dill", **here)
    await make_contact(http, nora, "No Way", do_not_contact=True, **here)
    await make_contact(http, nora, "Else Where", employer="Elsewhere")
    thread = {"id": str(new_id()), "contact_id": asked["id"]}
    await http.post("/v1/threads", headers=nora.bearer, json=thread)
    told = {"id": str(new_id()), "what": "sent"}
    await http.post(f"/v1/threads/{thread['id']}/happenings", headers=nora.bearer, json=told)
    async with statements(app) as seen:
        answer = await http.get(URL, headers=nora.bearer)
    (item,) = answer.json()["items"]
    assert len(seen) == 2
    assert [one["name"] for one in item["known"]] == ["Yan Berg", "Zoe Abel", "Xaver Dill"]
    assert item["people"] == 3
    assert item["active"]["name"] == "Yan Berg"
    assert item["active"]["thread_id"] == thread["id"]
    assert answer.json()["begin"] == 5
    assert answer.json()["most"] == 40


async def test_of_many_known_the_first_five_are_named_and_all_are_counted(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    target = await put(http, nora, "Openward")
    for number in range(7):
        await make_contact(http, nora, f"Person {number}", employer_id=target["employer"]["id"])
    (item,) = (await http.get(URL, headers=nora.bearer)).json()["items"]
    assert [one["name"] for one in item["known"]] == [f"Person {n}" for n in range(5)]
    assert item["people"] == 7
    assert item["active"] is None


async def test_the_present_employer_is_refused_and_vanishes_when_it_becomes_one(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    own = {"id": str(new_id()), "name": "Northgate Hospital", "present": True}
    await http.post("/v1/employers", headers=nora.bearer, json=own)
    for way in ({"employer": "northgate  hospital"}, {"employer_id": own["id"]}):
        answer = await http.post(URL, headers=nora.bearer, json={"id": str(new_id()), **way})
        assert answer.status_code == 409
        assert answer.json()["type"].endswith("/present-employer")
    target = await put(http, nora, "Openward")
    shown = await http.get(f"/v1/employers/{target['employer']['id']}", headers=nora.bearer)
    change = {"present": True}
    headers = if_match(nora, shown.json())
    await http.patch(f"/v1/employers/{target['employer']['id']}", headers=headers, json=change)
    assert await names(http, nora) == []
    assert (await http.get(f"{URL}/{target['id']}", headers=nora.bearer)).status_code == 404


async def test_forty_fit_and_one_more_does_not(
    http: httpx.AsyncClient, nora: Somebody, admin: asyncpg.Connection
) -> None:
    first = await put(http, nora, "Employer 0")
    for number in range(1, 40):
        await put(http, nora, f"Employer {number}")
    body = {"id": str(new_id()), "employer": "One too many"}
    answer = await http.post(URL, headers=nora.bearer, json=body)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/limit-reached")
    await http.delete(f"{URL}/{first['id']}", headers=nora.bearer)
    assert (await http.post(URL, headers=nora.bearer, json=body)).status_code == 201


async def test_the_same_request_again_changes_nothing_and_twins_are_refused(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    body = {"id": str(new_id()), "employer": "Openward", "motivation": 5}
    assert (await http.post(URL, headers=nora.bearer, json=body)).status_code == 201
    assert (await http.post(URL, headers=nora.bearer, json=body)).status_code == 200
    other = {**body, "motivation": 1}
    assert (await http.post(URL, headers=nora.bearer, json=other)).status_code == 409
    twin = {"id": str(new_id()), "employer": "OPENWARD"}
    assert (await http.post(URL, headers=nora.bearer, json=twin)).status_code == 409
    both = {"id": str(new_id()), "employer": "A", "employer_id": str(new_id())}
    assert (await http.post(URL, headers=nora.bearer, json=both)).status_code == 400
    neither = {"id": str(new_id())}
    assert (await http.post(URL, headers=nora.bearer, json=neither)).status_code == 400
    assert await names(http, nora) == ["Openward"]


async def test_a_change_needs_the_version_and_taking_off_can_be_undone(
    http: httpx.AsyncClient, nora: Somebody
) -> None:
    target = await put(http, nora, "Openward")
    url = f"{URL}/{target['id']}"
    change = {"motivation": 5, "alumni": "advocate", "note": "Ask Lukas"}
    assert (await http.patch(url, headers=nora.bearer, json=change)).status_code == 428
    answer = await http.patch(url, headers=if_match(nora, target), json=change)
    assert answer.status_code == 200, answer.text
    assert {key: answer.json()[key] for key in change} == change
    stale = await http.patch(url, headers=if_match(nora, target), json=change)
    assert stale.status_code == 412
    too_much = await http.patch(url, headers=if_match(nora, answer.json()), json={"motivation": 6})
    assert too_much.status_code == 400
    assert (await http.delete(url, headers=nora.bearer)).status_code == 204
    assert await names(http, nora) == []
    back = await http.post(f"{url}/restore", headers=nora.bearer)
    assert back.status_code == 200, back.text
    assert back.json()["note"] == "Ask Lukas"
    await http.delete(url, headers=nora.bearer)
    await put(http, nora, "Openward")
    assert (await http.post(f"{url}/restore", headers=nora.bearer)).status_code == 409


async def test_strangers_and_nobody_reach_nothing(
    http: httpx.AsyncClient, nora: Somebody, person: MakePerson
) -> None:
    target = await put(http, nora, "Openward")
    url = f"{URL}/{target['id']}"
    stranger, reader = await person(), await person(scopes=["threads:read"])
    assert (await http.get(url)).status_code == 401
    assert (await http.get(URL, headers=reader.bearer)).status_code == 403
    assert (await http.get(url, headers=stranger.bearer)).status_code == 404
    assert (await http.delete(url, headers=stranger.bearer)).status_code == 404
    assert (await http.post(f"{url}/restore", headers=stranger.bearer)).status_code == 404
    assert await names(http, stranger) == []
