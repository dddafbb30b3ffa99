"""What Nora is after and what came of it, as SCREENS.md section 6 tells it."""

import httpx
import pytest

from tests.demo.test_story import get, looking

__all__ = ["looking"]

pytestmark = pytest.mark.anyio


async def test_the_goal_was_changed_after_ben_and_after_helen(looking: httpx.AsyncClient) -> None:
    goals = (await get(looking, "/goals"))["items"]
    assert [one["state"] for one in goals] == ["open", "parked", "given_up"]
    goal = goals[0]
    assert goal["what"] == "Clinical informatics analyst, in a hospital or public body"
    assert goal["changed_after"]["contact"]["first_name"] == "Helen"
    assert (goal["untested"], goal["review_due"]) == (False, False)
    history = (await get(looking, f"/goals/{goal['id']}/revisions"))["items"]
    assert [one["what"] for one in history][1:] == [
        "Health data analyst",
        "Data scientist in health",
    ]
    after = [one["talk"] and one["talk"]["contact"]["first_name"] for one in history]
    assert after == ["Helen", "Ben", None]
    assert [len(one["causes"]) for one in history] == [1, 1, 0]


async def test_two_disagree_about_a_degree_and_fatima_is_next(looking: httpx.AsyncClient) -> None:
    (item,) = (await get(looking, "/assumptions/board"))["items"]
    assert item["assumption"]["text"] == "Do I need a second degree?"
    said = {one["contact"]["first_name"]: one["says"] for one in item["assumption"]["findings"]}
    assert said == {"Sam": "refutes", "Maya": "supports"}
    assert item["disagree"]
    assert item["ask_next"]["contact"]["first_name"] == "Fatima"
    assert item["ask_next"]["conversation_id"] is not None


async def test_the_interview_leads_back_to_the_first_ask(looking: httpx.AsyncClient) -> None:
    outcomes = (await get(looking, "/outcomes"))["items"]
    assert [one["kind"] for one in outcomes] == ["interview", "referral", "project", "mentorship"]
    path = [
        (one["what"], one["contact"]["first_name"] if one["contact"] else None)
        for one in outcomes[0]["path"]
    ]
    assert path == [("outcome", "Ben"), ("introduced", "Ana"), ("ask", "Ana")]
    assert 140 <= outcomes[0]["days"] <= 155
    plan = (await get(looking, "/plan-items"))["items"]
    assert [one["state"] for one in plan] == ["open", "done"]


async def test_those_who_helped_heard_that_a_goal_was_let_go(looking: httpx.AsyncClient) -> None:
    (row,) = (await get(looking, "/landings"))["items"]
    assert (row["kind"], row["what"]) == ("given_up", "Ward manager, on a ward of my own")
    landing = await get(looking, f"/landings/{row['id']}")
    standing = {one["contact"]["first_name"]: one["standing"] for one in landing["people"]}
    assert standing == {
        "Ana": "told",
        "Ben": "told",
        "Peter": "left_out",
        "Priya": "waiting",
    }
    assert landing["eased"] == 0


async def test_the_long_view_has_something_to_say(looking: httpx.AsyncClient) -> None:
    read = await get(looking, "/who-led")
    assert len([one for one in read["items"] if one["led_by_id"] is not None]) == 10
    chain = [one["contact"]["first_name"] for one in read["items"] if one["depth"] > 0]
    assert {"Ben", "Helen", "Ewan", "Paul"} <= set(chain)
    assert read["spread"] is not None
    trends = await get(looking, "/reflections/trends")
    assert (len(trends["rated"]), len(trends["felt"])) == (8, 11)
    people = (await get(looking, "/balance"))["people"]
    assert len(people) >= 9
