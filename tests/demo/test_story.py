"""The demo story's counts, as SCREENS.md section 6 says that the screens must show them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.demo.seeding import seed_story
from api.embedded.postgres import Cluster
from tests.conftest import application, settings_for

pytestmark = pytest.mark.anyio


@pytest.fixture
async def looking(cluster: Cluster, own_database: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who looks at the example."""
    settings = replace(settings_for(cluster, own_database), public_url="http://askwell.test")
    assert await seed_story(settings, datetime.now(UTC), lambda: None)
    assert not await seed_story(settings, datetime.now(UTC), lambda: None)
    app = application(settings)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
    ):
        entered = await http.post("/v1/sign-in/example")
        assert entered.status_code == 200, entered.text
        yield http


async def get(http: httpx.AsyncClient, path: str) -> Any:
    answer = await http.get(f"/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def everything(http: httpx.AsyncClient, path: str) -> list[Any]:
    items, cursor = [], ""
    while True:
        page = await get(http, f"{path}limit=100{cursor}")
        items += page["items"]
        if not page["next_cursor"]:
            return items
        cursor = f"&cursor={page['next_cursor']}"


async def test_the_counts_of_the_story(looking: httpx.AsyncClient) -> None:
    people = await everything(looking, "/contacts?")
    assert len(people) == 40
    assert len({person["employer_name"] for person in people}) == 15
    lanes = {lane["lane"]: lane["count"] for lane in (await get(looking, "/lanes"))["lanes"]}
    assert sum(lanes.values()) == 36
    assert lanes == {
        "want_to_ask": 3,
        "asked": 3,
        "said_yes": 2,
        "date_set": 1,
        "talked": 1,
        "in_touch": 10,
        "later": 3,
        "not_this_time": 13,
    }
    measures = await get(looking, "/measures")
    assert (measures["asked"], measures["open"]) == (31, 3)
    assert (measures["answered"]["k"], measures["answered"]["n"]) == (18, 28)
    assert round(measures["answered"]["low"] * 100) == 46
    assert round(measures["answered"]["high"] * 100) == 79
    assert measures["said_yes"]["k"] == 11
    assert measures["talks"] == 9
    assert (measures["thanked_in_time"]["k"], measures["thanked_in_time"]["n"]) == (7, 8)
    introductions = await everything(looking, "/introductions?")
    assert len(introductions) == 10


async def test_the_measures_of_the_story(looking: httpx.AsyncClient) -> None:
    read = await get(looking, "/measures")
    by_source = {one["source"]: one for one in read["by_source"]}
    referral, cold = by_source["referral"], by_source["cold"]
    assert (referral["answered"]["k"], referral["answered"]["n"]) == (7, 8)
    assert referral["talked"]["k"] == 5
    assert (cold["answered"]["k"], cold["answered"]["n"]) == (4, 8)
    assert cold["talked"]["k"] == 1
    assert sum(one["asked"] for one in by_source.values()) == 31
    steps = {step["step"]: step["asks"] for step in read["steps"]}
    assert (steps["said_yes"], steps["talked"]) == (11, 8)
    assert (read["held"]["k"], read["held"]["n"]) == (8, 9)
    assert read["names"] == {"names": 8, "talks": 9, "introductions": 10}
    assert (read["thanks_citing"]["k"], read["thanks_citing"]["n"]) == (8, 8)
    assert read["forecast"] == {"about": 3, "perhaps": 8, "k": 8, "n": 26}
    assert (read["promises_kept"]["k"], read["promises_kept"]["n"]) == (5, 6)
    assert (read["advice_told"]["k"], read["advice_told"]["n"]) == (3, 5)
    assert (read["introducers_told"]["k"], read["introducers_told"]["n"]) == (3, 4)
    assert (read["conversion"]["introduced"]["k"], read["conversion"]["introduced"]["n"]) == (5, 6)
    assert read["conversion"]["open"] == 4
    assert (read["conversion"]["cold"]["k"], read["conversion"]["cold"]["n"]) == (1, 8)
    assert read["answer_days"]["n"] == 18
    assert read["talk_days"]["n"] == 8


async def test_today_begins_with_thanks_to_ewan(looking: httpx.AsyncClient) -> None:
    today = await get(looking, "/today")
    assert today["card"]["kind"] == "write_thanks"
    assert today["card"]["contact"]["first_name"] == "Ewan"
    kinds = [item["kind"] for item in today["then"]]
    assert kinds == ["prepare", "any_answers", "tell_introducer"]
    helen = today["then"][2]
    assert (helen["contact"]["first_name"], helen["about"]) == ("Helen", "Ewan")
    asked = next(i for i in [*today["then"], *today["can_wait"]] if i["kind"] == "any_answers")
    assert {"Callum", "Noor"} <= {one["first_name"] for one in asked["names"]}


async def test_the_example_is_looked_at_and_not_touched(looking: httpx.AsyncClient) -> None:
    me = await get(looking, "/me")
    assert me["example"] is True
    refused = await looking.post(
        "/v1/today/done",
        json={"kind": "any_answers", "subject_id": me["id"]},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/example-is-read-only")


async def test_fatimas_preparation_is_half_done(looking: httpx.AsyncClient) -> None:
    (talk,) = (await get(looking, "/conversations?when=upcoming"))["items"]
    assert talk["contact"]["first_name"] == "Fatima"
    sheet = await get(looking, f"/conversations/{talk['id']}/preparation")
    assert sheet["left"] == ["read", "questions"]
    assert sheet["minutes_left"] == 10
    assert [one["contact"]["name"] for one in sheet["brief"]["introducers"]] == ["Sam Okonkwo"]
    assert sheet["brief"]["introducers"][0]["line"] == "Fatima at Hollin Labs."
    plan = await get(looking, f"/conversations/{talk['id']}/questions")
    (degree,) = plan["items"]
    assert "second degree" in degree["text"]
    offered = await get(looking, f"/conversations/{talk['id']}/questions/suggested")
    left_open = [one for one in offered["plan"] if one["left_open_with"]]
    assert [one["left_open_with"] for one in left_open] == ["Helen"]
    assert any(one["rests_on"] == "path" for one in offered["plan"])
    stories = (await get(looking, "/pitches"))["items"]
    assert [one["practised"] for one in stories] == [2, 0]
